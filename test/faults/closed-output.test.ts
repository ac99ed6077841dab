import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/providers/store/open-store.ts';
import { packedStore } from '../core/checker-fixture.ts';
import { toLines } from '../e2e/import-fixture.ts';
import { startBot } from '../e2e/start-process.ts';
import { createTelegramPeer } from '../peers/telegram/index.ts';

const LAUNCHER = fileURLToPath(new URL('../../bin/claimcheck.mjs', import.meta.url));
const PATIENCE_MS = 60_000;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'claimcheck-closed-'));
  for (const name of ['store.db', 'bot.db']) copyFileSync(await packedStore(), join(folder, name));
  writeFileSync(join(folder, 'archive.jsonl'), toLines(5));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command whose standard output goes to `out`; to nobody if that is a pipe, whose reader leaves before the first word. */
async function run(args: readonly string[], out: 'pipe' | number, database = 'store.db') {
  const child = spawn(process.execPath, [LAUNCHER, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, CLAIMCHECK_DATABASE: join(folder, database) },
    stdio: ['ignore', out, 'pipe'],
  });
  child.stdout?.destroy();
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const err = child.stderr === null ? '' : await text(child.stderr);
  return { err, code: await code };
}

describe('a standard output that nobody reads', { timeout: PATIENCE_MS }, () => {
  it.each([
    ['help', ''],
    ['check', '--help'],
    ['check', 'The Great Wall of China can be seen from the Moon'],
    ['import', '--help'],
    ['starter-verify', '--help'],
    ['eval-matching', '--help'],
    ['train-matching', '--help'],
    ['bench', '--help'],
  ])('is a quiet end of %s %s', async (...args) => {
    expect(await run(args, 'pipe')).toEqual({ err: '', code: 0 });
  });

  it('does not keep an import from its work', async () => {
    expect(await run(['import', 'archive.jsonl'], 'pipe', 'import.db')).toEqual({ err: '', code: 0 });
    const store = openStore({ file: join(folder, 'import.db') });
    expect(await store.reviewCount()).toBe(5);
    store.close();
  });
});

describe('a log that nobody reads any more', { timeout: PATIENCE_MS }, () => {
  it('does not keep the bot from answering, nor from ending', async () => {
    const peer = await createTelegramPeer();
    const bot = startBot(folder, {
      CLAIMCHECK_DATABASE: join(folder, 'bot.db'),
      TELEGRAM_BOT_TOKEN: peer.token,
      TELEGRAM_API_ROOT: peer.apiRoot,
    });
    await bot.said('Ready.');
    bot.deafen();
    // Each is logged.
    peer.fail('getUpdates', { kind: 'refuse', code: 502, description: 'Bad Gateway' }, 2);
    const ann = peer.addUser();
    const chat = peer.addPrivateChat(ann);
    await peer.waitForAnswer(peer.say(ann, chat, 'this ends the poll that is open'));
    const said = peer.say(ann, chat, 'The Great Wall of China can be seen from the Moon');
    expect((await peer.waitForAnswer(said)).text).toMatch(/^❌ False/m);
    expect(await bot.stop()).toMatchObject({ code: 0 });
    await peer.close();
  });
});

describe('a standard output without space', { timeout: PATIENCE_MS }, () => {
  it.skipIf(!existsSync('/dev/full'))('is told in one sentence (skipped where there is no /dev/full)', async () => {
    expect(await run(['import', '--help'], openSync('/dev/full', 'w'))).toEqual({
      err: 'Cannot write to standard output (ENOSPC): free up disk space, or redirect the output.\n',
      code: 3,
    });
  });
});
