import type { Worker } from 'node:worker_threads';

/** MB of buffers that a thread may hold: a PDF of 10 MB, twice, and a stream that unpacks to 64 MB. Its `resourceLimits` count the heap alone. */
const MAX_BUFFERS_MB = 128;
/** Between two looks, in ms: a stream unpacks by some 10 MB meanwhile. */
const LOOK_MS = 20;

/**
 * Looks at a thread's buffers until it is told to stop; the thread answers in the middle of its work.
 *
 * @param onTooMuch called once
 * @returns ends the looking
 */
export function watchMemory(worker: Worker, onTooMuch: () => void): () => void {
  let isAsked = false;
  const stop = () => clearInterval(timer);
  const look = async () => {
    isAsked = true;
    const { external_memory: bytes } = await worker.getHeapStatistics();
    isAsked = false;
    if (bytes <= MAX_BUFFERS_MB * 1024 * 1024) return;
    stop();
    onTooMuch();
  };
  const timer = setInterval(() => {
    // One that ends while it is asked has nothing to answer, and is asked no more.
    if (!isAsked) look().catch(stop);
  }, LOOK_MS).unref();
  return stop;
}
