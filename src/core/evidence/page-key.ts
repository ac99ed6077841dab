/** What shops, mailers and networks add to an address to see where a reader came from; it changes nothing of the page. */
const TRACKING =
  /^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|ref_src|ref_url|srsltid|cmpid|ocid|smid|at_medium|at_campaign|at_custom\d|wt_mc|xtor|__twitter_impression)$/i;
const AMP_FLAG = /^(?:amp|outputtype)$/i;
/** `google.com/amp/s/…` and `…cdn.ampproject.org/c/s/…` hold the page's own address. */
const AMP_CACHE = /^(?:(?:www\.)?google\.[a-z.]+\/amp|[^/]+\.cdn\.ampproject\.org\/[cvi])\/(s\/)?(.+)$/i;

/** Whether a parameter of an address says where a reader came from, and not which page it is. */
export const isTracking = (parameter: string): boolean => TRACKING.test(parameter);

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
    .filter(([name, value]) => !isTracking(name) && !(AMP_FLAG.test(name) && /^(?:1|true|amp|)$/i.test(value)))
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return `${host}${path}${kept.length > 0 ? `?${kept.join('&')}` : ''}`;
}
