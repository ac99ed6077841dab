import { Worker } from 'node:worker_threads';
import { type ClaimcheckError, isCode } from '../../../shared/errors.ts';
import type { DamageAnswer, DamageTask } from './damage-worker.ts';
import { toCorruptError, toStoreError } from './sqlite-errors.ts';

/** MB of the thread's heap: SQLite reads page by page, outside of it. */
const MAX_HEAP_MB = 32;

/**
 * Looks through a store's file for damage that nobody has read yet, while it is in use and without holding anybody up.
 *
 * @param signal ends it
 * @returns the sentence that says what to do, with SQLite's own words as its cause; nothing if the file is whole
 * @throws ClaimcheckError where it cannot be looked at: damage that keeps it from being opened (`store-corrupt`) among it; the signal's reason
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

/** The same beside a bot's work. @returns damage alone: what cannot be looked at just now is told where it is needed */
export function findDamage(file: string, signal: AbortSignal): Promise<ClaimcheckError | undefined> {
  return lookForDamage(file, signal).catch((error: unknown) => (isCorrupt(error) ? error : undefined));
}

const isCorrupt = (error: unknown): error is ClaimcheckError => isCode(error, 'store-corrupt');
