import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCardFollower } from '../../src/bot/card-follower.ts';
import type { Posting } from '../../src/chat/posting.ts';
import { type EmbeddedStore, openStore } from '../../src/providers/store/open-store.ts';
import { createSqlitePostings } from '../../src/providers/store/sqlite/sqlite-postings.ts';
import { toPosting } from '../contracts/posting-store.ts';

let store: EmbeddedStore;
beforeEach(() => {
  store = openStore({ file: ':memory:' });
});
afterEach(() => store.close());

const NOW = '2026-11-24T12:00:00.000Z';

/** Follows one check whose cards answer each update with the next outcome. */
async function follow(outcomes: ('done' | 'gone' | 'later')[], cards: Partial<Posting>[]) {
  const postings = createSqlitePostings(store.db);
  for (const card of cards) await postings.save(toPosting(card));
  const updated: string[] = [];
  const follower = createCardFollower({
    postings,
    updaterOf: () => async (posting) => {
      updated.push(posting.messageId);
      return outcomes.shift() ?? 'done';
    },
    toReply: async () => ({ kind: 'cards', cards: [] }),
    onFault: (error) => {
      throw error;
    },
    now: () => new Date(NOW),
    pause: async () => undefined,
    signal: new AbortController().signal,
  });
  await follower.follow('ID000001', '2026-11-24T11:00:00.000Z');
  return { updated, left: await postings.of('ID000001') };
}

describe('posted cards', () => {
  it('follow their verdict: those that are older, and that a chat can see', async () => {
    const { updated, left } = await follow(
      [],
      [
        { messageId: 'old' },
        { messageId: 'new', postedAt: '2026-11-24T11:30:00.000Z' },
        { messageId: 'own', visible: 'asker' },
      ],
    );
    expect(updated).toEqual(['old']);
    expect(left.find(({ messageId }) => messageId === 'old')?.postedAt).toBe(NOW);
  });

  it('are forgotten once they are gone', async () => {
    expect((await follow(['gone'], [{}])).left).toEqual([]);
  });

  it('are tried again where the platform says later, and left alone in the end', async () => {
    const { updated, left } = await follow(['later', 'later', 'later', 'later', 'later'], [{}]);
    expect(updated).toHaveLength(4);
    expect(left).toEqual([toPosting()]);
  });
});
