import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { isRefusedAddress } from '../../src/providers/pages/address-guard.ts';

/** IANA's special-purpose registries, and the blocks that are no unicast: https://www.iana.org/assignments/iana-ipv4-special-registry and -ipv6- */
const SPECIAL =
  `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.0.0/29 192.0.0.8/32
192.0.0.9/32 192.0.0.10/32 192.0.0.170/32 192.0.0.171/32 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.88.99.2/32
192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 255.255.255.255/32
::1/128 ::/128 ::/96 ::ffff:0:0/96 ::ffff:0:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/23 2001::/32 2001:1::1/128
2001:1::2/128 2001:1::3/128 2001:2::/48 2001:3::/32 2001:4:112::/48 2001:10::/28 2001:20::/28 2001:30::/28 2001:db8::/32 2002::/16
2620:4f:8000::/48 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8`.split(/\s+/);

/** What lies right before or behind one of them. */
const PUBLIC =
  `1.0.0.0 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255 169.255.0.0 172.15.255.255
172.32.0.0 191.255.255.255 192.0.1.0 192.0.3.0 192.88.98.255 192.88.100.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0
198.51.99.255 198.51.101.0 203.0.112.255 203.0.114.0 223.255.255.255 8.8.8.8
2001:200:: 2001:4860:4860::8888 2001:db7:: 2001:db9:: 2003:: 2620:4f:7fff:: 2620:4f:8001:: 2600:: 2a00:1450:4001::200e`.split(
    /\s+/,
  );

/** ISATAP: with the IPv4 address that it carries, behind a public network. */
const ISATAP = ['2001:470:1:1:0:5efe:', '2600::200:5efe:', '2a00::100:5efe:', '2a00:0:0:1:300:5efe:'];

function toEnds(block: string): string[] {
  if (!block.includes(':')) {
    return [ipaddr.IPv4.networkAddressFromCIDR(block), ipaddr.IPv4.broadcastAddressFromCIDR(block)].map(String);
  }
  return [ipaddr.IPv6.networkAddressFromCIDR(block), ipaddr.IPv6.broadcastAddressFromCIDR(block)].map(String);
}

describe('the address guard', () => {
  it('refuses both ends of each special block', () => {
    expect(SPECIAL.flatMap(toEnds).filter((address) => !isRefusedAddress(address))).toEqual([]);
  });

  it('lets through what lies around them', () => {
    expect(PUBLIC.filter(isRefusedAddress)).toEqual([]);
  });

  it('judges an ISATAP address by the IPv4 address in it', () => {
    const toAll = (address: string) => ISATAP.map((start) => start + address);
    const refused = SPECIAL.filter((block) => !block.includes(':'))
      .flatMap(toEnds)
      .flatMap(toAll);
    expect(refused.filter((address) => !isRefusedAddress(address))).toEqual([]);
    expect(
      PUBLIC.filter((address) => !address.includes(':'))
        .flatMap(toAll)
        .filter(isRefusedAddress),
    ).toEqual([]);
    expect(isRefusedAddress('2600::400:5efe:127.0.0.1')).toBe(false);
  });
});
