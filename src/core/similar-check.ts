import { defined } from './defined.ts';
import { shorten } from './language/characters.ts';
import { splitSentences } from './language/sentences.ts';
import { toCitations, toTold } from './reviews/adopt-review.ts';
import type { ClaimReview, ClosestCheck, Difference, RelatedCheck } from './types.ts';

/** A line or two on a phone. UTF-16 units, the ellipsis not counted. */
const LONGEST = 140;
const MOST_CITED = 2;

/**
 * Why a similar prior check says what it says, in one line: as many of its summary's first sentences as fit, or else the beginning of the first.
 * Pure.
 *
 * @returns nothing if there is no summary
 */
export function toReason(summary: string): string | undefined {
  const sentences = splitSentences(summary.replace(/\s+/gu, ' ').trim());
  let whole = '';
  for (const sentence of sentences) {
    const more = whole === '' ? sentence : `${whole} ${sentence}`;
    if (more.length > LONGEST) break;
    whole = more;
  }
  return whole || shorten(sentences[0] ?? '', LONGEST) || undefined;
}

/** Whether two claims differ by opposite words, like "prevents" and "causes": people who say the one and the other can still agree. */
export const isOfWords = ({ kind, asked, prior }: Difference): boolean =>
  kind === 'negation' && asked !== '' && prior !== '';

/** Whether one claim denies the other. Opposite words do not make an opposite claim, and one more difference makes it a different claim. */
export const isOpposite = ([only, ...more]: readonly Difference[]): boolean =>
  only?.kind === 'negation' && !isOfWords(only) && more.length === 0;

/** A review as it is stored with a check that it is similar to. @param how its probability and its differences */
export function toSimilarReview(
  review: ClaimReview,
  how: Pick<RelatedCheck, 'probability' | 'differences'>,
): RelatedCheck {
  const { id, claimReviewed, label, textualRating, publisher, url, summary } = review;
  // For the opposite claim, a card also shows the review's sources.
  const citations = isOpposite(how.differences) ? toCitations(review).slice(0, MOST_CITED) : undefined;
  const said = defined({ label, url, reason: toReason(summary), told: toTold(review), citations });
  return { kind: 'review', id, claim: claimReviewed, textualRating, publisher, ...said, ...how };
}

/** The closest claim as a merely similar one, after somebody said that it is another claim. */
export function toSimilar({ kind, id, claim, verdict, probability }: ClosestCheck): RelatedCheck {
  const { label, takenFrom, summary } = verdict;
  const taken = takenFrom && {
    textualRating: takenFrom.textualRating,
    publisher: takenFrom.publisher,
    ...defined({ url: takenFrom.url, told: takenFrom.told }),
  };
  return { kind, id, claim, label, ...taken, ...defined({ reason: toReason(summary) }), probability, differences: [] };
}
