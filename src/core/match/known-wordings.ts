import type { ClaimReview } from '../types.ts';
import { toTerms } from './terms.ts';

/** All texts in which a review tells its claim: the claim, the title (which may be empty), and the further forms. */
export function toKnownWordings({ claimReviewed, title, forms }: ClaimReview): string[] {
  return [claimReviewed, title, ...forms];
}

/** Whether one of the wordings has half of the terms, or more. @param terms as from `toTerms` */
export function isHalfSaid(terms: readonly string[], wordings: readonly string[]): boolean {
  const wanted = new Set(terms);
  return wordings.some((wording) => new Set(toTerms(wording)).intersection(wanted).size * 2 >= wanted.size);
}
