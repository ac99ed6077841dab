import { z } from 'zod';
import type { SearchProvider } from '../../core/ports.ts';
import { toPrimaryLanguage } from '../../core/text/locale-tag.ts';
import { toBraveResetMs } from '../http/retry-after.ts';
import { askJson, type JsonPlace } from '../http/search-http.ts';
import { toSearchText } from './search-text.ts';
import { OPTIONAL_TEXT, toCount, toEndpoint, toHits, toListOf } from './to-hits.ts';

/** `q` has at most 400 characters and 50 words. Source: Brave Search API, web search, parameters. */
const TEXT_LIMITS = { characters: 400, words: 50 };
/** `count` is from 1 to 20. Source: as above. */
const MAX_COUNT = 20;
/** The languages that `search_lang` accepts; any other is refused with 422. Source: as above. */
const LANGUAGES = new Set(
  'ar bg bn ca cs da de en es et eu fi fr gl gu he hi hr hu is it kn ko lt lv ml mr ms nb nl pa pl ro ru sk sl sr sv ta te th tr uk vi'.split(
    ' ',
  ),
);
/** Languages for which Brave has its own codes. */
const OWN_NAMES: Readonly<Record<string, string>> = { zh: 'zh-hans', ja: 'jp', no: 'nb', pt: 'pt-pt' };

const ANSWER = z.object({
  type: z.literal('search'),
  // Omitted if nothing was found.
  web: z
    .object({
      results: toListOf(
        z.object({
          url: z.string(),
          title: OPTIONAL_TEXT,
          description: OPTIONAL_TEXT,
          page_age: OPTIONAL_TEXT,
          profile: z.object({ name: OPTIONAL_TEXT, long_name: OPTIONAL_TEXT }).optional().catch(undefined),
        }),
      ),
    })
    .nullish(),
});

export interface BraveOptions {
  apiKey: string;
  /** Default: https://api.search.brave.com/res/v1 */
  baseUrl?: string;
  fetch: typeof globalThis.fetch;
}

/** Brave's web search. Source: api-dashboard.search.brave.com/documentation, "Web search". */
export function createBrave({
  apiKey,
  baseUrl = 'https://api.search.brave.com/res/v1',
  fetch,
}: BraveOptions): SearchProvider {
  const name = 'Brave';
  const place: JsonPlace = {
    name,
    fetch,
    key: apiKey,
    refusalHint: 'check its key and plan',
    readAdviceMs: toBraveResetMs,
  };
  return {
    name,
    async search({ text, language, limit }, signal) {
      const q = toSearchText(text, TEXT_LIMITS);
      if (!q) return [];
      const url = toEndpoint(baseUrl, 'web/search', {
        q,
        count: String(toCount(limit, MAX_COUNT)),
        // The default is results for the United States.
        country: 'ALL',
        ...toSearchLang(language),
        operators: 'false',
        // A claim is searched in its exact words.
        spellcheck: 'false',
        text_decorations: 'false',
        result_filter: 'web',
      });
      const headers = { accept: 'application/json', 'x-subscription-token': apiKey };
      const { web } = await askJson(place, url, { headers }, ANSWER, signal);
      const results = (web?.results ?? []).map((result) => ({
        url: result.url,
        title: result.title,
        snippet: result.description,
        publisher: result.profile?.long_name ?? result.profile?.name,
        publishedAt: result.page_age,
      }));
      return toHits(results, limit);
    },
  };
}

function toSearchLang(tag: string): Record<string, string> {
  if (/^pt-br\b/i.test(tag)) return { search_lang: 'pt-br' };
  if (/^zh-(?:hant|tw|hk|mo)\b/i.test(tag)) return { search_lang: 'zh-hant' };
  const primary = toPrimaryLanguage(tag) ?? '';
  const name = OWN_NAMES[primary] ?? primary;
  return LANGUAGES.has(name) || primary in OWN_NAMES ? { search_lang: name } : {};
}
