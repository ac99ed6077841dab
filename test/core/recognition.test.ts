import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ClaimReview, Scope } from '../../src/core/types.ts';
import { toChatScope, toReview } from '../contracts/samples.ts';
import { type Core, createCoreFolder, NEVER } from './checker-fixture.ts';

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
let core: Core;
beforeAll(async () => {
  folder = await createCoreFolder();
});
afterEach(() => folder.closeAll());
afterAll(() => folder.remove());

const here = toChatScope('group', '');
const open = async (reviews: readonly ClaimReview[]) => {
  core = folder.open();
  await core.store.priors.addReviews(reviews);
};
const answerTo = async (text: string, scope: Scope = here) => {
  const [answer, ...more] = await core.checker.check(text, scope, NEVER);
  if (!answer || more.length > 0) throw new Error(`${more.length + 1} answers`);
  return answer;
};

const MAYOR = toReview('mayor', {
  claimReviewed: 'The mayor of Springfield apologised to residents in March 2025.',
  title: 'Yes, the mayor was arrested in March 2025',
  textualRating: 'True',
  label: 'true',
  publisher: 'Springfield Facts',
});

describe('a claim that says a known wording word for word', () => {
  it.each([
    'the mayor of springfield apologised to residents in march 2025',
    'They say the mayor of Springfield apologized to residents in March 2025!!',
    'Did the mayor of Springfield apologise to residents in March 2025?',
  ])('takes its verdict over: %s', async (text) => {
    await open([MAYOR]);
    const { check } = await answerTo(text);
    expect(check).toMatchObject({
      verdict: { label: 'true', takenFrom: { publisher: 'Springfield Facts' } },
      recognition: { grade: 'identical', prior: { kind: 'review', id: 'mayor' } },
      visibility: { kind: 'public' },
    });
  });

  it('takes it over from among more sentences than are checked', async () => {
    await open([MAYOR]);
    const others = ['Oberwald has 11 bakers.', 'Brun sold 300 trams in May 2019.', 'Alba lost 40 ovens in June 2020.'];
    const answers = await core.checker.check(`${others.join(' ')} ${MAYOR.claimReviewed}`, here, NEVER);
    expect(answers).toHaveLength(3);
    expect(answers.at(-1)?.check.recognition).toEqual({ grade: 'identical', prior: { kind: 'review', id: 'mayor' } });
  });

  it('is shown with what was asked only where the words are others', async () => {
    await open([{ ...MAYOR, forms: ['Springfield’s mayor said sorry to residents in March 2025'] }]);
    expect(await answerTo(`“${MAYOR.claimReviewed.toUpperCase()}”`)).not.toHaveProperty('asked');
    const asked = "Springfield's mayor said sorry to residents in March 2025";
    expect(await answerTo(asked)).toMatchObject({ asked, check: { recognition: { grade: 'identical' } } });
  });

  it('is not one that only a headline says', async () => {
    await open([MAYOR]);
    expect((await answerTo('Yes, the mayor was arrested in March 2025')).check.verdict.label).toBe('unverified');
  });

  it('has no verdict where published fact checks of it disagree, and names them both', async () => {
    await open([MAYOR, { ...MAYOR, id: 'other', label: 'false', textualRating: 'False', publisher: 'Other Facts' }]);
    const { check } = await answerTo(MAYOR.claimReviewed);
    expect(check).toMatchObject({ verdict: { label: 'unverified', reason: 'reviews-disagree' } });
    expect(check.verdict.citations.map(({ source, statement }) => [source.publisher, statement])).toEqual([
      ['Springfield Facts', 'True'],
      ['Other Facts', 'False'],
    ]);
  });

  it('names the other publishers who agree', async () => {
    await open([MAYOR, { ...MAYOR, id: 'other', publisher: 'Other Facts' }]);
    const { check } = await answerTo(MAYOR.claimReviewed);
    expect(check).toMatchObject({
      verdict: { label: 'true' },
      related: [{ publisher: 'Other Facts', reason: 'It is not so.' }],
    });
  });

  it.each([
    ['this photo', 'This photo shows the flooded airport of Oberwald'],
    ['a person nobody named', 'He was arrested in Oberwald for tax fraud'],
    ['a day that moves', 'The bridge of Oberwald collapsed yesterday'],
  ])('is none where it points at %s outside its words', async (_what, claim) => {
    await open([toReview('points', { claimReviewed: claim, title: '' })]);
    const { check } = await answerTo(claim);
    expect(check.verdict.takenFrom).toBeUndefined();
    expect(check.verdict.label).toBe('unverified');
  });
});

describe('a claim that is only like a known one', () => {
  it.each([
    'Joe Biden won the 2020 US presidential election',
    'Biden won the 2020 election',
    'An electric car causes less carbon dioxide over its lifetime than a petrol car',
    'Einstein was president of Israel',
    'the earth travels around the sun',
    'The Earth is a globe',
    'Trump lost the 2020 election',
  ])('never takes a verdict over from the starter pack: %s', async (text) => {
    await open([]);
    const { check } = await answerTo(text);
    expect(check.verdict.label).toBe('unverified');
    expect(check.verdict.takenFrom).toBeUndefined();
  });

  it('shows the closest checked claim whole, in the scope of who asked', async () => {
    await open([MAYOR]);
    const { check } = await answerTo('In March 2025 the mayor of Springfield apologised to the residents');
    expect(check).toMatchObject({
      verdict: { label: 'unverified', reason: 'closest', citations: [] },
      visibility: { kind: 'chat', chatId: 'group' },
      recognition: { grade: 'likely' },
      closest: {
        confirmable: true,
        claims: [{ kind: 'review', id: 'mayor', claim: MAYOR.claimReviewed, verdict: { label: 'true' }, others: [] }],
      },
    });
    expect(check.related).toEqual([]);
  });

  it('names who else checked the closest claim, and asks nobody where they disagree', async () => {
    const asked = 'In March 2025 the mayor of Springfield apologised to the residents';
    await open([MAYOR, { ...MAYOR, id: 'other', publisher: 'Other Facts' }]);
    expect((await answerTo(asked)).check.closest).toMatchObject({
      confirmable: true,
      claims: [{ others: [{ publisher: 'Other Facts', label: 'true' }] }],
    });
    await open([MAYOR, { ...MAYOR, id: 'other', label: 'false', publisher: 'Other Facts' }]);
    expect((await answerTo(asked)).check.closest).toMatchObject({ confirmable: false });
  });

  it('shows the two closest where neither is near enough, and asks about none', async () => {
    // The shipped threshold is no lower; trained anew, it may be.
    core = folder.open(undefined, { likely: 0.5 });
    await core.store.priors.addReviews([
      MAYOR,
      toReview('council', {
        claimReviewed: 'The council of Springfield apologised to teachers in March 2025.',
        title: '',
      }),
    ]);
    const { check } = await answerTo('The mayor of Springfield said sorry to residents in March 2025');
    expect(check.closest?.claims.map(({ id }) => id).sort()).toEqual(['council', 'mayor']);
    expect(check.closest?.confirmable).toBe(false);
  });

  it('is not near to itself', async () => {
    await open([MAYOR]);
    const asked = 'In March 2025 the mayor of Springfield apologised to the residents';
    const first = await answerTo(asked);
    const again = await answerTo(asked);
    expect(again.check.id).toBe(first.check.id);
    expect(again.check.related.map(({ id }) => id)).not.toContain(first.check.id);
  });
});
