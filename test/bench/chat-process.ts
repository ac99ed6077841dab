import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { readProbe, WITH_PEAK } from '../../tools/bench/process.ts';
import type { ChatWorld } from './chat-world.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BARE = fileURLToPath(new URL('./chat-bare.ts', import.meta.url));
/** What takes longer is broken. */
const READY_WITHIN_MS = 60_000;

export interface ChatProcessOptions {
  world: ChatWorld;
  folder: string;
  database: string;
  /** Options of Node's own, for profiles. */
  node?: readonly string[];
  signal: AbortSignal;
}

/** A process that answers on both platforms. */
export interface ChatProcess {
  /** From its start until it said that it is ready, in ms. */
  readyMs: number;
  /** @returns the largest resident set it had, in MB. @throws Error where it did not end well */
  stop(): Promise<{ peakMb: number }>;
}

/**
 * Starts `npm start`, or `bare`: the same two client libraries and the same calls, with nothing of ours in between.
 *
 * @throws Error if it ends before it is ready
 */
export async function startChatProcess(what: 'bot' | 'bare', options: ChatProcessOptions): Promise<ChatProcess> {
  const { world, folder, database, node = [], signal } = options;
  signal.throwIfAborted();
  const { discord, telegram } = world;
  const startedMs = performance.now();
  const args = what === 'bot' ? readStart() : [BARE];
  const child = spawn(process.execPath, [...WITH_PEAK, ...node, ...args], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      NODE_COMPILE_CACHE: `${folder}/compile-cache`,
      CLAIMCHECK_DATABASE: database,
      DISCORD_BOT_TOKEN: discord.token,
      DISCORD_API: discord.api,
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.apiRoot,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    signal,
  });
  const closed = once(child, 'close');
  const peak = text(child.stdio[3] as Readable);
  const faults: string[] = [];
  const ready = Promise.withResolvers<number>();
  for (const stream of [child.stdout as Readable, child.stderr as Readable]) {
    createInterface({ input: stream }).on('line', (line) => {
      if (line.includes('Ready.')) ready.resolve(performance.now() - startedMs);
      else if (!/"level":"(?:info|warn)"/.test(line)) faults.push(line);
    });
  }
  const late = setTimeout(() => ready.reject(new Error('it is not ready after one minute')), READY_WITHIN_MS);
  closed.then(
    () => ready.reject(new Error(`it ended: ${faults.join('\n')}`)),
    (error: unknown) => ready.reject(error),
  );
  try {
    const readyMs = await ready.promise;
    return {
      readyMs,
      async stop() {
        child.kill('SIGTERM');
        const [code] = await closed;
        if (code !== 0 || faults.length > 0) {
          throw new Error(`The ${what} process ended with ${code}: ${faults.slice(0, 5).join('\n')}`);
        }
        return { peakMb: readProbe(await peak).peakMb };
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(late);
  }
}

/** What `npm start` hands to Node. */
function readStart(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } };
  return scripts.start
    .split(' ')
    .slice(1)
    .map((part) => (part.startsWith('bin/') ? join(ROOT, part) : part));
}
