import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { toFault } from '../peers/model/index.ts';
import { startWorld, type World, type WorldOptions } from '../peers/world/index.ts';
import { toStandInAnswer, toToldClaim } from '../peers/world/stand-in.ts';
import { NOON, PLUM, toPlumReview } from './checker-fixture.ts';
import { createFolder, openResearchCore, type ResearchCoreOptions } from './research-fixture.ts';

/** PLUM in other words: likely, and not identical. */
const REWORDED = 'In March 2023 the town of Oberwald banned all plum dumplings';

let folder: ReturnType<typeof createFolder>;
const open: { close(): Promise<void> }[] = [];
beforeAll(() => {
  folder = createFolder();
});
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
});
afterAll(() => folder.remove());

async function openBoth(options: WorldOptions = {}, core: Partial<ResearchCoreOptions> = {}) {
  const world: World = await startWorld(options);
  open.push(world);
  const opened = await openResearchCore(world, { file: folder.newFile(), now: () => NOON, ...core });
  open.push(opened);
  await opened.store.priors.addReviews([toPlumReview()]);
  return { world, ...opened };
}

const saying = (relation: 'same' | 'differs' | 'unrelated', text = REWORDED): WorldOptions => ({
  answer: (request) =>
    request.name === 'claims'
      ? {
          claims: [
            toToldClaim(text, { priors: [{ number: 1, relation, differs: relation === 'differs' ? 'other' : null }] }),
          ],
        }
      : toStandInAnswer(request),
});

describe('a likely match, where there is a model', () => {
  it('is adopted where the first call confirms it, as matched by that model, and costs nothing the next time', async () => {
    const { one, world } = await openBoth(saying('same'));
    const first = await one(REWORDED);
    expect(first.check).toMatchObject({
      verdict: { label: 'false', takenFrom: { reviewId: 'review-plum' } },
      recognition: {
        grade: 'confirmed',
        by: { kind: 'model', model: 'stand-in' },
        claim: toPlumReview().claimReviewed,
      },
      claim: { text: REWORDED },
      visibility: { kind: 'chat' },
    });
    expect(first.trace.spent.modelCalls).toBe(1);
    const again = await one(REWORDED);
    expect(again.check).toEqual(first.check);
    expect(again.trace.spent.modelCalls).toBe(0);
    expect(world.search.journal).toHaveLength(0);
  });

  it('serves another chat as a fingerprint, without a call', async () => {
    const { one, checker } = await openBoth(saying('same'));
    await one(REWORDED);
    const elsewhere = {
      platform: 'test',
      chatId: 'c2',
      personId: '',
      visibility: { kind: 'chat', platform: 'test', chatId: 'c2' },
    } as const;
    let calls = -1;
    const [answer] = await checker.check(REWORDED, elsewhere, AbortSignal.timeout(10_000), {
      onTrace: ({ spent }) => {
        calls = spent.modelCalls;
      },
    });
    expect(answer?.check).toMatchObject({ verdict: { label: 'false' }, recognition: { by: { kind: 'model' } } });
    expect(calls).toBe(0);
  });

  it('is looked into where the first call refuses it, with the prior check as similar, in three calls', async () => {
    const { one } = await openBoth(saying('differs'));
    const { check, trace } = await one(REWORDED);
    expect(check.verdict.takenFrom).toBeUndefined();
    expect(check.judgedBy?.model).toBe('stand-in');
    expect(check.related).toMatchObject([{ id: 'review-plum' }]);
    expect(trace.spent.modelCalls).toBe(3);
  });

  it('is not asked about where the first call refuses it, and says nothing of another likely one', async () => {
    const asked = 'plum dumplings forbidden by the Oberwald council in March 2023';
    const { one, store } = await openBoth(saying('differs', asked));
    const claimReviewed = 'Plum dumplings were forbidden in Oberwald in March 2023';
    await store.priors.addReviews([toPlumReview({ id: 'review-nearest', claimReviewed })]);
    const { closest, judgedBy, related } = (await one(asked)).check;
    expect({ closest, judge: judgedBy?.model }).toEqual({ judge: 'stand-in' });
    expect(related.map(({ id }) => id)).toEqual(['review-nearest', 'review-plum']);
  });

  it('is dropped where the first call calls it unrelated', async () => {
    const { one } = await openBoth(saying('unrelated'));
    expect((await one(REWORDED)).check.related).toEqual([]);
  });

  it.each([
    [
      'number',
      'In March 2023 the town of Oberwald banned 12 plum dumplings',
      'The town of Oberwald banned 30 plum dumplings in March 2023',
    ],
    ['date', 'In March 2022 the town of Oberwald banned plum dumplings', PLUM],
    ['not', 'The town of Oberwald did not ban plum dumplings in March 2023', PLUM],
  ])('is not adopted over another %s, whatever the model says', async (_what, asked, prior) => {
    const { one, store } = await openBoth(saying('same', asked));
    await store.priors.addReviews([toPlumReview({ claimReviewed: prior })]);
    expect((await one(asked)).check.verdict.takenFrom).toBeUndefined();
  });

  it('stays likely where the model fails, and is asked about the next time', async () => {
    let isBroken = true;
    const { one } = await openBoth({
      answer: (request) => (isBroken ? toFault({ kind: 'refusal' }) : saying('same').answer?.(request)),
    });
    const { check } = await one(REWORDED);
    expect(check).toMatchObject({ verdict: { reason: 'closest' }, closest: { confirmable: true } });
    expect(check.failures).toEqual([{ name: 'stand-in', why: 'bad-answer' }]);
    isBroken = false;
    expect((await one(REWORDED)).check).toMatchObject({ id: check.id, verdict: { label: 'false' } });
  });

  it('stays likely where the budget is used up', async () => {
    const budget = { reserve: async () => undefined, note: async () => {}, toMoney: () => 0 };
    const { one, world } = await openBoth({}, { budget });
    expect((await one(REWORDED)).check).toMatchObject({ verdict: { reason: 'closest' } });
    expect(world.model.requests).toHaveLength(0);
  });

  it('is asked about again once another prompt stands', async () => {
    const file = folder.newFile();
    const first = await openBoth(saying('same'), { file });
    await first.one(REWORDED);
    const change: ResearchCoreOptions['change'] = (research) => ({
      ...research,
      judge: research.judge && { ...research.judge, extract: { ...research.judge.extract, version: 'extract-next' } },
    });
    const next = await openBoth(saying('differs'), { file, change });
    const { check, trace } = await next.one(REWORDED);
    expect(check.verdict.takenFrom).toBeUndefined();
    expect(trace.spent.modelCalls).toBe(3);
  });
});
