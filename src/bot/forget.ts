import type { ChatStores } from '../chat/chat-stores.ts';
import type { PostingStore, RetentionStore } from '../chat/ports.ts';
import type { SavedResults } from '../chat/saved-results.ts';
import type { CardFollower } from './card-follower.ts';
import type { JobRunner } from './job-runner.ts';

export interface ForgetOptions {
  retention: Pick<RetentionStore, 'forgetPerson'>;
  kept: Pick<SavedResults, 'forget'>;
  postings: Pick<PostingStore, 'saidBy'>;
  /** Removes the person's words from the cards that they changed. */
  rewrite: CardFollower['rewrite'];
  ended: JobRunner['ended'];
  /** Work to finish before the bot stops; never rejects. */
  later(work: Promise<void>): void;
  onFault(error: unknown): void;
}

/** Creates `ChatStores.forget`. What a running request of the person stores until its answer is removed afterwards. */
export function createForget({
  retention,
  kept,
  postings,
  rewrite,
  ended,
  later,
  onFault,
}: ForgetOptions): ChatStores['forget'] {
  return async (platform, personId, privateChatId) => {
    const remove = async () => {
      await kept.forget(platform, personId);
      const standing = await postings.saidBy(platform, personId);
      await retention.forgetPerson(platform, personId, privateChatId);
      if (standing.length > 0) later(rewrite(standing));
    };
    await remove();
    const last = ended(platform, personId);
    if (last) later(last.then(remove).catch(onFault));
  };
}
