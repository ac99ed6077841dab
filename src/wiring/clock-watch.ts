/** How often the clock is looked at, in ms. */
const EVERY_MS = 1_000;
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
