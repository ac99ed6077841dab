import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createSqliteJobs } from '../../src/providers/store/sqlite/sqlite-jobs.ts';
import { createSqlitePostings } from '../../src/providers/store/sqlite/sqlite-postings.ts';
import { createSqliteRetention } from '../../src/providers/store/sqlite/sqlite-retention.ts';
import { toJob } from '../contracts/job-store.ts';
import { describePostingStore, toPosting } from '../contracts/posting-store.ts';
import { toChatScope, toCheck, toPersonScope, toPublicScope } from '../contracts/samples.ts';
import { useStoreFile } from './use-store-file.ts';

const { open: openFile } = useStoreFile();

const group = toChatScope();
const NOW = '2026-11-23T12:00:00.000Z';
const LIMITS = {
  now: NOW,
  keepDays: 365,
  before: '2025-11-23T12:00:00.000Z',
  leftBefore: '2026-10-24T12:00:00.000Z',
  doneBefore: '2026-11-16T12:00:00.000Z',
  deadBefore: '2026-10-24T12:00:00.000Z',
};

describe('the postings in SQLite', () => {
  describePostingStore(() => {
    const { db } = openFile();
    return { postings: createSqlitePostings(db), retention: createSqliteRetention(db) };
  });

  it('take a group’s checks and history along to its new id', async () => {
    const { db, checks, priors } = openFile();
    const check = toCheck('ID000001', { text: 'violet lampposts of Grimsby', visibility: group.visibility });
    await checks.save(check, group);
    await checks.markSeen(check.id, group, NOW);
    await createSqliteRetention(db).moveChat('discord', 'c1', 'c9');
    const moved = toChatScope('c9');
    expect((await checks.recent(moved, 5)).map((seen) => seen.check.id)).toEqual(['ID000001']);
    expect(await priors.search(['violet', 'lamppost'], moved, 5)).toHaveLength(1);
    expect(await checks.get('ID000001', group)).toBeUndefined();
  });
});

describe('what is let go', () => {
  it.each([
    ['stays within the year', '2026-01-01T00:00:00.000Z', {}, true],
    ['goes after the year', '2025-11-22T00:00:00.000Z', {}, false],
    ['goes after the days the group chose', '2026-11-10T00:00:00.000Z', { keepDays: 7 }, false],
    ['stays for the days the group chose', '2025-11-22T00:00:00.000Z', { keepDays: 3650 }, true],
    [
      'goes a month after the bot was taken out',
      '2026-11-01T00:00:00.000Z',
      { leftAt: '2026-10-01T00:00:00.000Z' },
      false,
    ],
    ['stays for a month after the bot was taken out', NOW, { leftAt: '2026-11-20T00:00:00.000Z' }, true],
    ['stays where the bot is back', NOW, { leftAt: null }, true],
  ])('a group’s check %s', async (_fact, checkedAt, change, stays) => {
    const { db, checks, priors } = openFile();
    const retention = createSqliteRetention(db);
    await retention.noteChat('discord', 'c1', 'g1');
    await retention.noteGroup('discord', 'g1', { leftAt: '2026-10-01T00:00:00.000Z' });
    await retention.noteGroup('discord', 'g1', { leftAt: null });
    await retention.noteGroup('discord', 'g1', change);
    await checks.save(
      toCheck('ID000001', { text: 'violet lampposts', checkedAt, visibility: group.visibility }),
      group,
    );
    await retention.purge(LIMITS);
    expect((await checks.get('ID000001', group)) !== undefined).toBe(stays);
    expect(await priors.search(['violet'], group, 5)).toHaveLength(stays ? 1 : 0);
  });

  it('is never a public check, nor one that was asked for lately', async () => {
    const { db, checks } = openFile();
    const old = { checkedAt: '2020-01-01T00:00:00.000Z' };
    await checks.save(toCheck('PUBLIC01', old), toPublicScope());
    await checks.save(toCheck('ID000001', { ...old, visibility: group.visibility }), group);
    await checks.markSeen('ID000001', group, NOW);
    expect(await createSqliteRetention(db).purge(LIMITS)).toEqual({ checks: 0, jobs: 0, postings: 0 });
  });

  it('are answered jobs after a week, given up ones after a month, open ones never', async () => {
    const { db } = openFile();
    const jobs = createSqliteJobs(db);
    for (const id of ['done', 'new', 'dead', 'open'])
      await jobs.add(toJob(id, { acceptedAt: '2020-01-01T00:00:00.000Z' }));
    await jobs.finish('done', '2026-11-10T00:00:00.000Z');
    await jobs.finish('new', NOW);
    await jobs.finish('dead', '2026-10-01T00:00:00.000Z', 'x');
    expect(await createSqliteRetention(db).purge(LIMITS)).toMatchObject({ jobs: 2 });
    expect((await jobs.unfinished()).map(({ id }) => id)).toEqual(['open']);
    expect(await jobs.add(toJob('new'))).toBe(false);
  });

  it('is everything private of a person who wants to be forgotten, and nothing of others', async () => {
    const { db, checks } = openFile();
    const jobs = createSqliteJobs(db);
    const postings = createSqlitePostings(db);
    const [own, other] = [toPersonScope('p1'), toPersonScope('p2')];
    await checks.save(toCheck('OWN00001', { visibility: own.visibility }), own);
    await checks.save(toCheck('OTHER001', { visibility: other.visibility }), other);
    await checks.markSeen('OWN00001', own, NOW);
    await postings.save(toPosting({ checkIds: ['OWN00001'], visible: 'asker' }));
    await jobs.add(toJob('j1'));
    await createSqliteRetention(db).forgetPerson('discord', 'p1');
    expect(await checks.get('OWN00001', own)).toBeUndefined();
    expect(await checks.recent(own, 5)).toEqual([]);
    expect(await postings.at('discord', 'c1', 'm1')).toBeUndefined();
    expect(await jobs.unfinished()).toEqual([]);
    expect(await checks.get('OTHER001', other)).toBeDefined();
  });
});

