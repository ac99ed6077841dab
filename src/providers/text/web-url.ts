import { parse } from 'tldts';
import { toArchivedCopy } from '../../core/text/archived-copy.ts';
import { isTracking, isWebAddress } from '../../core/text/web-address.ts';
import freeHosts from './free-hosts.json' with { type: 'json' };

/** Longer addresses are dropped, since browsers and chat platforms truncate them. */
const MAX_URL_CHARACTERS = 2048;

/** A normalised http(s) address without user name and password; undefined for anything else. */
export function toWebUrl(raw: string): string | undefined {
  const text = raw.trim();
  if (!text || text.length > MAX_URL_CHARACTERS || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!isWebAddress(url) || !url.hostname) return undefined;
  url.username = '';
  url.password = '';
  return url.href;
}

/** One key for all addresses of the same page: for comparing pages, not for opening them. */
export function toCanonicalUrl(webUrl: string): string {
  const url = new URL(webUrl);
  const kept = [...url.searchParams]
    .filter(([name]) => name !== 'ref' && !isTracking(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const query = kept.length > 0 ? `?${new URLSearchParams(kept)}` : '';
  return `${url.host.replace(/^www\./, '')}${url.pathname.replace(/\/+$/, '')}${query}`;
}

/** A page's host without `www.`; names a publisher that states no name. */
export function toSiteName(webUrl: string): string {
  return new URL(webUrl).hostname.replace(/^www\./, '');
}

/** Hosts where anybody can publish. They all count as one voice, so nobody can pose as two independent sources. */
const FREE_HOSTS = new Set(freeHosts);

/**
 * The publisher behind an address: its registrable domain by the Public Suffix List. Hosts where anybody can publish (blogs, code
 * hosts, social networks) get the prefix `free/`; all of them count as one voice. A bare IP address has an empty key. An archived copy
 * has the key of its original, or an empty one if its address does not name the original. Addresses other than http(s) are `own-documents`.
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
