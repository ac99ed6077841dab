import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packedStore } from '../core/checker-fixture.ts';
import { startCommand } from '../e2e/command-process.ts';

const WALL = 'The Great Wall of China can be seen from the Moon';
const LAUNCHER = fileURLToPath(new URL('../../bin/claimcheck.mjs', import.meta.url));

const PATIENCE_MS = 60_000;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'claimcheck-e2e-'));
  copyFileSync(await packedStore(), join(folder, 'claimcheck.db'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the real process as `npm run check` does, in an empty folder, with none of the developer's own settings. */
function check(args: readonly string[], { input = '', database = 'claimcheck.db' } = {}) {
  const command = startCommand(folder, join(folder, database), ['check', ...args]);
  command.stdin.end(input);
  return command.ended;
}

describe('bad input to npm run check', { timeout: PATIENCE_MS }, () => {
  it.each([
    ['an empty message', [''], 1],
    ['an empty standard input', [], 1],
    ['an unknown option', ['--jsn'], 2],
  ])('ends for %s %j with %i and no stack', async (_what, args, code) => {
    const ended = await check(args);
    expect(ended.code).toBe(code);
    expect(ended.err).not.toMatch(/^\s+at /m);
  });

  it('refuses 100,000 characters kindly, and answers the next line', async () => {
    const { out, err, code } = await check([], { input: `${'x'.repeat(100_000)}\n${WALL}\n` });
    expect(err).toContain('100000');
    expect(out).toMatch(/^\S+ False\b/);
    expect(code).toBe(1);
  });

  it('answers a line with NUL bytes and escape sequences, and lets none of them through', async () => {
    const { out, code } = await check([], { input: `\u0000${WALL}\u001b]0;owned\u0007\u001b[2J\n` });
    expect(out).not.toMatch(/[^\P{Cc}\n]/u);
    expect(code).toBe(0);
  });

  it('says one clear sentence about a corrupt store, without a stack, and leaves the file as it was', async () => {
    const garbage = Buffer.from('this is no database, but somebody may miss it. '.repeat(200));
    writeFileSync(join(folder, 'corrupt.db'), garbage);
    const { out, err, code } = await check([WALL], { database: 'corrupt.db' });
    expect(out).toBe('');
    expect(err).toContain('corrupt.db');
    expect(err).not.toMatch(/^\s+at |node:internal|SQLITE_/m);
    expect(code).toBe(3);
    expect(readFileSync(join(folder, 'corrupt.db')).equals(garbage)).toBe(true);
  });

  it('needs no store for its help', async () => {
    writeFileSync(join(folder, 'broken.db'), 'no database');
    const { out, code } = await check(['--help'], { database: 'broken.db' });
    expect(out).toContain('Exit codes');
    expect(code).toBe(0);
  });

  it.skipIf(process.platform === 'win32')('ends with 130 at Ctrl-C while it waits for input', async () => {
    const env = { PATH: process.env.PATH, HOME: folder, CLAIMCHECK_DATABASE: join(folder, 'claimcheck.db') };
    const child = spawn(process.execPath, [LAUNCHER, 'check', '--json'], { cwd: folder, env });
    const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
    const answered = new Promise((resolve) => child.stdout.once('data', resolve));
    child.stdin.write(`${WALL}\n`);
    await Promise.race([answered, closed]);
    child.kill('SIGINT');
    expect(await closed).toBe(130);
  });

  it('stops quietly when its reader leaves', async () => {
    const env = { PATH: process.env.PATH, HOME: folder, CLAIMCHECK_DATABASE: join(folder, 'claimcheck.db') };
    const child = spawn(process.execPath, [LAUNCHER, 'check', '--json'], { cwd: folder, env });
    const errors = text(child.stderr);
    child.stdin.on('error', () => undefined);
    child.stdout.once('data', () => child.stdout.destroy());
    child.stdin.end(`${WALL}\n`.repeat(200));
    await new Promise((resolve) => child.on('close', resolve));
    expect(await errors).toBe('');
  });
});
