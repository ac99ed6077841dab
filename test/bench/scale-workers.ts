import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Job } from '../../src/bot/job.ts';
import { loadStarterPack } from '../../src/providers/claim-reviews/starter-pack.ts';
import { openPostgresStore } from '../../src/providers/store/open-postgres-store.ts';
import { createPostgresDatabase } from '../../src/providers/store/postgres/postgres-database.ts';
import { sql } from '../../src/providers/store/postgres/sql.ts';
import { type BenchRun, type Figure, toFigure } from '../../tools/bench/figures.ts';
import { readProbe, WITH_PEAK } from '../../tools/bench/process.ts';
import { startStandIns, toUncheckedClaim } from '../../tools/bench/start-stand-ins.ts';
import type { PostgresPeer } from '../peers/postgres/start-postgres.ts';

/** How many times one worker's work four must do. Source: issue 17. */
const FOUR = { workers: 4, times: 3.2 };
/** Node's options of `npm start`, and those that `bin/claimcheck.mjs` sets. */
const AS_THE_BOT = ['--max-semi-space-size=8', '--minor-gc-task-trigger=20', '--heap-growing-percent=40'];
const STARTER = fileURLToPath(new URL('../../starter', import.meta.url));
const SCRIPT = fileURLToPath(new URL('./scale-worker.ts', import.meta.url));

/** What every part is given. */
export interface ScaleRun extends Pick<BenchRun, 'sizes' | 'samples' | 'runs' | 'folder' | 'say' | 'signal'> {
  postgres: PostgresPeer;
  workers: readonly number[];
  atOnce: number;
  turns: number;
  delayMs: number;
}

/** What a number of workers did. */
interface Done {
  perSecond: number;
  /** The share that came to the verdict that the stand-ins lead to: where the machine is too slow, searches and pages come too late. */
  found: number;
  /** Of all of them, for one check. */
  processorMs: number;
  peakMb: number;
  /** What PostgreSQL wrote ahead for one check, and how many transactions it took. */
  walKb: number;
  commits: number;
}

/** Has ever more workers, each a process of its own, do full checks of stand-ins that take their time; the rounds in turn. */
export async function benchWorkers(run: ScaleRun): Promise<Figure[]> {
  const { workers, runs, atOnce, delayMs, say } = run;
  const rounds: Map<number, Done>[] = [];
  const standIns = await startStandIns(delayMs);
  try {
    for (let round = 0; round < runs; round += 1) {
      const done = new Map<number, Done>();
      for (const count of workers) {
        say(`workers: ${count}, ${atOnce} checks at once each, round ${round + 1} of ${runs} …`);
        done.set(count, await measure(count, standIns.port, run));
      }
      rounds.push(done);
    }
  } finally {
    standIns.close();
  }
  const of = (count: number, what: keyof Done) => rounds.map((done) => done.get(count)?.[what] ?? Number.NaN);
  const [one = 1, ...more] = workers;
  const last = workers.at(-1) ?? one;
  return [
    ...workers.map((count) =>
      toFigure(`${toWorkers(count)}, ${atOnce} checks at once each`, 'checks/s', of(count, 'perSecond')),
    ),
    ...more.map((count) => {
      const ratios = of(count, 'perSecond').map((rate, at) => rate / (of(one, 'perSecond')[at] ?? Number.NaN));
      const target = count === FOUR.workers && one === 1 ? FOUR.times : undefined;
      return toFigure(`  ${count} to ${one}`, '×', ratios, target);
    }),
    toFigure(
      '  in time for their verdict',
      '%',
      rounds.flatMap((done) => Array.from(done.values(), ({ found }) => 100 * found)),
    ),
    toFigure(`a check by ${toWorkers(last)}: processor time of the worker`, 'ms', of(last, 'processorMs')),
    toFigure('  written ahead by PostgreSQL', 'KB', of(last, 'walKb')),
    toFigure('  transactions of PostgreSQL', '', of(last, 'commits')),
    toFigure('  peak memory of a worker (RSS)', 'MB', of(last, 'peakMb')),
  ];
}

const toWorkers = (count: number) => (count === 1 ? '1 worker' : `${count} workers`);

