import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { toCard } from '../../src/core/card/to-card.ts';
import { splitSentences } from '../../src/core/language/sentences.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { toChatScope, toPersonScope } from '../contracts/samples.ts';
import { type Core, createCoreFolder, NEVER, NOON, PLUM, toChecks, toPlumReview } from './checker-fixture.ts';

const WALL = 'The Great Wall of China can be seen from the Moon';
const KURSK =
  'In April 2025 Russia confirmed for the first time that North Korean forces fought alongside its troops in Kursk';
const me = toPersonScope();

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
/** For the tests that leave nothing behind that another could trip over. */
let shared: Core;
beforeAll(async () => {
  folder = await createCoreFolder();
  shared = folder.open();
});
afterEach(() => {
  folder.closeAll();
  shared = folder.open();
});
afterAll(() => {
  folder.closeAll();
  folder.remove();
});

describe('a claim that a published check decides', () => {
  it.each([
    'Don’t swallow chewing gum, it stays in your stomach for seven years',
    'Never crack your knuckles, it gives you arthritis in your fingers',
  ])('is found in advice: %s', async (advice) => {
    const { claim, verdict } = await shared.one(advice, me);
    expect(verdict.label).toBe('false');
    expect(claim.text).not.toMatch(/never|don/i);
  });

  it.each([
    [KURSK, 'true'],
    [WALL, 'false'],
    ['Vaccines given in childhood cause autism in children', 'false'],
    ['Lightning never strikes the same place twice', 'false'],
  ])('%s is %s, with its publisher, rating, date and sources', async (claim, label) => {
    const { verdict, checkedAt, visibility } = await shared.one(claim, me);
    expect(verdict.label).toBe(label);
    expect(verdict.takenFrom).toMatchObject({
      reviewId: expect.stringMatching(/^urn:claimcheck:starter:/),
      publisher: expect.stringMatching(/\S/),
      textualRating: expect.stringMatching(/\S/),
      reviewDate: expect.stringMatching(/^\d{4}-\d\d-\d\d/),
    });
    expect(splitSentences(verdict.summary).length).toBeGreaterThan(0);
    expect(verdict.citations.map(({ source }) => source.url)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^https:\/\/.+\/.+/)]),
    );
    expect([checkedAt, visibility]).toEqual([NOON.toISOString(), { kind: 'public' }]);
  });

  it.each([
    ['es', 'La Gran Muralla China se puede ver desde la Luna', 'Falso'],
    ['de', 'Die Chinesische Mauer ist vom Mond aus zu sehen!', 'Falsch'],
    ['zh', '从月球上可以看到中国的长城', '不实'],
  ])('is one check in every language, and its card is in the reader’s: %s', async (tag, claim, rating) => {
    const [mine] = await shared.checker.check(claim, me, NEVER);
    const english = await shared.one(WALL, me);
    if (!mine) throw new Error('no answer');
    expect(mine.check.id).toBe(english.id);
    const card = toCard(mine, toLocale(tag));
    const told = english.verdict.takenFrom?.told?.[tag];
    expect(card).toMatchObject({ claim: told?.claim, why: told?.summary });
    expect(card.attribution).toContain(rating);
    // An English group sees the English claim, and what was asked.
    expect(toCard(mine, toLocale('en'))).toMatchObject({ claim: english.claim.text, asked: { text: claim } });
  });

  it.each([
    ['in other case', WALL.toUpperCase()],
    ['with marks and spaces', `  ${WALL} !!! `],
    ['in quote marks', `“${WALL}.”`],
    ['after a preamble', `BREAKING: ${WALL}`],
    ['forwarded', `Forwarded from Uncle Bob: ${WALL}`],
    ['pasted from a chat', `[10:15 AM, 3/12/2026] Member: ${WALL}`],
    ['in look-alike letters', WALL.replace('Great', 'Grеаt').replace('Moon', 'Mооn')],
    ['with a hashtag', 'The #GreatWallOfChina can be seen from the Moon'],
    ['with emoji', `🚨🚨 ${WALL} 😱`],
    ['with a link', `${WALL} https://example.org/wall?x=1`],
    ['with invisible characters', 'T\u200bhe Great\u00a0Wall of Chi\u00adna can be seen from the Moon'],
    ['in full-width letters', WALL.replace('Great', 'Ｇｒｅａｔ')],
    ['in other words', 'You can see the Great Wall of China from the Moon'],
    ['as a question', 'Is it true that the Great Wall of China can be seen from the Moon?'],
    ['with an appeal', `${WALL}. Please share this with everyone!`],
  ])('has the same check %s', async (_how, spelling) => {
    const first = await shared.one(WALL, me);
    const second = await shared.one(spelling, toChatScope('elsewhere', 'somebody else', 'telegram'));
    expect(second).toEqual(first);
  });

  it('has one check whichever wording came first', async () => {
    const first = await shared.one('You can see the Great Wall of China from the Moon', me);
    expect((await shared.one(WALL, toPersonScope('p2'))).id).toBe(first.id);
  });

  it.each([
    ['is negated', "The Great Wall of China can't be seen from the Moon", 'great-wall-moon'],
    ['is about another place', 'The Great Wall of China can be seen from Mars', 'great-wall-moon'],
    ['has another number', 'Lightning never strikes the same place three times', 'lightning-strikes-twice'],
  ])('decides nothing that %s, and is shown beside it', async (_how, claim, prior) => {
    const { verdict, related } = await shared.one(claim, me);
    expect(verdict).toMatchObject({ label: 'unverified', reason: 'no-prior-check', citations: [] });
    expect(verdict.takenFrom).toBeUndefined();
    const beside = related.find(({ id }) => id === `urn:claimcheck:starter:${prior}`);
    expect(beside).toMatchObject({ kind: 'review', label: 'false' });
    expect(beside?.differences.length).toBeGreaterThan(0);
    const review = await shared.store.priors.review(beside?.id ?? '');
    expect(review?.summary).toContain(beside?.reason?.replace(' …', ''));
  });
});

