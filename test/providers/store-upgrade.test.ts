import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroupSettings } from '../../src/chat/group-settings.ts';
import { createSavedResults } from '../../src/chat/saved-results.ts';
import { backupCommand } from '../../src/cli/backup.ts';
import { importCommand } from '../../src/cli/import.ts';
import { toAskedForms } from '../../src/core/language/canonical-form.ts';
import { toTerms } from '../../src/core/language/tokens.ts';
import type { Check, ClaimReview, Scope } from '../../src/core/types.ts';
import { loadStarterPack } from '../../src/providers/claim-reviews/starter-pack.ts';
import { openStore } from '../../src/providers/store/open-store.ts';
import { MIGRATIONS } from '../../src/providers/store/sqlite/migrations.ts';
import { openDatabase } from '../../src/providers/store/sqlite/open-database.ts';
import { createTestAdapter, openChat } from '../bot/chat-fixture.ts';
import { toRequest } from '../commands/commands-fixture.ts';
import { toChatScope, toPersonScope } from '../contracts/samples.ts';
import { type Core, NEVER, openCore } from '../core/checker-fixture.ts';
import { createStoreFolder } from './store-folder.ts';
import { asRefusal } from './store-refusal.ts';

/** Version 0.1 wrote this store; test/data/store-7b540bf.md says what it holds and how to make it again. */
const OLD = gunzipSync(readFileSync(new URL('../data/store-7b540bf.sqlite.gz', import.meta.url)));
const LATER = new Date('2026-11-30T09:00:00.000Z');
const GROUP = toChatScope('c1', '210000000000000001');
const SUPERGROUP = toChatScope('-1001234567890', '7301234568', 'telegram');
const OWN = toPersonScope('7301234567', '7301234567', 'telegram');
const PROCESS = fileURLToPath(new URL('store-process.ts', import.meta.url));
/** Runs the words with the store, the last of them, on a disk of 320 KB, and brings it back. */
const ON_SMALL_DISK = `
  for file; do :; done; exec 3<>"$file"
  mount -t tmpfs -o size=320k none "$(dirname "$file")" && cat <&3 >"$file"; "$0" "$@"; cat "$file" >/proc/self/fd/3`;
const CAN_MOUNT = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;

const folder = createStoreFolder();
afterAll(() => folder.remove());
/** The old file, at a path of its own. */
function oldFile(): string {
  const file = folder.newFile();
  writeFileSync(file, OLD);
  return file;
}

/** What the old file holds, as no code of ours reads it. */
function readOld<T>(sql: string): T[] {
  const file = oldFile();
  const db = new DatabaseSync(file, { readOnly: true });
  const rows = db.prepare(sql).all() as { json: string }[];
  db.close();
  rmSync(file);
  return rows.map(({ json }) => JSON.parse(json) as T);
}

const checks = readOld<Check>('SELECT json FROM checks ORDER BY id');
const reviews = readOld<ClaimReview>('SELECT json FROM reviews ORDER BY id');
const idOf = (claim: string): string => checks.find(({ claim: { text } }) => text === claim)?.id ?? 'none';

const ASKED: [string, string, Scope][] = [
  ['a verdict of a model, in a group', 'The Oberwald bridge opened to traffic in May 2024', GROUP],
  ['a refuted claim, in a supergroup', 'Oberwald banned plum dumplings in March 2023', SUPERGROUP],
  ['a verdict of the starter pack', 'The Great Wall of China can be seen from the Moon.', GROUP],
  ['a verdict of an imported archive', 'The town of Oberwald banned bicycles in 2022', SUPERGROUP],
];

