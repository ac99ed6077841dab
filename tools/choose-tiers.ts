import { PROBABILITY_FEATURES } from '../src/core/match/features.ts';
import { dot, sigmoid } from '../src/core/match/model.ts';
import { fitLogistic, type Sample } from './logistic.ts';
import type { MatchingSet } from './matching-data.ts';

const FOLDS = 5;
/**
 * What a feature may do to the probability: what is shared may only raise it (1), what is missing or added only lower it (-1); a length does either
 * (0). Training keeps to it, so that no accident of the training messages makes a missing word speak for sameness.
 */
export function directionOf(feature: (typeof PROBABILITY_FEATURES)[number]): -1 | 0 | 1 {
  if (/^long/.test(feature)) return 0;
  return /Missing$|Added$/.test(feature) ? -1 : 1;
}

/** What each feature's weight may be. */
export const SIGNS = PROBABILITY_FEATURES.map(directionOf);
/** What the grade *likely* must hold in every set on messages that the fold did not see. */
const WANTED_PRECISION = 0.96;
const ALLOWED_FALSELY_LIKELY = 0.01;
/** One candidate of a message. */
export interface GradeSample extends Sample {
  set: string;
  query: string;
  /** Asked as it was; with the right claim taken out of the corpus; or a message that is another claim on the same subject. */
  kind: 'asked' | 'removed' | 'counterclaim';
  /** The best candidate of its query. */
  first: boolean;
  differs: boolean;
  /** Many wordings of its claim are known. */
  isFormed: boolean;
}

interface Unseen {
  sample: GradeSample;
  probability: number;
}

/** Every sample with the probability that a model gives it which was fitted without its fold. */
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

/** The lowest threshold that holds on unseen folds in every set. */
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

/** Which part of the paraphrases is to be found where a claim has many wordings. */
const WANTED_RECALL = 0.92;

/** The threshold for claims with many wordings: the highest that finds enough paraphrases in unseen folds, and so takes the fewest counterclaims for them. */
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

/** The recall of what passes, or undefined if too much of it is wrong. */
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

/** Six digits are more than the training tells. */
export function rounded(numbers: readonly number[]): number[] {
  return numbers.map((number) => Number(number.toPrecision(6)));
}
