import { describe, expect, it } from 'vitest';
import type { Confirmer } from '../../src/core/ports.ts';
import type { Scope } from '../../src/core/types.ts';
import { openStore, type Store } from '../../src/providers/store/open-store.ts';
import { createPersonHash } from '../../src/providers/store/sqlite/prints.ts';
import { createSqliteRetention } from '../../src/providers/store/sqlite/sqlite-retention.ts';
import { describeConfirmationStore, toConfirmation } from '../contracts/confirmation-store.ts';
import { toChatScope, toCheck, toPersonScope, toPublicScope, toReview } from '../contracts/samples.ts';
import { useStoreFile } from './use-store-file.ts';

const { open: openFile } = useStoreFile();

const NOW = '2026-11-23T12:00:00.000Z';
const LIMITS = {
  now: NOW,
  keepDays: 365,
  before: '2025-11-23T12:00:00.000Z',
  leftBefore: '2026-10-24T12:00:00.000Z',
  doneBefore: '2026-11-16T12:00:00.000Z',
  deadBefore: '2026-10-24T12:00:00.000Z',
};
const here = toChatScope();

describeConfirmationStore('the embedded store', async () => {
  const store = openStore({ file: ':memory:' });
  return { ...store, retention: createSqliteRetention(store.db), close: async () => store.close() };
});

const rowsOf = ({ db }: Store) => db.prepare<Record<string, unknown>>('SELECT * FROM confirmations').all();

describe('the confirmations in SQLite', () => {
  it('hold no sentence and no person’s id, in a chat or in private', async () => {
    const store = openFile();
    for (const kind of ['asker', 'moderator', 'operator'] as const)
      for (const scope of [toChatScope('c1', 'the-person'), toPersonScope('the-person', 'c1')])
        await store.confirmations.save(toConfirmation(kind, 'the-person', { form: 'the sentence' }), scope);
    const rows = JSON.stringify(rowsOf(store));
    expect(rowsOf(store)).toHaveLength(5);
    expect(rows).not.toMatch(/the-person|the sentence/);
  });

  it('know a person again after a restart, and in no other store', async () => {
    const [one, other] = [openFile(), openStore({ file: ':memory:' })];
    for (const { confirmations } of [one, other]) await confirmations.save(toConfirmation('asker'), here);
    expect(await openFile().confirmations.of('bananas are blue', here, { askerId: 'p1' })).toHaveLength(1);
    expect(rowsOf(one)[0]?.by_who).not.toBe(rowsOf(other)[0]?.by_who);
    other.close();
  });

  it('know a person again although the first write was undone', () => {
    const { db } = openFile();
    const toHash = createPersonHash(db);
    const undone = () =>
      db.transaction(() => {
        toHash('discord', 'p1');
        throw new Error('undone');
      });
    expect(undone).toThrow('undone');
    expect(toHash('discord', 'p1')).toBe(createPersonHash(openFile().db)('discord', 'p1'));
  });
});

