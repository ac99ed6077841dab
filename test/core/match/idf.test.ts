import { describe, expect, it } from 'vitest';
import { gramsAlike } from '../../../src/core/match/features.ts';
import { gramProduct } from '../../../src/core/match/idf.ts';
import { toReading } from '../../../src/core/match/reading.ts';
import { model } from './matching-fixture.ts';

const read = (text: string) => toReading(text, model.rarity);
const asked = (text: string, claimant = '') => ({ text: read(text), claimant: read(claimant) });
const surface = (claim: string, title = '') => ({ claim: read(claim), title: read(title) });

describe('the letters of two texts', () => {
  it.each(['Aspirin cures cancer', '', '🙂', 'x'.repeat(5_000), 'слово और 东京'])(
    '%j is at most like itself',
    (text) => {
      const { title, both } = gramsAlike(asked(text), surface(text, text));
      expect(title).toBeLessThanOrEqual(1.000001);
      expect(both).toBeLessThanOrEqual(1.000001);
      expect(title === 0 || title > 0.999).toBe(true);
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
