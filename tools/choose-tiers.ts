import { directionOf, PROBABILITY_FEATURES } from '../src/core/match/evidence-of-sameness.ts';
import { dot, sigmoid } from '../src/core/match/model.ts';
import { fitLogistic, type Sample } from './logistic.ts';
import type { MatchingSet } from './matching-data.ts';

const FOLDS = 5;
/** What each feature's weight may be. */
export const SIGNS = PROBABILITY_FEATURES.map(directionOf);
/** What the *same* tier must hold on messages the fold did not see, with room for the unseen. */
const WANTED_PRECISION = 0.98;
const ALLOWED_FALSE_SAME = 0.003;
/** One candidate of a message. */
export interface TierSample extends Sample {
  set: string;
  query: string;
  /** The right claim was taken out of the corpus. */
  removed: boolean;
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

/** The two thresholds that hold on unseen folds in every set, and keep the most of the right answers. */
export function chooseTiers(
  samples: readonly TierSample[],
  sets: readonly MatchingSet[],
): { same: number; leastCover: number } {
  const unseen = predictUnseen(samples);
  let best = { same: 1, leastCover: 0, recall: 0 };
  for (let leastCover = 0; leastCover <= 0.7; leastCover += 0.05) {
    for (let same = 0.5; same < 1; same += 0.01) {
      const passing = unseen.filter(
        ({ sample, probability }) => probability >= same && (sample.features[COVER] ?? 0) >= leastCover,
      );
      const recalls = sets.map((set) =>
        recallIfSound(
          passing.filter(({ sample }) => sample.set === set.name),
          set.queries.length,
        ),
      );
      if (recalls.includes(undefined)) continue;
      const recall = recalls.reduce<number>((sum, one) => sum + (one ?? 0), 0);
      const gain = recall - best.recall;
      if (gain > 0 || (gain > -COVER_IS_WORTH && leastCover > best.leastCover))
        best = { same: rounded([same])[0] ?? 1, leastCover: rounded([leastCover])[0] ?? 1, recall };
    }
  }
  console.log(`tiers on unseen folds: ${JSON.stringify(best)} (recall summed over ${sets.length} sets)`);
  return { same: best.same, leastCover: best.leastCover };
}

/** The recall of what passes, or undefined if too much of it is wrong. */
function recallIfSound(passing: readonly Unseen[], queries: number): number | undefined {
  const kept = passing.filter(({ sample }) => !sample.removed);
  const right = kept.filter(({ sample }) => sample.label === 1).length;
  const falseSame = new Set(passing.filter(({ sample }) => sample.removed).map(({ sample }) => sample.query)).size;
  const isSound = right >= WANTED_PRECISION * kept.length && falseSame <= ALLOWED_FALSE_SAME * queries;
  return isSound ? right / queries : undefined;
}

/** Six digits are more than the training tells. */
export function rounded(numbers: readonly number[]): number[] {
  return numbers.map((number) => Number(number.toPrecision(6)));
}
