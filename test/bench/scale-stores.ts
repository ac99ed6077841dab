import { createWriteStream, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { cleanMessage } from '../../src/core/claim/clean.ts';
import { openSetStore, type StorePlace } from '../../src/providers/store/open-set-store.ts';
import { createPostgresDatabase } from '../../src/providers/store/postgres/postgres-database.ts';
import { sql } from '../../src/providers/store/postgres/sql.ts';
import { createBenchChecker } from '../../tools/bench/core.ts';
import { type BenchClaim, createBenchCorpus, createRandom, toClaimReviewRecord } from '../../tools/bench/corpus.ts';
import { type Figure, toExponent, toFigure } from '../../tools/bench/figures.ts';
import { start, WITH_PEAK } from '../../tools/bench/process.ts';
import { toReworded } from '../../tools/bench/reword.ts';
import { BENCH_SCOPE } from '../../tools/bench/store.ts';
import type { ScaleRun } from './scale-workers.ts';

/** The most that the median match may take, at up to a million prior checks. Source: issue 17. */
const MATCH_MS = 60;
/** From 10,000 to 1,000,000 this is half as much again, which is a new room for strings and no store in memory. */
const FLAT = 0.1;
/** The first questions compile the hot code, and read the index from the disk. */
const WARM_UP = 25;
const LINES_AT_ONCE = 200;

/** Reviews that come after those that are there. */
interface Stretch {
  /** How many there are with them. */
  size: number;
  count: number;
  archive: string;
  /** Some of their claims, spread over all. */
  known: BenchClaim[];
}

/** Imports a million made reviews in stretches, each by a process of its own, and after each asks for claims of it in this process. */
export async function benchStore(name: 'SQLite' | 'PostgreSQL', run: ScaleRun): Promise<Figure[]> {
  const { folder, say, postgres } = run;
  const place: StorePlace = { database: join(folder, 'scale.db') };
  if (name === 'PostgreSQL') place.databaseUrl = await postgres.newDatabase();
  const figures: Figure[] = [];
  const grown: { size: number; peakMb: number; matchMs: number; missMs: number }[] = [];
  const { stretches, unknown } = await writeArchives(run);
  for (const stretch of stretches) {
    const shown = stretch.size.toLocaleString('en-GB');
    say(`${name}: imports ${stretch.count.toLocaleString('en-GB')} reviews, to ${shown} …`);
    const read = await importStretch(stretch, place, run);
    figures.push(
      toFigure(`${name}: import and index, to ${shown} reviews`, 's', [read.seconds]),
      toFigure('  of the new ones', 'records/s', [stretch.count / read.seconds]),
      toFigure('  processor time of the import for each', 'ms', [read.processorMs / stretch.count]),
      toFigure('  peak memory of the import (RSS)', 'MB', [read.peakMb]),
      toFigure('  the store on the disk', 'MB', [await measureDisk(place)]),
    );
    say(`${name}: asks …`);
    const { stored, reworded, missed, miss } = await ask(stretch, unknown, place, run);
    figures.push(
      toFigure(`${name}: match at ${shown}, as stored`, 'ms', stored, MATCH_MS),
      toFigure(`  in other words (${missed} of all ${2 * stored.length} not found)`, 'ms', reworded, MATCH_MS),
      toFigure('  what nobody has checked', 'ms', miss, MATCH_MS),
    );
    const [, matchMs, missMs] = figures.slice(-3).map(({ p50 }) => p50);
    grown.push({ size: stretch.size, peakMb: read.peakMb, matchMs: matchMs ?? 0, missMs: missMs ?? 0 });
  }
  if (grown.length < 2) return figures;
  const grows = (of: 'peakMb' | 'matchMs' | 'missMs') => toExponent(grown.map((at) => [at.size, at[of]]));
  return [
    ...figures,
    toFigure(`${name}: the match in other words grows with the size to the`, 'power', [grows('matchMs')]),
    toFigure('  that of what nobody has checked', 'power', [grows('missMs')]),
    toFigure('  peak memory of the import', 'power', [grows('peakMb')], FLAT),
  ];
}

/** The same ones for the same sizes. */
async function writeArchives({ sizes, samples, folder, say, signal }: ScaleRun) {
  say('writes archives …');
  const corpus = createBenchCorpus(sizes.length);
  const stretches: Stretch[] = [];
  let place = 0;
  for (const size of sizes) {
    const archive = join(folder, `${size}.jsonl`);
    const stretch: Stretch = { size, count: size - place, archive, known: [] };
    const every = Math.max(1, Math.floor(stretch.count / (samples + WARM_UP)));
    const lines = function* () {
      let text = '';
      for (let at = 0; at < stretch.count; at += 1, place += 1) {
        const made = corpus.next();
        if (at % every === 0) stretch.known.push(made);
        text += `${JSON.stringify(toClaimReviewRecord(made, place))}\n`;
        if (at % LINES_AT_ONCE > 0) continue;
        yield text;
        text = '';
      }
      yield text;
    };
    await pipeline(Readable.from(lines()), createWriteStream(archive), { signal });
    stretch.known.splice(samples + WARM_UP);
    stretches.push(stretch);
  }
  const unknown = Array.from({ length: samples + WARM_UP }, () => corpus.next());
  return { stretches, unknown };
}

async function importStretch({ size, archive }: Stretch, { database, databaseUrl = '' }: StorePlace, run: ScaleRun) {
  const args = [archive, '--name', String(size)];
  const cache = join(run.folder, 'compile-cache');
  const { endMs, peakMb, processorMs } = await start(
    { database, env: { DATABASE_URL: databaseUrl }, node: [...WITH_PEAK], command: 'import', args, cache },
    run,
  );
  return { seconds: endMs / 1000, peakMb, processorMs };
}

/** In ms, by what was asked. The store is asked as one that has just been opened, by one after the other. */
async function ask({ known }: Stretch, unknown: readonly BenchClaim[], place: StorePlace, { signal }: ScaleRun) {
  const times = { stored: [] as number[], reworded: [] as number[], miss: [] as number[], missed: 0 };
  const store = await openSetStore(place);
  const random = createRandom(known.length);
  try {
    const { matcher } = createBenchChecker(store);
    const match = async (text: string, right?: string) => {
      const message = cleanMessage(text);
      const startMs = performance.now();
      const [first] = await matcher.match(message, BENCH_SCOPE);
      return { ms: performance.now() - startMs, found: first?.surface.claim === right };
    };
    const warmUp = Math.min(WARM_UP, Math.floor(known.length / 2));
    for (const [at, claim] of known.entries()) {
      signal.throwIfAborted();
      const word = await match(claim.text, claim.text);
      const others = await match(toReworded(claim, random), claim.text);
      const none = await match(unknown[at]?.text ?? '');
      if (at < warmUp) continue;
      times.missed += Number(!word.found) + Number(!others.found);
      times.stored.push(word.ms);
      times.reworded.push(others.ms);
      times.miss.push(none.ms);
    }
    return times;
  } finally {
    await store.close();
  }
}

/** @returns MB, with its write-ahead log where that is a file beside it */
async function measureDisk({ database, databaseUrl }: StorePlace): Promise<number> {
  if (databaseUrl === undefined) {
    return globSync(`${database}*`).reduce((sum, file) => sum + statSync(file).size, 0) / 1e6;
  }
  const db = createPostgresDatabase(databaseUrl);
  const size = await db.get<{ bytes: number }>(sql`SELECT pg_database_size(current_database())::float8 AS bytes`);
  await db.close();
  return (size?.bytes ?? 0) / 1e6;
}
