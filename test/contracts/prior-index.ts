import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toTerms } from '../../src/core/language/tokens.ts';
import type { Scope } from '../../src/core/types.ts';
import { type StoreUnderTest, toChatScope, toCheck, toPersonScope, toPublicScope, toReview } from './samples.ts';

const here = toPublicScope();

/** What every `PriorIndex` does, whatever it is made of. `makeStore` gives an empty one each time. */
export function describePriorIndex(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  describe(`${name} as a PriorIndex`, { timeout: 30_000 }, () => {
    let store: StoreUnderTest;
    beforeEach(async () => {
      store = await makeStore();
    });
    afterEach(() => store.close());
    const search = (text: string, scope: Scope = here, limit = 10) => store.priors.search(toTerms(text), scope, limit);
    const idsOf = async (text: string, scope: Scope = here, limit = 10) =>
      (await search(text, scope, limit)).map(({ id }) => id);

    describe('reviews', () => {
      it('a review comes back as it was added', async () => {
        const review = toReview('a', { claimReviewed: 'Ünï "q" \0 \u{1F680}', forms: ["');--", ''], topic: 'science' });
        expect(await store.priors.addReviews([review])).toMatchObject({ added: 1, changed: 0, same: 0 });
        expect(await store.priors.review('a')).toEqual(review);
        expect(await store.priors.review('b')).toBeUndefined();
      });

      it('a second import adds nothing', async () => {
        const reviews = [toReview('a'), toReview('b')];
        await store.priors.addReviews(reviews);
        expect(await store.priors.addReviews(reviews)).toMatchObject({ added: 0, changed: 0, same: 2 });
        expect(await idsOf('headline')).toHaveLength(2);
      });

      it('an id twice in a batch is added, then compared with itself', async () => {
        const counts = await store.priors.addReviews([toReview('a'), toReview('a'), toReview('a', { title: 'New' })]);
        expect(counts).toMatchObject({ added: 1, changed: 1, same: 1 });
        expect(await idsOf('claim of review')).toEqual(['a']);
      });

      it('a changed review is found by its new words only', async () => {
        await store.priors.addReviews([toReview('a', { claimReviewed: 'Bananas are blue', forms: ['Azure bananas'] })]);
        const changed = toReview('a', { claimReviewed: 'Cucumbers are red', label: 'true' });
        expect(await store.priors.addReviews([changed])).toEqual({ added: 0, changed: 1, same: 0, changedIds: ['a'] });
        expect(await idsOf('bananas')).toEqual([]);
        expect(await search('cucumbers')).toMatchObject([{ id: 'a', label: 'true' }]);
      });

      it('a removed review is neither found nor read, and may be added again', async () => {
        await store.priors.addReviews([toReview('a', { forms: ['Azure bananas'] }), toReview('b')]);
        await store.priors.removeReviews(['a', 'never there']);
        expect(await store.priors.review('a')).toBeUndefined();
        expect(await idsOf('azure bananas headline')).toEqual(['b']);
        expect(await store.priors.addReviews([toReview('a')])).toMatchObject({ added: 1, changed: 0, same: 0 });
        expect(await idsOf('headline')).toHaveLength(2);
      });

      it('an empty batch changes nothing', async () => {
        expect(await store.priors.addReviews([])).toMatchObject({ added: 0, changed: 0, same: 0 });
        await store.priors.removeReviews([]);
        expect(await store.priors.addReviews([toReview('a')])).toMatchObject({ added: 1 });
      });

      it('a batch that fails adds nothing of itself', async () => {
        const unwritable = {
          toJSON: () => {
            throw new Error('no JSON');
          },
        };
        const batch = [toReview('a'), { ...toReview('b'), ...unwritable }];
        await expect(store.priors.addReviews(batch)).rejects.toThrow();
        expect(await store.priors.review('a')).toBeUndefined();
        expect(await idsOf('headline')).toEqual([]);
        expect(await store.priors.addReviews([toReview('a')])).toMatchObject({ added: 1 });
      });
    });

    describe('search', () => {
      it('the claim with its headline is one wording, each further form another', async () => {
        await store.priors.addReviews([
          toReview('a', {
            claimReviewed: 'Bananas are blue',
            title: 'No',
            forms: ['Blue bananas', 'Bananas are blue'],
          }),
        ]);
        const found = await search('blue bananas');
        expect(found.map(({ claim, title }) => ({ claim, title }))).toEqual(
          expect.arrayContaining([
            { claim: 'Bananas are blue', title: 'No' },
            { claim: 'Blue bananas', title: '' },
          ]),
        );
        expect(found).toHaveLength(2);
        expect(found.map(({ rank }) => rank)).toEqual([0, 1]);
        expect(found[0]).toMatchObject({ kind: 'review', id: 'a', label: 'false' });
      });

      it('a review without a label has none when it is found', async () => {
        const { label: _, ...unlabelled } = toReview('a');
        await store.priors.addReviews([unlabelled]);
        expect(await search('headline')).toEqual([
          {
            kind: 'review',
            id: 'a',
            claim: 'Claim of review a',
            title: 'Headline a',
            rank: 0,
            arrival: expect.any(Number),
          },
        ]);
      });

      it('the wording that shares more and rarer words comes first', async () => {
        await store.priors.addReviews([
          ...Array.from({ length: 20 }, (_, i) =>
            toReview(`common${i}`, { claimReviewed: `The moon shines ${i}`, title: '' }),
          ),
          toReview('wall', { claimReviewed: 'The Great Wall can be seen from the moon', title: '' }),
        ]);
        expect((await idsOf('Is the great wall visible from the moon?'))[0]).toBe('wall');
      });

      it('what was stored later arrives later, after removals as well', async () => {
        await store.priors.addReviews(['a', 'b', 'c', 'd'].map((id) => toReview(id)));
        await store.priors.removeReviews(['b', 'd']);
        await store.priors.addReviews([toReview('e')]);
        await store.checks.save(toCheck('f', { text: 'A headline' }), here);
        const found = (await search('headline')).toSorted((one, other) => one.arrival - other.arrival);
        expect(found.map(({ id }) => id)).toEqual(['a', 'c', 'e', 'f']);
      });

      it('two exchanged letters of a word that is known nowhere are forgiven', async () => {
        await store.priors.addReviews([
          toReview('a', { claimReviewed: 'Goldfish have a memory of three seconds', title: '' }),
          toReview('b', { claimReviewed: 'The form was lost', title: '' }),
        ]);
        expect(await idsOf('memroy')).toEqual(['a']);
        expect(await idsOf('mmeroy')).toEqual([]);
        expect(await idsOf('fomr')).toEqual([]);
      });

      it('words are found in the headline, and in other forms of the word', async () => {
        await store.priors.addReviews([
          toReview('a', { title: 'Vaccinated children' }),
          toReview('b', { title: 'Other' }),
        ]);
        expect(await idsOf('the vaccinated child')).toEqual(['a']);
      });

      it.each(['Ελλάδα', 'Москва', 'हिन्दी', 'القاهرة', '東京は首都', '1.5', '12:30'])('finds %s', async (word) => {
        await store.priors.addReviews([toReview('a', { claimReviewed: `x ${word} y` }), toReview('b')]);
        expect(await idsOf(word)).toEqual(['a']);
      });

      it.each([
        [3, 3],
        [0, 0],
        [-1, 0],
        [Number.NaN, 0],
        [100, 5],
      ])('a limit of %d gives %d', async (limit, count) => {
        await store.priors.addReviews(['a', 'b', 'c', 'd', 'e'].map((id) => toReview(id)));
        expect(await idsOf('headline', here, limit)).toHaveLength(count);
      });
    });

    describe('our own checks', () => {
      it('a check is found by its claim, with its verdict as it is now', async () => {
        const check = toCheck('a', { text: 'Bananas are blue' });
        await store.checks.save(check, here);
        await store.checks.save({ ...check, verdict: { ...check.verdict, label: 'true' } }, here);
        expect(await search('blue bananas')).toEqual([
          {
            kind: 'check',
            id: 'a',
            claim: 'Bananas are blue',
            title: '',
            label: 'true',
            rank: 0,
            arrival: expect.any(Number),
          },
        ]);
      });

      it('one that cannot be checked, or is taken over, is not', async () => {
        const { verdict } = toCheck('x');
        const takenFrom = { reviewId: 'r', publisher: 'P', textualRating: 'False' };
        await store.checks.save(
          toCheck('a', { text: 'Bananas', verdict: { ...verdict, label: 'not-checkable' } }),
          here,
        );
        await store.checks.save(toCheck('b', { text: 'Blue bananas', verdict: { ...verdict, takenFrom } }), here);
        const recognition = {
          grade: 'confirmed',
          prior: { kind: 'check', id: 'x' },
          by: { kind: 'operator' },
        } as const;
        await store.checks.save(toCheck('c', { text: 'Bananas, blue ones', recognition }), here);
        expect(await search('blue bananas')).toEqual([]);
      });

      it('one that becomes uncheckable is found no more', async () => {
        const check = toCheck('a', { text: 'Bananas are blue' });
        await store.checks.save(check, here);
        await store.checks.save({ ...check, verdict: { ...check.verdict, label: 'not-checkable' } }, here);
        expect(await search('blue bananas')).toEqual([]);
      });

      it('a check and a review of the same id do not touch each other', async () => {
        await store.checks.save(toCheck('a', { text: 'Bananas are blue' }), here);
        await store.priors.addReviews([toReview('a', { claimReviewed: 'Bananas are red' })]);
        await store.priors.removeReviews(['a']);
        expect(await search('bananas')).toMatchObject([{ kind: 'check', id: 'a' }]);
      });

      it.each([
        ['a chat', toChatScope()],
        ['a person', toPersonScope()],
      ])('a check of %s is found there and nowhere else', async (_, owner) => {
        await store.checks.save(toCheck('secret', { text: 'Bananas are blue', visibility: owner.visibility }), owner);
        expect(await idsOf('bananas', owner)).toEqual(['secret']);
        for (const scope of [
          toPublicScope('c2', 'p2'),
          toChatScope('p1', 'p2'),
          toPersonScope('c1', 'c2'),
          toPersonScope('p1', 'c1', 'telegram'),
          toPublicScope('', ''),
        ]) {
          expect(await idsOf('bananas', scope)).toEqual([]);
        }
      });

      it('many better matches of other chats do not hide the one that may be seen', async () => {
        const other = toChatScope('c2', 'p2');
        for (let i = 0; i < 60; i += 1) {
          await store.checks.save(toCheck(`s${i}`, { text: `Bananas blue ${i}`, visibility: other.visibility }), other);
        }
        await store.priors.addReviews([
          toReview('seen', {
            claimReviewed: 'It is often said by some farmers of the south that bananas turn blue in winter',
          }),
        ]);
        expect(await idsOf('bananas blue', here, 5)).toEqual(['seen']);
      });
    });
  });
}
