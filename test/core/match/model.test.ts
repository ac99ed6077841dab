import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LIST_FEATURES, PAIR_FEATURES, PROBABILITY_FEATURES } from '../../../src/core/match/features.ts';
import { createMatchingModel, dot, matchingWeightsSchema, sigmoid } from '../../../src/core/match/model.ts';
import { directionOf } from '../../../tools/choose-tiers.ts';

const FILE = new URL('../../../src/core/match/weights.json', import.meta.url);
const shipped = matchingWeightsSchema.parse(JSON.parse(readFileSync(FILE, 'utf8')));

describe('the shipped weights', () => {
  it('the file is small', () => {
    expect(readFileSync(FILE).length).toBeLessThan(300_000);
  });

  it('they are for the features this code computes, one weight each, all finite', () => {
    expect(shipped.rank.features).toEqual([...PAIR_FEATURES, ...LIST_FEATURES]);
    expect(shipped.probability.features).toEqual([...PROBABILITY_FEATURES]);
    for (const { features, weights, bias } of [shipped.rank, shipped.probability]) {
      expect(weights).toHaveLength(features.length);
      expect([...weights, bias].every(Number.isFinite)).toBe(true);
      expect(weights.some((weight) => weight !== 0)).toBe(true);
    }
  });

  it('what is shared never lowers the probability, what is missing never raises it', () => {
    const wrong = PROBABILITY_FEATURES.filter(
      (name, at) => (shipped.probability.weights[at] ?? 0) * directionOf(name) < 0,
    );
    expect(wrong).toEqual([]);
  });

  it('the grades are in order, and a difference costs probability', () => {
    for (const { likely, related } of [shipped.grades, shipped.manyWordings ?? shipped.grades]) {
      expect(related).toBeGreaterThan(0);
      expect(likely).toBeGreaterThan(related);
      expect(likely).toBeLessThan(1);
    }
    expect(shipped.differing).toBeGreaterThanOrEqual(0);
    expect(shipped.differing).toBeLessThan(1);
  });

  it('no feature is without weight in both models', () => {
    const models = [shipped.probability, shipped.manyWordings?.probability];
    expect(PROBABILITY_FEATURES.filter((_, at) => models.every((one) => !one?.weights[at]))).toEqual([]);
  });

  it('the background counts no word more often than there are claims', () => {
    const { claims, counts, floor } = shipped.background;
    expect(claims).toBeGreaterThan(0);
    expect(Object.values(counts).filter((count) => !(count >= floor && count <= claims))).toEqual([]);
  });
});

describe('createMatchingModel', () => {
  const model = createMatchingModel(shipped);

  it('a probability is between 0 and 1 for any features', () => {
    for (const value of [0, 1, -1, 1e9, -1e9]) {
      const probability = model.probability(
        PROBABILITY_FEATURES.map(() => value),
        1,
      );
      expect(probability).toBeGreaterThanOrEqual(0);
      expect(probability).toBeLessThanOrEqual(1);
    }
  });

  it.each([
    [
      'another feature',
      { ...shipped, rank: { ...shipped.rank, features: ['other', ...shipped.rank.features.slice(1)] } },
    ],
    ['fewer features', { ...shipped, probability: { ...shipped.probability, features: ['pairScore'] } }],
    [
      'features in another order',
      { ...shipped, rank: { ...shipped.rank, features: shipped.rank.features.toReversed() } },
    ],
  ])('%s is refused with the command that helps', (_, raw) => {
    expect(() => createMatchingModel(raw)).toThrow('npm run train:matching');
  });

  it.each([
    ['nothing', undefined],
    ['text', '{}'],
    ['an empty object', {}],
    ['another version', { ...shipped, version: 2 }],
    ['a weight that is no number', { ...shipped, rank: { ...shipped.rank, bias: Number.NaN } }],
    ['no grades', { ...shipped, grades: undefined }],
  ])('%s is refused', (_, raw) => {
    expect(() => createMatchingModel(raw)).toThrow();
  });

  // A known fault: take `fails` away when it is put right.
  it('fewer weights than features should be refused', () => {
    expect(() => createMatchingModel({ ...shipped, rank: { ...shipped.rank, weights: [] } })).toThrow();
  });

  it('the products and the logistic function are what they are called', () => {
    expect(dot([1, 2, 3], [4, 5, 6])).toBe(32);
    expect(dot([], [])).toBe(0);
    expect(sigmoid(0)).toBe(0.5);
    expect(sigmoid(2)).toBeCloseTo(1 - sigmoid(-2), 12);
    expect([sigmoid(-1e6), sigmoid(1e6)]).toEqual([0, 1]);
  });
});
