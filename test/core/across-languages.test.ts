import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { toCard } from '../../src/core/card/to-card.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { startWorld, type WorldOptions } from '../peers/world/index.ts';
import { toStandInAnswer, toToldClaim } from '../peers/world/stand-in.ts';
import { NOON, PLUM, toPlumReview } from './checker-fixture.ts';
import { createFolder, openResearchCore, type ResearchCoreOptions } from './research-fixture.ts';

const ASKED = 'Der Ort Oberwald hat im März 2023 Zwetschgenknödel verboten';

let folder: ReturnType<typeof createFolder>;
const open: { close(): Promise<void> }[] = [];
beforeAll(() => {
  folder = createFolder();
});
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
});
afterAll(() => folder.remove());

/** A core whose model puts the claim into English in these words, and answers the rest as the stand-in does. */
async function openBoth(english: string | null, core: Partial<ResearchCoreOptions> = {}, asked = ASKED) {
  const answer: WorldOptions['answer'] = (request) =>
    request.name === 'claims'
      ? { claims: [toToldClaim(asked, { language: 'de', english })] }
      : toStandInAnswer(request);
  const world = await startWorld({ answer });
  open.push(world);
  const opened = await openResearchCore(world, { file: folder.newFile(), now: () => NOON, ...core });
  open.push(opened);
  return { world, ...opened };
}

describe('a claim in another language than what was checked', () => {
  it('takes the verdict of the English claim over that a model makes of it, and says so', async () => {
    const { one, store, world } = await openBoth(PLUM);
    await store.priors.addReviews([toPlumReview()]);
    const { check, trace } = await one(ASKED);
    expect(check).toMatchObject({
      claim: { text: ASKED, language: 'de' },
      verdict: { label: 'false', takenFrom: { reviewId: 'review-plum' } },
      recognition: { grade: 'confirmed', by: { kind: 'model' }, inEnglish: true },
    });
    expect(trace.spent.modelCalls).toBe(1);
    expect(world.search.journal).toHaveLength(0);
    const card = toCard({ check, asked: ASKED }, toLocale('de'));
    expect(card.asked).toMatchObject({ text: ASKED, matched: expect.stringContaining('auf Englisch abgeglichen') });
    // The next asker needs no model.
    expect((await one(ASKED)).trace.spent.modelCalls).toBe(0);
  });

  it('shows the English claim as the closest where the words are others', async () => {
    const { one, store } = await openBoth('In March 2023 the town of Oberwald banned all plum dumplings');
    await store.priors.addReviews([toPlumReview()]);
    const { check } = await one(ASKED);
    expect(check.verdict).toMatchObject({ label: 'unverified', reason: 'closest' });
    expect(check.closest?.claims).toMatchObject([{ id: 'review-plum' }]);
  });

  it.each([
    ['another number', 'The town of Oberwald banned plum dumplings in March 2024.'],
    ['a "not" of its own', 'The town of Oberwald did not ban plum dumplings in March 2023.'],
    ['no year any more', 'The town of Oberwald banned plum dumplings.'],
    ['a country of its own', 'The town of Oberwald in France banned plum dumplings in March 2023.'],
    ['two sentences', 'The town of Oberwald banned plum dumplings in March 2023. It did.'],
  ])('takes nothing over by English with %s', async (_what, english) => {
    const { one, store } = await openBoth(english);
    await store.priors.addReviews([toPlumReview({ claimReviewed: english })]);
    expect((await one(ASKED)).check).toMatchObject({
      verdict: expect.not.objectContaining({ takenFrom: expect.anything() }),
    });
  });

  it('is looked up in English among the published fact checks of the world as well', async () => {
    const asked: { text: string; language: string }[] = [];
    const { one } = await openBoth(PLUM, {
      change: (research) => ({
        ...research,
        lookups: [
          {
            name: 'Reviews',
            async lookUp(query) {
              asked.push(query);
              return query.language === 'en' ? [toPlumReview()] : [];
            },
          },
        ],
      }),
    });
    const { check } = await one(ASKED);
    expect(asked).toEqual([
      { text: ASKED, language: 'de' },
      { text: PLUM, language: 'en' },
    ]);
    expect(check).toMatchObject({
      verdict: { label: 'false', takenFrom: { reviewId: 'review-plum' } },
      recognition: { grade: 'confirmed', inEnglish: true },
    });
  });
});
