import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const LAUNCHER = fileURLToPath(new URL('../../bin/claimcheck.mjs', import.meta.url));

/** `npm start` as a process of its own, in an empty folder and with none of the developer's settings. */
export function startBot(folder: string, env: Readonly<Record<string, string>>, args: readonly string[] = []) {
  const child = spawn(process.execPath, [LAUNCHER, 'start', ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const changed = new EventTarget();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      printed += `${line}\n`;
      changed.dispatchEvent(new Event('change'));
    });
  }
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  let over = false;
  void ended.then(() => {
    over = true;
    changed.dispatchEvent(new Event('change'));
  });
  return {
    ended,
    /** Everything it said so far, on both outputs. */
    printed: () => printed,
    /** The log's sentences alone. */
    sentences: () =>
      printed
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => (line.startsWith('{') ? String(JSON.parse(line).msg) : line)),
    /** Resolves when it has said it; rejects if it ends before. */
    async said(text: string): Promise<void> {
      while (!printed.includes(text)) {
        if (over) throw new Error(`it ended without saying “${text}”: ${printed}`);
        await new Promise((resolve) => changed.addEventListener('change', resolve, { once: true }));
      }
    },
    /** @returns how it ended, and how long that took */
    async stop(signal: NodeJS.Signals = 'SIGTERM') {
      const at = performance.now();
      child.kill(signal);
      return { ...(await ended), tookMs: performance.now() - at };
    },
    /** Nobody reads its outputs any more. */
    deafen() {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    signal: (signal: NodeJS.Signals) => child.kill(signal),
    kill: () => child.kill('SIGKILL'),
  };
}

export type Bot = ReturnType<typeof startBot>;
