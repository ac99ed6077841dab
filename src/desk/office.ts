import type { CheckStore, ConfirmationStore } from '../core/ports.ts';
import { toUnverified } from '../core/reviews/adopt-review.ts';
import type { Answer, Check, Scope } from '../core/types.ts';
import { defined } from '../shared/defined.ts';
import type { GroupSettingsStore } from './group-settings.ts';
import type { KeptResults } from './kept-results.ts';
import type { LinkTokens } from './link-tokens.ts';
import type { Manners } from './manners.ts';
import type { PostingStore, RetentionStore } from './ports.ts';
import type { Words } from './words.ts';

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
  /** A check as the scope's own: what its asker wants others to see, with what they said of it. A public one stays as it is. */
  share(check: Check, from: Scope, to: Scope, askerId: string): Promise<Answer>;
  /** Asks the platform, now, whether a person may read what stands in that chat. */
  maySee(platform: string, personId: string, chatId: string): Promise<boolean>;
}

export interface ShareOptions {
  checks: CheckStore;
  confirmations: ConfirmationStore;
  words: Words;
  newId(): string;
  now(): Date;
}

/** Makes `Office.share`. The copy holds nothing of the message the claim came from, and nothing of other private checks. */
export function createShare({ checks, confirmations, words, newId, now }: ShareOptions): Office['share'] {
  return async (check, from, to, askerId) => {
    const [{ word } = {}] = await words.withOwn([{ check }], from, askerId);
    const said = defined({ word });
    if (check.visibility.kind === 'public') return { check, ...said };
    const shared = await checks.save({ ...toOpen(check), id: newId(), visibility: to.visibility }, to);
    const [near] = shared.closest?.claims ?? [];
    if (near && word) {
      const { kind, id } = near;
      const by = { kind: 'asker', platform: to.platform, personId: askerId } as const;
      await confirmations.save(
        { form: shared.claimKey, prior: { kind, id }, relation: word, by, at: now().toISOString() },
        to,
      );
    }
    return { check: shared, ...said };
  };
}

function toOpen({ closest, ...check }: Check): Check {
  const claim = { ...check.claim, original: check.claim.text };
  // What is related or closest may be private too: only published reviews are everybody's.
  const related = check.related.filter(({ kind }) => kind === 'review');
  if (!closest) return { ...check, claim, related };
  if (closest.claims.every(({ kind }) => kind === 'review')) return { ...check, claim, related, closest };
  return { ...check, claim, related, verdict: toUnverified(), recognition: { grade: 'related' } };
}
