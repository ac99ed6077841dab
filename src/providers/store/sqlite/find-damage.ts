import { Worker } from 'node:worker_threads';
import { type ClaimcheckError, isCode } from '../../../shared/errors.ts';
import type { DamageAnswer, DamageTask } from './damage-worker.ts';
import { toCorruptError, toStoreError } from './sqlite-errors.ts';

/** The limit of the thread's heap in MB; SQLite reads page by page, outside the heap. */
const MAX_HEAP_MB = 32;

/**
 * Checks a store's file for damage that no query has hit yet, while it is in use and without blocking others.
 *
 * @param signal stops the check
 * @returns an error that says what to do, with SQLite's message as its cause; undefined if there is no damage
 * @throws ClaimcheckError if the file cannot be checked, including `store-corrupt` if damage keeps it from being opened; or the signal's reason
 */
export async function lookForDamage(file: string, signal: AbortSignal): Promise<ClaimcheckError | undefined> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./damage-worker.ts', import.meta.url), {
    workerData: { file } satisfies DamageTask,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    env: {},
  });
  const { promise, resolve, reject } = Promise.withResolvers<ClaimcheckError | undefined>();
  worker.once('message', ({ fault }: DamageAnswer) =>
    resolve(fault === undefined ? undefined : toCorruptError(file, new Error(fault))),
  );
  worker.once('error', (error) => reject(toStoreError(error, file)));
  worker.once('exit', () => reject(signal.aborted ? signal.reason : toStoreError(new Error('the look ended'), file)));
  const end = () => void worker.terminate();
  signal.addEventListener('abort', end, { once: true });
  return promise.finally(() => signal.removeEventListener('abort', end));
}

/** The same in the background of a bot. @returns only damage; other errors are ignored, since they show up where the store is used */
export function findDamage(file: string, signal: AbortSignal): Promise<ClaimcheckError | undefined> {
  return lookForDamage(file, signal).catch((error: unknown) => (isCorrupt(error) ? error : undefined));
}

const isCorrupt = (error: unknown): error is ClaimcheckError => isCode(error, 'store-corrupt');
