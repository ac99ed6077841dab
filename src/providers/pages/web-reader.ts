import { lookup as dnsLookup } from 'node:dns';
import type Keyv from 'keyv';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { PageReader } from '../../core/ports.ts';
import type { Page } from '../../core/types.ts';
import { orAbort } from '../../shared/async.ts';
import { type AllowAddress, toGuardedUrl } from './address-guard.ts';
import { type FetchMeans, fetchPage, toUserAgent } from './fetch-page.ts';
import { createGuardedAgent, type Lookup } from './guarded-agent.ts';
import { createLateCache } from './late-cache.ts';
import { PAGE_LIMITS, type PageLimits } from './limits.ts';
import { createPageCache } from './page-cache.ts';
import { createParsePool, type ParsePool } from './parse-pool.ts';
import { createPlaces } from './places.ts';
import { createRobots } from './robots.ts';

/** The dependencies and settings of the web reader. */
export interface PageReaderOptions {
  /** Keeps pages and robots.txt for up to 24 h. */
  cache: Keyv;
  now(): Date;
  /** Allows a non-public address, on any port: for tests and the operator's own hosts. Default: none. */
  allowAddress?: AllowAddress;
  /** Allowed ports of public hosts. Default: 80 and 443. */
  ports?: readonly number[];
  /** Default: `dns.lookup`. */
  lookup?: Lookup;
  limits?: Partial<PageLimits>;
  /** An e-mail address or link for page owners, in printable ASCII; sent with every request. */
  contact?: string;
  /** Parses the pages; the caller closes it. Default: an own pool of two threads, which parses about 40 typical pages per second. */
  pool?: ParsePool;
}

/** A reader of web pages. */
export interface WebPageReader extends PageReader {
  /** Closes connections and threads, and writes pending cache entries. Nothing may be read afterwards. */
  close(): Promise<void>;
}

const WEB_PORTS: readonly number[] = [80, 443];

/**
 * A reader of public web pages that is safe for any URL: it connects only to public addresses, obeys robots.txt, and enforces
 * limits on size, time and concurrency (`PAGE_LIMITS`). `read` rejects with `OutOfReach`, or the signal's reason.
 */
export function createPageReader(options: PageReaderOptions): WebPageReader {
  const limits: PageLimits = { ...PAGE_LIMITS, ...options.limits };
  const allow: AllowAddress = options.allowAddress ?? (() => false);
  const ports = options.ports ?? WEB_PORTS;
  const agent = createGuardedAgent(options.lookup ?? dnsLookup, allow, limits);
  const means: FetchMeans = { dispatcher: agent, ports, allow, limits, userAgent: toUserAgent(options.contact) };
  const late = createLateCache(options.cache);
  const cache = createPageCache(late);
  const robots = createRobots(late, means);
  const places = createPlaces(limits.atOnce, limits.atOncePerHost);
  const pool = options.pool ?? createParsePool(2, limits.parseMs);

  async function fetchAndParse(url: URL, signal: AbortSignal): Promise<Page> {
    const timer = AbortSignal.timeout(limits.totalMs);
    const either = AbortSignal.any([signal, timer]);
    try {
      pool.warm();
      const fetched = await fetchPage(url, means, (next) => robots.check(next, either), either);
      const { pdfPages, textCharacters } = limits;
      return await pool.parse(
        { ...fetched, now: options.now().getTime(), limits: { pdfPages, textCharacters } },
        either,
      );
    } catch (error) {
      signal.throwIfAborted();
      if (timer.aborted) throw new OutOfReach('time-limit', 'the page took too long', { cause: error });
      throw error;
    }
  }

  return {
    async read(raw, signal) {
      signal.throwIfAborted();
      const url = toGuardedUrl(raw, undefined, ports, allow);
      const known = await orAbort(cache.get(url.href), signal);
      if (known) return known;
      try {
        const page = await places.run(url.host, signal, () => fetchAndParse(url, signal));
        if (!page.text) throw new OutOfReach('not-a-page', 'the page has no text');
        cache.keep(url.href, page);
        return page;
      } catch (error) {
        signal.throwIfAborted();
        cache.keepFailure(url.href, error);
        throw error;
      }
    },
    async close() {
      await Promise.all([agent.destroy(), options.pool ?? pool.close(), late.flush()]);
    },
  };
}