describe('a person’s words on cards', () => {
  it('are gone once they are forgotten, in a group too, and the card stays', async () => {
    const { db } = openFile();
    const postings = createSqlitePostings(db);
    const said = { ID000001: { asked: 'x', word: 'same' as const }, ID000002: { asked: 'y' } };
    const standing = toPosting({ checkIds: ['ID000001', 'ID000002'], said });
    await postings.save({ ...standing, saidBy: 'p1' });
    await postings.save({ ...standing, messageId: 'm2', saidBy: 'p2' });
    await createSqliteRetention(db).forgetPerson('discord', 'p1');
    expect(await postings.at('discord', 'c1', 'm1')).toEqual(toPosting({ checkIds: ['ID000001', 'ID000002'] }));
    expect(await postings.at('discord', 'c1', 'm2')).toEqual({ ...standing, messageId: 'm2' });
    expect(await postings.saidBy('discord', 'p1')).toEqual([]);
  });

  it('stand there without their id', async () => {
    const { db } = openFile();
    const said = { ID000001: { asked: 'x' } };
    await createSqlitePostings(db).save(toPosting({ checkIds: ['ID000001', 'ID000002'], said, saidBy: 'the-person' }));
    const rows = db.prepare<{ said_by: string }>('SELECT * FROM posting_checks').all();
    expect(rows.map(({ said_by }) => said_by)).toEqual([expect.stringMatching(/^.{43}$/), null]);
    expect(JSON.stringify(rows)).not.toContain('the-person');
  });
});

it('gives others their turn after each hundred rows of the daily clearing', async () => {
  const { db, checks } = openFile();
  const old = { checkedAt: '2020-01-01T00:00:00.000Z', visibility: group.visibility };
  await Promise.all(Array.from({ length: 1_001 }, (_, at) => checks.save(toCheck(`OLD${at}`, old), group)));
  const left = db.prepare<{ rows: number }>('SELECT count(*) AS rows FROM checks');
  const seen: number[] = [];
  let isOver = false;
  const looking = (async () => {
    while (!isOver) {
      seen.push(left.get()?.rows ?? 0);
      await nextTurn();
    }
  })();
  expect(await createSqliteRetention(db).purge(LIMITS)).toMatchObject({ checks: 1_001 });
  isOver = true;
  await looking;
  expect(new Set(seen)).toEqual(new Set([1_001, 901, 801, 701, 601, 501, 401, 301, 201, 101, 1, 0]));
});
