import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const KURSK =
  'In April 2025 Russia confirmed for the first time that North Korean forces fought alongside its troops in Kursk';
const WALL = 'The Great Wall of China can be seen from the Moon';
const LAUNCHER = fileURLToPath(new URL('../../bin/claimcheck.mjs', import.meta.url));

/** The first start of a store takes in the starter pack; the machine may be busy. */
const PATIENCE_MS = 60_000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimcheck-e2e-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the real process as `npm run check` does, in an empty folder, with none of the developer's own settings. */
async function check(args: readonly string[], { input = '', database = 'claimcheck.db', env = {} } = {}) {
  const child = spawn(process.execPath, [LAUNCHER, 'check', ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, CLAIMCHECK_DATABASE: join(folder, database), ...env },
    timeout: PATIENCE_MS,
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  return { out, err, code };
}

const jsonOf = (out: string) =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('npm run check', { timeout: PATIENCE_MS }, () => {
  it('says that the Kursk claim is true, with a source', async () => {
    const { out, err, code } = await check([KURSK]);
    expect(out).toMatch(/^\S+ True\b/m);
    expect(out).toMatch(/^ +1\. .+$/m);
    expect(out).toMatch(/^ +https:\/\/\S+$/m);
    expect([err, code]).toEqual(['', 0]);
  });

  it('says that the Great Wall claim is false, as README shows it, without an escape sequence in a pipe', async () => {
    const { out, code } = await check([WALL]);
    expect(out).toMatch(/^\S+ False\b/);
    expect(out).not.toContain('\u001b');
    expect(code).toBe(0);
    const [, card = ''] = /```text\n(❌ [^`]+)```/.exec(readFileSync('README.md', 'utf8')) ?? [];
    const withoutId = (text: string) =>
      text
        .replace(/Check \w{8}/, '')
        .replaceAll('\u00a0', ' ')
        .trim();
    expect(withoutId(out), 'README shows another card').toBe(withoutId(card));
  });

  it('colours with FORCE_COLOR, and shows with --verbose how prior checks were matched', async () => {
    const { out } = await check(['--verbose', WALL], { env: { FORCE_COLOR: '1' } });
    expect(out).toContain('\u001b[31m');
    expect(out).toContain('matched as: ');
  });

  it('prints JSON that says the same, and gives the same check id for another spelling', async () => {
    const { out, code } = await check(['--json', KURSK, WALL, `  ${WALL.toUpperCase()}!! `]);
    const answers = jsonOf(out);
    expect(answers.map(({ kind, input, label }) => [kind, input, label])).toEqual([
      ['card', 1, 'true'],
      ['card', 2, 'false'],
      ['card', 3, 'false'],
    ]);
    expect(answers[2].checkId).toBe(answers[1].checkId);
    expect(code).toBe(0);
  });

  it('answers several claims from standard input, in their order', async () => {
    const { out, code } = await check(['--json'], { input: `${WALL}\n\n${KURSK}\n` });
    expect(jsonOf(out).map(({ input, label }) => [input, label])).toEqual([
      [1, 'false'],
      [3, 'true'],
    ]);
    expect(code).toBe(0);
  });

  it('answers everything that is no claim, or that nobody has checked, with 0 and no stack', async () => {
    const lines = [
      'The mayor of Grimsby painted all 214 lampposts violet in 1987',
      'Hello there!',
      '😀😀',
      'https://example.org/',
      '"NEAR(a b)" * - OR AND NOT "',
      'سور الصين العظيم يُرى من القمر بالعين المجردة',
    ];
    const { out, err, code } = await check(['--json', ...lines]);
    expect(new Set(jsonOf(out).map(({ input }) => input))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
    expect(err).not.toMatch(/^\s+at /m);
    expect(code).toBe(0);
  });
});
