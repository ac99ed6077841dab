import { KEEP_DAYS } from './group-settings.ts';
import type { RetentionStore } from './ports.ts';

const DAY_MS = 24 * 60 * 60_000;
/** How long after the start the first purge runs: it takes a while, in which nobody is answered, and right after a start people are waiting. */
const FIRST_PURGE_MS = 60_000;
/** How long a group's checks are kept after the bot was removed, which may have been a mistake. */
const LEFT_MS = 30 * DAY_MS;
/** Platforms repeat an event for a day at most; the rows of answered jobs recognise it for a week. */
const DONE_MS = 7 * DAY_MS;
const DEAD_MS = 30 * DAY_MS;

/** The daily purge. */
export interface Purge {
  /** Rejects with the store's errors. */
  run(): ReturnType<RetentionStore['purge']>;
  /** Runs daily from now on, the first time after a minute; further calls do nothing. */
  begin(): void;
  end(): void;
}

/** Creates the purge. @param onFault called if a scheduled run fails */
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
