import type { StoreMeta } from '../providers/store/ports.ts';
import { ClaimcheckError } from '../shared/errors.ts';

/** How long a lock outlives a killed process. */
const LOCK_TTL_MS = 60_000;
const LOCK_REFRESH_MS = 15_000;

/** Work on a store that only one process may do at a time, and how messages name it. */
export interface StoreLock {
  name: 'import' | 'index';
  /** As in the sentence “Another … is running”. */
  what: string;
  meta: Pick<StoreMeta, 'tryLock'>;
  now(): Date;
}

/**
 * Holds a lock of the store while `run` executes, and aborts `run` if the lock is lost.
 *
 * @throws ClaimcheckError `import-running` or `index-running` if another process holds it; and the errors of `run`
 */
export async function withStoreLock<T>(
  { name, what, meta, now }: StoreLock,
  run: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const toError = (sentence: string) => new ClaimcheckError(`${name}-running`, sentence);
  const lock = await meta.tryLock(name, now().getTime(), LOCK_TTL_MS);
  if (!lock) throw toError(`Another ${what} is using this store. Try again when it has finished.`);
  const lost = new AbortController();
  const timer = setInterval(() => {
    void lock.refresh(now().getTime(), LOCK_TTL_MS).then(
      (held) => {
        if (!held) lost.abort(toError(`Another ${what} has taken over this store; this one has stopped.`));
      },
      (error: unknown) => lost.abort(error),
    );
  }, LOCK_REFRESH_MS).unref();
  try {
    return await run(AbortSignal.any([signal, lost.signal]));
  } finally {
    clearInterval(timer);
    await lock.unlock();
  }
}
