import { parse } from 'tldts';
import { toArchivedCopy } from '../../core/text/archived-copy.ts';
import { isTracking, isWebAddress } from '../../core/text/web-address.ts';
import freeHosts from './free-hosts.json' with { type: 'json' };

/** Longer addresses are left out: browsers and chat platforms cut them. */
const MAX_URL_CHARACTERS = 2048;

/** An http(s) address in its normal spelling, without user name and password; nothing for anything else. */
export function toWebUrl(raw: string): string | undefined {
  const text = raw.trim();
  if (!text || text.length > MAX_URL_CHARACTERS || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!isWebAddress(url) || !url.hostname) return undefined;
  url.username = '';
  url.password = '';
  return url.href;
}

/** One spelling for all addresses of the same page: for telling pages apart, not for opening. */
export function toCanonicalUrl(webUrl: string): string {
  const url = new URL(webUrl);
  const kept = [...url.searchParams]
    .filter(([name]) => name !== 'ref' && !isTracking(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const query = kept.length > 0 ? `?${new URLSearchParams(kept)}` : '';
  return `${url.host.replace(/^www\./, '')}${url.pathname.replace(/\/+$/, '')}${query}`;
}

/** The host a page is on, as people write it; for naming a publisher that gives no name. */
export function toSiteName(webUrl: string): string {
  return new URL(webUrl).hostname.replace(/^www\./, '');
}

/** Hosts where anybody can publish: nobody makes two witnesses of themselves by two of them. */
const FREE_HOSTS = new Set(freeHosts);

/**
 * Who stands behind an address: its registrable domain by the Public Suffix List. Where anybody can have a place of their own (blogs, pages of code hosts,
 * networks) it begins with `free/`: all those are one voice together. A bare IP address is nobody's, and its key is empty. An archived copy is
 * its original's publisher's; where the address does not tell whose that is, it is nobody's.
 */
export function toPublisherKey(address: string): string {
  if (!isWebAddress(address)) return 'own-documents';
  const copy = toArchivedCopy(address);
  if (copy && copy.url === undefined) return '';
  const url = copy?.url ?? address;
  const { hostname = '' } = URL.parse(url) ?? {};
  const { domain, domainWithoutSuffix, isIp, isPrivate } = parse(hostname, { allowPrivateDomains: true });
  if (isIp) return '';
  const isFree = isPrivate || domainWithoutSuffix === 'blogspot' || FREE_HOSTS.has(domain ?? '');
  const name = domain ?? hostname;
  return isFree ? `free/${name}` : name;
}
