import { z } from 'zod';
import type { SearchProvider } from '../../core/ports.ts';
import { askJson, type JsonPlace } from '../http/search-http.ts';
import { toSearchText } from './search-text.ts';
import { OPTIONAL_TEXT, toCount, toEndpoint, toHits, toListOf } from './to-hits.ts';

/** "Max query length is 400 characters." Source: docs.tavily.com, best practices for search. */
const TEXT_LIMITS = { characters: 400 };
/** `max_results` is from 0 to 20. Source: docs.tavily.com, API reference, search. */
const MAX_COUNT = 20;

const ANSWER = z.object({
  results: toListOf(
    z.object({
      url: z.string(),
      title: OPTIONAL_TEXT,
      content: OPTIONAL_TEXT,
      // Only results of the topic "news" are dated.
      published_date: OPTIONAL_TEXT,
    }),
  ),
});

export interface TavilyOptions {
  apiKey: string;
  /** Default: https://api.tavily.com */
  baseUrl?: string;
  fetch: typeof globalThis.fetch;
}

/** Tavily's search at one credit per request (`basic`). It has no language parameter. Source: docs.tavily.com, API reference. */
export function createTavily({ apiKey, baseUrl = 'https://api.tavily.com', fetch }: TavilyOptions): SearchProvider {
  const name = 'Tavily';
  // 432 and 433 are Tavily's own statuses for an exhausted plan or pay-as-you-go limit.
  const place: JsonPlace = { name, fetch, key: apiKey, refusalHint: 'check its key and plan' };
  return {
    name,
    async search({ text, limit }, signal) {
      const query = toSearchText(text, TEXT_LIMITS);
      if (!query) return [];
      const init = {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
        body: JSON.stringify({
          query,
          max_results: toCount(limit, MAX_COUNT),
          topic: 'general',
          search_depth: 'basic',
          include_answer: false,
          include_raw_content: false,
          include_images: false,
        }),
      };
      const { results } = await askJson(place, toEndpoint(baseUrl, 'search'), init, ANSWER, signal);
      const raw = results.map((result) => ({
        url: result.url,
        title: result.title,
        snippet: result.content,
        publishedAt: result.published_date,
      }));
      return toHits(raw, limit);
    },
  };
}
