import { fold } from '../../core/language/tokens.ts';
import type { PriorIndex, PriorSurface } from '../../core/ports.ts';
import { OWN_PACK } from '../../core/reviews/adopt-review.ts';
import { isWebAddress } from '../../core/text/web-address.ts';
import type { ClaimReview } from '../../core/types.ts';

/** The publishers whose fact checks count, by domain (`example.org` with its subdomains), or by name for a review without a page. */
export interface PublisherTrust {
  /** Absent: all publishers. */
  trusted?: readonly string[];
  blocked: readonly string[];
}

/** Fetches this many times more results, since some of them will not count. */
const SPARE = 3;

/** Whether a review's publisher is one of those in a list. */
function isOneOf({ url, publisher }: ClaimReview, list: readonly string[]): boolean {
  const host = url !== undefined && isWebAddress(url) ? (URL.parse(url)?.hostname ?? '') : '';
  const name = fold(publisher);
  return list.some((one) => (host === '' ? fold(one) === name : host === one || host.endsWith(`.${one}`)));
}

/** Whether a review counts. Our own starter pack always does. */
function doesCount(review: ClaimReview, { trusted, blocked }: PublisherTrust): boolean {
  if (review.id.startsWith(OWN_PACK)) return true;
  return !isOneOf(review, blocked) && (trusted === undefined || isOneOf(review, trusted));
}

/**
 * An index that hides reviews of publishers that the operator does not trust; they stay stored but are never found.
 *
 * @returns `priors` itself if no publisher is listed
 */
export function createTrustedPriors(priors: PriorIndex, trust: PublisherTrust): PriorIndex {
  if (trust.trusted === undefined && trust.blocked.length === 0) return priors;
  const review = async (id: string) => {
    const found = await priors.review(id);
    return found && doesCount(found, trust) ? found : undefined;
  };
  const onlyCounting = async (surfaces: readonly PriorSurface[]) => {
    const reviews = await Promise.all(surfaces.map(({ kind, id }) => (kind === 'check' ? id : review(id))));
    return surfaces.filter((_, at) => reviews[at] !== undefined);
  };
  return {
    ...priors,
    review,
    search: async (terms, scope, limit) =>
      (await onlyCounting(await priors.search(terms, scope, limit * SPARE))).slice(0, limit),
    identical: async (forms, scope) => onlyCounting(await priors.identical(forms, scope)),
  };
}
