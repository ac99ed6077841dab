import { orAbort, pause } from '../shared/async.ts';
import { ClaimcheckError } from '../shared/errors.ts';

/** Before the second try, in ms; doubled each time up to the longest. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** What no patience helps with: a token that is refused, a setting that is wrong. */
const FINAL: ReadonlySet<string> = new Set(['platform-login', 'config-invalid']);

/** How a platform stands. */
type Standing = 'started' | 'refused' | 'later';

export interface PatientStart {
  /** After the first try; `later`: it is tried again. */
  first: Promise<Standing>;
  /** Once no more is tried. Rejects with the signal's reason. */
  last: Promise<Standing>;
}

/**
 * Starts something until it works: after a power cut the network is late, and a platform has bad minutes.
 *
 * @param start one try
 * @param onTrouble told of the first failure, and of a final one
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
