import { join } from 'node:path';
import { type Checker, createChecker } from '../../src/core/checker.ts';
import { createMatcher } from '../../src/core/match/matcher.ts';
import { createMatchingModel } from '../../src/core/match/model.ts';
import weights from '../../src/core/match/weights.json' with { type: 'json' };
import type { Store } from '../../src/providers/store/ports.ts';
import { type BenchRun, type Figure, toFigure } from './figures.ts';
import { toReworded, wrap } from './reword.ts';
import { BENCH_SCOPE, type FilledStore, fillStore, type Prior } from './store.ts';

/** The targets for the median hit in ms, by the number of prior checks. Source: issue 2, "Speed and memory". */
const HIT_TARGETS_MS: readonly (readonly [size: number, ms: number])[] = [
  [10_000, 5],
  [100_000, 25],
];
/** One question in this many is about an entry of the starter pack. */
const STARTER_EVERY = 5;
/** The most rounds before the first counted one: a bot that has just started has not compiled its hot code yet. */
const WARM_UP_ROUNDS = 25;

/** In ms, by kind of question. */
interface Times {
  stored: number[];
  reworded: number[];
  again: number[];
  miss: number[];
  /** Questions about a prior check that got another answer. */
  missed: number;
}

/** Times `checker.check` over a store file: hits in the stored wording and in others, repeated questions, and misses. */
export async function benchCore(run: BenchRun): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of run.sizes) {
    run.say(`core: fills a store with ${size.toLocaleString('en-GB')} prior checks …`);
    const filled = await fillStore({ ...run, file: join(run.folder, `core-${size}.db`), size, seed: size });
    try {
      figures.push(...toFigures(await measure(filled, run), size));
    } finally {
      filled.store.close();
    }
  }
  return figures;
}

/** A checker and its matcher over a store, without a model and without searches. */
export function createBenchChecker({
  checks,
  confirmations,
  priors,
}: Pick<Store, 'checks' | 'confirmations' | 'priors'>) {
  const matcher = createMatcher({ priors, model: createMatchingModel(weights) });
  let made = 0;
  const newId = () => {
    made += 1;
    return `NEW${made}`;
  };
  const surroundings = { now: () => new Date(), newId };
  return { matcher, checker: createChecker({ checks, confirmations, priors, matcher, surroundings }) };
}

async function measure({ store, priors, corpus }: FilledStore, { samples, signal }: BenchRun): Promise<Times> {
  const { checker } = createBenchChecker(store);
  const times: Times = { stored: [], reworded: [], again: [], miss: [], missed: 0 };
  const draw = createDraw(priors, corpus.random);
  for (let round = -Math.min(samples, WARM_UP_ROUNDS); round < samples; round += 1) {
    signal.throwIfAborted();
    const isCounted = round >= 0;
    const one = draw(round);
    const other = draw(round);
    // A small store has no further claims that were not asked.
    if (!one || !other) break;
    const reworded = other.made
      ? toReworded(other.made, corpus.random)
      : wrap(other.forms[0] ?? other.claim, corpus.random);
    for (const [kind, prior, text] of [
      ['stored', one, one.claim],
      ['reworded', other, reworded],
    ] as const) {
      const first = await time(checker, text, signal);
      const again = await time(checker, text, signal);
      if (!isCounted) continue;
      if (first.reviewId !== prior.reviewId) times.missed += 1;
      else {
        times[kind].push(first.ms);
        if (kind === 'stored') times.again.push(again.ms);
      }
    }
    const miss = await time(checker, corpus.next().text, signal);
    if (isCounted) times.miss.push(miss.ms);
  }
  return times;
}

/** Draws each prior check once, so that its first hit is really the first; some are from the starter pack, with its real sentences. */
function createDraw(priors: readonly Prior[], random: () => number): (round: number) => Prior | undefined {
  const shuffled = priors
    .map((prior) => ({ prior, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ prior }) => prior);
  const pack = shuffled.filter(({ made }) => made === undefined);
  const others = shuffled.filter(({ made }) => made !== undefined);
  return (round) => (round % STARTER_EVERY === 0 ? (pack.pop() ?? others.pop()) : (others.pop() ?? pack.pop()));
}

async function time(checker: Checker, text: string, signal: AbortSignal) {
  const start = performance.now();
  const [answer] = await checker.check(text, BENCH_SCOPE, signal);
  const ms = performance.now() - start;
  // Unless somebody has confirmed it, a reworded claim is found as the closest one.
  return { ms, reviewId: answer?.check.verdict.takenFrom?.reviewId ?? answer?.check.closest?.claims[0]?.id };
}

function toFigures({ stored, reworded, again, miss, missed }: Times, size: number): Figure[] {
  const target = HIT_TARGETS_MS.find(([most]) => size <= most)?.[1];
  const at = `at ${size.toLocaleString('en-GB')}`;
  const asked = stored.length + reworded.length + missed;
  const kinds = [
    [`hit ${at}, first time, as stored`, stored, target],
    [`hit ${at}, asked again`, again, target],
    [`closest claim ${at}, reworded (${missed} of all ${asked} not found)`, reworded, target],
    [`miss ${at}`, miss, undefined],
  ] as const;
  return kinds.filter(([, times]) => times.length > 0).map(([what, times, most]) => toFigure(what, 'ms', times, most));
}
