import type { CardsReply } from '../../commands/reply.ts';
import type { PostingStore } from '../chat/ports.ts';
import type { Posting } from '../chat/posting.ts';

/** After these a card that could not be edited stays as it is until its verdict changes again. In ms. */
const PAUSES_MS = [5_000, 60_000, 300_000];

export interface CardFollowerOptions {
  postings: PostingStore;
  /** @returns nothing while the platform is not started */
  updaterOf(
    platform: string,
  ): ((posting: Posting, reply: CardsReply, signal: AbortSignal) => Promise<'done' | 'gone' | 'later'>) | undefined;
  /** The cards of a posting as they are now; nothing if one of them cannot be seen where it stands. */
  toReply(posting: Posting): Promise<CardsReply | undefined>;
  onFault(error: unknown, where: { platform: string; command: string; id: string }): void;
  now(): Date;
  pause(ms: number, signal: AbortSignal): Promise<void>;
  signal: AbortSignal;
}

/** Keeps posted cards at what their checks say. */
export interface CardFollower {
  /** Edits every card of this check that was posted before `checkedAt`. Begins at once, never rejects, resolves when all stand. */
  follow(checkId: string, checkedAt: string): Promise<void>;
  /** Edits these cards to what is known of them now. Never rejects. */
  rewrite(standing: readonly Posting[]): Promise<void>;
}

/** Makes the follower. */
export function createCardFollower(options: CardFollowerOptions): CardFollower {
  const { postings, updaterOf, toReply, onFault, now, pause, signal } = options;

  async function update({ platform, chatId, messageId }: Posting): Promise<void> {
    for (const waitMs of [0, ...PAUSES_MS]) {
      if (waitMs > 0) await pause(waitMs, signal);
      const updater = updaterOf(platform);
      // It may have been pinned or removed meanwhile.
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
