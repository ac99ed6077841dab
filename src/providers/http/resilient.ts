import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  retry,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
} from 'cockatiel';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { ReviewLookup, SearchProvider } from '../../core/ports.ts';
import type { FailureKind } from '../../core/types.ts';

/** Time limit, retries and circuit breaker of one provider. */
export interface ResilienceOptions {
  /** For one call with all its retries, in ms. Default: 10,000. */
  timeLimitMs?: number;
  /** Retries after the first attempt. Default: 2. */
  retries?: number;
  /** Longest wait in ms before the first retry if the provider advises none; doubles with each retry. Default: 300. */
  firstDelayMs?: number;
  /** Longest wait in ms without advice. Default: 3,000. */
  maxDelayMs?: number;
  /** Consecutive failures that make the provider rest (open the circuit). Default: 4. */
  failuresBeforeRest?: number;
  /** How long it rests in ms, unless it advised longer itself. Default: 60,000. */
  restMs?: number;
  /** In [0, 1), for the jitter. Default: `Math.random`. */
  random?: () => number;
  /** ms on a monotonic clock. Default: `performance.now`. */
  nowMs?: () => number;
}

/** The longest advised wait that is respected: a quota may be raised before its month is over. */
const MAX_QUIET_MS = 60 * 60 * 1000;
/** Failures that only the operator can fix. */
const LASTING: ReadonlySet<FailureKind> = new Set(['refused', 'key-refused', 'quota-used', 'not-there']);

type Guarded = <T>(call: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => Promise<T>;

/** The same provider with a time limit, retries and a circuit breaker. It adds the failures `time-limit`, `rate-limited` and `resting`. */
export function toResilientSearch(provider: SearchProvider, options: ResilienceOptions = {}): SearchProvider {
  const guarded = createGuard(provider.name, options);
  return {
    name: provider.name,
    search: (query, signal) => guarded((inner) => provider.search(query, inner), signal),
  };
}

/** The same lookup with a time limit, retries and a circuit breaker. It adds the failures `time-limit`, `rate-limited` and `resting`. */
export function toResilientLookup(lookup: ReviewLookup, options: ResilienceOptions = {}): ReviewLookup {
  const guarded = createGuard(lookup.name, options);
  return {
    name: lookup.name,
    lookUp: (query, signal) => guarded((inner) => lookup.lookUp(query, inner), signal),
  };
}

/**
 * From the outside in: the circuit breaker, the time limit, the retries.
 *
 * A retry waits as long as the provider advised, otherwise a random time below a limit that doubles ("full jitter", AWS Architecture
 * Blog, "Exponential Backoff and Jitter"). A retry that could not start within the time limit is not made.
 */
function createGuard(name: string, options: ResilienceOptions): Guarded {
  const { timeLimitMs = 10_000, failuresBeforeRest = 4, restMs = 60_000, nowMs = () => performance.now() } = options;
  const limit = timeout(timeLimitMs, TimeoutStrategy.Aggressive);
  const breaker = circuitBreaker(
    // An aborted trial call proves nothing, but the breaker would take it for a success. So it counts as failed.
    handleWhen((error) => error instanceof OutOfReach || breaker.state === CircuitState.HalfOpen),
    {
      breaker: new ConsecutiveBreaker(failuresBeforeRest),
      // After an aborted trial, the next one may start at once.
      halfOpenAfter: new DelegateBackoff(({ result }) => {
        const error = 'error' in result ? result.error : undefined;
        return error instanceof OutOfReach ? Math.max(restMs, toQuietMs(error)) : 0;
      }),
    },
  );

  async function withinLimit<T>(call: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    const endsAt = nowMs() + timeLimitMs;
    try {
      return await limit.execute(
        ({ signal: inner }) => createRetry(options, () => endsAt - nowMs()).execute(() => start(call, inner), inner),
        signal,
      );
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (!(error instanceof TaskCancelledError)) throw error;
      throw new OutOfReach('time-limit', `${name} did not answer within ${timeLimitMs} ms.`);
    }
  }

  let quietUntil = Number.NEGATIVE_INFINITY;
  let last: OutOfReach | undefined;
  /** The error while the provider is left alone; a failure that only the operator can fix keeps its own kind. */
  const leftAlone = (why: 'rate-limited' | 'resting', message: string, retryAfterMs?: number) => {
    const { status, serverWords } = last ?? {};
    const lasting = last && LASTING.has(last.why) ? last.why : why;
    return new OutOfReach(lasting, message, { retryAfterMs, status, serverWords });
  };
  return async (call, signal) => {
    signal.throwIfAborted();
    // The provider said that it would refuse until then; many extend the wait if they are called anyway.
    const retryAfterMs = quietUntil - nowMs();
    if (retryAfterMs > 0) {
      throw leftAlone(
        'rate-limited',
        `${name} asked for a pause, so the bot does not call it for a while.`,
        retryAfterMs,
      );
    }
    const resting = () => leftAlone('resting', `${name} failed repeatedly, so the bot does not call it for a while.`);
    // Other calls would wait for the outcome of the running trial; a check does better without this provider.
    if (breaker.state === CircuitState.HalfOpen) throw resting();
    try {
      return await breaker.execute(() => withinLimit(call, signal));
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw resting();
      if (error instanceof OutOfReach) {
        last = error;
        if (toQuietMs(error) >= timeLimitMs) quietUntil = nowMs() + toQuietMs(error);
      }
      throw error;
    }
  };
}

const toQuietMs = ({ retryAfterMs = 0 }: OutOfReach): number => Math.min(retryAfterMs, MAX_QUIET_MS);

/** A retry's wait outlives an abort, so the call after it must not start. */
async function start<T>(call: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return await call(signal);
}

/** @param leftMs the rest of the time limit, in ms */
function createRetry(options: ResilienceOptions, leftMs: () => number) {
  const { retries = 2, firstDelayMs = 300, maxDelayMs = 3_000, random = Math.random } = options;
  let failed = 0;
  let delayMs = 0;
  const policy = handleWhen((error) => {
    if (!(error instanceof OutOfReach) || (error.why !== 'rate-limited' && error.why !== 'unreachable')) return false;
    delayMs = error.retryAfterMs ?? random() * Math.min(maxDelayMs, firstDelayMs * 2 ** failed);
    failed += 1;
    return delayMs < leftMs();
  });
  // The wait of an abandoned call must not keep the process alive.
  return retry(policy, { maxAttempts: retries, backoff: new DelegateBackoff(() => delayMs) }).dangerouslyUnref();
}
