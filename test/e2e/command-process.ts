import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const LAUNCHER = fileURLToPath(new URL('../../bin/claimcheck.mjs', import.meta.url));

/** One command of the real command line, as a process of its own with none of the developer's settings. */
export function startCommand(folder: string, database: string, args: readonly string[], launcher = LAUNCHER) {
  const child = spawn(process.execPath, [launcher, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, CLAIMCHECK_DATABASE: database },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined);
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const output = Promise.all([text(child.stdout), text(child.stderr), code]);
  return {
    stdin: child.stdin,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    /** Resolves with the first thing it prints, or when it ends. */
    begun: Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), code]),
    ended: output.then(([out, err, ended]) => ({ out, err, code: ended })),
  };
}
