import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createSqliteAtomically } from '../../src/providers/cache/sqlite-atomically.ts';
import { openStore, type Store } from '../../src/providers/store/open-store.ts';
import { createStoreFolder } from './store-folder.ts';

const folder = createStoreFolder();
let store: Store;
beforeEach(() => {
  store?.close();
  store = openStore({ file: folder.newFile() });
});
afterAll(() => {
  store.close();
  return folder.remove();
});

describe('a change of the embedded cache in one step', () => {
  it.each([['text'], [':colon'], [7], [null], [{ a: [1, { b: 'x' }] }]])(
    'writes %j as Keyv reads it',
    async (value) => {
      await store.atomically('one')((entries) => entries.set('k', value));
      expect(await store.keyv('one').get('k')).toEqual(value);
    },
  );

  it('reads what Keyv wrote, of its own namespace', async () => {
    await store.keyv('one').set('k', { a: ':x' });
    await store.keyv('two').set('k', 'other');
    expect(await store.atomically('one')((entries) => entries.get('k'))).toEqual({ a: ':x' });
    expect(await store.atomically('one')((entries) => entries.get('none'))).toBeUndefined();
  });

  it('takes away for Keyv too', async () => {
    await store.keyv('one').set('k', 1);
    await store.atomically('one')((entries) => entries.delete('k'));
    expect(await store.keyv('one').has('k')).toBe(false);
  });

  it('keeps an entry for its time', async () => {
    let now = Date.now();
    const atomically = createSqliteAtomically({ db: store.db, namespace: 'n', now: () => now });
    await atomically((entries) => entries.set('k', 'v', 60_000));
    expect(await atomically((entries) => entries.get('k'))).toBe('v');
    now += 60_001;
    expect(await atomically((entries) => entries.get('k'))).toBeUndefined();
  });

  it('sees what it has written itself', async () => {
    const seen = await store.atomically('one')((entries) => {
      entries.set('k', 1);
      return entries.get('k');
    });
    expect(seen).toBe(1);
  });

  it('that throws has written nothing, and is not in the way of the next', async () => {
    const atomically = store.atomically('one');
    const broken = atomically((entries) => {
      entries.set('k', 1);
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    expect(await atomically((entries) => entries.get('k'))).toBeUndefined();
  });

  it('is whole or nothing by itself, of many in the same turn', async () => {
    const atomically = store.atomically('one');
    const asked = Array.from({ length: 20 }, (_, at) =>
      atomically((entries) => {
        entries.set(`k${at}`, at);
        if (at % 3 === 0) throw new Error(`no ${at}`);
        return Number(entries.get(`k${at - 1}`) ?? 100);
      }),
    );
    const ends = await Promise.allSettled(asked);
    expect(ends.map(({ status }) => status)).toEqual(asked.map((_, at) => (at % 3 === 0 ? 'rejected' : 'fulfilled')));
    // The second sees what the first has written, and nothing of one that threw.
    expect(
      ends
        .filter((end) => end.status === 'fulfilled')
        .map(({ value }) => value)
        .slice(0, 4),
    ).toEqual([100, 1, 100, 4]);
    const there = await Promise.all(asked.map((_, at) => store.keyv('one').has(`k${at}`)));
    expect(there).toEqual(asked.map((_, at) => at % 3 !== 0));
  });
});
