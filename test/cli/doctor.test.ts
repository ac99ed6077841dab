import { closeSync, mkdirSync, openSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/providers/store/open-store.ts';
import { DISCORD_TOKEN } from '../peers/shapes.ts';
import { makeFile } from '../providers/store-refusal.ts';
import { closing, DEAD, expectTrouble, folder, run, serve } from './doctor-fixture.ts';

it('finds nothing in the way of a fresh clone, and says what is not set up', async () => {
  const { code, lines } = await run({});
  expect(code).toBe(0);
  expect(lines.filter((line) => !line.startsWith('ok'))).toEqual([
    expect.stringMatching(/^warn {2}Platforms: No chat platform is set up yet: /),
    expect.stringMatching(/^warn {2}Research: The bot cannot research/),
    '',
    '0 × FAIL, 2 × warn.',
    '',
  ]);
  expect(lines).toContainEqual(expect.stringMatching(/^ok {4}Program: Claimcheck \d/));
  expect(lines).toContainEqual(expect.stringMatching(/^ok {4}Pictures: Tesseract on this machine reads en/));
});

it('gives JSON to scripts, its help, and says what it does not know', async () => {
  const { lines } = await run({}, ['--json']);
  expect(lines.slice(0, -1).map((line) => Object.keys(JSON.parse(line)).slice(0, 3))).toContainEqual([
    ...['standing', 'what', 'text'],
  ]);
  expect((await run({}, ['--help'])).lines[0]).toContain('npm run doctor');
  expect(await run({}, ['--jsn'])).toMatchObject({ code: 2, lines: [''] });
});

describe('settings', () => {
  it.each<[string, string, string | RegExp]>([
    [
      'a misspelt name',
      'TELEGRAM_TOKEN=1',
      /^warn {2}Settings: TELEGRAM_TOKEN is not a Claimcheck setting; did you mean TELEGRAM_BOT_TOKEN\?$/,
    ],
    [
      'an id',
      'DISCORD_BOT_TOKEN=1234567890',
      "FAIL  Settings: DISCORD_BOT_TOKEN: is an application's id, not a token;",
    ],
    [
      'the other token',
      `DISCORD_BOT_TOKEN=7301234567:AAF${'x-Y_9'.repeat(6)}Zz`,
      'DISCORD_BOT_TOKEN: contains a Telegram token;',
    ],
    [
      'the other token, the other way round',
      `TELEGRAM_BOT_TOKEN=${DISCORD_TOKEN}`,
      'TELEGRAM_BOT_TOKEN: contains a Discord token;',
    ],
    ['quote marks', `TELEGRAM_BOT_TOKEN='"7301234567:x"'`, 'TELEGRAM_BOT_TOKEN: is in quotation marks;'],
    ['white space', 'TELEGRAM_BOT_TOKEN=7301234567 AAF', 'TELEGRAM_BOT_TOKEN: contains white space;'],
    ['a file that is no text', 'a\0b', 'FAIL  Settings: .env: not UTF-8 text;'],
    ['what does nothing', 'BUDGET_PER_DAY=1', 'warn  Settings: A budget is set, but CLAIMCHECK_PRICES is not'],
  ])('%s', (_, file, line) => expectTrouble({ file }, line));

  it.each([
    ['BRAVE_KEY', 'BRAVE_API_KEY'],
    ['OPENAI_API_KY', 'OPENAI_API_KEY'],
    ['DISCORD_TOKEN', 'DISCORD_BOT_TOKEN'],
    ['CLAIMCHECK_DB', undefined],
  ])('%s in the environment is told of as in the file', (name, meant) =>
    expectTrouble(
      { env: { [name]: 'x' } },
      meant === undefined
        ? `${name} is not a Claimcheck setting`
        : `${name} is not a Claimcheck setting; did you mean ${meant}?`.replace('?', '\\?'),
    ),
  );

  it('of other programs are none of ours', () =>
    expectTrouble({ env: { OPENAI_ORG_ID: 'x', GOOGLE_API_KEY: 'x', LOG_FORMAT: 'x' } }));

  it('are all told at once, and the others are looked at all the same', () =>
    expectTrouble(
      { file: 'LOG_LEVEL=loud\nDISCORD_SHARDS=0\nWIKI_SEARCH=on', env: { SEARXNG_URL: DEAD } },
      ...['FAIL  Settings: LOG_LEVEL: ', 'FAIL  Settings: DISCORD_SHARDS: ', 'warn  Settings: WIKI_SEARCH'],
      'FAIL  SearXNG: SearXNG cannot be reached',
    ));
});

describe('the store', () => {
  const withStore = (make: (file: string) => unknown) => async () => {
    const file = await makeFile(folder.newFile());
    await make(file);
    return { CLAIMCHECK_DATABASE: file };
  };
  it.each<[string, () => Promise<Record<string, string>>, (string | RegExp)[]]>([
    ['is well', withStore(() => {}), []],
    [
      'is no store',
      withStore((file) => writeFileSync(file, 'x'.repeat(5_000))),
      ['FAIL  Store: The file .+ is damaged or is not a Claimcheck store'],
    ],
    ['was emptied', withStore((file) => truncateSync(file, 100)), ['FAIL  Store: The file .+ is damaged']],
    ['is damaged in the middle', withStore(damage), [/^FAIL {2}Store: The file .+ is damaged.+/]],
    [
      'is a folder',
      async () => ({ CLAIMCHECK_DATABASE: mkFolder() }),
      ['FAIL  Store: .+ it is a folder: choose a file'],
    ],
    [
      'is of a newer version',
      withStore((file) => setVersion(file, 9_999)),
      ['FAIL  Store: .+ was written by a newer Claimcheck .+: update Claimcheck'],
    ],
  ])('that %s', async (_, make, lines) => expectTrouble({ env: await make() }, ...lines));

  it.each([
    ['held by a bot that writes', 'BEGIN IMMEDIATE', /another process, .+, is writing to it: this is normal\.$/],
    ['of an older version', 'PRAGMA user_version = 1', /it is from an older version: the next start upgrades it/],
    [
      'held by an import',
      `INSERT INTO locks VALUES ('import', 1, ${Date.now() + 60_000})`,
      /a process holds its lock “import”: this is normal\.$/,
    ],
  ])('%s is no fault', async (_, sql, line) => {
    const file = await makeFile(folder.newFile());
    const other = closing(new DatabaseSync(file));
    other.exec(sql);
    const { code, lines } = await run({ env: { CLAIMCHECK_DATABASE: file } });
    expect(code).toBe(0);
    expect(lines).toContainEqual(expect.stringMatching(line));
  });

  it.each([
    ['nearly full', 10_000_000, 'FAIL  Disk: 10 MB free at .+: free up space, or the bot cannot save anything'],
    ['filling up', 400_000_000, 'warn  Disk: 400 MB free at .+: free up space soon'],
  ])('on a disk that is %s', (_, bytes, line) => expectTrouble({ deps: { freeBytes: async () => bytes } }, line));
});

function mkFolder(): string {
  const path = folder.newFile();
  mkdirSync(path);
  return path;
}

function setVersion(file: string, version: number): void {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA user_version = ${version}`);
  db.close();
}

/** Writes over a page that a table begins with. */
function damage(file: string): void {
  const db = new DatabaseSync(file);
  const page = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'reviews'").get()?.rootpage;
  const size = db.prepare('PRAGMA page_size').get()?.page_size;
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  const at = (Number(page) - 1) * Number(size);
  const raw = openSync(file, 'r+');
  writeSync(raw, Buffer.alloc(Number(size), 0xaa), 0, Number(size), at);
  closeSync(raw);
}

describe('around it', () => {
  it.each([
    ['ahead of', 3_600_000],
    ['behind', -90_000],
  ])('the clock is %s others', async (way, ms) => {
    const url = await serve((_q, r) => r.writeHead(200).end('{"results":[{"url":"https://a.example/","title":"A"}]}'));
    const now = () => new Date(Date.now() + ms);
    await expectTrouble({ env: { SEARXNG_URL: url }, deps: { now } }, `warn  Clock: it is .+ s ${way} 127.0.0.1`);
  });

  it('the names that can be resolved are named', async () => {
    const { lines } = await run({ env: { SEARXNG_URL: DEAD } });
    expect(lines).toContain('ok    Network: 127.0.0.1 can be resolved.');
  });

  it('a name cannot be looked up', () =>
    expectTrouble(
      { env: { SEARXNG_URL: 'http://no-such-host.invalid' } },
      'FAIL  Network: cannot resolve no-such-host.invalid',
      'FAIL  SearXNG: ',
    ));

  it.each<[string, string, RequestListener | undefined, (string | RegExp)[]]>([
    [
      'is gone',
      'x',
      (_q, r) => r.writeHead(404).end(),
      ['FAIL  Archive http.+ answered with status 404: check ARCHIVES'],
    ],
    ['is out of reach', 'x', undefined, ['FAIL  Archive http.+ cannot be reached']],
    [
      'was never read',
      'x',
      (_q, r) => r.writeHead(200).end(),
      ['warn  Archive http.+ it has never been read completely: run npm run import'],
    ],
    [
      'was read long ago',
      '2026-01-01T00:00:00Z',
      (_q, r) => r.writeHead(200).end(),
      ['warn  Archive http.+ last read on 2026-01-01'],
    ],
    ['was read today', new Date().toISOString(), (_q, r) => r.writeHead(200).end(), []],
  ])('an archive %s', async (_, readAt, answer, lines) => {
    const url = `${answer ? await serve(answer) : DEAD}/feed.json`;
    const file = folder.newFile();
    const { archives, close } = openStore({ file });
    const { reading } = await archives.begin(url, url);
    if (readAt !== 'x') await archives.end(url, reading, readAt, {});
    close();
    await expectTrouble({ env: { CLAIMCHECK_DATABASE: file, ARCHIVES: url } }, ...lines);
  });
});
