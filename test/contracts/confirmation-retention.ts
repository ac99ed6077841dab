import { describe, expect, it } from 'vitest';
import type { RetentionStore } from '../../src/chat/ports.ts';
import type { CheckStore, ConfirmationStore, Confirmer, PriorIndex } from '../../src/core/ports.ts';
import type { Scope } from '../../src/core/types.ts';
import { toConfirmation } from './confirmation-store.ts';
import { LIMITS, NOW } from './retention-store.ts';
import { toChatScope, toCheck, toPersonScope, toPublicScope, toReview } from './samples.ts';

/** What the suite runs on, with a look at the rows that are kept. */
export interface KeptConfirmations {
  checks: CheckStore;
  priors: PriorIndex;
  confirmations: ConfirmationStore;
  retention: RetentionStore;
  rows(): Promise<Record<string, unknown>[]>;
}

const here = toChatScope();
const rowsOf = (store: KeptConfirmations) => store.rows();

/** Which confirmations every `RetentionStore` lets go. @param open gives the running test's store */
export function describeConfirmationRetention(open: () => KeptConfirmations): void {
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
      [
        'a moderator’s goes in private after the year',
        'moderator',
        LONG_AGO,
        toPersonScope(),
        { keepDays: 3650 },
        false,
      ],
      ['a moderator’s goes with a group that was left', 'moderator', NOW, here, away, false],
      ['a moderator’s stays with a group that the bot is back in', 'moderator', NOW, here, { leftAt: null }, true],
      ['an operator’s stays however old', 'operator', '2020-01-01T00:00:00.000Z', here, away, true],
      ['a model’s stays however old', 'model', '2020-01-01T00:00:00.000Z', here, away, true],
    ])('%s', async (_whose, kind, at, scope, change, stays) => {
      const store = open();
      const { retention } = store;
      await store.priors.addReviews([toReview('r1')]);
      await retention.noteChat('discord', 'c1', 'g1');
      await retention.noteGroup('discord', 'g1', change);
      await store.confirmations.save(toConfirmation(kind, 'p1', { at }), scope);
      await retention.purge(LIMITS);
      expect(await rowsOf(store)).toHaveLength(stays ? 1 : 0);
    });

    it('are everybody’s on a review that is gone, and a group’s stay for when it comes back', async () => {
      const store = open();
      for (const kind of ['asker', 'moderator', 'operator', 'model'] as const)
        await store.confirmations.save(toConfirmation(kind, 'p1', { at: NOW }), here);
      await store.retention.purge(LIMITS);
      expect((await rowsOf(store)).map(({ by_kind }) => by_kind)).toEqual(['asker', 'moderator']);
    });

    it('are all on a check that is gone', async () => {
      const store = open();
      const [old, kept] = [toPersonScope(), toPublicScope()];
      await store.checks.save(toCheck('OLD00001', { checkedAt: LONG_AGO, visibility: old.visibility }), old);
      await store.checks.save(toCheck('KEPT0001', { checkedAt: LONG_AGO }), kept);
      for (const id of ['OLD00001', 'KEPT0001'])
        for (const kind of ['asker', 'moderator', 'operator', 'model'] as const)
          await store.confirmations.save(toConfirmation(kind, 'p1', { at: NOW, prior: { kind: 'check', id } }), old);
      await store.retention.purge(LIMITS);
      expect((await rowsOf(store)).map(({ prior_id }) => prior_id)).toEqual(Array(4).fill('KEPT0001'));
    });

    it('are a person’s own who wants to be forgotten; a group’s and everybody’s stay without the person', async () => {
      const store = open();
      const other = toChatScope('c1', 'p2');
      for (const scope of [here, toChatScope('c2'), toPersonScope()]) {
        await store.confirmations.save(toConfirmation('asker'), scope);
        await store.confirmations.save(toConfirmation('moderator'), scope);
      }
      await store.confirmations.save(toConfirmation('operator'), here);
      await store.confirmations.save(toConfirmation('asker', 'p2'), other);
      await store.retention.forgetPerson('discord', 'p1');
      expect((await rowsOf(store)).map(({ by_kind, vis_owner, by_who }) => [by_kind, vis_owner, by_who])).toEqual([
        ['moderator', 'c1', ''],
        ['moderator', 'c2', ''],
        ['operator', '', ''],
        ['asker', 'c1', expect.stringMatching(/^.{43}$/)],
      ]);
      expect(await store.confirmations.of('bananas are blue', other, { askerId: 'p2' })).toHaveLength(3);
    });

    it('are nobody’s of another platform with the same id', async () => {
      const store = open();
      await store.confirmations.save(toConfirmation('asker'), here);
      await store.retention.forgetPerson('telegram', 'p1');
      expect(await rowsOf(store)).toHaveLength(1);
    });
  });
}
