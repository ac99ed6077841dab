import { ClaimcheckError } from '../src/errors.ts';
import type { StoreMeta } from '../src/providers/store/sqlite/sqlite-meta.ts';

/** How long a lock outlives a killed process. */
const LOCK_TTL_MS = 60_000;
const LOCK_REFRESH_MS = 15_000;

export interface StoreLock {
  name: string;
  meta: Pick<StoreMeta, 'tryLock'>;
  now(): Date;
  code: ClaimcheckError['code'];
  /** Said where somebody else holds it, or has taken it over. */
  taken: string;
  lost: string;
}

/**
 * Holds a lock of the store while `run` goes on, and aborts it if the lock is lost.
 *
 * @throws ClaimcheckError the lock's `code` if somebody else holds it, and what `run` throws
 */
export async function withStoreLock<T>(
  { name, meta, now, code, taken, lost: lostMessage }: StoreLock,
  run: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const lock = await meta.tryLock(name, now().getTime(), LOCK_TTL_MS);
  if (!lock) throw new ClaimcheckError(code, taken);
  const lost = new AbortController();
  const timer = setInterval(() => {
    void lock.refresh(now().getTime(), LOCK_TTL_MS).then(
      (held) => {
        if (!held) lost.abort(new ClaimcheckError(code, lostMessage));
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
