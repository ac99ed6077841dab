import { defined } from '../../core/defined.ts';
import type { PriorSurface } from '../../core/ports.ts';
import type { Check, ClaimReview, VerdictLabel } from '../../core/types.ts';

/** So many publishers do not check one sentence; a message that everybody forwards in private is stored once a person. */
export const MOST_IDENTICAL = 50;

/** The most results of one search, whatever is asked for. */
export const MOST_FOUND = 1000;

/** One wording under which a review or check can be found. */
export interface Surface {
  claim: string;
  title: string;
  label?: VerdictLabel;
}

/** A wording as both dialects select it. */
export interface SurfaceRow {
  arrival: number;
  kind: PriorSurface['kind'];
  owner_id: string;
  claim: string;
  title: string;
  label: VerdictLabel | null;
}

/**
 * A verdict taken from a review needs no wording of its own: the review is found. A confirmed wording counts for itself alone, and so does one
 * that was only shown the closest claim. What cannot be checked is not looked for.
 */
export function toCheckSurfaces({ claim, verdict, recognition, closest }: Check): Surface[] {
  if (verdict.label === 'not-checkable' || verdict.takenFrom || recognition?.grade === 'confirmed' || closest)
    return [];
  return [{ claim: claim.text, title: '', label: verdict.label }];
}

/** The claim with the review's headline, and each further form alone, in all its languages. */
export function toReviewSurfaces({ claimReviewed, title, forms, label, translations = [] }: ClaimReview): Surface[] {
  const labelled = defined({ label });
  const others = new Set([...forms, ...translations.flatMap((told) => [told.claim, ...told.forms])]);
  others.delete(claimReviewed);
  return [
    { claim: claimReviewed, title, ...labelled },
    ...Array.from(others, (claim) => ({ claim, title: '', ...labelled })),
  ];
}

/** @param rank its place among what was found */
export function toPriorSurface(
  { arrival, kind, owner_id: id, claim, title, label }: SurfaceRow,
  rank: number,
): PriorSurface {
  const surface = { kind, id, claim, title, rank, arrival };
  return label === null ? surface : { ...surface, label };
}
