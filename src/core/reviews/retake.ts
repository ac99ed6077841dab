import { toHistory } from '../record-check.ts';
import type { Check, ClaimReview, Scope } from '../types.ts';
import { isRated, toTakenVerdict, toUnverified } from './adopt-review.ts';

/**
 * A check as its review says it now: with the new rating, or unverified where the review was withdrawn or decides nothing any more. Pure.
 *
 * @param review the one that its verdict was taken over from, if it is still there
 * @returns nothing where the verdict stays as it is
 */
export function toRetaken(check: Check, review: ClaimReview | undefined, now: Date): Check | undefined {
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
export function toWritingScope({ visibility }: Check): Scope {
  const nobody = { platform: '', chatId: '', personId: '' };
  return { ...nobody, ...visibility, visibility } as Scope;
}
