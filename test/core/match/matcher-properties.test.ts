import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanMessage } from '../../../src/core/claim/clean.ts';
import { toTerms } from '../../../src/core/language/tokens.ts';
import { toReview } from '../../contracts/samples.ts';
import { anyText, PAIRS } from '../any-text.ts';
import { here, type MatchingFixture, matchAgainst, openFixture } from './matching-fixture.ts';

describe('for any message, the matcher', () => {
  let fixture: MatchingFixture;
  beforeAll(async () => {
    fixture = await openFixture(PAIRS.map(({ a }, at) => toReview(`p${at}`, { claimReviewed: a })));
  });
  afterAll(() => fixture.store.close());

  it('answers with probabilities and a grade that fits them', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.boolean(), async (message, cleaned) => {
        const matches = await fixture.matcher.match(cleaned ? cleanMessage(message) : { text: message }, here);
        expect(matches.length).toBeLessThanOrEqual(5);
        for (const { probability, likeness, features, grade, differences } of matches) {
          expect(features.every(Number.isFinite)).toBe(true);
          expect(probability >= 0 && likeness <= 1 && probability <= likeness).toBe(true);
          if (differences.length > 0) expect(grade).not.toBe('likely');
        }
      }),
      { numRuns: 250 },
    );
  });

  it.each(Array.from(new Set(PAIRS.map(({ a }) => a))))('finds a stored claim as the same: %j', async (claim) => {
    expect((await matchAgainst(claim, claim))?.grade).toBe('likely');
  });

  it('finds a stored claim as the same under any wrapping', async () => {
    const wrapping = fc.constantFrom(
      '',
      'BREAKING: ',
      'Fwd: ',
      '😱 ',
      '“',
      '> ',
      '#',
      '\u200b',
      'https://a.b/c ',
      'Did you know that ',
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PAIRS), wrapping, wrapping, async ({ a }, one, two) => {
        const same = (await fixture.ask(`${one}${two}${a}`)).filter(({ grade }) => grade === 'likely');
        // Of two stored claims with the same telling words one settles it.
        expect(same.map(({ surface }) => toTerms(surface.claim))).toContainEqual(toTerms(a));
      }),
      { numRuns: 150 },
    );
  });
});
