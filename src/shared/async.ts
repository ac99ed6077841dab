/** Serialises pieces of work with the same name; those with different names run concurrently. */
export function createTurns(): { take<T>(name: string, work: () => Promise<T>): Promise<T> } {
  const last = new Map<string, Promise<unknown>>();
  return {
    take(name, work) {
      const turn = (last.get(name) ?? Promise.resolve()).then(work, work);
      const end = turn
        .catch(() => undefined)
        .finally(() => {
          if (last.get(name) === end) last.delete(name);
        });
      last.set(name, end);
      return turn;
    },
  };
}

/** Waits until the work ends, but at most `ms`. Rejects as the work does, if that comes first. */
export async function orAfter(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, enough]).finally(() => clearTimeout(timer));
}

/** The work's outcome, or the signal's reason as soon as it is aborted; a later outcome is ignored. */
export function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Resolves after `ms`, at once if that is not positive; rejects with the signal's reason. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (ms <= 0) return Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return (signal ? orAbort(over, signal) : over).finally(() => clearTimeout(timer));
}

/** The interval between looks at the clock, in ms: short, so that a burst of answers does not meet limits of the old clock. */
const EVERY_MS = 100;
/** Time servers adjust a clock by smaller steps, which are ignored. In ms. */
const NOTICED_MS = 500;

/**
 * Watches whether the system clock is set back, by comparing it with the monotonic clock.
 *
 * @param onSetBack called each time
 * @returns a function that ends the watch
 */
export function watchClock(onSetBack: () => void): () => void {
  const toAhead = () => Date.now() - performance.now();
  let ahead = toAhead();
  const timer = setInterval(() => {
    const before = ahead;
    ahead = toAhead();
    if (ahead < before - NOTICED_MS) onSetBack();
  }, EVERY_MS).unref();
  return () => clearInterval(timer);
}
