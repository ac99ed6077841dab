import ipaddr from 'ipaddr.js';
import { OutOfReach } from '../../core/out-of-reach.ts';
import { isWebAddress } from '../../core/text/web-address.ts';
import { MAX_URL_CHARACTERS } from './limits.ts';

/** Lets an address through that would be refused: for tests, and for what the operator runs on purpose. */
export type AllowAddress = (address: string, port: number) => boolean;

/** Names of cloud metadata services; their addresses are refused too, so this only saves the look-up. */
const METADATA_HOSTS = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'instance-data.ec2.internal',
  'metadata.azure.internal',
  'metadata.tencentyun.com',
]);

/** Azure's wire server: inside every Azure machine, with an address from the public range. */
const AZURE_WIRE_SERVER = '168.63.129.16';
/** All global unicast of IPv6 is in here (IANA's registry); what embeds IPv4 (mapped, compatible, NAT64) is outside. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** Whether an IP address is not one of the public internet: anything that is not plainly global unicast. */
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

/** The IPv4 address that an interface with ISATAP would send to, whatever the network before it. RFC 5214, section 6.1; two bits of it may be set or not. */
function toIsatap({ parts }: ipaddr.IPv6): string | undefined {
  const [flags = 0, mark, high = 0, low = 0] = parts.slice(4);
  if ((flags & 0xfc_ff) !== 0 || mark !== 0x5e_fe) return undefined;
  return new ipaddr.IPv4([high >> 8, high & 0xff, low >> 8, low & 0xff]).toString();
}

/** The IP address a URL's host is, without brackets; nothing where it is a name. */
export function toLiteralAddress(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : undefined;
}

/** The port a URL leads to. */
function toPort(url: URL): number {
  return Number(url.port || (url.protocol === 'https:' ? 443 : 80));
}

/**
 * Takes a URL apart and refuses what must not be asked for, without a look-up: other schemes, credentials, odd ports,
 * literal addresses that are not public, metadata services. The fragment is dropped.
 *
 * @throws OutOfReach `address-refused`
 */
export function toGuardedUrl(raw: string, base: URL | undefined, ports: readonly number[], allow: AllowAddress): URL {
  const url = raw.length <= MAX_URL_CHARACTERS ? URL.parse(raw, base?.href) : null;
  if (!url || url.href.length > MAX_URL_CHARACTERS) throw new OutOfReach('address-refused', 'the URL cannot be read');
  if (!isWebAddress(url)) {
    throw new OutOfReach('address-refused', 'only http and https pages are read');
  }
  if (url.username || url.password) throw new OutOfReach('address-refused', 'the URL holds credentials');
  const port = toPort(url);
  const literal = toLiteralAddress(url.hostname);
  const name = url.hostname.replace(/\.$/, '');
  const allowed = literal !== undefined && allow(literal, port);
  if (!allowed) {
    if (METADATA_HOSTS.has(name)) throw new OutOfReach('address-refused', 'the host is a metadata service');
    if (literal !== undefined && isRefusedAddress(literal)) {
      throw new OutOfReach('address-refused', 'the address is not a public one');
    }
    if (!ports.includes(port)) throw new OutOfReach('address-refused', 'the port is not one of the web');
  }
  url.hash = '';
  return url;
}
