import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT, readArguments, runToExit } from '../../src/cli/command-line.ts';
import { ClaimcheckError } from '../../src/shared/errors.ts';
import { printBench, refuseUnknown, toCount } from '../../tools/bench/command.ts';
import { readConditions, toLoad } from '../../tools/bench/conditions.ts';
import type { Figure } from '../../tools/bench/figures.ts';
import { startPostgres, WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';
import { benchStore } from './scale-stores.ts';
import { benchWorkers, type ScaleRun } from './scale-workers.ts';

const USAGE = `npm run bench:scale [-- workers|sqlite|postgresql …] [--sizes 10000,100000] [--samples N] [--workers 1,2] [--at-once N] [--turns N]
                       [--runs N] [--delay MS] [--json]

Measures what outgrows one machine, on its own PostgreSQL server, and prints medians with their conditions.
  workers      full checks per second, with ever more workers, against stand-ins with a fixed delay
  sqlite       import and index of made-up reviews, and matching, with a file
  postgresql   the same with PostgreSQL
  --sizes      reviews in the store, one size after another                  (default 10000,100000,250000,1000000)
  --samples    questions of each kind at each size                           (default 300)
  --workers    how many workers                                              (default 1,2,4)
  --at-once    checks that each worker runs at once, up to 8                 (default 2)
  --turns      how many such rounds each worker does                         (default 4)
  --runs       rounds of workers                                             (default 3)
  --delay      how long each answer of model, search and pages takes, in ms  (default 1000)
  --json       one JSON object instead of a table: { conditions, figures }`;

const PARTS: Readonly<Record<string, (run: ScaleRun) => Promise<Figure[]>>> = {
  workers: benchWorkers,
  sqlite: (run) => benchStore('SQLite', run),
  postgresql: (run) => benchStore('PostgreSQL', run),
};
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** As on a server of its own: what is written is on the disk, and there is room for the index. */
const SERVER = { fsync: 'on', shared_buffers: '512MB' };

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(new Error('Interrupted.')));
process.exitCode = await runToExit(() => bench(process.argv.slice(2), stop.signal), {
  ...{ stderr: process.stderr, signal: stop.signal, stopped: 'Interrupted.' },
});

/** @returns the exit code: 0 also where a target is missed, since figures from a busy machine decide nothing */
async function bench(args: string[], signal: AbortSignal): Promise<number> {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const { values, positionals } = readArguments({
    args,
    allowPositionals: true,
    options: {
      ...{ sizes: text('10000,100000,250000,1000000'), samples: text('300'), workers: text('1,2,4') },
      ...{ 'at-once': text('2'), turns: text('4'), runs: text('3'), delay: text('1000') },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return EXIT.done;
  }
  const toCounts = (option: 'sizes' | 'workers') =>
    [...new Set(values[option].split(',').map((one) => toCount(option, one)))].sort((one, other) => one - other);
  const numbers = {
    ...{ sizes: toCounts('sizes'), samples: toCount('samples', values.samples), workers: toCounts('workers') },
    ...{ atOnce: toCount('at-once', values['at-once']), turns: toCount('turns', values.turns) },
    ...{ runs: toCount('runs', values.runs), delayMs: toCount('delay', values.delay) },
  };
  refuseUnknown(positionals, Object.keys(PARTS));
  if (WHY_NO_POSTGRES !== undefined) throw new ClaimcheckError('store-unavailable', WHY_NO_POSTGRES);
  const before = toLoad();
  const folder = await mkdtemp(join(tmpdir(), 'claimcheck-bench-'));
  const postgres = await startPostgres(SERVER);
  try {
    const run: ScaleRun = { ...numbers, folder, postgres, say: (line) => console.error(line), signal };
    const figures: Figure[] = [];
    for (const [name, part] of Object.entries(PARTS)) {
      if (positionals.length === 0 || positionals.includes(name)) figures.push(...(await part(run)));
    }
    const conditions = { ...readConditions(folder, ROOT, before), ...numbers, postgresql: SERVER };
    printBench(values.json, figures, conditions);
    return EXIT.done;
  } finally {
    await postgres.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
