import type Keyv from 'keyv';

/** What the reader needs of a cache. */
export interface ReaderCache {
  get(key: string): Promise<unknown>;
  /** @param ttlMs how long it may be used */
  set(key: string, value: unknown, ttlMs: number): void;
}

/** A cache whose writes come a little later. */
export interface LateCache extends ReaderCache {
  /** Writes what still waits. */
  flush(): Promise<void>;
}

/** The page is on its way to the reader before it is written. */
const LATER_MS = 100;
/** Each write holds up everything else for as long as it takes: some 5 ms for pages of 100 KB. */
const MOST_AT_ONCE = 5;

/**
 * Puts writes off, and writes several at once. A durable write of the embedded store takes a millisecond or more of the thread that answers everybody, and a check
 * makes a dozen of them for pages alone. What is lost with the process is only read again. A cache that is broken is as good as an empty one.
 */
export function createLateCache(cache: Keyv): LateCache {
  const waiting = new Map<string, { value: unknown; ttl: number }>();
  let timer: NodeJS.Timeout | undefined;

  async function writeSome(): Promise<void> {
    const entries = Array.from(waiting, ([key, entry]) => ({ key, ...entry })).slice(0, MOST_AT_ONCE);
    await cache.setMany(entries).catch(() => undefined);
    // A newer value may have come in the meantime.
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
