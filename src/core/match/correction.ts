import type { ClaimReview, VerdictLabel } from '../types.ts';

/** What a review with one of these says of the matter is not what the claim says. */
const DENIED: ReadonlySet<VerdictLabel> = new Set<VerdictLabel>(['false', 'misleading']);
/** A review's own words may be a page long. UTF-16 units. */
const LONGEST = 1_500;

/** All that a review says of the matter in its own words. */
export function toOwnText({ summary, known, citations }: Pick<ClaimReview, 'summary' | 'known' | 'citations'>): string {
  return [summary, known, ...citations.map(({ statement }) => statement)].join('\n');
}

/** What a review that denies its claim says in the claim's place: "they were hanged". A message that says that does not repeat the claim. */
export function toCorrection(review: ClaimReview): string | undefined {
  if (review.label === undefined || !DENIED.has(review.label)) return undefined;
  const text = toOwnText(review).trim();
  return text === '' ? undefined : text.slice(0, LONGEST);
}