describe('a claim that no published check decides', () => {
  it('is unverified for a day, with one check for all its spellings', async () => {
    const first = await shared.one(PLUM, me);
    expect(first).toMatchObject({
      verdict: { label: 'unverified', reason: 'no-prior-check' },
      visibility: { kind: 'person', personId: 'p1' },
      expiresAt: '2026-11-24T12:00:00.000Z',
      history: [],
    });
    for (const spelling of [PLUM.toUpperCase(), `“${PLUM}!”`, `FYI: ${PLUM} 😡`])
      expect((await shared.one(spelling, me)).id, spelling).toBe(first.id);
  });

  it('gets its verdict under the same id when an import brings the review, and keeps its history', async () => {
    const before = await shared.one(PLUM, me);
    await shared.store.priors.addReviews([toPlumReview()]);
    const after = await shared.one(PLUM, me);
    expect(after.id).toBe(before.id);
    expect(after.verdict).toMatchObject({ label: 'false', takenFrom: { publisher: 'Example Facts' } });
    expect(after.verdict.citations[0]?.source.url).toBe('https://facts.example/plums');
    expect(after.expiresAt).toBeUndefined();
    expect(after.history).toEqual([{ at: NOON.toISOString(), label: 'unverified', summary: '' }]);
  });

  it('is not decided by a review of it whose rating is not understood, which is cited in its own words', async () => {
    const { label: _label, ...unrated } = toPlumReview({ textualRating: 'Four dumplings out of five' });
    await shared.store.priors.addReviews([unrated]);
    const check = await shared.one(PLUM, me);
    expect(check).toMatchObject({
      verdict: { label: 'unverified', reason: 'off-scale', citations: [{ statement: 'Four dumplings out of five' }] },
      related: [],
      recognition: { grade: 'identical' },
    });
    const { why, sources, heading } = toCard({ check }, toLocale('en'));
    expect(heading).toBe('Unverified');
    expect(why).toBe('Example Facts (facts.example) checked exactly this and calls it “Four dumplings out of five”.');
    expect(sources).toMatchObject([{ publisher: 'Example Facts', url: 'https://facts.example/plums' }]);
  });

  it('is cited so too where nobody can tell what statement its question is about', async () => {
    const asked = 'Stimmt das: Das Wasserwerk hat in Bern 70 Kinder geimpft?';
    const { label: _label, ...unrated } = toPlumReview({ claimReviewed: asked, textualRating: 'Unbelegt' });
    expect((await shared.one(asked, me)).verdict.reason).toBe('question');
    await shared.store.priors.addReviews([unrated]);
    expect((await shared.one(asked, me)).verdict).toMatchObject({ label: 'unverified', reason: 'off-scale' });
  });

  it('is cited so too where another claim that is only like it was rated', async () => {
    const { label: _label, ...unrated } = toPlumReview({ textualRating: 'Satire' });
    const like = toPlumReview({
      id: 'like',
      claimReviewed: `The council of Oberwald: ${PLUM}`,
      url: 'https://facts.example/like',
    });
    const alone = { ...unrated, id: 'alone', claimReviewed: PLUM };
    await shared.store.priors.addReviews([like]);
    expect((await shared.one(PLUM, me)).verdict.reason).toBe('closest');
    await shared.store.priors.addReviews([alone]);
    const check = await shared.one(PLUM, me);
    expect(check).toMatchObject({ verdict: { reason: 'off-scale' }, recognition: { grade: 'identical' } });
    expect(check.closest).toBeUndefined();
    expect(check.related.map(({ id }) => id)).toContain('like');
  });

  it.each([
    ['of another claim', 'Plum dumplings will be banned in Alba in 2019', {}],
    ['that has no words for its rating', PLUM, { textualRating: ' ' }],
  ])('does not say that it was checked by a review %s', async (_what, claim, rest) => {
    await shared.store.priors.addReviews([
      toPlumReview({ textualRating: 'Kinda true', ...rest, label: undefined } as never),
    ]);
    const { verdict, related } = await shared.one(claim, me);
    expect(verdict).toMatchObject({ reason: 'no-prior-check', citations: [] });
    expect(related).toMatchObject([{ id: 'review-plum' }]);
    expect(related[0]?.label).toBeUndefined();
  });

  it('is not decided by a review that has no page and no source to show', async () => {
    const { url: _url, ...pageless } = toPlumReview();
    await shared.store.priors.addReviews([pageless]);
    const check = await shared.one(PLUM, me);
    expect(check).toMatchObject({
      verdict: { label: 'unverified', reason: 'no-page' },
      related: [{ id: 'review-plum' }],
    });
    expect(toCard({ check }, toLocale('en')).why).toMatch(/^A fact check of exactly this claim is known here, but/);
  });
});

