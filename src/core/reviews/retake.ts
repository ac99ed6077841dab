import type { CheckStore, PriorIndex } from '../ports.ts';
import { toHistory } from '../record-check.ts';
import type { Check, ClaimReview, Scope } from '../types.ts';
import { isRated, toTakenVerdict, toUnverified } from './adopt-review.ts';

/**
 * A check updated to what its review says now: with the new rating, or unverified if the review was withdrawn or no longer decides. Pure.
 *
 * @param review the review that its verdict was taken over from, if it still exists
 * @returns nothing if the verdict stays as it is
 */
function toRetaken(check: Check, review: ClaimReview | undefined, now: Date): Check | undefined {
  const verdict = review && isRated(review) ? toTakenVerdict(review) : toUnverified();
  if (JSON.stringify(verdict) === JSON.stringify(check.verdict)) return undefined;
  const { recognition: _gone, ...rest } = check;
  return {
    ...(review ? check : rest),
    verdict,
    checkedAt: now.toISOString(),
    history: toHistory(check, verdict),
  };
}

/** A scope that may write checks of this visibility. */
function toWritingScope({ visibility }: Check): Scope {
  const nobody = { platform: '', chatId: '', personId: '' };
  return { ...nobody, ...visibility, visibility } as Scope;
}

export interface RetakeOptions {
  checks: Pick<CheckStore, 'save'>;
  priors: Pick<PriorIndex, 'review'>;
  now(): Date;
}

/** Updates checks that took over a verdict to what their reviews say now. @returns the checks that changed */
export async function retakeChecks(taken: readonly Check[], { checks, priors, now }: RetakeOptions): Promise<Check[]> {
  const changed: Check[] = [];
  for (const check of taken) {
    const review = await priors.review(check.verdict.takenFrom?.reviewId ?? '');
    const fresh = toRetaken(check, review, now());
    if (fresh) changed.push(await checks.save(fresh, toWritingScope(fresh)));
  }
  return changed;
}