describe('confirmations that are let go', () => {
  const LONG_AGO = '2025-11-22T00:00:00.000Z';
  const LAST_WEEK = '2026-11-16T00:00:00.000Z';
  const away = { leftAt: '2026-10-01T00:00:00.000Z' };
  it.each<[string, Confirmer['kind'], string, Scope, object, boolean]>([
    ['an asker’s stays within the year', 'asker', LAST_WEEK, here, {}, true],
    ['an asker’s goes after the year', 'asker', LONG_AGO, here, {}, false],
    [
      'an asker’s goes after the year, where the group keeps for longer',
      'asker',
      LONG_AGO,
      here,
      { keepDays: 3650 },
      false,
    ],
    ['an asker’s goes after the days the group chose', 'asker', LAST_WEEK, here, { keepDays: 3 }, false],
    ['an asker’s goes in private after the year', 'asker', LONG_AGO, toPersonScope(), {}, false],
    ['an asker’s goes with a group that was left', 'asker', NOW, here, away, false],
    ['an asker’s stays in private, asked in a group that was left', 'asker', NOW, toPersonScope(), away, true],
    ['a moderator’s stays within the year', 'moderator', LAST_WEEK, here, {}, true],
    ['a moderator’s goes after the year', 'moderator', LONG_AGO, here, {}, false],
    ['a moderator’s stays for the days the group chose', 'moderator', LONG_AGO, here, { keepDays: 3650 }, true],
    ['a moderator’s goes after the days the group chose', 'moderator', LAST_WEEK, here, { keepDays: 3 }, false],
    ['a moderator’s goes in private after the year', 'moderator', LONG_AGO, toPersonScope(), { keepDays: 3650 }, false],
    ['a moderator’s goes with a group that was left', 'moderator', NOW, here, away, false],
    ['a moderator’s stays with a group that the bot is back in', 'moderator', NOW, here, { leftAt: null }, true],
    ['an operator’s stays however old', 'operator', '2020-01-01T00:00:00.000Z', here, away, true],
    ['a model’s stays however old', 'model', '2020-01-01T00:00:00.000Z', here, away, true],
  ])('%s', async (_whose, kind, at, scope, change, stays) => {
    const store = openFile();
    const retention = createSqliteRetention(store.db);
    await store.priors.addReviews([toReview('r1')]);
    await retention.noteChat('discord', 'c1', 'g1');
    await retention.noteGroup('discord', 'g1', change);
    await store.confirmations.save(toConfirmation(kind, 'p1', { at }), scope);
    await retention.purge(LIMITS);
    expect(rowsOf(store)).toHaveLength(stays ? 1 : 0);
  });

  it('are everybody’s on a review that is gone, and a group’s stay for when it comes back', async () => {
    const store = openFile();
    for (const kind of ['asker', 'moderator', 'operator', 'model'] as const)
      await store.confirmations.save(toConfirmation(kind, 'p1', { at: NOW }), here);
    await createSqliteRetention(store.db).purge(LIMITS);
    expect(rowsOf(store).map(({ by_kind }) => by_kind)).toEqual(['asker', 'moderator']);
  });

  it('are all on a check that is gone', async () => {
    const store = openFile();
    const [old, kept] = [toPersonScope(), toPublicScope()];
    await store.checks.save(toCheck('OLD00001', { checkedAt: LONG_AGO, visibility: old.visibility }), old);
    await store.checks.save(toCheck('KEPT0001', { checkedAt: LONG_AGO }), kept);
    for (const id of ['OLD00001', 'KEPT0001'])
      for (const kind of ['asker', 'moderator', 'operator', 'model'] as const)
        await store.confirmations.save(toConfirmation(kind, 'p1', { at: NOW, prior: { kind: 'check', id } }), old);
    await createSqliteRetention(store.db).purge(LIMITS);
    expect(rowsOf(store).map(({ prior_id }) => prior_id)).toEqual(Array(4).fill('KEPT0001'));
  });

  it('are a person’s own who wants to be forgotten; a group’s and everybody’s stay without the person', async () => {
    const store = openFile();
    const other = toChatScope('c1', 'p2');
    for (const scope of [here, toChatScope('c2'), toPersonScope()]) {
      await store.confirmations.save(toConfirmation('asker'), scope);
      await store.confirmations.save(toConfirmation('moderator'), scope);
    }
    await store.confirmations.save(toConfirmation('operator'), here);
    await store.confirmations.save(toConfirmation('asker', 'p2'), other);
    await createSqliteRetention(store.db).forgetPerson('discord', 'p1');
    expect(rowsOf(store).map(({ by_kind, vis_owner, by_who }) => [by_kind, vis_owner, by_who])).toEqual([
      ['moderator', 'c1', ''],
      ['moderator', 'c2', ''],
      ['operator', '', ''],
      ['asker', 'c1', expect.stringMatching(/^.{43}$/)],
    ]);
    expect(await store.confirmations.of('bananas are blue', other, { askerId: 'p2' })).toHaveLength(3);
  });

  it('are nobody’s of another platform with the same id', async () => {
    const store = openFile();
    await store.confirmations.save(toConfirmation('asker'), here);
    await createSqliteRetention(store.db).forgetPerson('telegram', 'p1');
    expect(rowsOf(store)).toHaveLength(1);
  });
});
