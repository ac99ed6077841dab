import { KEEP_DAYS } from './group-settings.ts';
import type { RetentionStore } from './ports.ts';

const DAY_MS = 24 * 60 * 60_000;
/** So long after the start for the first time: it takes a while, in which nobody is answered, and then people are waiting for the bot. */
const FIRST_PURGE_MS = 60_000;
/** So long after the bot was taken out of a group its checks are kept, for it may have been a mistake. */
const LEFT_MS = 30 * DAY_MS;
/** Platforms repeat an event for a day at most; an answered job's row knows it a week. */
const DONE_MS = 7 * DAY_MS;
const DEAD_MS = 30 * DAY_MS;

/** The daily clearing. */
export interface Purge {
  /** Rejects with the store's errors. */
  run(): ReturnType<RetentionStore['purge']>;
  /** Runs it once a day from now on, the first time after a minute; a second call changes nothing. */
  begin(): void;
  end(): void;
}

/** Makes it. @param onFault told where a run by itself fails */
export function createPurge(
  retention: Pick<RetentionStore, 'purge'>,
  now: () => Date,
  onFault: (error: unknown) => void,
): Purge {
  let timer: NodeJS.Timeout | undefined;
  const run = () => {
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
  const runLater = (ms: number) => {
    timer = setTimeout(() => {
      runLater(DAY_MS);
      run().catch(onFault);
    }, ms).unref();
  };
  return {
    run,
    begin() {
      if (!timer) runLater(FIRST_PURGE_MS);
    },
    end() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
