import { defined } from '../defined.ts';
import type { Citation, ClaimReview, Confidence, FirmLabel, Told, Verdict, VerdictReason } from '../types.ts';

/** A review whose rating is on our scale: no other review can decide a claim. */
export type RatedReview = ClaimReview & { label: FirmLabel };

/** The prefix of ids in the project's own pack; no imported review has it. */
export const OWN_PACK = 'urn:claimcheck:';

/** Whether a review can decide: its rating was understood, and there is a page or a source to show for it. */
export function isRated(review: ClaimReview): review is RatedReview {
  return review.label !== undefined && (review.citations.length > 0 || review.url !== undefined);
}

/** A published fact check's verdict, taken over as its publisher's. */
export function toTakenVerdict(review: RatedReview): Verdict {
  const { id, publisher, textualRating, url, reviewDate } = review;
  const citations = toCitations(review);
  return {
    label: review.label,
    confidence: toTakenConfidence(review, citations),
    summary: review.summary,
    citations,
    takenFrom: {
      reviewId: id,
      publisher,
      textualRating,
      ...defined({ url, reviewDate, told: toTold(review) }),
    },
  };
}

/** What a card needs of a review's translations. */
export function toTold({ translations }: ClaimReview): Told | undefined {
  return (
    translations &&
    Object.fromEntries(
      translations.map(({ language, claim, textualRating, summary }) => [language, { claim, textualRating, summary }]),
    )
  );
}

/** The review's own page first, then what it cites. */
export function toCitations({
  url,
  title,
  claimReviewed,
  publisher,
  reviewDate,
  textualRating,
  citations,
}: ClaimReview) {
  if (url === undefined) return citations;
  const source = { url, title: title || claimReviewed, publisher };
  const dated = reviewDate === undefined ? source : { ...source, publishedAt: reviewDate };
  return [{ source: dated, statement: textualRating, quoteVerified: false }, ...citations];
}

/**
 * How sure a reader may be of a verdict that was taken over: `high` if a quote that carries it was found in its page, `medium` if the review is dated
 * and has a page or source to show, else `low`. docs/verdicts.md explains it.
 */
function toTakenConfidence({ reviewDate }: RatedReview, citations: readonly Citation[]): Confidence {
  if (citations.some(({ quoteVerified }) => quoteVerified)) return 'high';
  return reviewDate !== undefined && citations.length > 0 ? 'medium' : 'low';
}

/** The verdict if nothing decides the claim: no prior check of this very claim is known, unless another reason is given. */
export function toUnverified(reason: VerdictReason = 'no-prior-check'): Verdict {
  return { label: 'unverified', confidence: 'low', summary: '', citations: [], reason };
}

/** The verdict on what cannot be checked. */
export function toNotCheckable(reason: VerdictReason): Verdict {
  return { label: 'not-checkable', confidence: 'low', summary: '', citations: [], reason };
}

/** The verdict if published fact checks of one claim contradict each other: none is taken over, and all are shown in their own words. */
export function toDisagreeing(reviews: readonly RatedReview[]): Verdict {
  const citations = reviews.flatMap((review) => toCitations(review).slice(0, 1));
  return { ...toUnverified('reviews-disagree'), citations };
}

/** Whether a review says something of its claim and cannot decide it: its rating is not on our scale, or it has no page to link. */
export function isUndecided(review: ClaimReview): boolean {
  return !isRated(review) && review.textualRating.trim() !== '';
}

/** The verdict if the published fact checks of one claim have ratings off our scale: none is taken over, and all are shown in their own words. */
export function toOffScale(reviews: readonly ClaimReview[]): Verdict {
  const citations = reviews.flatMap((review) => toCitations(review).slice(0, 1));
  return { ...toUnverified('off-scale'), citations };
}

/** Whether some of the labels say that a claim holds, and others that it does not. */
export function doDisagree(labels: readonly FirmLabel[]): boolean {
  const has = (...some: FirmLabel[]) => labels.some((label) => some.includes(label));
  return has('true', 'mostly-true') && has('false', 'misleading');
}
