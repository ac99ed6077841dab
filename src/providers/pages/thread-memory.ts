import type { Worker } from 'node:worker_threads';

/** The limit of a thread's buffers in MB: a 10 MB PDF twice, and a stream that unpacks to 64 MB. `resourceLimits` covers only the heap. */
const MAX_BUFFERS_MB = 128;
/** The polling interval, in ms; a stream unpacks some 10 MB meanwhile. */
const LOOK_MS = 20;

/**
 * Watches a thread's buffer memory; this works even while the thread is busy.
 *
 * @param onTooMuch called once, when the limit is exceeded
 * @returns stops watching
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
    // A thread that has ended cannot answer, so its watch stops.
    if (!isAsked) look().catch(stop);
  }, LOOK_MS).unref();
  return stop;
}