describe('a review that changes', () => {
  it('changes the verdict under the same id, with the old one in the history', async () => {
    await shared.store.priors.addReviews([toPlumReview()]);
    const before = await shared.one(PLUM, me);
    await shared.store.priors.addReviews([
      toPlumReview({ textualRating: 'True', label: 'true', summary: 'They did.' }),
    ]);
    const after = await shared.one(PLUM, me);
    expect(after).toMatchObject({ id: before.id, verdict: { label: 'true', summary: 'They did.' } });
    expect(after.history).toEqual([{ at: NOON.toISOString(), label: 'false', summary: before.verdict.summary }]);
  });

  it('takes its verdict along when it is withdrawn, and shows nobody the words of who asks then', async () => {
    await shared.store.priors.addReviews([toPlumReview()]);
    const before = await shared.one(PLUM, me);
    await shared.store.priors.removeReviews(['review-plum']);
    const after = await shared.one(`${PLUM.toUpperCase()}, says my neighbour Ute Secret`, me);
    expect(after.verdict.label).toBe('unverified');
    const again = await shared.one(PLUM.toUpperCase(), me);
    expect(toCard({ check: again }, toLocale('en')).why).toMatch(/^What decided this claim before is no longer here/);
    expect(again).toMatchObject({ id: before.id, visibility: { kind: 'public' }, claim: before.claim });
    expect(JSON.stringify(await shared.checker.check(PLUM, toPersonScope('p2', 'c2'), NEVER))).not.toContain('Ute');
  });
});

it('says with its last answer how many statements found no place', async () => {
  const claims = [12, 13, 14, 15, 16].map((count) => `The town of Oberwald owns ${count} hospitals in Linden.`);
  const unchecked = async (text: string) => (await shared.checker.check(text, me, NEVER)).map((one) => one.unchecked);
  expect(await unchecked(claims.join(' '))).toEqual([undefined, undefined, 2]);
  expect(await unchecked(claims.slice(0, 3).join(' '))).toEqual([undefined, undefined, undefined]);
});

