import Keyv from 'keyv';
import { describe, expect, it } from 'vitest';
import { createLateCache } from '../../src/providers/pages/late-cache.ts';

/** A store that notes how many entries each write had. */
function createNotingStore() {
  const store = new Map<string, unknown>();
  const cache = new Keyv({ store });
  const writes: number[] = [];
  const setMany = cache.setMany.bind(cache);
  cache.setMany = async (entries) => {
    writes.push(entries.length);
    return setMany(entries);
  };
  return { cache, writes };
}

describe('a late cache', () => {
  it('knows at once what is not written yet, and the last value of it', async () => {
    const { cache } = createNotingStore();
    const late = createLateCache(cache);
    late.set('a', 1, 60_000);
    late.set('a', 2, 60_000);
    expect(await late.get('a')).toBe(2);
    expect(await cache.get('a')).toBeUndefined();
    await late.flush();
  });

  it('writes all that waits, five at once, and each value once', async () => {
    const { cache, writes } = createNotingStore();
    const late = createLateCache(cache);
    for (let at = 0; at < 12; at += 1) late.set(`key-${at % 11}`, at, 60_000);
    await late.flush();
    expect(writes).toEqual([5, 5, 1]);
    expect(await cache.get('key-0')).toBe(11);
    expect(await late.get('key-10')).toBe(10);
    await late.flush();
    expect(writes).toHaveLength(3);
  });

  it('writes by itself after a while', async () => {
    const { cache } = createNotingStore();
    const written = Promise.withResolvers<void>();
    const setMany = cache.setMany.bind(cache);
    cache.setMany = async (entries) => {
      const done = await setMany(entries);
      written.resolve();
      return done;
    };
    createLateCache(cache).set('a', 1, 60_000);
    // Its own timer keeps no process alive; this one does.
    const alive = setTimeout(() => {}, 10_000);
    await written.promise;
    clearTimeout(alive);
    expect(await cache.get('a')).toBe(1);
  });

  it('holds nothing that outlives its time', async () => {
    const { cache } = createNotingStore();
    const late = createLateCache(cache);
    late.set('a', 1, 1);
    await late.flush();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await late.get('a')).toBeUndefined();
  });

  it('is as good as empty where the store is broken', async () => {
    const cache = new Keyv();
    cache.get = () => Promise.reject(new Error('broken'));
    cache.setMany = () => Promise.reject(new Error('broken'));
    const late = createLateCache(cache);
    late.set('a', 1, 60_000);
    await late.flush();
    expect(await late.get('a')).toBeUndefined();
  });
});
