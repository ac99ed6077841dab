import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** `npm run demo`, as a process with a folder for temporary files of its own. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimcheck-demo-start-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(...args: string[]) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'test/demo/start.ts', ...args], {
    env: { ...process.env, TMPDIR: folder },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (printed += String(data)));
  return { child, printed: () => printed, ended: once(child, 'close') };
}

describe('npm run demo', { timeout: 40_000 }, () => {
  it('prints where the page is, and at Ctrl-C stops and leaves nothing behind', async () => {
    const { child, printed, ended } = start('--port', '0');
    while (!printed().includes('Open ')) await once(child.stdout, 'data');
    const [, url = ''] =
      /^Starting the demo …\nOpen (http:\/\/127\.0\.0\.1:\d+\/) in your browser\. Ctrl-C stops the demo\.\n$/.exec(
        printed(),
      ) ?? [];
    expect((await fetch(url)).status).toBe(200);
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^claimcheck-demo-/)]);
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    expect(readdirSync(folder)).toEqual([]);
    await expect(fetch(url)).rejects.toThrow();
  });

  it.each([
    [
      'a port that is taken',
      undefined,
      'Starting the demo …\nPort PORT is in use. Choose another one: npm run demo -- --port 5000\n',
    ],
    ['a port that is none', 'eighty', '“eighty” is not a port: give a number from 1 to 65535.\n'],
  ])('says in one sentence what is wrong with %s', async (_, given, sentence) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = given ?? String((other.address() as AddressInfo).port);
    const { printed, ended } = start('--port', port);
    expect(await ended).toEqual([2, null]);
    expect(printed()).toBe(sentence.replace('PORT', port));
    other.close();
  });
});
