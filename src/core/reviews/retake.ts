import type { CheckStore, PriorIndex } from '../ports.ts';
import { toHistory } from '../record-check.ts';
import type { Check, ClaimReview, Scope } from '../types.ts';
import { isRated, toTakenVerdict, toUnverified } from './adopt-review.ts';

/**
 * A check as its review says it now: with the new rating, or unverified where the review was withdrawn or decides nothing any more. Pure.
 *
 * @param review the one that its verdict was taken over from, if it is still there
 * @returns nothing where the verdict stays as it is
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

/** A scope that may write what has this visibility. */
function toWritingScope({ visibility }: Check): Scope {
  const nobody = { platform: '', chatId: '', personId: '' };
  return { ...nobody, ...visibility, visibility } as Scope;
}

export interface RetakeOptions {
  checks: Pick<CheckStore, 'save'>;
  priors: Pick<PriorIndex, 'review'>;
  now(): Date;
}

/** Brings checks that took their verdict over to what their reviews say now, if they still count. @returns those that have changed */
export async function retakeChecks(taken: readonly Check[], { checks, priors, now }: RetakeOptions): Promise<Check[]> {
  const changed: Check[] = [];
  for (const check of taken) {
    const review = await priors.review(check.verdict.takenFrom?.reviewId ?? '');
    const fresh = toRetaken(check, review, now());
    if (fresh) changed.push(await checks.save(fresh, toWritingScope(fresh)));
  }
  return changed;
}
