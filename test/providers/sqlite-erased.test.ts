import { existsSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { toTerms } from '../../src/core/language/tokens.ts';
import type { EmbeddedStore } from '../../src/providers/store/open-store.ts';
import { MIGRATIONS } from '../../src/providers/store/sqlite/migrations.ts';
import { openDatabase } from '../../src/providers/store/sqlite/open-database.ts';
import { createSqliteJobs } from '../../src/providers/store/sqlite/sqlite-jobs.ts';
import { createSqlitePostings } from '../../src/providers/store/sqlite/sqlite-postings.ts';
import { createSqliteRetention } from '../../src/providers/store/sqlite/sqlite-retention.ts';
import { toJob } from '../contracts/job-store.ts';
import { toPosting } from '../contracts/posting-store.ts';
import { toChatScope, toCheck, toPersonScope, toPublicScope, toReview } from '../contracts/samples.ts';
import { useStoreFile } from './use-store-file.ts';

const { path: toFile, open: openFile } = useStoreFile();

/** Words that stand nowhere else, and whose stems are they themselves. */
const SECRET = 'zebulonix xylophor';
const NOW = '2026-11-23T12:00:00.000Z';
const LIMITS = {
  now: NOW,
  keepDays: 365,
  before: '2025-11-23T12:00:00.000Z',
  leftBefore: '2026-10-24T12:00:00.000Z',
  doneBefore: '2026-11-16T12:00:00.000Z',
  deadBefore: '2026-10-24T12:00:00.000Z',
};

/** Everything that lies on the disk. */
function bytes(): string {
  return ['', '-wal'].map((end) => (existsSync(toFile() + end) ? readFileSync(toFile() + end, 'latin1') : '')).join('');
}

const own = toPersonScope('p1');
const mine = toCheck('OWN00001', { text: SECRET, visibility: own.visibility });
/** So that the secret does not stand alone in its pages, nor in the index. */
const others = Array.from({ length: 300 }, (_, at) => toReview(`r${at}`, { claimReviewed: `Claim ${at} of many` }));

describe('what was removed', () => {
  it('is in no file any more once a person is forgotten, the index and the log included', async () => {
    const { db, checks, priors } = openFile();
    await priors.addReviews(others);
    await checks.save(mine, own, [`${SECRET} alias`]);
    await createSqliteJobs(db).add(toJob('j1', { request: { ...toJob('j1').request, text: SECRET } }));
    expect(bytes()).toContain('zebulonix');
    await createSqliteRetention(db).forgetPerson('discord', 'p1');
    expect(bytes()).not.toMatch(/zebulonix|xylophor/);
    expect(await priors.search(toTerms('many claims'), own, 400)).toHaveLength(300);
  });

  it('is in no file any more after the daily clearing: old checks, and the texts of answered requests', async () => {
    const { db, checks, priors } = openFile();
    await priors.addReviews(others);
    await checks.save({ ...mine, checkedAt: '2020-01-01T00:00:00.000Z' }, own);
    const jobs = createSqliteJobs(db);
    await jobs.add(toJob('j1', { request: { ...toJob('j1').request, text: SECRET, actorId: 'zebulonix' } }));
    await jobs.finish('j1', NOW);
    await createSqliteRetention(db).purge(LIMITS);
    expect(bytes()).not.toMatch(/zebulonix|xylophor/);
  });

  it('is gone from an index of one part as well', async () => {
    const { db, checks } = openFile();
    const retention = createSqliteRetention(db);
    await checks.save(mine, own);
    await retention.purge(LIMITS);
    expect(bytes()).toContain('zebulonix');
    await retention.forgetPerson('discord', 'p1');
    expect(bytes()).not.toMatch(/zebulonix|xylophor/);
  });

  it('waits for no other process: what one is reading is emptied the next time', async () => {
    const { db, checks } = openFile();
    await checks.save(mine, own);
    const reader = new DatabaseSync(toFile());
    reader.exec('BEGIN; SELECT count(*) FROM checks');
    reader.prepare('SELECT count(*) FROM checks').get();
    const retention = createSqliteRetention(db);
    await retention.forgetPerson('discord', 'p1');
    expect(await checks.get('OWN00001', own)).toBeUndefined();
    reader.close();
    await retention.purge(LIMITS);
    expect(bytes()).not.toMatch(/zebulonix|xylophor/);
  });

  it('are cached entries whose time is over, though nothing is written to their cache', async () => {
    const { db, keyv } = openFile();
    const cache = keyv('manners');
    await cache.set('person:discord:p1', 1, 1);
    await cache.set('person:discord:p2', 1);
    await createSqliteRetention(db).purge({ ...LIMITS, now: '2100-01-01T00:00:00.000Z' });
    const keys = db.prepare<{ key: string }>('SELECT key FROM cache').all();
    expect(keys.map(({ key }) => key)).toEqual(['person:discord:p2']);
  });
});

describe('what a person said of a closest checked claim', () => {
  /** In a group, so that the card itself stays where it stands. */
  async function say({ db, confirmations }: EmbeddedStore, at: string) {
    const by = { kind: 'asker', platform: 'discord', personId: 'p1' } as const;
    const prior = { kind: 'review', id: 'zebulonix' } as const;
    await confirmations.save({ form: SECRET, prior, relation: 'same', by, at }, toChatScope());
    const said = { ID000001: { asked: SECRET, word: 'same' as const } };
    await createSqlitePostings(db).save(toPosting({ said, saidBy: 'p1', postedAt: at }));
    expect(bytes()).toContain('zebulonix');
  }

  it('is in no file any more once they are forgotten', async () => {
    const store = openFile();
    await say(store, NOW);
    await createSqliteRetention(store.db).forgetPerson('discord', 'p1');
    expect(bytes()).not.toMatch(/zebulonix|xylophor/);
    expect(await createSqlitePostings(store.db).at('discord', 'c1', 'm1')).toEqual(toPosting());
  });

  it('is in no file any more after its time', async () => {
    const store = openFile();
    await say(store, '2025-11-22T00:00:00.000Z');
    await createSqliteRetention(store.db).purge(LIMITS);
    expect(bytes()).not.toMatch(/zebulonix|xylophor/);
  });

  it('is in no file any more where the message says something else', async () => {
    const store = openFile();
    await say(store, NOW);
    await createSqlitePostings(store.db).save(toPosting({ said: { ID000001: { asked: 'another' } } }));
    await createSqliteRetention(store.db).forgetPerson('discord', 'p1');
    expect(bytes()).not.toContain('xylophor');
  });
});

describe('the wordings that lead to a check', () => {
  it('are not written down: only what they are known again by', async () => {
    const { checks } = openFile();
    await checks.save(toCheck('PUBLIC01', { text: 'The claim' }), toPublicScope(), [SECRET]);
    expect((await checks.findByKey(SECRET, own))?.id).toBe('PUBLIC01');
    expect(bytes()).not.toMatch(/zebulonix|xylophor/);
  });

  it('lead there no more in a file that an older version wrote: it took what was alike for the same', async () => {
    const old = new DatabaseSync(toFile());
    for (const step of MIGRATIONS.slice(0, 3)) old.exec(step);
    old.exec(`PRAGMA application_id = ${0x436c6d63}; PRAGMA user_version = 3`);
    const check = toCheck('PUBLIC01', { text: 'The claim' });
    old
      .prepare("INSERT INTO checks VALUES ('PUBLIC01', ?, 'public', '', '', ?, ?)")
      .run(check.claimKey, check.checkedAt, JSON.stringify(check));
    old.prepare("INSERT INTO aliases VALUES (?, 'public', '', '', 'PUBLIC01')").run(SECRET);
    old.close();
    const migrated = openDatabase({ file: toFile() });
    expect(migrated.prepare('SELECT * FROM aliases').all()).toEqual([]);
    migrated.close();
    const { checks, db } = openFile();
    expect(await checks.findByKey(SECRET, own)).toBeUndefined();
    expect(await checks.get('PUBLIC01', own)).toBeDefined();
    db.emptyLog();
    expect(bytes()).not.toMatch(/zebulonix|xylophor/);
  });
});

describe('a group that the bot was taken out of', () => {
  it.each([
    ['keeps its traces for a month', '2026-11-20T00:00:00.000Z', 1],
    ['has none left after it', '2026-10-01T00:00:00.000Z', 0],
  ])('%s', async (_fact, leftAt, left) => {
    const { db, checks } = openFile();
    const retention = createSqliteRetention(db);
    await retention.noteChat('discord', 'c1', 'g1');
    await retention.noteGroup('discord', 'g1', { leftAt });
    // Everybody's checks stay; that they were asked for there, and where their cards stand, does not.
    await checks.save(toCheck('PUBLIC01'), toPublicScope());
    for (const chatId of ['c1', 'c2']) {
      await checks.markSeen('PUBLIC01', toChatScope(chatId), NOW);
      await createSqlitePostings(db).save(toPosting({ chatId, checkIds: ['PUBLIC01'] }));
    }
    await retention.purge({ ...LIMITS, before: '2000-01-01T00:00:00.000Z' });
    expect(await checks.recent(toChatScope('c1'), 5)).toHaveLength(left);
    expect(await checks.recent(toChatScope('c2'), 5)).toHaveLength(1);
    const tables = ['seen', 'postings', 'chats', 'groups'];
    const rows = JSON.stringify(tables.map((table) => db.prepare(`SELECT * FROM ${table}`).all()));
    expect(/"(?:c1|g1)"/.test(rows)).toBe(left > 0);
    expect(rows).toContain('"c2"');
    expect(await checks.get('PUBLIC01', toPublicScope())).toBeDefined();
  });

  it('chose how long its history is kept as well', async () => {
    const { db, checks } = openFile();
    const retention = createSqliteRetention(db);
    await retention.noteGroup('discord', 'c1', { keepDays: 7 });
    await checks.save(toCheck('PUBLIC01'), toPublicScope());
    for (const chatId of ['c1', 'c2'])
      await checks.markSeen('PUBLIC01', toChatScope(chatId), '2026-11-10T00:00:00.000Z');
    await retention.purge(LIMITS);
    expect(await checks.recent(toChatScope('c1'), 5)).toEqual([]);
    expect(await checks.recent(toChatScope('c2'), 5)).toHaveLength(1);
  });
});

describe('a person who wants to be forgotten', () => {
  it.each([
    ['on a platform where the private chat has the person’s id', 'p1', undefined],
    ['in a private chat with an id of its own', 'dm-1', 'dm-1'],
  ])('leaves no place of a card behind, everybody’s checks included: %s', async (_fact, chatId, privateChatId) => {
    const { db } = openFile();
    const postings = createSqlitePostings(db);
    await postings.save(toPosting({ chatId, checkIds: ['PUBLIC01'], visible: 'asker' }));
    await postings.save(toPosting({ chatId: 'c1', checkIds: ['PUBLIC01'], visible: 'asker' }));
    await createSqliteRetention(db).forgetPerson('discord', 'p1', privateChatId);
    expect(await postings.at('discord', chatId, 'm1')).toBeUndefined();
    expect(await postings.at('discord', 'c1', 'm1')).toBeDefined();
  });
});
