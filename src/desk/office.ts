import type { CheckStore } from '../core/ports.ts';
import type { Check, Scope } from '../core/types.ts';
import type { GroupSettingsStore } from './group-settings.ts';
import type { KeptResults } from './kept-results.ts';
import type { LinkTokens } from './link-tokens.ts';
import type { Manners } from './manners.ts';
import type { PostingStore, RetentionStore } from './ports.ts';

/** Everything the commands of chat platforms work with, beyond the desk. */
export interface Office {
  settings: GroupSettingsStore;
  manners: Manners;
  kept: KeptResults;
  links: LinkTokens;
  postings: PostingStore;
  retention: RetentionStore;
  /**
   * Removes what is private of a person, now, and once more when what they asked for before is answered. How much was asked today stays:
   * it is over by itself in a day, and this would be a way past every limit. @param privateChatId as for `RetentionStore.forgetPerson`
   */
  forget(platform: string, personId: string, privateChatId?: string): Promise<void>;
  /** A check as the scope's own: what its asker wants others to see. A public one stays as it is. */
  share(check: Check, scope: Scope): Promise<Check>;
  /** Asks the platform, now, whether a person may read what stands in that chat. */
  maySee(platform: string, personId: string, chatId: string): Promise<boolean>;
}

/** Makes `Office.share`. The copy holds nothing of the message the claim came from. */
export function createShare(checks: CheckStore, newId: () => string): Office['share'] {
  return async (check, scope) => {
    if (check.visibility.kind === 'public') return check;
    const claim = { ...check.claim, original: check.claim.text };
    // What is related may be private too: only published reviews are everybody's.
    const related = check.related.filter(({ kind }) => kind === 'review');
    return checks.save({ ...check, id: newId(), claim, related, visibility: scope.visibility }, scope);
  };
}
