import type { Answer, Check, Scope } from '../core/types.ts';
import type { GroupKey, GroupSettingsStore } from './group-settings.ts';
import type { LinkTokens } from './links.ts';
import type { Asker, PostingStore, RetentionStore, SpendingRow } from './ports.ts';
import type { RateLimits } from './rate-limits.ts';
import type { SavedResults } from './saved-results.ts';

/** What the commands of chat platforms use, beyond the check service. */
export interface ChatStores {
  settings: GroupSettingsStore;
  rateLimits: RateLimits;
  kept: SavedResults;
  links: LinkTokens;
  postings: PostingStore;
  retention: RetentionStore;
  /**
   * Deletes a person's private data now, and once more when their running requests are answered. The day's counters stay: they expire within a day, and
   * deleting them would bypass every limit. @param privateChatId as for `RetentionStore.forgetPerson`
   */
  forget(platform: string, personId: string, privateChatId?: string): Promise<void>;
  /** What a group's chats have spent in this month (UTC); one row per currency. */
  spentThisMonth(group: GroupKey): Promise<SpendingRow[]>;
  /** A check made visible in another scope: its asker shows it to others, with their own words on it. A public one stays as it is. */
  share(check: Check, from: Scope, to: Scope, askerId: string): Promise<Answer>;
  /** Asks the platform whether a person may read that chat now. */
  maySee(platform: string, personId: string, chatId: string): Promise<boolean>;
  /** The address of a message, if its platform has one. */
  addressOf(platform: string, chat: Asker['chat'], messageId: string): string | undefined;
}
