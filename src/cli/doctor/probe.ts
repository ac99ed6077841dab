import { orAbort } from '../../shared/async.ts';
import { ClaimcheckError } from '../../shared/errors.ts';
import type { Finding } from '../../shared/finding.ts';

/** The default timeout of a probe. */
const LIMIT_MS = 10_000;

/** One check of the set-up. */
export interface Probe {
  what: string;
  /** In ms. Default: 10,000. */
  limitMs?: number;
  look(signal: AbortSignal): Promise<Finding[]>;
}

/**
 * Runs a probe within its time limit. Whatever goes wrong is a finding too.
 *
 * @throws only the signal's reason
 */
export async function examine({ what, limitMs = LIMIT_MS, look }: Probe, signal: AbortSignal): Promise<Finding[]> {
  const limit = AbortSignal.timeout(limitMs);
  const either = AbortSignal.any([signal, limit]);
  try {
    return await orAbort(look(either), either);
  } catch (error) {
    signal.throwIfAborted();
    if (limit.aborted) {
      const text = `no answer within ${limitMs / 1000} s: check its address, and this machine's network and proxy.`;
      return [{ standing: 'FAIL', what, text }];
    }
    const text =
      error instanceof ClaimcheckError
        ? error.message
        : 'this test failed because of a bug in Claimcheck: please report it.';
    return [{ standing: 'FAIL', what, text, said: error instanceof ClaimcheckError ? undefined : toName(error) }];
  }
}

/** Only a code or name: an unexpected error's message may hold anything. */
function toName(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[A-Z_]{3,40}$/.test(code) ? code : error instanceof Error ? error.name : 'unknown';
}
