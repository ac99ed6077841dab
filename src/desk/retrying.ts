/** The first pause between two tries; each further one is `PAUSE_GROWTH` times as long. */
const FIRST_PAUSE_MS = 1_000;
const PAUSE_GROWTH = 4;
/** No pause is longer, unless the other side asks for it. */
const LONGEST_PAUSE_MS = 60_000;
/** With the pauses above: given up after about two and a half minutes. */
const MOST_TRIES = 6;
/** Nobody waits longer than that for an answer, whatever the other side asks for. */
const MOST_PATIENCE_MS = 10 * 60_000;

export interface RetryOptions {
  /** From 0 up to 1: pauses are up to half as long again, so that not everybody comes back at once. */
  random(): number;
  /** Resolves after so many ms, or rejects with the signal's reason. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** It makes no sense to try this again. */
  isLasting(error: unknown): boolean;
}

/**
 * Does something until it succeeds, with growing pauses, or with the pause the error asks for (`retryAfterMs`).
 *
 * @throws the last error after the last try, at once one that lasts; the signal's reason if it is aborted
 */
export async function retrying<T>(work: () => Promise<T>, options: RetryOptions, signal: AbortSignal): Promise<T> {
  const { random, pause, isLasting } = options;
  for (let tried = 1; ; tried += 1) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      const asked = toAskedPause(error);
      if (isLasting(error) || tried >= MOST_TRIES || (asked ?? 0) > MOST_PATIENCE_MS) throw error;
      const grown = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * PAUSE_GROWTH ** (tried - 1));
      // A pause that was asked for is kept in full.
      await pause(Math.round((asked ?? grown) * (1 + random() / 2)), signal);
    }
  }
}

function toAskedPause(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('retryAfterMs' in error)) return undefined;
  const { retryAfterMs } = error;
  return typeof retryAfterMs === 'number' && retryAfterMs >= 0 ? retryAfterMs : undefined;
}
