import { z } from 'zod';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { SearchProvider } from '../../core/ports.ts';
import { toPrimaryLanguage } from '../../core/text/locale-tag.ts';
import { askJson, type JsonPlace } from '../http/search-http.ts';
import { toSearchText } from './search-text.ts';
import { OPTIONAL_TEXT, toCount, toEndpoint, toHits, toListOf } from './to-hits.ts';

/** A longer text is refused (`cirrussearch-query-too-long`). Source: CirrusSearch, `CirrusSearchMaxFullTextQueryLength`. */
const TEXT_LIMITS = { characters: 300 };
/** `exlimit` with `exintro` gives at most 20 extracts. Source: the API help of `prop=extracts`. */
const MAX_COUNT = 20;
/** More words do not improve a looser search. */
const MAX_LOOSE_WORDS = 10;
/** Shorter words are mostly articles and prepositions, which would match everything in a looser search. */
const MIN_LOOSE_CHARACTERS = 4;

const ANSWER = z
  .object({
    // Omitted if nothing was found; then the answer holds only `batchcomplete`.
    query: z
      .object({
        pages: toListOf(
          z.object({
            index: z.coerce.number().catch(0),
            ...{ fullurl: z.string(), title: OPTIONAL_TEXT, extract: OPTIONAL_TEXT },
          }),
        ),
      })
      .optional(),
    batchcomplete: z.literal(true).optional(),
    // The API reports its errors with status 200.
    error: z.object({ code: z.string() }).optional(),
  })
  .refine(({ query, batchcomplete, error }) => query ?? batchcomplete ?? error);

/** The error codes that mean "later". Source: mediawiki.org/wiki/API:Etiquette, API:Errors_and_warnings. */
const LATER = new Set(['ratelimited', 'maxlag', 'readonly', 'cirrussearch-too-busy-error']);

export interface WikipediaOptions {
  /** The operator's e-mail or web address, for Wikimedia to contact. */
  contact: string;
  /** `{language}` is replaced with the wiki's code. Default: https://{language}.wikipedia.org */
  baseUrl?: string;
  fetch: typeof globalThis.fetch;
}

/**
 * Searches Wikipedia in the claim's language, or in English if that is unknown or has no Wikipedia. No key. Articles must contain
 * all words; if none does, one looser search asks for articles with any of them.
 * Source: mediawiki.org/wiki/API:Search, foundation.wikimedia.org/wiki/Policy:User-Agent_policy.
 */
export function createWikipedia({
  contact,
  baseUrl = 'https://{language}.wikipedia.org',
  fetch,
}: WikipediaOptions): SearchProvider {
  const name = 'Wikipedia';
  const place: JsonPlace = { name, fetch, refusalHint: 'set a contact that Wikimedia can reach' };
  const headers = { accept: 'application/json', 'user-agent': `claimcheck/0.1 (${contact})` };

  async function ask(wiki: string, gsrsearch: string, count: number, signal: AbortSignal) {
    const url = toEndpoint(baseUrl.replace('{language}', wiki), 'w/api.php', {
      ...{ action: 'query', format: 'json', formatversion: '2', errorformat: 'bc' },
      ...{ generator: 'search', gsrsearch, gsrnamespace: '0', gsrlimit: String(count) },
      ...{ prop: 'info|extracts', inprop: 'url' },
      ...{ exintro: '1', explaintext: '1', exchars: '400', exlimit: String(count) },
    });
    const { query, error } = await askJson(place, url, { headers }, ANSWER, signal);
    if (error) {
      throw new OutOfReach(LATER.has(error.code) ? 'rate-limited' : 'bad-answer', `${name} answered with an error.`);
    }
    return (query?.pages ?? []).sort((a, b) => a.index - b.index);
  }

  return {
    name,
    async search({ text, language, limit }, signal) {
      const words = toSearchText(text, TEXT_LIMITS);
      if (!words) return [];
      const wiki = toWikiLanguage(language);
      const count = toCount(limit, MAX_COUNT);
      let pages = await ask(wiki, words, count, signal);
      const loose = pages.length === 0 ? toLooseSearch(words) : undefined;
      if (loose) pages = await ask(wiki, loose, count, signal);
      const raw = pages.map(({ fullurl, title, extract }) => ({
        url: fullurl,
        title,
        snippet: extract,
        publisher: name,
      }));
      return toHits(raw, limit);
    },
  };
}

/** @returns undefined if fewer than two words are left or the search would be too long */
function toLooseSearch(words: string): string | undefined {
  const long = words
    .replace(/[.,;:!?]+(?=\s|$)/g, '')
    .split(' ')
    .filter((word) => word.length >= MIN_LOOSE_CHARACTERS);
  const kept = [...new Set(long)].slice(0, MAX_LOOSE_WORDS);
  const loose = kept.join(' OR ');
  return kept.length > 1 && loose.length <= TEXT_LIMITS.characters ? loose : undefined;
}

/** Wikipedias with 30,000 articles or more whose code is the language's own. Source: meta.wikimedia.org/wiki/List_of_Wikipedias. */
const WIKIS = new Set(
  (
    'af an ar arz ast az azb ba be bg bn br bs ca ce ceb ckb cs cv cy da de el en eo es et eu fa fi fr fy ga gl gu ha he hi ' +
    'hr ht hu hy ia id ig io is it ja jv ka kk kn ko ku ky la lb lld lmo lt lv mg min mk ml mr ms my nds ne new nl nn no oc or ' +
    'pa pl pms pnb ps pt ro ru scn sco sh si sk sl sq sr su sv sw ta te tg th tl tr tt uk ur uz vec vi vo war wuu yo zh zu'
  ).split(' '),
);
/** Languages whose Wikipedia has another code. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  nb: 'no',
  yue: 'zh-yue',
  nan: 'zh-min-nan',
  fil: 'tl',
  cmn: 'zh',
};

/** The Wikipedia code for a BCP 47 tag; English for `und` and for languages without a Wikipedia. */
function toWikiLanguage(tag: string): string {
  const primary = toPrimaryLanguage(tag) ?? 'en';
  return OTHER_NAMES[primary] ?? (WIKIS.has(primary) ? primary : 'en');
}
