import { defined } from '../../core/defined.ts';
import type { PriorSurface } from '../../core/ports.ts';
import type { Check, ClaimReview, VerdictLabel } from '../../core/types.ts';

/** The most results for identical wordings: fewer publishers check the same sentence, but a private forward is stored once per person. */
export const MOST_IDENTICAL = 50;

/** The most results of a search, whatever its limit. */
export const MOST_FOUND = 1000;

/** A wording under which a review or check can be found. */
export interface Surface {
  claim: string;
  title: string;
  label?: VerdictLabel;
}

/** A wording as both SQL dialects select it. */
export interface SurfaceRow {
  arrival: number;
  kind: PriorSurface['kind'];
  owner_id: string;
  claim: string;
  title: string;
  label: VerdictLabel | null;
}

/**
 * The wording under which others can find a check. None if its verdict was taken from a review, which is found itself; if its wording
 * was confirmed or only shown the closest claim, since that counts for this wording alone; or if the claim is not checkable.
 */
export function toCheckSurfaces({ claim, verdict, recognition, closest }: Check): Surface[] {
  if (verdict.label === 'not-checkable' || verdict.takenFrom || recognition?.grade === 'confirmed' || closest)
    return [];
  return [{ claim: claim.text, title: '', label: verdict.label }];
}

/** A review's wordings: the claim with the review's headline, and each other form alone, in all languages. */
export function toReviewSurfaces({ claimReviewed, title, forms, label, translations = [] }: ClaimReview): Surface[] {
  const labelled = defined({ label });
  const others = new Set([...forms, ...translations.flatMap((told) => [told.claim, ...told.forms])]);
  others.delete(claimReviewed);
  return [
    { claim: claimReviewed, title, ...labelled },
    ...Array.from(others, (claim) => ({ claim, title: '', ...labelled })),
  ];
}

/** @param rank its position in the results, from 0 */
export function toPriorSurface(
  { arrival, kind, owner_id: id, claim, title, label }: SurfaceRow,
  rank: number,
): PriorSurface {
  const surface = { kind, id, claim, title, rank, arrival };
  return label === null ? surface : { ...surface, label };
}
