import { createHash } from 'node:crypto';
import { defined } from '../../core/defined.ts';
import { OWN_PACK } from '../../core/reviews/adopt-review.ts';
import { toLabel } from '../../core/reviews/rating.ts';
import type { Citation, ClaimReview, FirmLabel } from '../../core/types.ts';
import { toIsoDate } from '../text/iso-date.ts';
import { clip, toFirstSentences, toPlainText } from '../text/plain-text.ts';
import { toCanonicalUrl, toSiteName, toWebUrl } from '../text/web-url.ts';
import {
  claimReviewSchema,
  type RawAgent,
  type RawClaimReview,
  type RawRating,
  toLanguageTag,
  toRatingNumber,
  toRatingWords,
} from './claim-review-schema.ts';

/** Defaults for what a record does not state, and how far to trust it. */
export interface ReviewDefaults {
  publisher?: string;
  /** BCP 47. */
  language?: string;
  /** Whether this is the project's own pack: only there are `urn:claimcheck:` ids and verified quotes trusted. */
  ownPack?: boolean;
}

/** A refused record, with the reason for people; the same fault always has the same text. */
export interface Refusal {
  refused: string;
}

/**
 * Lengths are in UTF-16 units. A longer claim is refused, since half a claim is another claim; a longer `form` is dropped; other
 * texts are truncated. `forms` and `citations` are counts.
 */
export const REVIEW_LIMITS = {
  claim: 2_000,
  form: 500,
  forms: 40,
  title: 300,
  rating: 200,
  name: 120,
  summary: 600,
  known: 2_000,
  topic: 60,
  statement: 600,
  quote: 2_000,
  citations: 10,
} as const;

const toText = (raw: string | undefined, max: number): string => (raw ? clip(toPlainText(raw), max) : '');

const toHash = (...parts: string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 16);

function toAgentName(agent: RawAgent | undefined): string | undefined {
  const name = toText(agent?.name, REVIEW_LIMITS.name);
  if (name) return name;
  const url = agent?.url ? toWebUrl(agent.url) : undefined;
  return url && toSiteName(url);
}

/** The publisher is in `author`, since many sites name their bot service in `publisher`; but an author who is a journalist counts last. */
function toPublisher(raw: RawClaimReview): string | undefined {
  const isPerson = (agent: RawAgent): boolean => agent['@type']?.includes('Person') ?? false;
  const authors = raw.author ?? [];
  const houses = authors.filter((agent) => !isPerson(agent));
  const candidates = [...houses, ...(raw.publisher ?? []), ...(raw.sourceOrganization ?? []), ...authors];
  return candidates.map(toAgentName).find((name) => name !== undefined);
}

function toRating(ratings: readonly RawRating[]): { words: string; label?: FirmLabel } | undefined {
  for (const rating of ratings) {
    const value = toRatingNumber(rating.ratingValue);
    const valueWords = value === undefined ? toRatingWords(rating.ratingValue) : undefined;
    const full = toPlainText(rating.alternateName ?? rating.name ?? valueWords ?? '');
    if (!/[\p{L}\p{N}]/u.test(full)) continue;
    const label = toLabel({
      textualRating: full,
      ...defined({ ratingValue: value, bestRating: rating.bestRating, worstRating: rating.worstRating }),
    });
    return { words: clip(full, REVIEW_LIMITS.rating), ...defined({ label }) };
  }
  return undefined;
}

function toCitations(raw: RawClaimReview, ownPack: boolean): Citation[] {
  const found: Citation[] = [];
  for (const item of raw.citation ?? []) {
    if (found.length === REVIEW_LIMITS.citations) break;
    const url = item.url ? toWebUrl(item.url) : undefined;
    const statement = toText(item.abstract, REVIEW_LIMITS.statement);
    if (!url || !statement) continue;
    const publishedAt = item.datePublished ? toIsoDate(item.datePublished) : undefined;
    // A third-party file could call any sentence verified.
    const quote = ownPack && item.quoteVerified === true ? toText(item.quote, REVIEW_LIMITS.quote) : '';
    found.push({
      source: {
        url,
        title: toText(item.name ?? item.headline, REVIEW_LIMITS.title) || toSiteName(url),
        publisher: toAgentName(item.publisher?.[0]) ?? toSiteName(url),
        ...(publishedAt ? { publishedAt } : {}),
      },
      statement,
      ...(quote ? { quote } : {}),
      quoteVerified: quote !== '',
      ...(quote && item.quoteVerifiedAt ? defined({ quoteVerifiedAt: toIsoDate(item.quoteVerifiedAt) }) : {}),
    });
  }
  return found;
}

