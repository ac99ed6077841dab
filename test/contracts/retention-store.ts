import { describe, expect, it } from 'vitest';
import type { PostingStore, RetentionStore } from '../../src/chat/ports.ts';
import type { CheckStore, PriorIndex } from '../../src/core/ports.ts';
import { toPosting } from './posting-store.ts';
import { toChatScope, toCheck, toPersonScope, toPublicScope } from './samples.ts';

/** What the suite runs on: one empty place, with all that is let go. */
export interface RetentionUnderTest {
  checks: CheckStore;
  priors: PriorIndex;
  postings: PostingStore;
  retention: RetentionStore;
}

const group = toChatScope();
export const NOW = '2026-11-23T12:00:00.000Z';
export const LIMITS = {
  now: NOW,
  keepDays: 365,
  before: '2025-11-23T12:00:00.000Z',
  leftBefore: '2026-10-24T12:00:00.000Z',
  doneBefore: '2026-11-16T12:00:00.000Z',
  deadBefore: '2026-10-24T12:00:00.000Z',
};

/** What every `RetentionStore` lets go. @param open gives the running test's store */
export function describeRetention(open: () => RetentionUnderTest): void {
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
      const { checks, priors, retention } = open();
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
      const { checks, retention } = open();
      const old = { checkedAt: '2020-01-01T00:00:00.000Z' };
      await checks.save(toCheck('PUBLIC01', old), toPublicScope());
      await checks.save(toCheck('ID000001', { ...old, visibility: group.visibility }), group);
      await checks.markSeen('ID000001', group, NOW);
      expect(await retention.purge(LIMITS)).toEqual({ checks: 0, jobs: 0, postings: 0 });
    });

    it('is everything private of a person who wants to be forgotten, and nothing of others', async () => {
      const { checks, postings, retention } = open();
      const [own, other] = [toPersonScope('p1'), toPersonScope('p2')];
      await checks.save(toCheck('OWN00001', { visibility: own.visibility }), own);
      await checks.save(toCheck('OTHER001', { visibility: other.visibility }), other);
      await checks.markSeen('OWN00001', own, NOW);
      await postings.save(toPosting({ checkIds: ['OWN00001'], visible: 'asker' }));
      await retention.forgetPerson('discord', 'p1');
      expect(await checks.get('OWN00001', own)).toBeUndefined();
      expect(await checks.recent(own, 5)).toEqual([]);
      expect(await postings.at('discord', 'c1', 'm1')).toBeUndefined();
      expect(await checks.get('OTHER001', other)).toBeDefined();
    });
  });

  describe('a person’s words on cards', () => {
    it('are gone once they are forgotten, in a group too, and the card stays', async () => {
      const { postings, retention } = open();
      const said = { ID000001: { asked: 'x', word: 'same' as const }, ID000002: { asked: 'y' } };
      const standing = toPosting({ checkIds: ['ID000001', 'ID000002'], said });
      await postings.save({ ...standing, saidBy: 'p1' });
      await postings.save({ ...standing, messageId: 'm2', saidBy: 'p2' });
      await retention.forgetPerson('discord', 'p1');
      expect(await postings.at('discord', 'c1', 'm1')).toEqual(toPosting({ checkIds: ['ID000001', 'ID000002'] }));
      expect(await postings.at('discord', 'c1', 'm2')).toEqual({ ...standing, messageId: 'm2' });
      expect(await postings.saidBy('discord', 'p1')).toEqual([]);
    });
  });

  describe('a chat with a new id', () => {
    it('take a group’s checks and history along to its new id', async () => {
      const { checks, priors, retention } = open();
      const check = toCheck('ID000001', { text: 'violet lampposts of Grimsby', visibility: group.visibility });
      await checks.save(check, group);
      await checks.markSeen(check.id, group, NOW);
      await retention.moveChat('discord', 'c1', 'c9');
      const moved = toChatScope('c9');
      expect((await checks.recent(moved, 5)).map((seen) => seen.check.id)).toEqual(['ID000001']);
      expect(await priors.search(['violet', 'lamppost'], moved, 5)).toHaveLength(1);
      expect(await checks.get('ID000001', group)).toBeUndefined();
    });
  });
}
