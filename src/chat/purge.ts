import { KEEP_DAYS } from './group-settings.ts';
import type { RetentionStore } from './ports.ts';

const DAY_MS = 24 * 60 * 60_000;
/** How often it is looked what can go. */
export const PURGE_EVERY_MS = DAY_MS;
/** So long after the start for the first time: it takes a while, in which nobody is answered, and then people are waiting for the bot. */
export const FIRST_PURGE_MS = 60_000;
/** So long after the bot was taken out of a group its checks are kept, for it may have been a mistake. */
const LEFT_MS = 30 * DAY_MS;
/** Platforms repeat an event for a day at most; an answered job's row knows it a week. */
const DONE_MS = 7 * DAY_MS;
const DEAD_MS = 30 * DAY_MS;

/** Makes the daily clearing. Rejects with the store's errors. */
export function createPurge(retention: RetentionStore, now: () => Date): () => ReturnType<RetentionStore['purge']> {
  return () => {
    const at = now().getTime();
    const ago = (ms: number) => new Date(at - ms).toISOString();
    return retention.purge({
      now: ago(0),
      keepDays: KEEP_DAYS,
      before: ago(KEEP_DAYS * DAY_MS),
      leftBefore: ago(LEFT_MS),
      doneBefore: ago(DONE_MS),
      deadBefore: ago(DEAD_MS),
    });
  };
}
