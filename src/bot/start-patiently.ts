import { orAbort, pause } from '../shared/async.ts';
import { ClaimcheckError } from '../shared/errors.ts';

/** The pause before the second attempt, in ms; doubled each time up to the longest. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** Errors that retrying cannot fix: a refused token, a wrong setting. */
const FINAL: ReadonlySet<string> = new Set(['platform-login', 'config-invalid']);

/** The state of a platform's start. */
type Standing = 'started' | 'refused' | 'later';

export interface PatientStart {
  /** Settles after the first attempt; `later`: it is retried. */
  first: Promise<Standing>;
  /** Settles when no further attempt follows. Rejects with the signal's reason. */
  last: Promise<Standing>;
}

/**
 * Retries a start until it succeeds: after a power cut the network comes late, and platforms have short outages.
 *
 * @param start one attempt
 * @param onTrouble called with the first failure, and with a final one
 */
export function startPatiently(
  start: () => Promise<void>,
  onTrouble: (error: unknown, isFinal: boolean) => void,
  signal: AbortSignal,
): PatientStart {
  const first = Promise.withResolvers<Standing>();
  async function run(): Promise<Standing> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      try {
        await start();
        return 'started';
      } catch (error) {
        signal.throwIfAborted();
        const isFinal = error instanceof ClaimcheckError && FINAL.has(error.code);
        if (isFinal || pauseMs === FIRST_PAUSE_MS) onTrouble(error, isFinal);
        if (isFinal) return 'refused';
      }
      first.resolve('later');
      await pause(pauseMs, signal);
    }
  }
  const last = orAbort(run(), signal);
  last.then(first.resolve, first.reject);
  first.promise.catch(() => undefined);
  last.catch(() => undefined);
  return { first: first.promise, last };
}
