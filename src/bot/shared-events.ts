import type { Atomically } from '../chat/ports.ts';

/** Platforms repeat an event for a day at most. In ms. */
const KNOWN_MS = 24 * 60 * 60_000;

/** Whether an event was brought to no process before this one. @returns false where it was, and is answered there */
export type IsFirst = (platform: string, eventId: string) => Promise<boolean>;

/**
 * Knows events again that are answered at once, over all processes: a platform can bring one to two of them. What takes time is known by its job.
 *
 * @param atomically a cache that all of them share
 * @returns to be asked once where an event comes in: each asking counts as one
 * @throws ClaimcheckError where the cache cannot be reached
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
