import { z } from 'zod';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { ReviewLookup } from '../../core/ports.ts';
import type { ClaimReview } from '../../core/types.ts';
import { askJson } from '../http/search-http.ts';
import { findReviews } from './find-reviews.ts';
import { parseClaimReview } from './parse-claim-review.ts';

/** The documented address. Source: https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search */
const BASE_URL = 'https://factchecktools.googleapis.com/v1alpha1/';
/** Claims per page; Google's default is 10. */
const PAGE_SIZE = 50;
/** Beyond the best 250 claims, none is on the same topic. The limit also ends an endless chain of page tokens. */
const MOST_PAGES = 5;

const answerSchema = z.object({
  claims: z.array(z.unknown()).nullish(),
  nextPageToken: z.string().optional().catch(undefined),
});

export interface GoogleFactCheckOptions {
  /** A key of a Google Cloud project that has the Fact Check Tools API enabled. */
  apiKey: string;
  /** The address without `claims:search`. */
  baseUrl?: string;
  fetch: typeof globalThis.fetch;
}

/**
 * Asks Google Fact Check Tools for published reviews, page by page. Each review has the same id as if it had been imported. If a
 * later page fails, the earlier pages are the answer, since they hold the better matches.
 */
export function createGoogleFactCheck({ apiKey, baseUrl = BASE_URL, fetch }: GoogleFactCheckOptions): ReviewLookup {
  const name = 'Google Fact Check';
  const place = {
    name,
    fetch,
    key: apiKey,
    refusalHint: 'check its API key, and that the Fact Check Tools API is enabled in the key’s project',
  };
  // Without the dot, `claims:` would be read as a scheme.
  const address = new URL('./claims:search', baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);

  function askPage(query: { text: string; language: string }, pageToken: string | undefined, signal: AbortSignal) {
    const url = new URL(address);
    url.searchParams.set('query', query.text);
    if (query.language !== 'und') url.searchParams.set('languageCode', query.language);
    url.searchParams.set('pageSize', String(PAGE_SIZE));
    if (pageToken !== undefined) url.searchParams.set('pageToken', pageToken);
    return askJson(place, url.href, { headers: { 'x-goog-api-key': apiKey } }, answerSchema, signal);
  }

  return {
    name,
    async lookUp(query, signal) {
      const found = new Map<string, ClaimReview>();
      let pageToken: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        try {
          const answer = await askPage(query, pageToken, signal);
          for (const raw of (answer.claims ?? []).flatMap((claim) => findReviews(claim))) {
            const review = parseClaimReview(raw);
            if (!('refused' in review) && !found.has(review.id)) found.set(review.id, review);
          }
          if (!answer.nextPageToken || answer.nextPageToken === pageToken) break;
          pageToken = answer.nextPageToken;
        } catch (error) {
          if (page === 0 || !(error instanceof OutOfReach)) throw error;
          break;
        }
      }
      return [...found.values()];
    },
  };
}
