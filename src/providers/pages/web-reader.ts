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

/** What the web reader needs. */
export interface PageReaderOptions {
  /** Pages and robots.txt, for up to 24 h. */
  cache: Keyv;
  now(): Date;
  /** Lets an address through that is not public, whatever its port: for tests and the operator's own hosts. Default: none. */
  allowAddress?: AllowAddress;
  /** Ports of public hosts. Default: 80 and 443. */
  ports?: readonly number[];
  /** Default: `dns.lookup`. */
  lookup?: Lookup;
  limits?: Partial<PageLimits>;
  /** An e-mail address or link for the owners of pages; printable ASCII. It is sent with every request. */
  contact?: string;
  /** Parses the pages, and stays open. Default: a pool of its own of two threads, which parse about 40 usual pages a second. */
  pool?: ParsePool;
}

/** Reads pages of the web. */
export interface WebPageReader extends PageReader {
  /** Ends connections and threads; nothing may be read after it. */
  close(): Promise<void>;
}

const WEB_PORTS: readonly number[] = [80, 443];

/**
 * A reader of public web pages that can be given any URL: it connects to public addresses alone, follows robots.txt, and stops
 * at its limits of size, time and number (`PAGE_LIMITS`). `read` rejects with `OutOfReach`, or the signal's reason.
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
        if (!page.text) throw new OutOfReach('not-a-page', 'the page holds no text');
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
