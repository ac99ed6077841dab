import type { Answer, Check, Scope } from '../core/types.ts';
import type { GroupKey, GroupSettingsStore } from './group-settings.ts';
import type { LinkTokens } from './links.ts';
import type { Asker, PostingStore, RetentionStore, SpendingRow } from './ports.ts';
import type { RateLimits } from './rate-limits.ts';
import type { SavedResults } from './saved-results.ts';

/** Everything the commands of chat platforms work with, beyond the check service. */
export interface ChatStores {
  settings: GroupSettingsStore;
  rateLimits: RateLimits;
  kept: SavedResults;
  links: LinkTokens;
  postings: PostingStore;
  retention: RetentionStore;
  /**
   * Removes what is private of a person, now, and once more when what they asked for before is answered. How much was asked today stays:
   * it is over by itself in a day, and this would be a way past every limit. @param privateChatId as for `RetentionStore.forgetPerson`
   */
  forget(platform: string, personId: string, privateChatId?: string): Promise<void>;
  /** What a group's chats spent since the month began, in UTC; a row a currency. */
  spentThisMonth(group: GroupKey): Promise<SpendingRow[]>;
  /** A check as the scope's own: what its asker wants others to see, with what they said of it. A public one stays as it is. */
  share(check: Check, from: Scope, to: Scope, askerId: string): Promise<Answer>;
  /** Asks the platform, now, whether a person may read what stands in that chat. */
  maySee(platform: string, personId: string, chatId: string): Promise<boolean>;
  /** The address of a message, where its platform has one for it. */
  addressOf(platform: string, chat: Asker['chat'], messageId: string): string | undefined;
}
