import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll } from 'vitest';

/** A bench as processes of their own, in a folder that goes with the file's tests. @param script the file, and what stands before the arguments */
export function useBench(script: readonly string[], patienceMs: number) {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'claimcheck-bench-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const start = (args: readonly string[]) =>
    spawn(process.execPath, [...script, ...args], {
      env: { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, TMP: folder, TEMP: folder, NODE_COMPILE_CACHE: '' },
      timeout: patienceMs,
    });
  return {
    start,
    async run(...args: string[]) {
      const child = start(args);
      const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
      return { out, err, code };
    },
    /** What it has left in the folder for temporary files; Node's own cache stays there by intention. */
    leftOver: () => readdirSync(folder).filter((name) => name.startsWith('claimcheck-bench-')),
  };
}
