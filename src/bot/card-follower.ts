import type { CardsReply } from '../../commands/reply.ts';
import type { PostingStore } from '../chat/ports.ts';
import type { Posting } from '../chat/posting.ts';

/** The pauses before further attempts, in ms. After the last one a card stays as it is until its verdict changes again. */
const PAUSES_MS = [5_000, 60_000, 300_000];

export interface CardFollowerOptions {
  postings: PostingStore;
  /** @returns undefined while the platform is not started */
  updaterOf(
    platform: string,
  ): ((posting: Posting, reply: CardsReply, signal: AbortSignal) => Promise<'done' | 'gone' | 'later'>) | undefined;
  /** The current cards of a posting; undefined if one of them may not be seen in that chat. */
  toReply(posting: Posting): Promise<CardsReply | undefined>;
  onFault(error: unknown, where: { platform: string; command: string; id: string }): void;
  now(): Date;
  pause(ms: number, signal: AbortSignal): Promise<void>;
  signal: AbortSignal;
}

/** Keeps posted cards in step with their checks. */
export interface CardFollower {
  /** Edits every card of this check that was posted before `checkedAt`. Never rejects; resolves when all are done. */
  follow(checkId: string, checkedAt: string): Promise<void>;
  /** Edits these cards to their checks' current state. Never rejects. */
  rewrite(standing: readonly Posting[]): Promise<void>;
}

/** Creates the follower. */
export function createCardFollower(options: CardFollowerOptions): CardFollower {
  const { postings, updaterOf, toReply, onFault, now, pause, signal } = options;

  async function update({ platform, chatId, messageId }: Posting): Promise<void> {
    for (const waitMs of [0, ...PAUSES_MS]) {
      if (waitMs > 0) await pause(waitMs, signal);
      const updater = updaterOf(platform);
      // The card may have been pinned or removed meanwhile.
      const posting = await postings.at(platform, chatId, messageId);
      const reply = updater && posting && (await toReply(posting));
      if (!updater || !reply) return;
      const outcome = await updater(posting, reply, signal);
      if (outcome === 'gone') await postings.remove(platform, chatId, messageId);
      if (outcome === 'done') {
        const standing = await postings.at(platform, chatId, messageId);
        if (standing) await postings.save({ ...standing, postedAt: now().toISOString() });
      }
      if (outcome !== 'later') return;
    }
  }

  async function updateAll(stale: readonly Posting[]): Promise<void> {
    for (const posting of stale) {
      try {
        await update(posting);
      } catch (error) {
        if (signal.aborted) return;
        onFault(error, { platform: posting.platform, command: 'update', id: '' });
      }
    }
  }

  const inOpen = ({ visible }: Posting) => visible === 'chat';

  async function quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!signal.aborted) onFault(error, { platform: '', command: 'update', id: '' });
    }
  }

  return {
    follow: (checkId, checkedAt) =>
      quietly(async () => {
        const standing = await postings.of(checkId);
        await updateAll(standing.filter((posting) => inOpen(posting) && posting.postedAt < checkedAt));
      }),
    rewrite: (standing) => quietly(() => updateAll(standing.filter(inOpen))),
  };
}
