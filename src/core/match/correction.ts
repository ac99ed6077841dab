import type { ClaimReview, VerdictLabel } from '../types.ts';

/** What a review with one of these says of the matter is not what the claim says. */
const DENIED: ReadonlySet<VerdictLabel> = new Set<VerdictLabel>(['false', 'misleading']);
/** A review's own words may be a page long. UTF-16 units. */
const LONGEST = 1_500;

/** What a review that denies its claim says in the claim's place: "they were hanged". A message that says that does not repeat the claim. */
export function toCorrection({ label, summary, known, citations }: ClaimReview): string | undefined {
  if (label === undefined || !DENIED.has(label)) return undefined;
  const text = [summary, known, ...citations.map(({ statement }) => statement)].join('\n').trim();
  return text === '' ? undefined : text.slice(0, LONGEST);
}
