import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createSqliteJobs } from '../../src/providers/store/sqlite/sqlite-jobs.ts';
import { createSqlitePostings } from '../../src/providers/store/sqlite/sqlite-postings.ts';
import { createSqliteRetention } from '../../src/providers/store/sqlite/sqlite-retention.ts';
import { toJob } from '../contracts/job-store.ts';
import { describePostingStore, toPosting } from '../contracts/posting-store.ts';
import { describeRetention, LIMITS, NOW } from '../contracts/retention-store.ts';
import { toChatScope, toCheck } from '../contracts/samples.ts';
import { useStoreFile } from './use-store-file.ts';

const { open: openFile } = useStoreFile();

describe('the retention in SQLite', () => {
  describeRetention(() => {
    const store = openFile();
    return { ...store, postings: createSqlitePostings(store.db), retention: createSqliteRetention(store.db) };
  });
});

describe('the postings in SQLite', () => {
  describePostingStore(() => {
    const { db } = openFile();
    return { postings: createSqlitePostings(db), retention: createSqliteRetention(db) };
  });
});

describe('jobs that are let go', () => {
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
});

describe('a person’s words on cards', () => {
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
  const group = toChatScope();
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
