import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { printBench, toCount } from '../../tools/bench/command.ts';
import { readConditions, toLoad } from '../../tools/bench/conditions.ts';
import { fillStore } from '../../tools/bench/store.ts';
import { benchChat } from './chat-rounds.ts';
import { rememberGroups } from './chat-store.ts';
import { createChatWorld } from './chat-world.ts';

const USAGE = `npm run bench:chat [-- --rounds N --hits N --at-once N --bursts N --groups N --priors N --json --cpu-prof FOLDER]

Measures \`npm start\` on stand-ins for both chat platforms, and prints medians with their conditions.
  --rounds    processes of the bot, each in turn with bare clients          (default 5)
  --hits      prior checks asked for one after the other, on each platform  (default 30)
  --at-once   simultaneous questions, half of them about prior checks       (default 50)
  --bursts    number of such bursts, on each platform                       (default 3)
  --groups    known groups, on each platform                                (default 1000)
  --priors    prior checks in the store                                     (default 10000)
  --json      one JSON object instead of a table: { conditions, figures }
  --cpu-prof  folder for CPU profiles of the bot, one per round`;

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** More than this fills a disk and tells nothing new. */
const MOST = 1_000_000;
const EXIT_USAGE = 2;
const EXIT_INTERRUPTED = 130;

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(new Error('Interrupted.')));
try {
  process.exitCode = await bench(process.argv.slice(2), stop.signal);
} catch (error) {
  if (!stop.signal.aborted) throw error;
  process.exitCode = EXIT_INTERRUPTED;
}

/** @returns the exit code: 0 also where a target is missed, since figures from a busy machine decide nothing. @throws Error at a fault */
async function bench(args: string[], signal: AbortSignal): Promise<number> {
  const options = parse(args);
  if (typeof options === 'string') {
    console.error(options);
    return EXIT_USAGE;
  }
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const { numbers, json, cpuProf } = options;
  const before = toLoad();
  const folder = await mkdtemp(join(tmpdir(), 'claimcheck-bench-'));
  const world = await createChatWorld(numbers.groups);
  const say = (line: string) => console.error(line);
  try {
    const database = join(folder, 'chat.db');
    say(`fills a store with ${numbers.priors} prior checks and ${2 * numbers.groups} known groups …`);
    const starter = join(ROOT, 'starter');
    const filled = await fillStore({ file: database, size: numbers.priors, starter, seed: numbers.priors, signal });
    const claims = filled.priors.map(({ claim }) => claim).reverse();
    await rememberGroups(filled.store, world.groups, filled.corpus);
    filled.store.close();
    let asked = 0;
    const figures = await benchChat({
      ...{ ...numbers, world, folder, database, say, signal },
      node: cpuProf === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${cpuProf}`],
      known: () => claims[asked++ % claims.length] ?? '',
      unknown: () => filled.corpus.next().text,
    });
    const conditions = { ...readConditions(folder, ROOT, before), ...numbers };
    printBench(json, figures, conditions);
    return 0;
  } finally {
    await world.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** @returns one sentence where they cannot be understood */
function parse(args: string[]) {
  const number = (value: string) => ({ type: 'string', default: value }) as const;
  try {
    const { values } = parseArgs({
      args,
      options: {
        rounds: number('5'),
        hits: number('30'),
        'at-once': number('50'),
        bursts: number('3'),
        groups: number('1000'),
        priors: number('10000'),
        json: { type: 'boolean', default: false },
        'cpu-prof': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const numbers = {
      rounds: toCount('rounds', values.rounds, MOST),
      hits: toCount('hits', values.hits, MOST),
      atOnce: toCount('at-once', values['at-once'], MOST),
      bursts: toCount('bursts', values.bursts, MOST),
      groups: toCount('groups', values.groups, MOST),
      priors: toCount('priors', values.priors, MOST),
    };
    // Two questions at once in one chat would wait for each other, and for the chat's limits.
    if (numbers.groups < numbers.atOnce) return `--groups must be at least as high as --at-once, ${numbers.atOnce}.`;
    const cpuProf = values['cpu-prof'];
    return { numbers, json: values.json, help: values.help, ...(cpuProf === undefined ? {} : { cpuProf }) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
