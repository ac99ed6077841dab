import { Worker } from 'node:worker_threads';
import type { ClaimcheckError } from '../../../shared/errors.ts';
import type { DamageAnswer, DamageTask } from './damage-worker.ts';
import { toCorruptError, toStoreError } from './sqlite-errors.ts';

/** MB of the thread's heap: SQLite reads page by page, outside of it. */
const MAX_HEAP_MB = 32;

/**
 * Looks through a store's file for damage that nobody has read yet, while it is in use and without holding anybody up.
 *
 * @param signal ends it; nothing is found then
 * @returns the sentence that says what to do, with SQLite's own words as its cause; nothing if the file is whole, or cannot be looked at just now
 */
export async function findDamage(file: string, signal: AbortSignal): Promise<ClaimcheckError | undefined> {
  if (signal.aborted) return undefined;
  const worker = new Worker(new URL('./damage-worker.ts', import.meta.url), {
    workerData: { file } satisfies DamageTask,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    env: {},
  });
  const { promise, resolve } = Promise.withResolvers<ClaimcheckError | undefined>();
  worker.once('message', ({ fault }: DamageAnswer) =>
    resolve(fault === undefined ? undefined : toCorruptError(file, new Error(fault))),
  );
  worker.once('error', (error) => {
    const fault = toStoreError(error, file);
    resolve(fault.code === 'store-corrupt' ? fault : undefined);
  });
  worker.once('exit', () => resolve(undefined));
  const end = () => void worker.terminate();
  signal.addEventListener('abort', end, { once: true });
  return promise.finally(() => signal.removeEventListener('abort', end));
}
