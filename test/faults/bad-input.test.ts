import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { toPublicScope } from '../contracts/samples.ts';
import { createCoreFolder } from '../core/checker-fixture.ts';
import { startCommand } from '../e2e/command-process.ts';
import { toLines, toReview } from '../e2e/import-fixture.ts';

const WALL = 'The Great Wall of China can be seen from the Moon';
const PATIENCE_MS = 60_000;

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
let server: Server | undefined;
beforeAll(async () => {
  folder = await createCoreFolder();
});
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});
afterAll(() => folder.remove());

const start = (database: string, args: readonly string[], input?: string) => {
  const command = startCommand(folder.path, database, args);
  if (input !== undefined) command.stdin.end(input);
  return command;
};
const run = (database: string, args: readonly string[], input = '') => start(database, args, input).ended;

/** The store has no broken page, and answers as before. @returns how many reviews it has */
async function whole(database: string): Promise<number> {
  const core = folder.open(database);
  expect(core.integrity()).toBe('ok');
  const size = await core.store.reviewCount();
  expect(await core.one(WALL, toPublicScope())).toMatchObject({ verdict: { label: 'false' } });
  folder.closeAll();
  return size;
}

/** An archive that sends what it is given at once, and nothing more until it is released. */
async function serve(first: string) {
  const { promise: released, resolve: release } = Promise.withResolvers<string>();
  const { promise: requested, resolve: onRequest } = Promise.withResolvers<void>();
  const listening = createServer((_request, response) => {
    response.write(first, () => onRequest());
    void released.then((rest) => response.end(rest));
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}/archive.jsonl`, requested, release };
}

describe('bad input to npm run check', { timeout: PATIENCE_MS }, () => {
  it('all of it at once gets a sentence for each, and leaves the store whole', async () => {
    const database = folder.newFile();
    const lines = [
      '😀😀😀',
      'https://example.org/wall',
      'سور الصين العظيم يُرى من القمر بالعين المجردة',
      `\0${WALL.replaceAll(' ', '\0 ')}\0`,
      `"NEAR(great wall, 2)" * - ^ {claim} : OR 1=1; DROP TABLE checks; --`,
      'x'.repeat(100_000),
      `' UNION SELECT json FROM checks --`,
      WALL,
    ];
    const { out, err, code } = await run(database, ['check', '--json'], lines.join('\n'));
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const of = (input: number) => answers.filter((answer) => answer.input === input);
    expect(of(1)).toMatchObject([{ label: 'not-checkable', why: expect.stringContaining('no words') }]);
    expect(of(2)).toMatchObject([{ label: 'not-checkable', why: expect.stringContaining('Links cannot be read') }]);
    expect(of(3)).toMatchObject([{ label: 'unverified', claim: lines[2] }]);
    expect(of(4)).toMatchObject([{ label: 'false' }]);
    expect(of(5).length).toBeGreaterThan(0);
    expect(of(6)).toMatchObject([
      { kind: 'refusal', title: 'That is too long', lines: [expect.stringContaining('100000')] },
    ]);
    expect(of(7).length).toBeGreaterThan(0);
    expect(of(8)).toMatchObject([{ label: 'false', checkId: of(4)[0].checkId }]);
    // One claim stayed open, so it is said what would look further.
    expect([err.trim(), code]).toEqual([expect.stringMatching(/^The bot cannot research .* in \.env\.$/s), 1]);
    await whole(database);
  });

  it.each([
    ['an empty argument', [''], /^What should be checked\?\n {3}Write the claim after the command/],
    ['white space', ['  \t '], /^What should be checked\?/],
    ['an argument of 100,000 characters', ['x'.repeat(100_000)], /^That is too long\n.*up to 20000 characters/],
  ])('%s is refused with what to do', async (_what, args, sentence) => {
    const { out, err, code } = await run(folder.newFile(), ['check', ...args]);
    expect(err).toMatch(sentence);
    expect([out, code]).toEqual(['', 1]);
  });

  it('Ctrl-C in the middle ends with 130, whole answers only, and a whole store', async () => {
    const database = folder.newFile();
    const checking = start(database, ['check', '--json'], `The mayor painted 7 lampposts\n${WALL}\n`.repeat(2_000));
    await checking.begun;
    checking.kill('SIGINT');
    const { out, err, code } = await checking.ended;
    expect([err, code]).toEqual(['', 130]);
    for (const line of out.trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ kind: 'card' });
    expect(out.split('\n').length).toBeLessThan(4_000);
    await whole(database);
  });
});

describe('bad input to npm run import', { timeout: PATIENCE_MS }, () => {
  it.each([
    ['cut off', `[${JSON.stringify(toReview(1))},{"@type":"Claim`, /cut off/, 1],
    ['of bytes without a meaning', '\0\u0001\ufffd\0 PNG \0\0', /\S/, 0],
    ['empty', '', /\S/, 0],
  ])(
    'a file that is %s is told in a sentence, and what stood before the break is kept',
    async (what, content, sentence, kept) => {
      const database = folder.newFile();
      const before = await whole(database);
      const file = join(folder.path, `${what.replaceAll(' ', '-')}.json`);
      writeFileSync(file, content);
      const { err, code } = await run(database, ['import', file]);
      expect(code).toBe(3);
      expect(err).toMatch(sentence);
      expect(err).not.toMatch(/^\s+at |node:internal|SyntaxError/m);
      expect(await whole(database)).toBe(before + kept);
    },
  );

  it('a second import while one runs is refused in a sentence, and the first goes on', async () => {
    const database = folder.newFile();
    const before = await whole(database);
    const archive = await serve(toLines(10));
    const first = start(database, ['import', archive.url], '');
    await archive.requested;
    const file = join(folder.path, 'second.jsonl');
    writeFileSync(file, toLines(3));
    const second = await run(database, ['import', file]);
    expect(second).toEqual({
      out: '',
      err: 'Another import is using this store. Try again when it has finished.\n',
      code: 4,
    });
    archive.release('');
    const { out, err, code } = await first.ended;
    expect([out, code]).toEqual([expect.stringMatching(/added +10\n/), 0]);
    // On a busy machine it takes so long that it tells how far it is.
    expect(err).toMatch(/^(?:[\d,]+ records, [\d,.]+ [kM]?B\n)*$/);
    expect(await whole(database)).toBe(before + 10);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    '%s in the middle keeps what was read, and the same command goes on',
    async (signal) => {
      const database = folder.newFile();
      const before = await whole(database);
      const archive = await serve(toLines(2_500));
      const stopped = start(database, ['import', archive.url], '');
      await archive.requested;
      stopped.kill(signal);
      const { err, code } = await stopped.ended;
      expect(code).toBe(130);
      expect(err).toMatch(/^Stopped\. .*run the same command to continue without duplicates\.\n$/s);
      expect(await whole(database)).toBeLessThanOrEqual(before + 2_500);
      archive.release('');
      expect((await run(database, ['import', archive.url])).code).toBe(0);
      expect(await whole(database)).toBe(before + 2_500);
    },
  );
});
