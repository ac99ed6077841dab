import { defined } from '../core/defined.ts';
import type { CheckStore, ConfirmationStore } from '../core/ports.ts';
import { toUnverified } from '../core/reviews/adopt-review.ts';
import type { Answer, Check, Scope } from '../core/types.ts';
import type { Confirmations } from './confirmations.ts';

/** A check made visible in another scope: its asker shows it to others, with their own words on it. A public one stays as it is. */
type ShareCheck = (check: Check, from: Scope, to: Scope, askerId: string) => Promise<Answer>;

export interface ShareOptions {
  checks: CheckStore;
  confirmations: ConfirmationStore;
  words: Confirmations;
  newId(): string;
  now(): Date;
}

/** Creates `ChatStores.share`. The copy holds nothing of the message the claim came from, and nothing of other private checks. */
export function createShare({ checks, confirmations, words, newId, now }: ShareOptions): ShareCheck {
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
  // Related and closest checks may be private too; only published reviews are for everybody.
  const related = check.related.filter(({ kind }) => kind === 'review');
  if (!closest) return { ...check, claim, related };
  if (closest.claims.every(({ kind }) => kind === 'review')) return { ...check, claim, related, closest };
  return { ...check, claim, related, verdict: toUnverified(), recognition: { grade: 'related' } };
}
