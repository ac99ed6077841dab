import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CheckReport, toLogLine, watchChecks } from '../../src/checks/check-report.ts';
import { toChatScope, toPersonScope, toReview } from '../contracts/samples.ts';
import { createCoreFolder, NEVER, openCore } from '../core/checker-fixture.ts';

const WALL = 'The Great Wall of China can be seen from the Moon';
const CATS = 'Cats can see in total darkness and read minds';

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
beforeAll(async () => {
  folder = await createCoreFolder();
});
afterAll(() => folder.remove());

/** A clock that goes on by a second each time it is looked at. */
function createClock() {
  let at = Date.parse('2026-11-23T12:00:00.000Z');
  return () => {
    at += 1_000;
    return new Date(at);
  };
}

function open() {
  const now = createClock();
  const core = openCore(folder.newFile(), { now });
  const reports: CheckReport[] = [];
  const checker = watchChecks(core.checker, now, (report) => reports.push(report));
  return { ...core, checker, reports };
}

it('says of every claim how it came to its verdict', async () => {
  const { checker, store, reports, close } = open();
  await store.priors.addReviews([toReview('r1', { claimReviewed: CATS, label: 'false' })]);
  const scope = toChatScope('c1');
  const unknown = 'The mayor of Oberwald has painted the tram blue';
  for (const text of [WALL, CATS, unknown, unknown, 'Hello there!', `${WALL}. ${CATS}.`]) {
    await checker.check(text, scope, NEVER);
  }
  expect(reports.map(({ claims }) => claims.map(({ label, recognised }) => `${label} ${recognised}`))).toEqual([
    ['false starter'],
    ['false imported'],
    ['unverified none'],
    ['unverified same'],
    ['not-checkable none'],
    ['false starter', 'false imported'],
  ]);
  expect(toLogLine(reports.at(-1) as CheckReport, 'EUR')).toMatchObject({
    ...{ platform: 'discord', place: 'group', label: 'false,false', recognised: 'starter,imported' },
    ...{ modelCalls: 0, money: 0, currency: 'EUR', failures: [], stages: { matching: expect.any(Number) } },
  });
  close();
});

it('says who reads the answer, and nothing of who that is', async () => {
  const { checker, reports, close } = open();
  const guest = { ...toPersonScope('p1'), chatId: '', personId: '' };
  await checker.check(WALL, toPersonScope('p1'), NEVER);
  await checker.check(WALL, guest, NEVER, { priorsOnly: true });
  await checker.check(WALL, toPersonScope('local', 'local', 'terminal'), NEVER);
  expect(reports.map(({ place }) => place)).toEqual(['private', 'guest', 'terminal']);
  const lines = JSON.stringify(reports.map((report) => toLogLine(report, undefined)));
  expect(lines).not.toMatch(/p1|c1|wall|moon|currency/i);
  close();
});

it('tells of a check that broke off, with what it cost until then', async () => {
  const { checker, reports, close } = open();
  const gone = new AbortController();
  const going = checker.check(CATS, toChatScope('c1'), gone.signal, { onStage: () => gone.abort(new Error('gone')) });
  await expect(going).rejects.toThrow('gone');
  expect(reports.map((report) => toLogLine(report, undefined))).toMatchObject([
    { label: 'broken-off', recognised: 'none', money: 0 },
  ]);
  close();
});
