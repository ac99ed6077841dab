import { ClaimcheckError } from '../src/errors.ts';
import type { StoreMeta } from '../src/providers/store/sqlite/sqlite-meta.ts';

/** How long a lock outlives a killed process. */
const LOCK_TTL_MS = 60_000;
const LOCK_REFRESH_MS = 15_000;

/**
 * Holds a lock of the store while `run` goes on, and aborts it if the lock is lost.
 *
 * @throws ClaimcheckError `index-running` if somebody else holds it, and what `run` throws
 */
export async function withStoreLock<T>(
  { name, meta, now }: { name: string; meta: Pick<StoreMeta, 'tryLock'>; now(): Date },
  run: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const lock = await meta.tryLock(name, now().getTime(), LOCK_TTL_MS);
  if (!lock) {
    throw new ClaimcheckError(
      'index-running',
      'A folder is being indexed on this store already. Start this again when that has ended.',
    );
  }
  const lost = new AbortController();
  const timer = setInterval(() => {
    void lock.refresh(now().getTime(), LOCK_TTL_MS).then(
      (held) => {
        if (held) return;
        lost.abort(
          new ClaimcheckError('index-running', 'Another indexing has taken over this store; this one has stopped.'),
        );
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