async function measure(count: number, port: number, run: ScaleRun): Promise<Done> {
  const { postgres, atOnce, turns, signal } = run;
  const url = await postgres.newDatabase();
  const gateway = await openPostgresStore(url);
  // Workers that start at the same moment would wait for the one that loads it.
  await loadStarterPack({ folder: STARTER, priors: gateway.priors, meta: gateway.meta });
  const db = createPostgresDatabase(url);
  const args = [url, String(port), String(atOnce)];
  let asked = 0;
  let answered = 0;
  let onAnswered = () => {};
  const workers = Array.from({ length: count }, () =>
    startWorker(args, signal, () => {
      answered += 1;
      onAnswered();
    }),
  );
  const ended = Promise.all(workers.map((worker) => worker.ended));
  try {
    const jobs = await gateway.openJobs((error) => console.error(error));
    /** Resolves when all of them are answered. */
    const ask = async (checks: number) => {
      const all = Promise.withResolvers<void>();
      const until = asked + checks;
      onAnswered = () => answered === until && all.resolve();
      for (; asked < until; asked += 1) {
        const job = toJob(asked);
        await jobs.add(job);
        await jobs.dispatch?.release(job.id);
      }
      await Promise.race([all.promise, ended]);
      if (answered < until) throw new Error(`${until - answered} of ${checks} checks were not answered.`);
    };
    await Promise.race([Promise.all(workers.map(({ ready }) => ready)), ended]);
    // The first checks load the reader's threads, and compile the code.
    await ask(count * atOnce);
    const toProcessorMs = () => workers.reduce((sum, { told }) => sum + told.processorMs, 0);
    const [before, beforeMs, found] = [await readWritten(db), toProcessorMs(), workers.map(({ told }) => told.found)];
    const startMs = performance.now();
    const checks = count * atOnce * turns;
    await ask(checks);
    const seconds = (performance.now() - startMs) / 1000;
    const [after, processorMs] = [await readWritten(db), toProcessorMs() - beforeMs];
    for (const { child } of workers) child.kill('SIGTERM');
    const peaks = await ended;
    return {
      ...{ perSecond: checks / seconds, processorMs: processorMs / checks, peakMb: Math.max(...peaks) },
      found: workers.reduce((sum, { told }, at) => sum + told.found - (found[at] ?? 0), 0) / checks,
      walKb: (after.bytes - before.bytes) / 1_000 / checks,
      commits: (after.commits - before.commits) / checks,
    };
  } finally {
    for (const { child } of workers) child.kill('SIGKILL');
    await db.close();
    await gateway.close();
  }
}

interface Worker {
  child: ChildProcess;
  ready: Promise<void>;
  /** Up to now. */
  told: { processorMs: number; found: number };
  /** @returns the most memory it had, in MB */
  ended: Promise<number>;
}

function startWorker(args: readonly string[], signal: AbortSignal, onAnswered: () => void): Worker {
  const child = spawn(process.execPath, [...AS_THE_BOT, ...WITH_PEAK, SCRIPT, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    env: { PATH: process.env.PATH, NODE_NO_WARNINGS: '1' },
  });
  signal.addEventListener('abort', () => child.kill('SIGKILL'));
  const ready = Promise.withResolvers<void>();
  const told = { processorMs: 0, found: 0 };
  createInterface({ input: child.stdout as Readable }).on('line', (line) => {
    const [what, label, processorMs] = line.split(' ');
    if (what === 'ready') return ready.resolve();
    told.processorMs = Number(processorMs);
    if (label === 'true') told.found += 1;
    onAnswered();
  });
  const ended = Promise.all([text(child.stdio[3] as Readable), once(child, 'close')]).then(
    ([probed]) => readProbe(probed).peakMb,
  );
  return { child, told, ready: ready.promise, ended };
}

/** Each from a group of its own. */
function toJob(at: number): Job {
  const id = `bench-${at}`;
  const chat = { id, kind: 'group' } as const;
  const request = { id, platform: 'bench', command: 'check', text: toUncheckedClaim(at), actorId: id, chat };
  return { id, request, address: null, acceptedAt: new Date().toISOString(), attempts: 0 };
}

async function readWritten(db: ReturnType<typeof createPostgresDatabase>) {
  const row = await db.get<{ bytes: number; commits: number }>(sql`
    SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 AS bytes, xact_commit::float8 AS commits
    FROM pg_stat_database WHERE datname = current_database()`);
  return row ?? { bytes: 0, commits: 0 };
}
