import ipaddr from 'ipaddr.js';
import { OutOfReach } from '../../core/out-of-reach.ts';
import { isWebAddress } from '../../core/text/web-address.ts';
import { MAX_URL_CHARACTERS } from './limits.ts';

/** Allows an address that would otherwise be refused: for tests, and for hosts that the operator runs. */
export type AllowAddress = (address: string, port: number) => boolean;

/** Names of cloud metadata services. Their addresses are refused too, so this only saves the DNS lookup. */
const METADATA_HOSTS = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'instance-data.ec2.internal',
  'metadata.azure.internal',
  'metadata.tencentyun.com',
]);

/** Azure's wire server, which every Azure machine can reach at this address from the public range. */
const AZURE_WIRE_SERVER = '168.63.129.16';
/** All global unicast IPv6 addresses (IANA's registry); addresses that embed IPv4 (mapped, compatible, NAT64) are outside. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** Whether an IP address is not public: anything that is not plainly global unicast. */
export function isRefusedAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || address.includes('%')) return true;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return true;
  if (parsed instanceof ipaddr.IPv6) {
    const embedded = toIsatap(parsed);
    return !parsed.match(GLOBAL_UNICAST) || (embedded !== undefined && isRefusedAddress(embedded));
  }
  return parsed.toString() === AZURE_WIRE_SERVER;
}

/** The IPv4 address embedded in an ISATAP address of any prefix. RFC 5214, section 6.1; the `u` and `g` bits may be set or not. */
function toIsatap({ parts }: ipaddr.IPv6): string | undefined {
  const [flags = 0, mark, high = 0, low = 0] = parts.slice(4);
  if ((flags & 0xfc_ff) !== 0 || mark !== 0x5e_fe) return undefined;
  return new ipaddr.IPv4([high >> 8, high & 0xff, low >> 8, low & 0xff]).toString();
}

/** The IP address of a URL's host, without brackets; undefined if the host is a name. */
export function toLiteralAddress(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : undefined;
}

/** The port of a URL, or its scheme's default. */
function toPort(url: URL): number {
  return Number(url.port || (url.protocol === 'https:' ? 443 : 80));
}

/**
 * Parses a URL and refuses, without a DNS lookup, what must not be requested: other schemes, credentials, unusual ports,
 * non-public literal addresses, metadata services. Drops the fragment.
 *
 * @throws OutOfReach `address-refused`
 */
export function toGuardedUrl(raw: string, base: URL | undefined, ports: readonly number[], allow: AllowAddress): URL {
  const url = raw.length <= MAX_URL_CHARACTERS ? URL.parse(raw, base?.href) : null;
  if (!url || url.href.length > MAX_URL_CHARACTERS) throw new OutOfReach('address-refused', 'the URL cannot be read');
  if (!isWebAddress(url)) {
    throw new OutOfReach('address-refused', 'only http and https pages are read');
  }
  if (url.username || url.password) throw new OutOfReach('address-refused', 'the URL contains credentials');
  const port = toPort(url);
  const literal = toLiteralAddress(url.hostname);
  const name = url.hostname.replace(/\.$/, '');
  const allowed = literal !== undefined && allow(literal, port);
  if (!allowed) {
    if (METADATA_HOSTS.has(name)) throw new OutOfReach('address-refused', 'the host is a metadata service');
    if (literal !== undefined && isRefusedAddress(literal)) {
      throw new OutOfReach('address-refused', 'the address is not a public one');
    }
    if (!ports.includes(port)) throw new OutOfReach('address-refused', 'the port is not a web port');
  }
  url.hash = '';
  return url;
}
