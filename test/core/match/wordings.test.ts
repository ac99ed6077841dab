import { describe, expect, it } from 'vitest';
import { toReading } from '../../../src/core/match/reading.ts';
import { toCorrection, toWordingFeatures } from '../../../src/core/match/wordings.ts';
import { toReview } from '../../contracts/samples.ts';
import { model } from './matching-fixture.ts';

const read = (text: string) => toReading(text, model.rarity);
const WITCHES = [
  'The witches of Salem were burned at the stake',
  'Salem burned its witches',
  'they burned witches at Salem',
  'In Salem people were burned as witches',
  'Salem witches died by burning',
].map(read);

describe('toWordingFeatures', () => {
  it('misses nothing where a message says one of the wordings', () => {
    expect(toWordingFeatures(read('Salem burned its witches'), WITCHES, undefined)).toMatchObject({
      coreMissing: 0,
      foreignAdded: 0,
      turnsAdded: 0,
    });
  });

  it('misses what most wordings have, and finds what none of them has', () => {
    const features = toWordingFeatures(read('The Salem witches were hanged'), WITCHES, undefined);
    expect(features.coreMissing).toBeGreaterThan(0.2);
    expect(features.foreignAdded).toBeGreaterThan(0.2);
    expect(features.correctionAdded).toBe(0);
  });

  it('finds what the review says against its claim', () => {
    const correction = read('Nineteen of those convicted were hanged.');
    expect(
      toWordingFeatures(read('The Salem witches were hanged'), WITCHES, correction).correctionAdded,
    ).toBeGreaterThan(0.2);
    expect(toWordingFeatures(read('Salem burned its witches'), WITCHES, correction).correctionAdded).toBe(0);
  });

  it('counts small words that no wording has', () => {
    expect(toWordingFeatures(read('Salem never burned witches before'), WITCHES, undefined).turnsAdded).toBeCloseTo(
      Math.log(3),
    );
  });

  it('takes nothing from a few wordings', () => {
    expect(toWordingFeatures(read('The Salem witches were hanged'), WITCHES.slice(0, 2), undefined)).toMatchObject({
      coreMissing: 0,
      foreignAdded: 0,
    });
  });
});

describe('toCorrection', () => {
  const review = { summary: 'They were hanged.', known: '', citations: [] };
  it.each(['false', 'misleading'] as const)('is what a review rated %s says', (label) => {
    expect(toCorrection(toReview('r', { ...review, label }))).toBe('They were hanged.');
  });

  it.each(['true', 'mostly-true', 'partially-true'] as const)('is nothing where a review is rated %s', (label) => {
    expect(toCorrection(toReview('r', { ...review, label }))).toBeUndefined();
  });

  it('is nothing where a review says nothing', () => {
    expect(toCorrection(toReview('r', { ...review, summary: '', label: 'false' }))).toBeUndefined();
  });
});
