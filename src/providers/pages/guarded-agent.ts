import type { LookupAddress, LookupAllOptions } from 'node:dns';
import { Agent, buildConnector } from 'undici';
import { OutOfReach } from '../../core/out-of-reach.ts';
import { type AllowAddress, isRefusedAddress, toLiteralAddress } from './address-guard.ts';
import type { PageLimits } from './limits.ts';

/** The form of Node's `dns.lookup` that returns all addresses. */
export type Lookup = (
  hostname: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * An HTTP client that connects only to public addresses. For each connection, a name is resolved once, all its addresses are
 * checked, and the socket gets exactly these addresses, so no second lookup can return others (DNS rebinding).
 */
export function createGuardedAgent(lookup: Lookup, allow: AllowAddress, limits: PageLimits): Agent {
  return new Agent({
    allowH2: false,
    pipelining: 1,
    connections: limits.atOncePerHost,
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.totalMs,
    keepAliveTimeout: 2_000,
    keepAliveMaxTimeout: 2_000,
    connect(options, callback) {
      const port = Number(options.port || (options.protocol === 'https:' ? 443 : 80));
      const refuses = (address: string): boolean => isRefusedAddress(address) && !allow(address, port);
      const connectTo = (addresses: LookupAddress[]): void => {
        if (addresses.length === 0) {
          callback(new OutOfReach('unreachable', 'the host has no address'), null);
          return;
        }
        if (addresses.some(({ address }) => refuses(address))) {
          callback(new OutOfReach('address-refused', 'the host leads to an address that is not public'), null);
          return;
        }
        const connect = buildConnector({
          allowH2: false,
          maxCachedSessions: 0,
          timeout: limits.headersMs,
          // Answers both forms of the call from the checked addresses, without any further lookup.
          lookup: (_hostname, asked, done) => {
            const first = addresses[0];
            if (asked.all || !first) done(null, addresses);
            else done(null, first.address, first.family);
          },
        });
        connect(options, (error, socket) => {
          if (error) callback(error, null);
          else if (refuses(socket.remoteAddress ?? '')) {
            socket.destroy();
            callback(new OutOfReach('address-refused', 'the connection leads to an address that is not public'), null);
          } else callback(null, socket);
        });
      };
      const literal = toLiteralAddress(options.hostname);
      if (literal !== undefined) connectTo([{ address: literal, family: literal.includes(':') ? 6 : 4 }]);
      else {
        lookup(options.hostname, { all: true }, (error, addresses) => {
          if (error) callback(new OutOfReach('unreachable', 'the host cannot be looked up', { cause: error }), null);
          else connectTo(addresses);
        });
      }
    },
  });
}
