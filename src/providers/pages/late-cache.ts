import type Keyv from 'keyv';

/** The cache operations that the web reader needs. */
export interface ReaderCache {
  get(key: string): Promise<unknown>;
  /** @param ttlMs the time to live, in ms */
  set(key: string, value: unknown, ttlMs: number): void;
}

/** A cache that delays and batches its writes. */
export interface LateCache extends ReaderCache {
  /** Writes all pending entries. */
  flush(): Promise<void>;
}

/** The delay of writes, in ms; the page is returned before it is written. */
const LATER_MS = 100;
/** Entries per write. A write blocks everything else: some 5 ms for pages of 100 KB. */
const MOST_AT_ONCE = 5;

/**
 * Delays writes and batches them. A durable write of the embedded store blocks the main thread for a millisecond or more, and a check
 * makes a dozen of them for pages alone. Pages lost in a crash are simply fetched again. A failing cache behaves like an empty one.
 */
export function createLateCache(cache: Keyv): LateCache {
  const waiting = new Map<string, { value: unknown; ttl: number }>();
  let timer: NodeJS.Timeout | undefined;

  async function writeSome(): Promise<void> {
    const entries = Array.from(waiting, ([key, entry]) => ({ key, ...entry })).slice(0, MOST_AT_ONCE);
    await cache.setMany(entries).catch(() => undefined);
    // A newer value may have been set in the meantime.
    for (const { key, value } of entries) if (waiting.get(key)?.value === value) waiting.delete(key);
  }

  function schedule(): void {
    timer ??= setTimeout(async () => {
      await writeSome();
      timer = undefined;
      if (waiting.size > 0) schedule();
    }, LATER_MS).unref();
  }

  return {
    async get(key) {
      const entry = waiting.get(key);
      return entry ? entry.value : cache.get(key).catch(() => undefined);
    },
    set(key, value, ttl) {
      waiting.set(key, { value, ttl });
      schedule();
    },
    async flush() {
      clearTimeout(timer);
      while (waiting.size > 0) await writeSome();
    },
  };
}
