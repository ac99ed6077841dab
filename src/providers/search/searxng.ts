import { z } from 'zod';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { SearchProvider } from '../../core/ports.ts';
import { toPrimaryLanguage } from '../../core/text/locale-tag.ts';
import { askJson, type JsonPlace } from '../http/search-http.ts';
import { toSearchText } from './search-text.ts';
import { OPTIONAL_TEXT, toEndpoint, toHits, toListOf } from './to-hits.ts';

/** Our own limit: SearXNG passes the text on, and its engines accept 400 characters or more. */
const TEXT_LIMITS = { characters: 400 };

const ANSWER = z.object({
  results: toListOf(
    z.object({
      url: z.string(),
      title: OPTIONAL_TEXT,
      content: OPTIONAL_TEXT,
      publishedDate: OPTIONAL_TEXT,
    }),
  ),
  // Pairs of an engine's name and its error.
  unresponsive_engines: z.array(z.unknown()).optional().catch(undefined),
});

export interface SearxngOptions {
  /** The operator's own instance, such as http://localhost:8080. No default. */
  baseUrl: string;
  fetch: typeof globalThis.fetch;
}

/**
 * The operator's own SearXNG instance. It needs `json` in `search.formats` of its settings.yml. It has no parameter for the number
 * of results, so surplus results are dropped here. Source: docs.searxng.org/dev/search_api.
 */
export function createSearxng({ baseUrl, fetch }: SearxngOptions): SearchProvider {
  const name = 'SearXNG';
  const refusalHint = 'add json to search.formats in its settings.yml';
  const place: JsonPlace = { name, fetch, refusalHint };
  return {
    name,
    async search({ text, language, limit }, signal) {
      const q = toSearchText(text, TEXT_LIMITS);
      if (!q) return [];
      const parameters = { q, format: 'json', categories: 'general', language: toPrimaryLanguage(language) ?? 'all' };
      const url = toEndpoint(baseUrl, 'search', parameters);
      const headers = { accept: 'application/json' };
      const { results, unresponsive_engines: silent = [] } = await askJson(place, url, { headers }, ANSWER, signal);
      const raw = results.map((result) => ({
        url: result.url,
        title: result.title,
        snippet: result.content,
        publishedAt: result.publishedDate,
      }));
      const hits = toHits(raw, limit);
      // No results because engines failed is an error, not "nothing found".
      if (hits.length === 0 && silent.length > 0) {
        throw new OutOfReach('unreachable', `${name} got no answer from ${silent.length} of its engines.`);
      }
      return hits;
    },
  };
}
