import type { Keyv } from 'keyv';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** Several caches over one place. */
export interface CachesUnderTest {
  /** A cache with this namespace; called twice with the same it gives two over the same values. */
  open(namespace: string): Keyv;
  /** Lets so many ms pass for a server, which goes by a clock of its own; absent where this process' clock counts. */
  later?(ms: number): Promise<void>;
  close(): Promise<void>;
}

const NOW = Date.parse('2026-11-23T08:00:00.000Z');

/** What every `Keyv` of ours does, whatever it is kept in. `makeCaches` gives an empty place each time. */
export function describeKeyv(name: string, makeCaches: () => Promise<CachesUnderTest>): void {
  // Each write is synced to the disk, which a busy machine can keep waiting.
  describe(`${name} as a Keyv`, { timeout: 30_000 }, () => {
    let caches: CachesUnderTest;
    let keyv: Keyv;
    const errors: unknown[] = [];
    beforeEach(async () => {
      vi.useFakeTimers({ toFake: ['Date'], now: NOW });
      caches = await makeCaches();
      keyv = caches.open('one');
      keyv.on('error', (error: unknown) => errors.push(error));
    });
    afterEach(async () => {
      vi.useRealTimers();
      await caches.close();
      expect(errors.splice(0)).toEqual([]);
    });
    const passed = async (ms: number) => {
      vi.setSystemTime(NOW + ms);
      await caches.later?.(ms);
    };
    const entries = async (from = keyv) => {
      const found: [string, unknown][] = [];
      for await (const entry of from.iterator()) found.push(entry);
      return found.sort(([a], [b]) => (a < b ? -1 : 1));
    };

    it.each([
      ['a string', 'text'],
      ['an empty string', ''],
      ['hostile text', `'); DROP TABLE cache;-- " \0 \n \u{1F680} \u202e`],
      ['zero', 0],
      ['a fraction', -1.5],
      ['true', true],
      ['false', false],
      ['null', null],
      ['an object', { a: [1, { b: 'c' }], __proto__x: 1 }],
      ['a list', [1, 'two', null]],
      ['a big integer', 12_345_678_901_234_567_890n],
      ['bytes', Buffer.from([0, 255, 1])],
      ['two megabytes', 'ab'.repeat(1_000_000)],
    ])('%s comes back as it was set', async (_, value) => {
      expect(await keyv.set('k', value)).toBe(true);
      expect(await keyv.get('k')).toEqual(value);
      expect(await keyv.has('k')).toBe(true);
    });

    it('undefined is held, and read as undefined', async () => {
      expect(await keyv.set('k', undefined)).toBe(true);
      expect(await keyv.get('k')).toBeUndefined();
      expect(await keyv.has('k')).toBe(true);
    });

    it('what was never set is undefined', async () => {
      expect(await keyv.get('k')).toBeUndefined();
      expect(await keyv.getRaw('k')).toBeUndefined();
      expect(await keyv.has('k')).toBe(false);
      expect(await keyv.delete('k')).toBe(false);
    });

    it('a second set replaces value and time to live', async () => {
      await keyv.set('k', 1, 1000);
      await keyv.set('k', 2);
      await passed(5000);
      expect(await keyv.get('k')).toBe(2);
    });

    it.each([
      "it's",
      '"',
      '%',
      '_',
      'a:b',
      'one::k',
      '\0',
      'ключ',
      '\u{1F511}',
      '__proto__',
      'constructor',
      'k'.repeat(5000),
    ])('the key %j is a key like any other', async (key) => {
      await keyv.set(key, 1);
      expect(await keyv.get(key)).toBe(1);
      expect(await entries()).toEqual([[key, 1]]);
      expect(await keyv.get('other')).toBeUndefined();
      expect(await keyv.delete(key)).toBe(true);
      expect(await keyv.has(key)).toBe(false);
    });

    describe('time to live', () => {
      it.each([
        [-1, 'v'],
        [0, undefined],
        [40_000, undefined],
      ])('of a minute: %d ms after its end the value is %j', async (afterMs, value) => {
        await keyv.set('k', 'v', 60_000);
        // A server's clock went on by itself.
        await passed(60_000 + (afterMs < 0 && caches.later ? -30_000 : afterMs));
        expect(await keyv.get('k')).toBe(value);
        expect(await keyv.getMany(['k', 'x'])).toEqual([value, undefined]);
        expect(await keyv.has('k')).toBe(value !== undefined);
        expect(await keyv.hasMany(['k', 'x'])).toEqual([value !== undefined, false]);
        expect(await entries()).toEqual(value === undefined ? [] : [['k', value]]);
      });

      it('the cache enforces it by itself, without Keyv’s second look', async () => {
        const storage = keyv.store;
        await storage.setMany([
          { key: 'short', value: '1', expires: NOW + 60_000 },
          { key: 'long', value: '2', expires: NOW + 120_000 },
          { key: 'ever', value: '3' },
        ]);
        await storage.set('over', '4', NOW);
        await passed(60_000);
        expect(await storage.getMany(['short', 'long', 'ever', 'over'])).toEqual([undefined, '2', '3', undefined]);
        expect(await storage.hasMany(['short', 'long', 'ever', 'over'])).toEqual([false, true, true, false]);
        expect([await storage.get('short'), await storage.has('short'), await storage.has('long')]).toEqual([
          undefined,
          false,
          true,
        ]);
        const listed: unknown[] = [];
        for await (const entry of storage.iterator?.() ?? []) listed.push(entry);
        expect(listed).toEqual(
          expect.arrayContaining([
            ['long', '2'],
            ['ever', '3'],
          ]),
        );
        expect(listed).toHaveLength(2);
        expect(await storage.deleteMany(['short', 'long'])).toEqual([false, true]);
      });

      it('a raw value that is over already is not kept', async () => {
        await keyv.set('k', 'old');
        await keyv.setRaw('k', { value: 'new', expires: NOW - 1 });
        expect(await keyv.get('k')).toBeUndefined();
        expect(await keyv.has('k')).toBe(false);
      });

      it('a raw value carries its absolute end', async () => {
        await keyv.set('k', 'v', 60_000);
        expect(await keyv.getRaw('k')).toEqual({ value: 'v', expires: NOW + 60_000 });
      });
    });

    describe('many at once', () => {
      it('are set, read in the order asked for, and deleted', async () => {
        const set = await keyv.setMany([
          { key: 'a', value: 1 },
          { key: 'b', value: 2 },
          { key: 'a', value: 3 },
        ]);
        expect(set).toEqual([true, true, true]);
        expect(await keyv.getMany(['b', 'x', 'a', 'b'])).toEqual([2, undefined, 3, 2]);
        expect(await keyv.hasMany(['b', 'x'])).toEqual([true, false]);
        expect(await keyv.deleteMany(['a', 'x'])).toEqual([true, false]);
        expect(await keyv.getMany(['a', 'b'])).toEqual([undefined, 2]);
      });

      it('none are none', async () => {
        expect(await keyv.setMany([])).toEqual([]);
        expect(await keyv.getMany([])).toEqual([]);
        expect(await keyv.hasMany([])).toEqual([]);
        expect(await keyv.deleteMany([])).toEqual([]);
      });
    });

    describe('namespaces', () => {
      it('do not see each other', async () => {
        const other = caches.open('two');
        await keyv.set('k', 1);
        await other.set('k', 2);
        expect([await keyv.get('k'), await other.get('k')]).toEqual([1, 2]);
        expect(await entries(other)).toEqual([['k', 2]]);
        expect(await other.delete('k')).toBe(true);
        expect(await keyv.get('k')).toBe(1);
      });

      it('are cleared one by one', async () => {
        const others = ['two', 'on', 'one:', 'one::', 'ONE', '%', ''].map((namespace) => caches.open(namespace));
        await keyv.set('k', 1);
        for (const other of others) await other.set('k', 2);
        await keyv.clear();
        expect(await keyv.has('k')).toBe(false);
        for (const other of others) expect(await other.get('k')).toBe(2);
      });

      it('two of the same name share their values', async () => {
        const same = caches.open('one');
        await keyv.set('k', 1);
        expect(await same.get('k')).toBe(1);
        await same.clear();
        expect(await keyv.get('k')).toBeUndefined();
      });
    });

    describe('the iterator', () => {
      it('gives every entry once, however many there are', async () => {
        const all = Array.from({ length: 1000 }, (_, i) => ({ key: `k${String(i).padStart(4, '0')}`, value: i }));
        await keyv.setMany(all);
        expect(await entries()).toEqual(all.map(({ key, value }) => [key, value]));
      });

      it('stands deletions while it goes on', async () => {
        await keyv.setMany(Array.from({ length: 250 }, (_, i) => ({ key: `k${i}`, value: i })));
        for await (const [key] of keyv.iterator()) await keyv.delete(key);
        expect(await entries()).toEqual([]);
      });
    });

    it('one that disconnects leaves the others at work', async () => {
      const other = caches.open('two');
      await keyv.disconnect();
      await other.set('k', 1);
      expect(await other.get('k')).toBe(1);
    });
  });
}
