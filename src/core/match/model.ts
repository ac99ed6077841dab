import { z } from 'zod';
import { LIST_FEATURES, PAIR_FEATURES, PROBABILITY_FEATURES } from './features.ts';
import { createRarity, type Rarity } from './idf.ts';
import { MANY_WORDINGS } from './wordings.ts';

const linear = z.object({ features: z.array(z.string()), weights: z.array(z.number()), bias: z.number() });

const thresholds = z.object({ likely: z.number(), related: z.number() });

/** The weights file that `npm run train:matching` writes. */
export const matchingWeightsSchema = z.object({
  version: z.literal(1),
  trainedOn: z.string(),
  background: z.object({ claims: z.number(), floor: z.number(), counts: z.record(z.string(), z.number()) }),
  rank: linear,
  probability: linear,
  /** From which calibrated probability a prior check is *likely* the same, or *related*. */
  grades: thresholds,
  /** The same for claims with many known wordings: what none of them says tells more there. */
  manyWordings: thresholds.extend({ probability: linear, elsewhere: z.number() }).optional(),
  /** What the probability is multiplied by if a difference was found: the share of such pairs that were the same nevertheless. */
  differing: z.number(),
});

export type MatchingWeights = z.infer<typeof matchingWeightsSchema>;

/** The model as functions. */
export interface MatchingModel {
  weights: MatchingWeights;
  /** Of the weights' background. */
  rarity: Rarity;
  /** Orders the candidates of one query; says nothing across queries. */
  rankScore(features: readonly number[]): number;
  /** The calibrated probability that two texts state the same claim, differences aside. @param wordings how many are known of the prior claim */
  probability(features: readonly number[], wordings: number): number;
  /**
   * From which probability a pair is *likely* the same, or *related*. @param isEnglish the model was fitted on English: inflected words cost more
   * elsewhere
   */
  thresholds(wordings: number, isEnglish: boolean): { likely: number; related: number };
}

/**
 * Makes the model of a weights file.
 * @throws Error if the file was trained for other features than this code computes
 */
export function createMatchingModel(raw: unknown): MatchingModel {
  const weights = matchingWeightsSchema.parse(raw);
  const { rank, probability, manyWordings } = weights;
  const isFor = (part: typeof rank, wanted: readonly string[]) =>
    part.features.join() === wanted.join() && part.weights.length === wanted.length;
  const isOurs =
    isFor(rank, [...PAIR_FEATURES, ...LIST_FEATURES]) &&
    [probability, manyWordings?.probability ?? probability].every((part) => isFor(part, PROBABILITY_FEATURES));
  if (!isOurs)
    throw new Error('The matching weights were trained for other features: run `npm run train:matching` again.');
  const modelOf = (wordings: number) => (wordings >= MANY_WORDINGS ? manyWordings : undefined);
  return {
    weights,
    rarity: createRarity(weights.background),
    rankScore: (features) => dot(rank.weights, features) + rank.bias,
    probability(features, wordings) {
      const { weights: numbers, bias } = modelOf(wordings)?.probability ?? probability;
      return sigmoid(dot(numbers, features) + bias);
    },
    thresholds(wordings, isEnglish) {
      const many = modelOf(wordings);
      if (!many) return weights.grades;
      return isEnglish ? many : { likely: many.elsewhere, related: many.related };
    },
  };
}

/** Inner product of two rows of equal length. */
export function dot(one: readonly number[], other: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

/** Logistic function. */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
