import type { Atomically } from '../chat/ports.ts';

/** Platforms repeat an event for a day at most. In ms. */
const KNOWN_MS = 24 * 60 * 60_000;

/** Whether no process received an event before this one. @returns false if it was received, and is answered elsewhere */
export type IsFirst = (platform: string, eventId: string) => Promise<boolean>;

/**
 * Recognises events that are answered at once, over all processes: a platform can send one to two of them. Slow requests are recognised by their jobs.
 *
 * @param atomically on a cache that all processes share
 * @returns a function to call once per incoming event: each call counts
 * @throws ClaimcheckError if the cache is unreachable
 */
export function createSharedEvents(atomically: Atomically): IsFirst {
  return (platform, eventId) => {
    const key = `${platform}:${eventId}`;
    return atomically([key], (entries) => {
      if (entries.get(key) !== undefined) return false;
      entries.set(key, true, KNOWN_MS);
      return true;
    });
  };
}
