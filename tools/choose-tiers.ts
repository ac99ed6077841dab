import { PROBABILITY_FEATURES } from '../src/core/match/features.ts';
import { dot, sigmoid } from '../src/core/match/model.ts';
import { fitLogistic, type Sample } from './logistic.ts';
import type { MatchingSet } from './matching-data.ts';

const FOLDS = 5;
/**
 * The direction in which a feature may change the probability: shared words may only raise it (1), missing or added ones only lower it (-1); a length may
 * do either (0). Training enforces this, so that no coincidence in the training messages makes a missing word count for sameness.
 */
export function directionOf(feature: (typeof PROBABILITY_FEATURES)[number]): -1 | 0 | 1 {
  if (/^long/.test(feature)) return 0;
  return /Missing$|Added$/.test(feature) ? -1 : 1;
}

/** The allowed sign of each feature's weight. */
export const SIGNS = PROBABILITY_FEATURES.map(directionOf);
/** What the grade *likely* must achieve in every set, on messages of an unseen fold. */
const WANTED_PRECISION = 0.96;
const ALLOWED_FALSELY_LIKELY = 0.01;
/** One candidate for a message. */
export interface GradeSample extends Sample {
  set: string;
  query: string;
  /** The message as it is; with its right claim removed from the corpus; or a different claim on the same subject. */
  kind: 'asked' | 'removed' | 'counterclaim';
  /** It is the best candidate of its query. */
  first: boolean;
  differs: boolean;
  /** Its claim has many known wordings. */
  isFormed: boolean;
}

interface Unseen {
  sample: GradeSample;
  probability: number;
}

/** Every sample with its probability by a model that was fitted without its fold. */
function predictUnseen(samples: readonly GradeSample[]): Unseen[] {
  const foldOf = (sample: GradeSample) => Number.parseInt(sample.query, 10) % FOLDS || 0;
  return Array.from({ length: FOLDS }, (_, fold) => {
    const model = fitLogistic(
      samples.filter((sample) => foldOf(sample) !== fold),
      SIGNS,
    );
    const mine = samples.filter((sample) => foldOf(sample) === fold);
    return mine.map((sample) => ({ sample, probability: sigmoid(dot(model.weights, sample.features) + model.bias) }));
  }).flat();
}

/** The lowest threshold that meets the requirements on unseen folds in every set. */
export function chooseLikely(samples: readonly GradeSample[], sets: readonly MatchingSet[]): number {
  const unseen = predictUnseen(samples);
  for (let likely = 0.5; likely < 1; likely += 0.01) {
    const passing = unseen.filter(({ probability }) => probability >= likely);
    const recalls = sets.map((set) =>
      recallIfSound(
        passing.filter(({ sample }) => sample.set === set.name),
        set,
      ),
    );
    if (recalls.includes(undefined)) continue;
    console.log(`likely on unseen folds: from ${likely.toFixed(2)}, recall ${recalls.map((one) => one?.toFixed(3))}`);
    return rounded([likely])[0] ?? 1;
  }
  return 1;
}

/** The share of paraphrases to be found if a claim has many wordings. */
const WANTED_RECALL = 0.92;

/** The threshold for claims with many wordings: the highest that finds enough paraphrases in unseen folds, so that the fewest counterclaims pass. */
export function chooseManyWordings(samples: readonly GradeSample[]): number {
  const unseen = predictUnseen(samples);
  const isRight = ({ sample }: Unseen) => sample.kind === 'asked' && sample.label === 1;
  const right = unseen.filter(isRight).length;
  for (let likely = 0.99; likely > 0.3; likely -= 0.01) {
    const passing = unseen.filter(({ probability }) => probability >= likely);
    const recall = passing.filter(isRight).length / right;
    if (recall < WANTED_RECALL) continue;
    const counterclaims = passing.filter(({ sample }) => sample.kind === 'counterclaim').length;
    console.log(
      `many wordings, on unseen folds: ${JSON.stringify({ likely: likely.toFixed(2), recall, counterclaims })}`,
    );
    return rounded([likely])[0] ?? 1;
  }
  return 0.3;
}

/** The recall of the passing samples, or undefined if too many of them are wrong. */
function recallIfSound(passing: readonly Unseen[], { queries }: MatchingSet): number | undefined {
  const kept = passing.filter(({ sample }) => sample.kind === 'asked');
  const right = kept.filter(({ sample }) => sample.label === 1).length;
  const falselyLikely = new Set(
    passing.filter(({ sample }) => sample.kind === 'removed').map(({ sample }) => sample.query),
  );
  const isSound =
    right >= WANTED_PRECISION * kept.length && falselyLikely.size <= ALLOWED_FALSELY_LIKELY * queries.length;
  return isSound ? right / queries.length : undefined;
}

/** Rounds to six digits, more than the training justifies. */
export function rounded(numbers: readonly number[]): number[] {
  return numbers.map((number) => Number(number.toPrecision(6)));
}
