import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toTerms } from '../../src/core/language/tokens.ts';
import { type StoreUnderTest, toPublicScope, toReview } from './samples.ts';

const here = toPublicScope();

/** What every `PriorIndex` stands: terms may hold anything. `makeStore` gives an empty one each time. */
export function describeHostileTerms(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  describe(`${name} under hostile terms`, () => {
    let store: StoreUnderTest;
    beforeEach(async () => {
      store = await makeStore();
    });
    afterEach(() => store.close());

    it.each([
      ['no terms', []],
      ['empty terms', ['', ' ', '\t']],
      ['punctuation', ['"', '*', '-', '(', ')', ':', '^', '+', '{', '}', "'", ';', '\\', '""', '"*"']],
      ['NUL bytes', ['\0', '\0\0', '"\0']],
      ['lone surrogates', ['\ud800', '\udfff', '\ud83d']],
      ['emoji', ['\u{1F680}']],
    ])('%s find nothing, and are no error', async (_, terms) => {
      await store.priors.addReviews([toReview('a')]);
      expect(await store.priors.search(terms, here, 10)).toEqual([]);
    });

    it.each([
      'NEAR',
      'AND',
      'NOT',
      'OR',
      'NEAR(a b, 2)',
      'claim:x',
      'claim : "x"',
      '{claim title} : x',
      '^x',
      'x*',
      '-x',
      'x"',
      '"x',
      'x" OR "y',
      "x'; DROP TABLE reviews;--",
      'x\0y',
      'x\ud800',
      '\ud800x"',
      `"${'x'.repeat(40_000)}`,
    ])('the hostile term %j does not disturb the one beside it', async (term) => {
      await store.priors.addReviews([toReview('a')]);
      expect((await store.priors.search([term, ...toTerms('headline')], here, 10)).map(({ id }) => id)).toEqual(['a']);
      expect(await store.priors.search([term], here, 10)).toEqual([]);
    });

    it('ten thousand terms are no error', async () => {
      await store.priors.addReviews([toReview('a')]);
      const terms = ['headlin', ...Array.from({ length: 10_000 }, (_, i) => `w${i}`)];
      expect(await store.priors.search(terms, here, 10)).toHaveLength(1);
    });
  });
}