describe('what cannot be checked', () => {
  it.each([
    ['opinion', 'I love dumplings'],
    ['question', 'What time is it?'],
    ['not-alone', 'She invented the telephone in 1876'],
    ['not-alone', 'Él robó 300 vacas en Oberwald'],
    ['not-alone', 'Er hat in Oberwald 300 Kühe gestohlen'],
    ['not-alone', 'Він украв 300 корів в Обервальді'],
    ['not-alone', '他昨天偷了三百头牛'],
    ['greeting', 'Hi there!'],
    ['no-words', '😀😀'],
    ['no-reader', 'https://example.org/wall'],
    ['no-reader', 'Is this true? https://example.org/wall'],
    ['no-words', ''],
    ['too-short', 'Bats'],
  ])('is not checkable as %s: %s', async (reason, text) => {
    const { verdict, related } = await shared.one(text, me);
    expect(verdict).toMatchObject({ label: 'not-checkable', reason, citations: [] });
    expect(related).toEqual([]);
  });

  it('has a check of its own for each message', async () => {
    const [pizza, cats, again] = await Promise.all(
      ['I love pizza', 'I hate cats', 'I love PIZZA!'].map((text) => shared.one(text, me)),
    );
    expect(pizza?.claim.text).toBe('I love pizza');
    expect(cats?.claim.text).toBe('I hate cats');
    expect(cats?.id).not.toBe(pizza?.id);
    expect(again?.id).toBe(pizza?.id);
  });

  it('speaks of somebody whom its message names, and is a claim', async () => {
    const { check } = (await shared.checker.check('Bob Miller was fined. He stole 300 cows.', me, NEVER))[0] ?? {};
    expect(check).toMatchObject({ verdict: { reason: 'no-prior-check' } });
  });

  it('is no question whose statement is plain: that is checked, as one check, and the card says what was asked', async () => {
    const question = 'Did Bob Miller of Oberwald steal 300 cows?';
    const [first] = await shared.checker.check(question, me, NEVER);
    expect(first).toMatchObject({
      asked: question,
      check: { claim: { text: 'Bob Miller of Oberwald stole 300 cows.' }, verdict: { reason: 'no-prior-check' } },
    });
    expect((await shared.one('Bob Miller of Oberwald stole 300 cows', me)).id).toBe(first?.check.id);
  });

  it('answers a question once a review brings the answer', async () => {
    const question = 'Did the town of Oberwald ban plum dumplings in March 2023?';
    expect((await shared.one(question, me)).verdict.label).toBe('unverified');
    await shared.store.priors.addReviews([toPlumReview()]);
    expect((await shared.one(question, me)).verdict.label).toBe('false');
  });
});

describe('several claims in one message', () => {
  it('get a check each, in their order', async () => {
    const checks = toChecks(await shared.checker.check(`Hello all! ${WALL}. Bats are blind. ${PLUM}.`, me, NEVER));
    expect(checks.map(({ verdict }) => verdict.label)).toEqual(['false', 'false', 'unverified']);
    expect(checks.map(({ claim }) => claim.text.slice(0, 8))).toEqual(['The Grea', 'Bats are', 'The town']);
  });

  it('are three at most, and the same claim twice is one', async () => {
    const many = `${WALL}. Bats are blind. ${PLUM}. Vaccines cause autism in children. Lightning never strikes twice.`;
    expect(await shared.checker.check(many, me, NEVER)).toHaveLength(3);
    expect(await shared.checker.check(`${WALL}. ${WALL.toUpperCase()}!`, me, NEVER)).toHaveLength(1);
  });
});

describe('an abort', () => {
  it.each(['hello', WALL, PLUM])(
    'ends the check of “%s” with the signal’s own reason, and nothing is kept',
    async (text) => {
      const reason = new Error('enough');
      await expect(shared.checker.check(text, me, AbortSignal.abort(reason))).rejects.toBe(reason);
      expect(shared.store.db.prepare<{ n: number }>('SELECT count(*) AS n FROM checks').get()).toEqual({ n: 0 });
    },
  );
});
