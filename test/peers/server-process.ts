import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chownSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** Nobody's ids on Debian: PostgreSQL refuses to run as root, and needs no more. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** Whom a server runs as. */
export const SERVER_OWNER = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** The path of a program. @param folders looked through after `PATH` @returns nothing where it is not installed */
export function findProgram(name: string, folders: readonly string[] = []): string | undefined {
  const paths = [...(process.env.PATH ?? '').split(delimiter), ...folders].map((folder) => join(folder, name));
  return paths.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** A folder of the server's own, on a short path: a socket's is at most 107 bytes long. */
export function makeServerFolder(): string {
  const folder = mkdtempSync('/tmp/claimcheck-server-');
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  return folder;
}

/** A port of loopback that nobody listens on now. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return address.port;
}

/**
 * Ends its server, and removes the folder, once its standard input is closed: when it is told to, or when the tests have died. A line of input says
 * that the folder stays.
 */
const GUARD = `
  folder=$1; shift; "$@" & server=$!; echo $server
  if read -r keep; then wait; else kill -QUIT $server; kill -TERM $server; wait; rm -rf "$folder"; fi`;

/** A server process that cannot outlive the tests. */
export interface ServerProcess {
  /** Starts it, or starts it again after `kill`. Resolves once `isUp` does; @throws its log after half a minute */
  start(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Ends it, and removes its folder. */
  close(): Promise<void>;
}

/** Makes one that is not started yet. @param isUp rejects until the server answers */
export function createServerProcess(
  folder: string,
  command: readonly string[],
  isUp: () => Promise<unknown>,
): ServerProcess {
  let guard: ChildProcessByStdio<Writable, Readable, Readable> | undefined;
  let pid = 0;
  let said = '';

  async function spawnOne() {
    // In a session of its own: Ctrl-C is for the tests.
    const how = { ...SERVER_OWNER, cwd: '/', detached: true, stdio: 'pipe' } as const;
    const child = spawn('sh', ['-c', GUARD, 'sh', folder, ...command], how);
    guard = child;
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-2000);
    });
    const [line] = await once(child.stdout, 'data');
    pid = Number(String(line).split('\n', 1)[0]);
  }

  async function end(word?: string) {
    if (!guard || guard.exitCode !== null || guard.signalCode !== null) return;
    const ended = once(guard, 'exit');
    guard.stdin.end(word);
    await ended;
  }

  return {
    async start() {
      for (let tries = 0; ; tries += 1) {
        try {
          // What is left of a killed one can keep the next from starting, for a moment.
          if (!isThere(pid)) {
            await end('keep\n');
            await spawnOne();
          }
          return void (await isUp());
        } catch (error) {
          if (tries > 600) throw new Error(`The server does not start: ${said}`, { cause: error });
          await sleep(50);
        }
      }
    },
    async kill() {
      process.kill(pid, 'SIGKILL');
      await end('keep\n');
    },
    async close() {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isThere(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}