describe('a store of version 0.1', () => {
  let file: string;
  let core: Core;
  beforeAll(() => {
    file = oldFile();
    core = openCore(file, { now: () => LATER });
  });
  afterAll(() => core.close());

  it('is brought to today’s form, whole', () => {
    expect(core.store.db.prepare('PRAGMA user_version').get()).toEqual({ user_version: MIGRATIONS.length });
    expect(core.integrity()).toBe('ok');
    expect(core.store.db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  });

  it('keeps every check under its id, with all that its card says', async () => {
    for (const check of checks) {
      const { visibility } = check;
      const scope = visibility.kind === 'chat' ? toChatScope(visibility.chatId, 'p', visibility.platform) : OWN;
      const kept = visibility.kind === 'person' ? { ...check, visibility: expect.anything() } : check;
      expect(await core.store.checks.get(check.id, scope)).toEqual({ ...kept, claimKey: expect.any(String) });
    }
    expect(checks).toHaveLength(7);
  });

  it.each(ASKED)('answers %s again with the same verdict and id', async (_, claim, scope) => {
    const old = checks.find(({ id }) => id === idOf(claim));
    const again = await core.one(claim, scope);
    expect([again.id, again.verdict]).toEqual([old?.id, old?.verdict]);
  });

  it.each([...ASKED, ['what a person asked in private', 'The Oberwald bridge cost 41 million euros', OWN] as const])(
    'finds %s by its words',
    async (_, claim, scope) => {
      const old = checks.find(({ id }) => id === idOf(claim));
      const [first] = await core.store.priors.search(toTerms(claim), scope, 20);
      expect(first?.id).toBe(old?.verdict.takenFrom?.reviewId ?? old?.id);
    },
  );

  it('shows nobody what another asked in private', async () => {
    const other = toPersonScope('2', '2', 'telegram');
    expect(await core.store.checks.get(idOf('The Oberwald bridge cost 41 million euros'), other)).toBeUndefined();
  });

  it.each([
    ['the group', GROUP, 2],
    ['the supergroup', SUPERGROUP, 3],
    ['the person', OWN, 1],
  ])('keeps the history of %s', async (_, scope, count) => {
    expect(await core.store.checks.recent(scope, 10)).toHaveLength(count);
  });

  it('keeps every review', async () => {
    for (const review of reviews) expect(await core.store.priors.review(review.id)).toEqual(review);
    expect(await core.store.reviewCount()).toBe(reviews.length);
  });

  it('keeps the documents', async () => {
    const found = await core.store.documents.search(toTerms('Kirchberg footbridge repairs'), { limit: 5 });
    expect(found.map(({ title }) => title)).toEqual(['Bridge report']);
  });

  it('keeps what groups have set, and what waits for its person', async () => {
    const { keyv, atomically } = core.store;
    const settings = createGroupSettings(keyv('settings'), atomically('settings'));
    expect(await settings.of({ platform: 'discord', groupId: 'g1' })).toMatchObject({ language: 'es', keepDays: 90 });
    expect(await settings.of({ platform: 'telegram', groupId: '-1001234567890' })).toMatchObject({ who: 'moderators' });
    const kept = createSavedResults(keyv('kept', { coded: true }), atomically('kept', { coded: true }));
    expect(await kept.of('telegram', '7301234569')).toEqual([
      { checkId: idOf('The Oberwald mill was built in 1712'), chatId: '-1001234567890' },
    ]);
  });

  it('answers what was left unanswered, in the group’s language, and knows where cards stand', async () => {
    const { chat, jobs, postings } = openChat(core, { now: () => LATER });
    const platform = createTestAdapter();
    await chat.start(platform.adapter);
    await platform.delivered(1);
    expect(platform.sent).toMatchObject([{ job: { request: { id: 'left', text: 'Bats are blind' } } }]);
    expect(platform.sent[0]?.reply).toMatchObject({ kind: 'cards', cards: [{ heading: 'Falso' }] });
    while ((await jobs.unfinished()).length > 0) await new Promise(setImmediate);
    const wall = idOf('The Great Wall of China can be seen from the Moon.');
    expect(await postings.of(wall)).toMatchObject([{ chatId: 'c1', messageId: 'm-e4', pinned: true }]);
    for (const button of ['sources', 'details']) {
      const asked = toRequest(button, wall, { id: button, chat: { id: 'c1', kind: 'group', groupId: 'g1' } });
      expect(await platform.ask(asked)).toMatchObject({ kind: 'details' });
    }
    await chat.stop();
  });
});

describe('on its way to today’s version', () => {
  it('a store takes on today’s starter pack beside an older one, and the old cards’ checks stay', async () => {
    const { checks, priors, meta, close } = openStore({ file: oldFile() });
    const pack = join(folder.path, 'pack');
    mkdirSync(pack);
    const science = readFileSync(new URL('../../starter/science.json', import.meta.url), 'utf8');
    const one = JSON.parse(science).filter((entry: object) =>
      JSON.stringify(entry).includes('Great Wall of China can'),
    );
    writeFileSync(join(pack, 'science.json'), JSON.stringify(one));
    await loadStarterPack({ folder: pack, priors, meta });
    const id = idOf('The Great Wall of China can be seen from the Moon.');
    expect(await checks.get(id, GROUP)).toMatchObject({ id, verdict: { label: 'false' } });
    const [review] = await priors.identical(toAskedForms('The Great Wall of China can be seen from the Moon'), GROUP);
    expect((await priors.review(review?.id ?? ''))?.forms.length).toBeGreaterThan(4);
    close();
  });

  it('an archive that is imported again is known, and can be taken out', async () => {
    const store = openStore({ file: oldFile() });
    const archive = reviews.filter(({ url }) => url?.startsWith('https://checks.example.org/'));
    const lines = archive.map(({ claimReviewed, title, url, textualRating }) =>
      JSON.stringify({
        ...{ '@type': 'ClaimReview', claimReviewed, name: title, url, author: { name: 'Example Checks' } },
        reviewRating: { alternateName: textualRating },
      }),
    );
    const path = join(folder.path, 'archive.jsonl');
    writeFileSync(path, lines.join('\n'));
    const [stdout, stderr] = [new PassThrough({ encoding: 'utf8' }), new PassThrough({ encoding: 'utf8' })];
    const run = (args: string[]) =>
      importCommand(args, { store, stdout, stderr, fetch, now: () => LATER, signal: NEVER });
    expect(await run([path])).toBe(0);
    expect(await store.reviewCount()).toBe(reviews.length);
    expect(await store.archives.list()).toMatchObject([{ reviews: 3 }]);
    expect(await run(['--remove', path])).toBe(0);
    expect(await store.reviewCount()).toBe(reviews.length - 3);
    store.close();
  });

  it('a store can be backed up first, as it is', async () => {
    const file = oldFile();
    const to = folder.newFile();
    const outputs = { stdout: new PassThrough(), stderr: new PassThrough() };
    const code = await backupCommand([to], { database: file, ...outputs, signal: NEVER, now: () => LATER });
    expect([code, readFileSync(file).equals(OLD)]).toEqual([0, true]);
    const copy = openDatabase({ file: to });
    expect(copy.prepare('SELECT count(*) AS n FROM checks').get()).toEqual({ n: checks.length });
    copy.close();
  });

  /** What a process says that opens the store in this file, run by these words. */
  const openBy = (file: string, ...words: string[]): unknown => {
    const [command = '', ...args] = [...words, process.execPath, PROCESS, 'open', file];
    const { stdout } = spawnSync(command, args, { encoding: 'utf8' });
    return JSON.parse(stdout);
  };

  const whileItWrites = [
    ['the disk is full', CAN_MOUNT, ['unshare', '-rm', 'sh', '-c', ON_SMALL_DISK], 'store-full'],
    [
      'no file may grow',
      process.platform !== 'win32',
      ['sh', '-c', 'ulimit -f 64; exec "$0" "$@"'],
      'store-unavailable',
    ],
  ] as const;
  for (const [why, can, words, code] of whileItWrites)
    it.skipIf(!can)(
      `a store is refused, stays the old one and is upgraded later where ${why} (skipped where no shell can bring that about)`,
      () => {
        const file = oldFile();
        expect(openBy(file, ...words)).toEqual({ code, message: expect.any(String) });
        const old = new DatabaseSync(file);
        expect(old.prepare('PRAGMA user_version').get()).toEqual({ user_version: 4 });
        expect(old.prepare('SELECT json FROM checks ORDER BY id').all()).toEqual(
          checks.map((check) => ({ json: JSON.stringify(check) })),
        );
        old.close();
        openStore({ file }).close();
      },
    );

  it('a store that may only be read is refused and left as it is, byte for byte', () => {
    const file = oldFile();
    expect(() => openDatabase({ file, readOnly: true })).toThrow(asRefusal('store-unavailable', file));
    expect(readFileSync(file).equals(OLD)).toBe(true);
  });
});
