import type { ReviewDefaults } from '../../src/providers/claim-reviews/parse-claim-review.ts';
import { type ReadReview, readClaimReviews } from '../../src/providers/claim-reviews/read-claim-reviews.ts';

/** A review of a claim full of characters that mean something to some format. */
export const toReview = (n: number, changes: object = {}) => ({
  '@context': 'https://schema.org',
  '@type': 'ClaimReview',
  url: `https://example.org/${n}`,
  claimReviewed: `Claim number ${n} is “quoted”, has a comma, a } and a \\ and a ✓`,
  author: { '@type': 'Organization', name: 'Checkers' },
  reviewRating: { '@type': 'Rating', alternateName: 'False' },
  ...changes,
});
export const THREE = [toReview(1), toReview(2), toReview(3)];
export const CLAIMS = THREE.map((review) => review.claimReviewed);

/** Hands the bytes out in small pieces, so that every border falls into the middle of something. */
async function* inPieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

export interface Outcome {
  claims: string[];
  refused: string[];
  error?: string;
}

/** Reads an archive to its end or to where it breaks. @param size bytes that come at a time */
export async function read(
  content: string | Uint8Array,
  name = 'archive',
  defaults: ReviewDefaults = {},
  size?: number,
): Promise<Outcome> {
  const outcome: Outcome = { claims: [], refused: [] };
  const take = (item: ReadReview) => {
    if ('review' in item) outcome.claims.push(item.review.claimReviewed);
    else outcome.refused.push(`${item.place}: ${item.refused}`);
  };
  try {
    const bytes = inPieces(Buffer.from(content as string), size);
    for await (const item of readClaimReviews({ bytes, name, defaults })) take(item);
  } catch (error) {
    outcome.error = (error as Error).message;
  }
  return outcome;
}
