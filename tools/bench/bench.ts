import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments } from '../../src/cli/command-line.ts';
import { printBench, refuseUnknown, toCount } from './command.ts';
import { readConditions, toLoad } from './conditions.ts';
import { benchCore } from './core.ts';
import { benchFeed } from './feed.ts';
import type { BenchRun, Figure } from './figures.ts';
import { benchImport } from './import.ts';
import { benchMemory, benchStart } from './process.ts';
import { benchResearch } from './research.ts';

const USAGE = `npm run bench [-- core|start|import|memory|research|feed …] [--sizes 10000,100000] [--samples N] [--runs N] [--records N]
                 [--reviews N] [--json]

Measures speed and memory on made-up prior checks and the starter pack, and prints medians with their conditions.
  core       checks against a store file: hits in the stored words and in other words, repeats, misses
  start      the time from the start of a process to its card
  import     records per second from a JSON Lines archive
  memory     peak memory of the check process
  research   full checks with stand-ins for search, pages and model: own time, critical path, event loop; only if named
  feed       a made-up feed in twelve languages: import, repeat, half removed, killed; then questions about its claims; only if named
  --sizes    prior checks in the store; start and memory use the first       (default 10000,100000)
  --samples  questions of each kind for core                                 (default 300)
  --runs     processes for start and memory                                  (default 9)
  --records  records for import                                              (default 50000)
  --reviews  claims with a review in feed                                    (default 120000)
  --json     one JSON object instead of a table: { conditions, figures }`;

const PARTS = {
  ...{ core: benchCore, start: benchStart, import: benchImport, memory: benchMemory },
  ...{ research: benchResearch, feed: benchFeed },
};
/** Parts that take half a minute or more run only if named. */
const ONLY_NAMED: readonly (keyof typeof PARTS)[] = ['research', 'feed'];
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * `npm run bench`.
 *
 * @returns the exit code: 0 even if a target is missed, since figures from a busy machine decide nothing
 * @throws ClaimcheckError `usage`; the signal's reason
 */
export async function bench(args: string[], signal: AbortSignal): Promise<number> {
  const { values, positionals } = readArguments({
    args,
    allowPositionals: true,
    options: {
      sizes: { type: 'string', default: '10000,100000' },
      samples: { type: 'string', default: '300' },
      runs: { type: 'string', default: '9' },
      records: { type: 'string', default: '50000' },
      reviews: { type: 'string', default: '120000' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const parts = toParts(positionals);
  const numbers = {
    sizes: values.sizes.split(',').map((size) => toCount('sizes', size)),
    samples: toCount('samples', values.samples),
    runs: toCount('runs', values.runs),
    records: toCount('records', values.records),
    reviews: toCount('reviews', values.reviews),
  };
  const before = toLoad();
  const folder = await mkdtemp(join(tmpdir(), 'claimcheck-bench-'));
  try {
    const say = (line: string) => console.error(line);
    const run: BenchRun = { ...numbers, folder, starter: join(ROOT, 'starter'), say, signal };
    const figures: Figure[] = [];
    for (const part of parts) figures.push(...(await PARTS[part](run)));
    const conditions = { ...readConditions(folder, ROOT, before), ...numbers };
    printBench(values.json, figures, conditions);
    return 0;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function toParts(names: readonly string[]): (keyof typeof PARTS)[] {
  const all = Object.keys(PARTS) as (keyof typeof PARTS)[];
  refuseUnknown(names, all);
  return all.filter((part) => (names.length === 0 ? !ONLY_NAMED.includes(part) : names.includes(part)));
}
