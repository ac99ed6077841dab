import robotsParser from 'robots-parser';
import { OutOfReach } from '../../core/out-of-reach.ts';
import { orAbort } from '../../shared/async.ts';
import { ask, type FetchMeans, ROBOT_NAME } from './fetch-page.ts';
import type { ReaderCache } from './late-cache.ts';
import { readBody } from './read-body.ts';

/** RFC 9309, section 2.4: a cached copy should not be used for more than 24 hours. */
const ROBOTS_TTL_MS = 24 * 3_600_000;
/** A host that is down is tried again soon. */
const UNREACHABLE_TTL_MS = 5 * 60_000;
/** The most comparisons of rule and path characters for one URL: about 50 ms. */
const MAX_COMPARISONS = 50_000_000;
// The package's types claim that it is an ES module, which it is not.
const parseRobots = robotsParser as unknown as typeof robotsParser.default;
/** Cached instead of rules that cannot be fetched. RFC 9309, section 2.3.1.4: everything is forbidden then, though not by the host's own rules. */
const UNREAD = false;

/** Checks whether a host's robots.txt allows reading a page. */
export interface Robots {
  /**
   * @throws OutOfReach `robots` if the rules forbid it or are too long to evaluate, `unreachable` if they cannot be fetched,
   * `address-refused`; or the signal's reason
   */
  check(url: URL, signal: AbortSignal): Promise<void>;
}

/** Keeps only the rules of a robots.txt, without comments and sitemaps. */
function toRules(text: string): string {
  const lines = text.replace(/^\uFEFF/, '').match(/^[ \t]*(?:user-agent|allow|disallow)[ \t]*:[^\r\n#]*/gim) ?? [];
  return lines.map((line) => line.trim().replace(/\*{2,}/g, '*')).join('\n');
}

type Rules = string | typeof UNREAD;

async function load(origin: string, means: FetchMeans, signal: AbortSignal): Promise<{ rules: Rules; ttlMs: number }> {
  const blocked = { rules: UNREAD, ttlMs: UNREACHABLE_TTL_MS } as const;
  try {
    const answer = await ask(new URL('/robots.txt', origin), means, async () => {}, signal);
    try {
      // RFC 9309, section 2.3.1: a missing file forbids nothing; a server error forbids everything.
      if (answer.status >= 400 && answer.status < 500) return { rules: '', ttlMs: ROBOTS_TTL_MS };
      if (answer.status < 200 || answer.status >= 300) return blocked;
      const most = means.limits.robotsBytes;
      const encoding = answer.header('content-encoding');
      const bytes = await readBody(answer.body, encoding, { sent: most, unpacked: most, cut: true }, signal);
      return { rules: toRules(new TextDecoder().decode(bytes)), ttlMs: ROBOTS_TTL_MS };
    } finally {
      answer.body.destroy();
    }
  } catch (error) {
    // A refused address is not a rule of the host, so it is reported as such.
    if (error instanceof OutOfReach && error.why === 'address-refused') throw error;
    return blocked;
  }
}

/** Caches rules by origin; concurrent reads of the same origin share one request. */
export function createRobots(cache: ReaderCache, means: FetchMeans): Robots {
  const underWay = new Map<string, Promise<Rules>>();

  async function toRulesOf(origin: string): Promise<Rules> {
    const key = `robots:${origin}`;
    const known = await cache.get(key);
    if (typeof known === 'string' || known === UNREAD) return known;
    // It has its own time limit and no reader's signal, since several readers share it.
    const { rules, ttlMs } = await load(origin, means, AbortSignal.timeout(means.limits.headersMs));
    cache.set(key, rules, ttlMs);
    return rules;
  }

  return {
    async check(url, signal) {
      const { origin } = url;
      const shared = underWay.get(origin) ?? toRulesOf(origin).finally(() => underWay.delete(origin));
      underWay.set(origin, shared);
      // All readers may have been aborted by the time it fails.
      shared.catch(() => {});
      const rules = await orAbort(shared, signal);
      if (rules === UNREAD) throw new OutOfReach('unreachable', 'robots.txt cannot be reached');
      if (!rules) return;
      const path = url.pathname + url.search;
      const tooDear = rules.length * path.length > MAX_COMPARISONS;
      if (tooDear || parseRobots(`${origin}/robots.txt`, rules).isAllowed(url.href, ROBOT_NAME) === false) {
        throw new OutOfReach('robots', 'robots.txt forbids it');
      }
    },
  };
}
