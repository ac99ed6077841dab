import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type BenchRun, type Figure, toFigure } from './figures.ts';
import { fillStore } from './store.ts';

/** Source of both: issue 2, "Speed and memory". */
const START_TARGET_MS = 700;
const MEMORY_TARGET_MB = 200;
/** The most claims answered by the process whose memory stands for that of a running bot. */
const MANY_CLAIMS = 200;

const LAUNCHER = fileURLToPath(new URL('../../bin/claimcheck.mjs', import.meta.url));
const MEMORY_PROBE = new URL('./memory-probe.ts', import.meta.url).href;
/** Node's arguments for a process whose peak memory is measured. */
export const WITH_PEAK: readonly string[] = ['--import', MEMORY_PROBE];

/** Parses what a process with `WITH_PEAK` wrote to file descriptor 3: megabytes, and processor time in ms. */
export function readProbe(said: string): { peakMb: number; processorMs: number } {
  const [peakKb = Number.NaN, processorMs = Number.NaN] = said.split(' ').map(Number);
  return { peakMb: (peakKb * 1024) / 1e6, processorMs };
}

/** A command that is measured as a separate process. */
export interface Started {
  database: string;
  /** Arguments of Node itself. */
  node?: string[];
  /** Default: `check`. */
  command?: 'check' | 'import';
  args: string[];
  /** Additional settings. */
  env?: Readonly<Record<string, string>>;
  /** Lines for standard input. */
  input?: string;
  /** The folder of Node's compile cache. */
  cache: string;
}

/** Times `node bin/claimcheck.mjs check "…"` from its start to the card, on a filled store and on a new one. */
export async function benchStart(run: BenchRun): Promise<Figure[]> {
  const { runs, folder, say } = run;
  const { database, claims, size } = await prepare(run, 'start');
  const cache = join(folder, 'compile-cache');
  const times = { filled: [] as number[], fresh: [] as number[], cold: [] as number[] };
  say('start: starts processes …');
  // The first start fills the compile cache, as it does once on every machine.
  await start({ database, args: [claims[0] ?? ''], cache }, run);
  for (let turn = 0; turn < runs; turn += 1) {
    const claim = claims[(turn + 1) % claims.length] ?? '';
    times.filled.push((await start({ database, args: [claim], cache }, run)).cardMs);
    times.fresh.push((await start({ database: join(folder, `fresh-${turn}.db`), args: [claim], cache }, run)).cardMs);
    const cold = {
      database: join(folder, `cold-${turn}.db`),
      args: [claim],
      cache: join(folder, `cold-cache-${turn}`),
    };
    times.cold.push((await start(cold, run)).cardMs);
  }
  return [
    toFigure(`process start to card, ${size} prior checks`, 'ms', times.filled, START_TARGET_MS),
    toFigure('process start to card, new store (loads the starter pack)', 'ms', times.fresh, START_TARGET_MS),
    toFigure('process start to card, new store, code never compiled before', 'ms', times.cold),
  ];
}

/** The peak resident set of the check process: after one claim, and after many. */
export async function benchMemory(run: BenchRun): Promise<Figure[]> {
  const { runs, samples, folder, say } = run;
  const { database, claims, size } = await prepare(run, 'memory');
  const most = Math.min(MANY_CLAIMS, samples);
  const cache = join(folder, 'compile-cache');
  const node = [...WITH_PEAK];
  const one: number[] = [];
  const many: number[] = [];
  say('memory: starts processes …');
  for (let turn = 0; turn < runs; turn += 1) {
    one.push((await start({ database, node, args: [claims[turn % claims.length] ?? ''], cache }, run)).peakMb);
    const lines = Array.from({ length: most }, (_, line) => claims[(runs + turn * most + line) % claims.length]);
    many.push((await start({ database, node, args: ['--json'], input: `${lines.join('\n')}\n`, cache }, run)).peakMb);
  }
  return [
    toFigure(`peak memory (RSS), ${size} prior checks, one claim`, 'MB', one, MEMORY_TARGET_MB),
    toFigure(`peak memory (RSS), ${size} prior checks, ${most} claims`, 'MB', many, MEMORY_TARGET_MB),
  ];
}

/** A store file of the first size, and claims that it contains. */
async function prepare(run: BenchRun, name: string) {
  const size = run.sizes[0] ?? 0;
  const database = join(run.folder, `${name}.db`);
  run.say(`${name}: fills a store with ${size.toLocaleString('en-GB')} prior checks …`);
  const { store, priors } = await fillStore({ ...run, file: database, size, seed: size + 1 });
  store.close();
  const claims = priors.map(({ claim }) => claim).reverse();
  return { database, size: size.toLocaleString('en-GB'), claims };
}

/**
 * Runs a command until it ends.
 *
 * @param until kills the process (SIGKILL) when it resolves
 * @returns times in ms from the start to the first output and to the end; megabytes and processor time in ms, if `WITH_PEAK` measures them
 * @throws Error if the command fails, unless it was killed; the signal's reason
 */
export async function start(
  started: Started,
  { folder, signal }: Pick<BenchRun, 'folder' | 'signal'>,
  until?: Promise<void>,
) {
  const { database, node = [], command = 'check', args, env = {}, input, cache } = started;
  signal.throwIfAborted();
  const startedMs = performance.now();
  const child = spawn(process.execPath, [...node, LAUNCHER, command, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, CLAIMCHECK_DATABASE: database, NODE_COMPILE_CACHE: cache, ...env },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    signal,
  });
  const closed = once(child, 'close');
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  let cardMs = Number.NaN;
  child.stdout.once('data', () => {
    cardMs = performance.now() - startedMs;
  });
  void until?.then(() => child.kill('SIGKILL'));
  const [out, errors, probed, [code, killed]] = await Promise.all([
    ...([text(child.stdout), text(child.stderr), text(child.stdio[3] as Readable)] as const),
    closed,
  ]);
  const isDone = code === 0 && !Number.isNaN(cardMs);
  if (!isDone && !(until && killed)) throw new Error(`The ${command} process ended with ${code}: ${errors}`);
  return { cardMs, endMs: performance.now() - startedMs, ...readProbe(probed), out };
}
