import { defined } from './defined.ts';
import { shorten } from './language/characters.ts';
import { splitSentences } from './language/sentences.ts';
import { toCitations, toTold } from './reviews/adopt-review.ts';
import type { ClaimReview, ClosestCheck, Difference, RelatedCheck } from './types.ts';

/** A line or two on a phone. UTF-16 units, the ellipsis not counted. */
const LONGEST = 140;
const MOST_CITED = 2;

/**
 * Why a prior check says what it says, in one line for where it is but a similar one: the first sentences of its summary that have room together, or the
 * first one's beginning. Pure.
 *
 * @returns nothing where there is no summary
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

/** "Prevents" and "causes" are opposite words, and who says the one can still agree with who says the other. */
export const isOfWords = ({ kind, asked, prior }: Difference): boolean =>
  kind === 'negation' && asked !== '' && prior !== '';

/** Whether one claim denies the other. Opposite words make no opposite claim, and a claim that differs in more is another one. */
export const isOpposite = ([only, ...more]: readonly Difference[]): boolean =>
  only?.kind === 'negation' && !isOfWords(only) && more.length === 0;

/** A review as it is remembered with a check that it is similar to. @param how how near it is, and in what it differs */
export function toSimilarReview(
  review: ClaimReview,
  how: Pick<RelatedCheck, 'probability' | 'differences'>,
): RelatedCheck {
  const { id, claimReviewed, label, textualRating, publisher, url, summary } = review;
  // Of a check of the opposite a card shows more, what it rests on among it.
  const citations = isOpposite(how.differences) ? toCitations(review).slice(0, MOST_CITED) : undefined;
  const said = defined({ label, url, reason: toReason(summary), told: toTold(review), citations });
  return { kind: 'review', id, claim: claimReviewed, textualRating, publisher, ...said, ...how };
}

/** The closest claim as a similar one: somebody said that it is another. */
export function toSimilar({ kind, id, claim, verdict, probability }: ClosestCheck): RelatedCheck {
  const { label, takenFrom, summary } = verdict;
  const taken = takenFrom && {
    textualRating: takenFrom.textualRating,
    publisher: takenFrom.publisher,
    ...defined({ url: takenFrom.url, told: takenFrom.told }),
  };
  return { kind, id, claim, label, ...taken, ...defined({ reason: toReason(summary) }), probability, differences: [] };
}
