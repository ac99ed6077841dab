import type { SearchHit, SearchProvider, SearchQuery } from '../ports.ts';
import { isTracking, isWebAddress } from '../text/web-address.ts';
import type { Failure } from '../types.ts';
import { createStage, toWhy } from './stage.ts';

interface SearchAnswers {
  /** Of all answers, best first, each page once. */
  hits: SearchHit[];
  /** One for each provider none of whose calls was answered. */
  failures: Failure[];
  /** How often each provider was asked. */
  searches: Record<string, number>;
  /** At least one call was answered. */
  reached: boolean;
}

/** A question's hits count less than the claim's own. */
const QUESTION_WEIGHT = 0.7;

/**
 * Asks all providers all queries at once. A provider that does not answer in time is named, and waited for no longer than `graceMs` once there
 * is enough and half of the calls are done.
 *
 * @param queries the claim first
 * @param limits `pages`: how many hits are enough to read
 * @throws the signal's reason once it is aborted
 */
export async function searchAll(
  searchers: readonly SearchProvider[],
  queries: readonly SearchQuery[],
  { searchMs, graceMs, pages }: { searchMs: number; graceMs: number; pages: number },
  signal: AbortSignal,
): Promise<SearchAnswers> {
  const stage = createStage(searchMs, signal);
  const failures = new Map<string, Failure>();
  const answered = new Set<string>();
  let done = 0;
  let found = 0;

  const ask = async (searcher: SearchProvider, query: SearchQuery): Promise<readonly SearchHit[]> => {
    const { name } = searcher;
    try {
      const hits = await stage.run((stop) => searcher.search(query, stop));
      answered.add(name);
      found += hits.length;
      return hits;
    } catch (error) {
      if (!failures.has(name)) failures.set(name, { name, why: toWhy(error) });
      return [];
    } finally {
      done += 1;
      if (2 * done >= searchers.length * queries.length && found >= pages) stage.endIn(graceMs);
    }
  };
  const lists = await Promise.all(
    queries.flatMap((query, at) =>
      searchers.map(async (searcher) => ({
        hits: await ask(searcher, query),
        weight: at === 0 ? 1 : QUESTION_WEIGHT,
      })),
    ),
  ).finally(stage.close);
  signal.throwIfAborted();
  return {
    hits: mergeHits(lists),
    failures: searchers.flatMap(({ name }) => (answered.has(name) ? [] : (failures.get(name) ?? []))),
    searches: Object.fromEntries(searchers.map(({ name }) => [name, queries.length])),
    reached: answered.size > 0,
  };
}

/** One answer: a provider's hits for one query, best first. */
interface HitList {
  hits: readonly SearchHit[];
  /** How much a place in it counts: 1 for the claim itself, less for a question. */
  weight: number;
}

/** The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009). */
const FUSION = 60;

/**
 * All answers as one list, best first: the higher and the more often a page was found, the higher it ranks. A page found more than once keeps the
 * address found first, and everything that any provider says of it.
 */
function mergeHits(lists: readonly HitList[]): SearchHit[] {
  const merged = new Map<string, { hit: SearchHit; score: number }>();
  for (const { hits, weight } of lists) {
    const seen = new Set<string>();
    for (const [place, hit] of hits.entries()) {
      const key = toPageKey(hit.url);
      // A provider that lists one page twice does not thereby vote for it twice.
      if (seen.has(key) || (hit.page === undefined && !isWebAddress(hit.url))) continue;
      seen.add(key);
      const known = merged.get(key);
      const score = weight / (FUSION + place);
      if (known) merged.set(key, { hit: { ...hit, ...known.hit }, score: known.score + score });
      else merged.set(key, { hit, score });
    }
  }
  return Array.from(merged.values())
    .sort((one, other) => other.score - one.score)
    .map(({ hit }) => hit);
}

const AMP_FLAG = /^(?:amp|outputtype)$/i;
/** `google.com/amp/s/…` and `…cdn.ampproject.org/c/s/…` hold the page's own address. */
const AMP_CACHE = /^(?:(?:www\.)?google\.[a-z.]+\/amp|[^/]+\.cdn\.ampproject\.org\/[cvi])\/(s\/)?(.+)$/i;

/**
 * A key that all addresses of one page share: without scheme, `www.`, mobile and AMP forms, fragment, tracking parameters and a last slash. For
 * comparing only: the address itself is fetched and shown as it came.
 */
export function toPageKey(address: string): string {
  const shown = URL.parse(address);
  if (!shown || !isWebAddress(shown)) return address.trim();
  const cached = AMP_CACHE.exec(`${shown.host}${shown.pathname}`)?.[2];
  // Once only: a cache of a cache is nobody's page.
  const url = (cached === undefined ? null : URL.parse(`https://${cached}${shown.search}`)) ?? shown;
  const host = url.host
    .replace(/^www\./, '')
    .replace(/^(?:m|mobile|amp)\.(?=[^.]+\.)/, '')
    // Wikipedia's mobile pages: "en.m.wikipedia.org".
    .replace(/^([a-z-]{2,12})\.m\.(?=wiki)/, '$1.');
  const path = url.pathname
    .replace(/(?:\/amp)?\/?$/i, '')
    .replace(/^\/amp(?=\/)/i, '')
    .replace(/\.amp(?=\.html?$|$)/i, '');
  const kept = Array.from(url.searchParams)
    .filter(([name, value]) => !isTracking(name) && !(AMP_FLAG.test(name) && /^(?:1|true|amp|)$/i.test(value)))
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return `${host}${path}${kept.length > 0 ? `?${kept.join('&')}` : ''}`;
}
