import robotsParser from 'robots-parser';
import { OutOfReach } from '../../core/out-of-reach.ts';
import { orAbort } from '../../shared/async.ts';
import { ask, type FetchMeans, ROBOT_NAME } from './fetch-page.ts';
import type { ReaderCache } from './late-cache.ts';
import { readBody } from './read-body.ts';

/** RFC 9309, section 2.4: a copy should not be used for longer than 24 hours. */
const ROBOTS_TTL_MS = 24 * 3_600_000;
/** A host that is down is asked again soon. */
const UNREACHABLE_TTL_MS = 5 * 60_000;
/** Comparisons of a rule's character with a path's that one question may cost: about 50 ms. */
const MAX_COMPARISONS = 50_000_000;
// The package's types say it were a module of ES, which it is not.
const parseRobots = robotsParser as unknown as typeof robotsParser.default;
/** Kept in place of rules. RFC 9309, section 2.3.1.4: while they cannot be read, all is forbidden, and not by the host's own word. */
const UNREAD = false;

/** Answers whether a host lets us read a page. */
export interface Robots {
  /** @throws OutOfReach `robots` where the host's rules forbid it, `unreachable` where they cannot be had; or the signal's reason */
  check(url: URL, signal: AbortSignal): Promise<void>;
}

/** What the rules need of the file: the rest (comments, site maps) is not kept. */
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
      // RFC 9309, section 2.3.1: what is not there forbids nothing; a server that is ill forbids all.
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
    // An address that is refused is not a host's own rule, and must be named as what it is.
    if (error instanceof OutOfReach && error.why === 'address-refused') throw error;
    return blocked;
  }
}

/** Rules are kept in the cache by origin; pages of one host that are read at once ask for them once. */
export function createRobots(cache: ReaderCache, means: FetchMeans): Robots {
  const underWay = new Map<string, Promise<Rules>>();

  async function toRulesOf(origin: string): Promise<Rules> {
    const key = `robots:${origin}`;
    const known = await cache.get(key);
    if (typeof known === 'string' || known === UNREAD) return known;
    // Its own limit: it is shared, so that no single reader may abort it.
    const { rules, ttlMs } = await load(origin, means, AbortSignal.timeout(means.limits.headersMs));
    cache.set(key, rules, ttlMs);
    return rules;
  }

  return {
    async check(url, signal) {
      const { origin } = url;
      const shared = underWay.get(origin) ?? toRulesOf(origin).finally(() => underWay.delete(origin));
      underWay.set(origin, shared);
      // Whoever waits for it may have been aborted by the time it fails.
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
