import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type EmbeddedStore, openStore } from '../../src/providers/store/open-store.ts';
import { askFeed } from './feed-answers.ts';
import { type BenchRun, type Figure, toFigure } from './figures.ts';
import { timeImport } from './import.ts';
import { type MadeFeedOptions, writeMadeFeed } from './made-feed.ts';
import { makeQuestions } from './made-questions.ts';
import { start, WITH_PEAK } from './process.ts';

/** The number of questions of each kind. Source: issue 13. */
const QUESTIONS = 500;
const SEED = 13;
const MEMORY_TARGET_MB = 200;
const NAME = 'made';
/** A little longer than the lock of a killed import lasts. */
const LOCK_GONE_MS = 120_000;
const LOOK_EVERY_MS = 20;

/** Imports a made-up feed, imports it again, with half of it removed, and after a kill; and asks for its claims. */
export async function benchFeed(run: BenchRun): Promise<Figure[]> {
  const { reviews, folder, say } = run;
  const shown = reviews.toLocaleString('en-GB');
  const feed: MadeFeedOptions = { reviews, seed: SEED };
  const [whole, half] = [join(folder, 'feed.json'), join(folder, 'half.json')];
  say(`feed: writes a feed of ${shown} claims …`);
  await writeMadeFeed(whole, feed, run.signal);
  await writeMadeFeed(half, { ...feed, keep: (place) => place % 2 === 0 }, run.signal);
  const database = join(folder, 'feed.db');
  const read = async (what: string, path: string): Promise<Figure[]> => {
    say(`feed: ${what} …`);
    const args = [path, '--name', NAME];
    const { endMs, peakMb, out } = await start(
      { ...{ database, node: [...WITH_PEAK], command: 'import', args }, cache: join(folder, 'compile-cache') },
      run,
    );
    const records = Number(/^Read ([\d,]+) records/m.exec(out)?.[1]?.replaceAll(',', ''));
    return [
      toFigure(what, 's', [endMs / 1000]),
      toFigure('  records', 'records/s', [records / (endMs / 1000)]),
      toFigure('  peak memory (RSS)', 'MB', [peakMb], MEMORY_TARGET_MB),
    ];
  };
  const figures = await read(`import of a feed of ${shown} claims in 12 languages`, whole);
  const all = await withStore(database, (store) => store.reviewCount());
  figures.push(...(await read('import of the same feed again', whole)));
  await expectCount(database, all, 'after a second import');
  say('feed: asks …');
  const questions = makeQuestions(feed, Math.min(QUESTIONS, Math.ceil(reviews / 4)));
  const answers = await withStore(database, (store) => askFeed(store, questions, run));
  figures.push(...(await read('import of the feed with half of it removed', half)));
  const left = await withStore(database, (store) => store.reviewCount());
  figures.push(await readKilled(run, whole, all), ...answers);
  say(`feed: ${all} reviews, and ${left} with half of it removed`);
  return figures;
}

/** Times the import that continues where one was killed halfway. */
async function readKilled(run: BenchRun, path: string, all: number): Promise<Figure> {
  const { folder, say, signal } = run;
  const database = join(folder, 'killed.db');
  const what = 'import after one that was killed in the middle';
  say(`feed: ${what} …`);
  return withStore(database, async (store) => {
    const isHalf = async () => {
      while ((await store.reviewCount()) < all / 2) await wait(LOOK_EVERY_MS, undefined, { signal });
    };
    const args = [path, '--name', NAME];
    await start({ database, command: 'import', args, cache: join(folder, 'compile-cache') }, run, isHalf());
    const kept = await store.reviewCount();
    if (kept === all) say('feed: the import ended before it was killed');
    const now = () => new Date(Date.now() + LOCK_GONE_MS);
    const seconds = await timeImport(args, { store, signal, now });
    await expectCount(database, all, 'after a kill');
    return toFigure(what, 's', [seconds]);
  });
}

async function expectCount(database: string, all: number, when: string): Promise<void> {
  const count = await withStore(database, (store) => store.reviewCount());
  if (count !== all) throw new Error(`Found ${count} reviews instead of ${all} ${when}.`);
}

async function withStore<T>(file: string, work: (store: EmbeddedStore) => Promise<T>): Promise<T> {
  const store = openStore({ file });
  try {
    return await work(store);
  } finally {
    store.close();
  }
}
