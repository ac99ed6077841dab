import { directionOf, PROBABILITY_FEATURES } from '../src/core/match/evidence-of-sameness.ts';
import { dot, sigmoid } from '../src/core/match/model.ts';
import { fitLogistic, type Sample } from './logistic.ts';
import type { MatchingSet } from './matching-data.ts';

const FOLDS = 5;
/** What each feature's weight may be. */
export const SIGNS = PROBABILITY_FEATURES.map(directionOf);
/** What the *same* tier must hold on messages the fold did not see, with room for the unseen. */
const WANTED_PRECISION = 0.99;
const ALLOWED_FALSE_SAME = 0.003;
/** One candidate of a message. */
export interface TierSample extends Sample {
  set: string;
  query: string;
  /** Asked as it was; with the right claim taken out of the corpus; or a message that is another claim on the same subject. */
  kind: 'asked' | 'removed' | 'counterclaim';
  /** The best candidate of its query. */
  first: boolean;
  differs: boolean;
}

interface Unseen {
  sample: TierSample;
  probability: number;
}

/** Every sample with the probability that a model gives it which was fitted without its fold. */
function predictUnseen(samples: readonly TierSample[]): Unseen[] {
  const foldOf = (sample: TierSample) => Number.parseInt(sample.query, 10) % FOLDS || 0;
  return Array.from({ length: FOLDS }, (_, fold) => {
    const model = fitLogistic(
      samples.filter((sample) => foldOf(sample) !== fold),
      SIGNS,
    );
    const mine = samples.filter((sample) => foldOf(sample) === fold);
    return mine.map((sample) => ({ sample, probability: sigmoid(dot(model.weights, sample.features) + model.bias) }));
  }).flat();
}

const COVER = PROBABILITY_FEATURES.indexOf('coverProduct');

/** Recall, summed over the sets, that a higher cover may cost: it guards against what the training messages do not show. */
const COVER_IS_WORTH = 0.03;

/** Recall, summed over the sets, that a higher threshold may cost, for the same reason. */
const THRESHOLD_IS_WORTH = 0.03;

/** The two thresholds that hold on unseen folds in every set, and keep the most of the right answers. */
export function chooseTiers(
  samples: readonly TierSample[],
  sets: readonly MatchingSet[],
): { same: number; leastCover: number } {
  const unseen = predictUnseen(samples);
  const recallAt = (same: number, leastCover: number): number | undefined => {
    const passing = unseen.filter(
      ({ sample, probability }) => probability >= same && (sample.features[COVER] ?? 0) >= leastCover,
    );
    const recalls = sets.map((set) =>
      recallIfSound(
        passing.filter(({ sample }) => sample.set === set.name),
        set,
      ),
    );
    return recalls.some((recall) => recall === undefined)
      ? undefined
      : recalls.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  };
  let best = { same: 1, leastCover: 0, recall: 0 };
  for (let leastCover = 0; leastCover <= 0.7; leastCover += 0.05) {
    for (let same = 0.5; same < 1; same += 0.01) {
      const recall = recallAt(same, leastCover) ?? Number.NEGATIVE_INFINITY;
      const gain = recall - best.recall;
      if (gain > 0 || (gain > -COVER_IS_WORTH && leastCover > best.leastCover)) best = { same, leastCover, recall };
    }
  }
  const { recall, leastCover } = best;
  for (let same = best.same; same < 1; same += 0.01) {
    const higher = recallAt(same, leastCover);
    if (higher !== undefined && higher > recall - THRESHOLD_IS_WORTH) best = { same, leastCover, recall: higher };
  }
  console.log(`tiers on unseen folds: ${JSON.stringify(best)} (recall summed over ${sets.length} sets)`);
  return { same: rounded([best.same])[0] ?? 1, leastCover: rounded([leastCover])[0] ?? 1 };
}

/** Which part of the paraphrases is to be found where a claim has many wordings. */
const WANTED_RECALL = 0.92;

/** The thresholds for claims with many wordings: of those that find enough paraphrases in unseen folds, the ones that take the fewest counterclaims for them. */
export function chooseManyWordings(samples: readonly TierSample[]): { same: number; leastCover: number } {
  const unseen = predictUnseen(samples);
  const isRight = ({ sample }: Unseen) => sample.kind === 'asked' && sample.label === 1;
  const right = unseen.filter(isRight).length;
  let best = { same: 1, leastCover: 0, counterclaims: Number.POSITIVE_INFINITY, recall: 0 };
  for (let leastCover = 0; leastCover <= 0.7; leastCover += 0.05) {
    for (let same = 0.3; same < 1; same += 0.01) {
      const passing = unseen.filter(
        ({ sample, probability }) => probability >= same && (sample.features[COVER] ?? 0) >= leastCover,
      );
      const recall = passing.filter(isRight).length / right;
      const counterclaims = passing.filter(({ sample }) => sample.kind === 'counterclaim').length;
      if (recall >= WANTED_RECALL && counterclaims <= best.counterclaims)
        best = { same: rounded([same])[0] ?? 1, leastCover: rounded([leastCover])[0] ?? 1, counterclaims, recall };
    }
  }
  console.log(`many wordings, on unseen folds: ${JSON.stringify(best)}`);
  return { same: best.same, leastCover: best.leastCover };
}

/** The recall of what passes, or undefined if too much of it is wrong. */
function recallIfSound(passing: readonly Unseen[], { queries }: MatchingSet): number | undefined {
  const kept = passing.filter(({ sample }) => sample.kind === 'asked');
  const right = kept.filter(({ sample }) => sample.label === 1).length;
  const falseSame = new Set(
    passing.filter(({ sample }) => sample.kind === 'removed').map(({ sample }) => sample.query),
  );
  const isSound = right >= WANTED_PRECISION * kept.length && falseSame.size <= ALLOWED_FALSE_SAME * queries.length;
  return isSound ? right / queries.length : undefined;
}

/** Six digits are more than the training tells. */
export function rounded(numbers: readonly number[]): number[] {
  return numbers.map((number) => Number(number.toPrecision(6)));
}
