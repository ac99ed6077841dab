import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toAskedForms } from '../../src/core/language/canonical-form.ts';
import type { Scope } from '../../src/core/types.ts';
import { type StoreUnderTest, toChatScope, toCheck, toPersonScope, toPublicScope, toReview } from './samples.ts';

const here = toPublicScope();
const CLAIM = 'Bananas are blue';

/** How every `PriorIndex` finds what says the same, word for word. `makeStore` gives an empty one each time. */
export function describeIdentical(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  describe(`${name} as an index of canonical forms`, { timeout: 30_000 }, () => {
    let store: StoreUnderTest;
    beforeEach(async () => {
      store = await makeStore();
    });
    afterEach(() => store.close());
    const find = (text = CLAIM, scope: Scope = here) => store.priors.identical(toAskedForms(text), scope);
    const idsOf = async (text = CLAIM, scope: Scope = here) => (await find(text, scope)).map(({ id }) => id);

    it('finds a review by its claim and by each further form, as that wording', async () => {
      await store.priors.addReviews([
        toReview('a', { claimReviewed: CLAIM, title: 'No', forms: ['Bananas have an azure peel'] }),
      ]);
      const found = { kind: 'review', id: 'a', label: 'false', rank: 0, arrival: expect.any(Number) };
      expect(await find()).toEqual([{ ...found, claim: CLAIM, title: 'No' }]);
      expect(await find('bananas have an AZURE peel!')).toEqual([
        { ...found, claim: 'Bananas have an azure peel', title: '' },
      ]);
    });

    it('finds no review by its title, nor by words that are only alike', async () => {
      await store.priors.addReviews([toReview('a', { claimReviewed: 'The sky is green', title: CLAIM })]);
      await store.priors.addReviews([toReview('b', { claimReviewed: `${CLAIM} in winter` })]);
      expect(await idsOf()).toEqual([]);
      expect(await idsOf('Bananas are')).toEqual([]);
    });

    it('finds a check of ours by its claim', async () => {
      await store.checks.save(toCheck('a', { text: CLAIM }), here);
      expect(await find()).toMatchObject([{ kind: 'check', id: 'a', claim: CLAIM, title: '', label: 'false' }]);
    });

    it('gives what was stored first at the head, each wording once, whichever forms are asked for', async () => {
      for (const [id, claimReviewed] of [
        ['a', 'Bananas have an azure peel'],
        ['c', CLAIM],
        ['b', CLAIM],
      ] as const)
        await store.priors.addReviews([toReview(id, { claimReviewed })]);
      const forms = [CLAIM, 'Never said', 'Bananas have an azure peel', CLAIM].flatMap(toAskedForms);
      const found = await store.priors.identical(forms, here);
      expect(found.map(({ id }) => id)).toEqual(['a', 'c', 'b']);
      expect(found.map(({ rank }) => rank)).toEqual([0, 0, 0]);
    });

    it('gives fifty at most, those that were stored first', async () => {
      const ids = Array.from({ length: 60 }, (_, at) => `r${at}`);
      await store.priors.addReviews(ids.map((id) => toReview(id, { claimReviewed: CLAIM })));
      expect(await idsOf()).toEqual(ids.slice(0, 50));
    });

    it('finds a changed review by its new words only, and a removed one by none', async () => {
      await store.priors.addReviews([toReview('a', { claimReviewed: CLAIM, forms: ['Bananas have an azure peel'] })]);
      await store.priors.addReviews([toReview('a', { claimReviewed: 'Cucumbers are red' })]);
      expect([await idsOf(), await idsOf('Bananas have an azure peel')]).toEqual([[], []]);
      expect(await idsOf('Cucumbers are red')).toEqual(['a']);
      await store.priors.removeReviews(['a']);
      expect(await idsOf('Cucumbers are red')).toEqual([]);
    });

    it.each([
      ['no forms', []],
      ['an empty form', ['']],
      ['punctuation', ['"', "');--", '[', '%', '\\']],
      ['NUL bytes and lone surrogates', ['\0', '\ud800', '\udfff"']],
      ['ten thousand forms', Array.from({ length: 10_000 }, (_, at) => `form ${at}`)],
    ])('%s find nothing, and are no error', async (_what, forms) => {
      await store.priors.addReviews([toReview('a', { claimReviewed: CLAIM, forms: ['', '…'] })]);
      expect(await store.priors.identical(forms, here)).toEqual([]);
    });

    it.each([
      ['a chat', toChatScope()],
      ['a person', toPersonScope()],
    ])('a check of %s is found there and nowhere else', async (_whose, owner) => {
      await store.checks.save(toCheck('secret', { text: CLAIM, visibility: owner.visibility }), owner);
      expect(await idsOf(CLAIM, owner)).toEqual(['secret']);
      for (const scope of [
        toPublicScope('c2', 'p2'),
        toChatScope('p1', 'p2'),
        toPersonScope('c1', 'c2'),
        toPersonScope('p1', 'c1', 'telegram'),
        toPublicScope('', ''),
        toPublicScope('%', '%'),
      ])
        expect(await idsOf(CLAIM, scope)).toEqual([]);
    });

    it('many of other chats do not hide the one that may be seen', async () => {
      for (let at = 0; at < 60; at += 1) {
        const other = toChatScope(`x${at}`, 'p2');
        await store.checks.save(toCheck(`s${at}`, { text: CLAIM, visibility: other.visibility }), other);
      }
      await store.priors.addReviews([toReview('seen', { claimReviewed: CLAIM })]);
      expect(await idsOf()).toEqual(['seen']);
    });
  });
}