function toForms(raw: RawClaimReview, claim: string): string[] {
  const item = raw.itemReviewed?.find((node) => node['@type']?.includes('Claim'));
  const forms = new Set<string>();
  for (const form of item?.alternateName ?? []) {
    const text = toPlainText(form);
    if (text && text !== claim && text.length <= REVIEW_LIMITS.form && forms.size < REVIEW_LIMITS.forms)
      forms.add(text);
  }
  return [...forms];
}

/** An id that is stable across imports: from the review's page and claim, or without a page from its own id, or publisher and claim. */
function toId(
  raw: RawClaimReview,
  claim: string,
  publisher: string,
  url: string | undefined,
  ownPack: boolean,
): string {
  if (ownPack && raw['@id']) return raw['@id'];
  if (url) return toHash('page', toCanonicalUrl(url), claim);
  const ownId = raw['@id'];
  return ownId && /^[a-z][a-z\d+.-]*:./i.test(ownId) ? toHash('id', ownId) : toHash('claim', publisher, claim);
}

/**
 * Parses a schema.org ClaimReview as publishers really write it. Broken optional parts are dropped; a record without a claim, a
 * textual rating or a publisher is refused.
 *
 * @param raw any parsed JSON
 */
export function parseClaimReview(raw: unknown, defaults: ReviewDefaults = {}): ClaimReview | Refusal {
  const parsed = claimReviewSchema.safeParse(raw);
  if (!parsed.success) return { refused: 'it is not a ClaimReview' };
  const review = parsed.data;
  const item = review.itemReviewed?.[0];
  const claimItem = review.itemReviewed?.find((node) => node['@type']?.includes('Claim'));
  const claim = toPlainText(review.claimReviewed ?? claimItem?.text ?? claimItem?.name ?? '');
  if (!/\p{L}/u.test(claim)) return { refused: 'it has no claim' };
  if (claim.length > REVIEW_LIMITS.claim)
    return { refused: `its claim is longer than ${REVIEW_LIMITS.claim} characters` };
  const rating = toRating(review.reviewRating ?? []);
  if (!rating) return { refused: 'it has no rating in words' };
  const publisher = toPublisher(review) ?? toText(defaults.publisher, REVIEW_LIMITS.name);
  if (!publisher) return { refused: 'it has no publisher (--publisher NAME sets one for all records without one)' };
  const ownPack = defaults.ownPack ?? false;
  if (!ownPack && review['@id']?.toLowerCase().startsWith(OWN_PACK)) {
    return { refused: 'it uses an id of the starter pack' };
  }
  const url = review.url ? toWebUrl(review.url) : undefined;
  const reviewDate = toIsoDate(review.datePublished ?? review.dateCreated ?? '');
  const claimDate = toIsoDate(item?.datePublished ?? item?.dateCreated ?? '');
  const claimant = toText(item?.author?.find((agent) => agent.name)?.name, REVIEW_LIMITS.name);
  const topic = toText(review.about?.find((thing) => thing.name)?.name, REVIEW_LIMITS.topic);
  const explanation = review.abstract ?? review.reviewRating?.[0]?.ratingExplanation ?? review.description;
  return {
    id: toId(review, claim, publisher, url, ownPack),
    claimReviewed: claim,
    forms: toForms(review, claim),
    title: toText(review.headline ?? review.name, REVIEW_LIMITS.title),
    textualRating: rating.words,
    ...defined({ label: rating.label }),
    publisher,
    ...(url ? { url } : {}),
    ...(reviewDate ? { reviewDate } : {}),
    ...(claimDate ? { claimDate } : {}),
    ...(claimant ? { claimant } : {}),
    language: toLanguageTag(review.inLanguage) ?? defaults.language ?? 'und',
    summary: clip(toFirstSentences(toText(explanation, REVIEW_LIMITS.summary * 2), 2), REVIEW_LIMITS.summary),
    known: toText(review.reviewBody, REVIEW_LIMITS.known),
    ...(topic ? { topic } : {}),
    citations: toCitations(review, ownPack),
  };
}
