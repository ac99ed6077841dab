import type { Keyv } from 'keyv';
import { expect, it } from 'vitest';
import type { Atomically } from '../../src/chat/ports.ts';

/** An empty place of caches. */
export interface PlaceUnderTest {
  atomically(namespace: string): Atomically;
  keyv(namespace: string): Keyv;
  /** Lets so many ms pass for what is kept there. */
  later(ms: number): Promise<void>;
}

/** What every change in one step does, whatever it is kept in. @param open gives the place of the running test */
export function describeAtomically(open: () => PlaceUnderTest): void {
  it.each([['text'], [':colon'], [7], [null], [{ a: [1, { b: 'x' }] }]])(
    'writes %j as Keyv reads it',
    async (value) => {
      await open().atomically('one')(['k'], (entries) => entries.set('k', value));
      expect(await open().keyv('one').get('k')).toEqual(value);
    },
  );

  it('reads what Keyv wrote, of its own namespace', async () => {
    const place = open();
    await place.keyv('one').set('k', { a: ':x' });
    await place.keyv('two').set('k', 'other');
    const seen = await place.atomically('one')(['k', 'none'], (entries) => [entries.get('k'), entries.get('none')]);
    expect(seen).toEqual([{ a: ':x' }, undefined]);
  });

  it('takes away for Keyv too', async () => {
    await open().keyv('one').set('k', 1);
    await open().atomically('one')(['k'], (entries) => entries.delete('k'));
    expect(await open().keyv('one').has('k')).toBe(false);
  });

  it('keeps an entry for its time', async () => {
    const atomically = open().atomically('one');
    const read = () => atomically(['k', 'ever'], (entries) => [entries.get('k'), entries.get('ever')]);
    await atomically(['k', 'ever'], (entries) => {
      entries.set('k', 'v', 60_000);
      entries.set('ever', 1);
    });
    await open().later(30_000);
    expect(await read()).toEqual(['v', 1]);
    await open().later(30_001);
    expect(await read()).toEqual([undefined, 1]);
    expect(await open().keyv('one').has('k')).toBe(false);
  });

  it('sees what it has written and taken away itself', async () => {
    const seen = await open().atomically('one')(['k'], (entries) => {
      entries.set('k', 1);
      const first = entries.get('k');
      entries.delete('k');
      return [first, entries.get('k')];
    });
    expect(seen).toEqual([1, undefined]);
  });

  it('throws at an entry that was not named, whatever is done to it', async () => {
    const atomically = open().atomically('one');
    await expect(atomically(['k'], (entries) => entries.get('x'))).rejects.toThrow('not named');
    await expect(atomically(['k'], (entries) => entries.set('x', 1))).rejects.toThrow('not named');
    await expect(atomically(['k'], (entries) => entries.delete('x'))).rejects.toThrow('not named');
  });

  it('that throws has written nothing, and is not in the way of the next', async () => {
    const atomically = open().atomically('one');
    const broken = atomically(['k'], (entries) => {
      entries.set('k', 1);
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    expect(await atomically(['k'], (entries) => entries.get('k'))).toBeUndefined();
  });

  it('is whole or nothing by itself, of many in the same turn', async () => {
    const atomically = open().atomically('one');
    const names = Array.from({ length: 20 }, (_, at) => `k${at}`);
    const asked = names.map((name, at) =>
      atomically([name, 'sum'], (entries) => {
        const sum = Number(entries.get('sum') ?? 0) + 1;
        entries.set('sum', sum);
        entries.set(name, at);
        if (at % 3 === 0) throw new Error(`no ${at}`);
        return sum;
      }),
    );
    const ends = await Promise.allSettled(asked);
    expect(ends.map(({ status }) => status)).toEqual(names.map((_, at) => (at % 3 === 0 ? 'rejected' : 'fulfilled')));
    // Each sees what the others before it have written, and nothing of one that threw.
    const sums = ends.filter((end) => end.status === 'fulfilled').map(({ value }) => value);
    expect(sums.sort((a, b) => a - b)).toEqual(Array.from({ length: 13 }, (_, at) => at + 1));
    const there = await Promise.all(names.map((name) => open().keyv('one').has(name)));
    expect(there).toEqual(names.map((_, at) => at % 3 !== 0));
  });

  it('of two that name the same entries in another order none waits for ever', async () => {
    const atomically = open().atomically('one');
    const orders = [
      ['a', 'b', 'c'],
      ['c', 'b', 'a'],
      ['b', 'a', 'c', 'b'],
    ];
    const asked = Array.from({ length: 30 }, (_, at) =>
      atomically(orders[at % 3] ?? [], (entries) => {
        for (const key of ['a', 'b', 'c']) entries.set(key, Number(entries.get(key) ?? 0) + 1);
      }),
    );
    await Promise.all(asked);
    expect(await open().keyv('one').getMany(['a', 'b', 'c'])).toEqual([30, 30, 30]);
  });
}
