import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cleanMessage } from '../../../src/core/claim/clean.ts';
import { toChatScope, toCheck, toPublicScope, toReview } from '../../contracts/samples.ts';
import { here, type MatchingFixture, openFixture } from './matching-fixture.ts';

const MOON = 'The Great Wall of China can be seen from the Moon.';
const HONEY = 'Honey never spoils, even after thousands of years.';

describe('the matcher', () => {
  let fixture: MatchingFixture;
  beforeEach(async () => {
    fixture = await openFixture([
      toReview('wall', { claimReviewed: MOON, title: 'Is the Great Wall visible from the Moon?' }),
      toReview('honey', { claimReviewed: HONEY, forms: ['honey lasts forever and does not go bad'] }),
      toReview('inflation', { claimReviewed: 'Inflation in Spain hit 9 percent in May 2022.' }),
    ]);
  });
  afterEach(() => fixture.store.close());

  it.each([
    ['the claim itself', MOON, 'wall'],
    ['a message around it', `BREAKING 😱 Fwd: “${MOON.toUpperCase()}” https://example.org #fact`, 'wall'],
    ['another form', 'honey lasts forever & does not go bad!!', 'honey'],
    ['one of several sentences', `My aunt sent me this. ${MOON} What do you all say?`, 'wall'],
  ])('%s is the same', async (_, message, id) => {
    const [best] = await fixture.ask(message);
    expect(best).toMatchObject({ grade: 'likely', differences: [], surface: { kind: 'review', id } });
    expect(best?.probability).toBe(best?.likeness);
  });

  it('another number is related, named, and lowers the probability', async () => {
    const [best] = await fixture.ask('Inflation in Spain hit 19 percent in May 2022.');
    expect(best).toMatchObject({
      grade: 'related',
      surface: { id: 'inflation' },
      differences: [{ kind: 'number', asked: '19 percent', prior: '9 percent' }],
    });
    expect(best?.probability).toBeLessThan(best?.likeness ?? 0);
  });

  it.each(['Bananas are berries.', 'xyzzy', '', '😂', '地球', '\0'])('%j is the same as nothing', async (message) => {
    expect((await fixture.ask(message)).filter(({ grade }) => grade !== 'none')).toEqual([]);
  });

  it.each([
    '"',
    '*',
    'NEAR',
    'NEAR(wall moon)',
    '-wall',
    'honey OR moon',
    'claim:wall',
    '^wall',
    "');--",
    'wall*',
    '(((',
    'a AND',
  ])('the operator %j is only text', async (message) => {
    for (const { grade } of await fixture.ask(message)) expect(grade).not.toBe('likely');
  });

  it('matches are at most four, best first, one a prior check, and no more than the one that settles it', async () => {
    await fixture.store.priors.addReviews(
      Array.from({ length: 20 }, (_, at) =>
        toReview(`moon-${at}`, { claimReviewed: `${at} walls are seen from the Moon` }),
      ),
    );
    const matches = await fixture.ask('Walls of Rome are seen from the Moon');
    expect(matches).toHaveLength(4);
    expect(new Set(matches.map(({ surface }) => surface.id)).size).toBe(4);
    const settled = await fixture.ask(MOON);
    expect(settled).toHaveLength(1);
    expect(settled[0]).toMatchObject({ grade: 'likely', surface: { id: 'wall' } });
    const probabilities = matches.map(({ probability }) => probability);
    expect(probabilities).toEqual(probabilities.toSorted((one, other) => other - one));
  });

  // A known fault: take `fails` away when it is put right. `rank` keeps the order, `match` sorts it away.
  it('of two reviews of the very same claim the first known is first', async () => {
    await fixture.store.priors.addReviews([toReview('a-later', { claimReviewed: `“${MOON}”`, title: MOON })]);
    const matches = await fixture.ask(MOON);
    expect(matches.slice(0, 2).map(({ surface, grade }) => [surface.id, grade])).toEqual([
      ['wall', 'likely'],
      ['a-later', 'likely'],
    ]);
  });

  it('a check of a chat is matched there and nowhere else', async () => {
    const text = 'The school canteen serves octopus every Thursday.';
    const there = toChatScope('their-chat');
    const check = toCheck('CHAT0001', { text, visibility: there.visibility });
    await fixture.store.checks.save(check, there);
    const ask = (scope: typeof there) => fixture.matcher.match(cleanMessage(text), scope);
    expect((await ask(there))[0]).toMatchObject({ grade: 'likely', surface: { kind: 'check', id: 'CHAT0001' } });
    for (const elsewhere of [here, toChatScope('another'), toPublicScope('their-chat', 'p1', 'telegram')]) {
      expect((await ask(elsewhere)).map(({ surface }) => surface.id)).not.toContain('CHAT0001');
    }
  });

  it('who said it finds the claim, and is no part of it', async () => {
    await fixture.store.priors.addReviews([
      toReview('signed', { claimReviewed: 'Jane Roe said that the lighthouse tax will double.' }),
    ]);
    const [plain] = await fixture.ask('the lighthouse tax will double');
    const [signed] = await fixture.ask('the lighthouse tax will double — Jane Roe (@jane) May 4, 2019');
    expect(plain?.surface.id).toBe('signed');
    expect(signed?.surface.id).toBe('signed');
    expect(signed?.differences).toEqual([]);
    expect(signed?.probability).toBeGreaterThanOrEqual(plain?.probability ?? 1);
  });

  it('the probability does not depend on how many claims there are', async () => {
    const message = 'you can see the great wall of china from the moon';
    const [before] = await fixture.ask(message);
    await fixture.store.priors.addReviews(
      Array.from({ length: 300 }, (_, at) =>
        toReview(`other-${at}`, { claimReviewed: `Bridge ${at} was sold in Lisbon` }),
      ),
    );
    const [after] = await fixture.ask(message);
    expect(after?.surface.id).toBe('wall');
    expect(after?.probability).toBeCloseTo(before?.probability ?? 0, 6);
  });

  it('a message of 100,000 characters is answered', async () => {
    const matches = await fixture.ask(`${MOON} ${'So it goes on and on with words. '.repeat(3_100)}`);
    expect(matches[0]?.surface.id).toBe('wall');
    for (const { probability } of matches) expect(probability).toBeLessThanOrEqual(1);
  });

  it('asking changes nothing', async () => {
    const [one, two] = [await fixture.ask(MOON), await fixture.ask(MOON)];
    expect(two).toEqual(one);
    expect(await fixture.store.reviewCount()).toBe(3);
  });
});
