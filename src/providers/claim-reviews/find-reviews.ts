import { toTypes } from './claim-review-schema.ts';
import { toColumns, toReviewOfRow } from './flat-row.ts';

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The keys under which feeds, pages and articles hold their reviews. */
const CONTAINERS = ['item', '@graph', 'mainEntity', 'review', 'hasPart', 'subjectOf', 'dataFeedElement', 'claims'];
/** Reviews are nested a few levels deep at most; this bounds the walk through a hostile record. */
const MAX_DEPTH = 6;

const isReview = (node: Node): boolean =>
  toTypes(node['@type']).includes('ClaimReview') ||
  ('claimReviewed' in node && 'reviewRating' in node && !('@type' in node));

/** Converts a claim of Google's Fact Check Tools API with its reviews. */
function toReviewsOfApiClaim(claim: Node, reviews: readonly unknown[]): Node[] {
  return reviews.filter(isNode).map((review) => {
    const publisher = isNode(review.publisher) ? review.publisher : {};
    const site = typeof publisher.site === 'string' ? `https://${publisher.site}` : undefined;
    return {
      '@type': 'ClaimReview',
      claimReviewed: claim.text,
      url: review.url,
      headline: review.title,
      datePublished: review.reviewDate,
      inLanguage: review.languageCode,
      author: { '@type': 'Organization', name: publisher.name, url: site },
      reviewRating: { alternateName: review.textualRating },
      itemReviewed: { '@type': 'Claim', datePublished: claim.claimDate, author: { name: claim.claimant } },
    };
  });
}

/**
 * The ClaimReviews in a record of an archive: the record itself, those in a DataFeedItem, a `@graph` or an article, the
 * reviews of an API claim, or one made from a flat row.
 */
export function findReviews(value: unknown, depth = 0): Node[] {
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(value)) return value.flatMap((item) => findReviews(item, depth + 1));
  if (!isNode(value)) return [];
  if (isReview(value)) return [value];
  if (Array.isArray(value.claimReview) && typeof value.text === 'string')
    return toReviewsOfApiClaim(value, value.claimReview);
  const inside = CONTAINERS.flatMap((key) => (Object.hasOwn(value, key) ? findReviews(value[key], depth + 1) : []));
  if (inside.length > 0 || '@type' in value) return inside;
  const keys = Object.keys(value);
  const columns = toColumns(keys);
  return columns.has('claim') ? [toReviewOfRow(columns, Object.values(value))] : [];
}

/** The other nodes of a record, which reviews may refer to by `@id`. */
export function findNamedNodes(value: unknown, depth = 0): Node[] {
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(value)) return value.flatMap((item) => findNamedNodes(item, depth + 1));
  if (!isNode(value)) return [];
  if (Array.isArray(value['@graph'])) return findNamedNodes(value['@graph'], depth + 1);
  return typeof value['@id'] === 'string' && typeof value.name === 'string' ? [value] : [];
}
