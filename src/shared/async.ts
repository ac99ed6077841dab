/** Lets pieces of work of the same name follow each other; those of different names run side by side. */
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

/** Until the work is over, but no longer than so many ms. Rejects as the work does, if that is sooner. */
export async function orAfter(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, enough]).finally(() => clearTimeout(timer));
}

/** The work's outcome, or the signal's reason as soon as it is aborted; what the work comes to after that is not heard. */
export function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Resolves after so many ms, at once for none; rejects with the signal's reason. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (ms <= 0) return Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return (signal ? orAbort(over, signal) : over).finally(() => clearTimeout(timer));
}

/** How often the clock is looked at, in ms: before a burst of answers meets limits that are counted by the old one. */
const EVERY_MS = 100;
/** Time servers move a clock by less without anybody's notice. In ms. */
const NOTICED_MS = 500;

/**
 * Watches for a clock that is set back, by a clock that nobody can set.
 *
 * @param onSetBack told after each time
 * @returns ends the watch
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
