/** Whether an address is a web address: http or https. */
export function isWebAddress(address: string | URL): boolean {
  const url = typeof address === 'string' ? URL.parse(address) : address;
  return url?.protocol === 'http:' || url?.protocol === 'https:';
}

/** Parameters that shops, mailers and networks add to an address to see where a reader came from; they do not change the page. */
const TRACKING =
  /^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|ref_src|ref_url|srsltid|cmpid|ocid|smid|at_medium|at_campaign|at_custom\d|wt_mc|xtor|__twitter_impression)$/i;

/** Whether an address parameter tells where a reader came from, and not which page it is. */
export const isTracking = (parameter: string): boolean => TRACKING.test(parameter);
