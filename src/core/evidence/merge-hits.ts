import type { SearchHit } from '../ports.ts';

/** One answer: a provider's hits for one query, best first. */
export interface HitList {
  hits: readonly SearchHit[];
  /** How much a place in it counts: 1 for the claim itself, less for a question. */
  weight: number;
}

/** The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009). */
const FUSION = 60;

/**
 * All answers as one list, best first: a page stands the higher the higher, and the oftener, it was found. Of a page that was found
 * twice the first-placed address is kept, and all that any provider says of it.
 */
export function mergeHits(lists: readonly HitList[]): SearchHit[] {
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

function isWebAddress(address: string): boolean {
  return /^https?:$/.test(URL.parse(address)?.protocol ?? '');
}

/** What shops, mailers and networks add to an address to see where a reader came from; it changes nothing of the page. */
const TRACKING =
  /^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|ref_src|ref_url|srsltid|cmpid|ocid|smid|at_medium|at_campaign|at_custom\d|wt_mc|xtor|__twitter_impression)$/i;
const AMP_FLAG = /^(?:amp|outputtype)$/i;
/** `google.com/amp/s/…` and `…cdn.ampproject.org/c/s/…` hold the page's own address. */
const AMP_CACHE = /^(?:(?:www\.)?google\.[a-z.]+\/amp|[^/]+\.cdn\.ampproject\.org\/[cvi])\/(s\/)?(.+)$/i;

/**
 * The same for all addresses of one page: without scheme, `www.`, mobile and AMP forms, fragment, tracking parameters and a last slash. For
 * comparing only: what is fetched and shown is the address as it came.
 */
export function toPageKey(address: string): string {
  const shown = URL.parse(address);
  if (!shown || !/^https?:$/.test(shown.protocol)) return address.trim();
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
    .filter(([name, value]) => !TRACKING.test(name) && !(AMP_FLAG.test(name) && /^(?:1|true|amp|)$/i.test(value)))
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return `${host}${path}${kept.length > 0 ? `?${kept.join('&')}` : ''}`;
}
