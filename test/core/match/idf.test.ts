import { describe, expect, it } from 'vitest';
import { createRarity, gramProduct, toRoot } from '../../../src/core/match/idf.ts';
import { type AskedReading, toReading } from '../../../src/core/match/reading.ts';
import { gramsAlike, rootScore } from '../../../src/core/match/text-similarity.ts';
import { model } from './matching-fixture.ts';

const rarity = createRarity(model.weights.background);
const read = (text: string) => toReading(text, rarity);
const asked = (text: string, claimant = '', saidOn = ''): AskedReading => ({
  text: read(text),
  claimant: read(claimant),
  saidOn: read(saidOn),
});
const surface = (claim: string, title = '') => ({ claim: read(claim), title: read(title) });

describe('the letters of two texts', () => {
  it.each(['Aspirin cures cancer', '', '🙂', 'x'.repeat(5_000), 'слово और 东京'])(
    '%j is at most like itself',
    (text) => {
      const { claim, both } = gramsAlike(asked(text), surface(text));
      expect(claim).toBeLessThanOrEqual(1.000001);
      expect(both).toBeLessThanOrEqual(1.000001);
      expect(claim === 0 || claim > 0.999).toBe(true);
    },
  );

  it('the product does not depend on the order', () => {
    const [one, other] = [read('A shark swims').grams(), read('sharks are swimming in Houston').grams()];
    expect(gramProduct(one, other)).toBeCloseTo(gramProduct(other, one), 6);
    expect(gramProduct(one, other)).toBeGreaterThan(0);
  });

  it('rare letters tell more than common ones', () => {
    const rare = gramsAlike(asked('Sayoc on video'), surface('Sayoc in court')).both;
    const common = gramsAlike(asked('Trump on video'), surface('Trump in court')).both;
    expect(rare).toBeGreaterThan(common);
  });

  it('a handle and who said it are like the name in the claim', () => {
    const claim = surface('Kristyna Martelli died in surgery.');
    expect(gramsAlike(asked('krystinamartelli rest in peace'), claim).both).toBeGreaterThan(0.2);
    expect(gramsAlike(asked('Rest in peace', 'Martelli'), claim).both).toBeGreaterThan(
      gramsAlike(asked('Rest in peace'), claim).both,
    );
  });
});

describe('the roots of two texts', () => {
  it.each([
    ['shooter', 'shooting'],
    ['immigrant', 'immigration'],
  ])('%s and %s share one', (one, other) => {
    expect(rootScore(asked(one), surface(other))).toBeGreaterThan(0);
  });

  it('numbers of one beginning do not', () => {
    expect(toRoot('1,250,000')).toBe('1,250,000');
    expect(rootScore(asked('1,250,000'), surface('1,250,001'))).toBe(0);
  });

  it('the same word tells less in a longer claim', () => {
    const short = rootScore(asked('wombats'), surface('Wombats dig.'));
    const long = rootScore(asked('wombats'), surface('Wombats dig holes below gardens, roads, fields and old houses.'));
    expect(short).toBeGreaterThan(long);
  });

  it('it is found in the title, and by who said it when', () => {
    const title = surface('It is so.', 'Did wombats dig here in 2019?');
    expect(rootScore(asked('none', 'Wombat'), title)).toBeGreaterThan(0);
    expect(rootScore(asked('none', '', 'May 2019'), title)).toBeGreaterThan(0);
  });
});
