import { detectKeyvStorage } from 'keyv';
import { afterAll, describe, expect, it } from 'vitest';
import { createSqliteKeyv } from '../../src/providers/cache/sqlite-keyv.ts';
import { openStore } from '../../src/providers/store/open-store.ts';
import { openDatabase } from '../../src/providers/store/sqlite/open-database.ts';
import { describeKeyv } from '../contracts/keyv.ts';
import { createStoreFolder } from './store-folder.ts';

const folder = createStoreFolder();
afterAll(() => folder.remove());

describeKeyv('the embedded cache', async () => {
  const store = openStore({ file: folder.newFile() });
  return { open: (namespace) => store.keyv(namespace), close: async () => store.close() };
});

describeKeyv('the embedded cache over two connections', async () => {
  const file = folder.newFile();
  const stores = [openStore({ file }), openStore({ file })];
  let turn = 0;
  return {
    open(namespace) {
      turn += 1;
      const store = stores[turn % 2];
      if (!store) throw new Error('There are two.');
      return store.keyv(namespace);
    },
    close: async () => {
      for (const store of stores) store.close();
    },
  };
});

describe('the embedded cache', () => {
  it('is used by Keyv directly, with its absolute expiry', () => {
    const db = openDatabase({ file: ':memory:' });
    const { store } = createSqliteKeyv({ db, namespace: 'n' });
    expect(store.constructor.name).toBe('SqliteKeyvStorage');
    expect(store.capabilities).toMatchObject({ compatible: true, store: 'keyvStorage', expires: true });
    expect(Object.values(detectKeyvStorage(store).methods).every(({ exists }) => exists)).toBe(true);
    db.close();
  });

  it('goes by the clock it is given', async () => {
    const db = openDatabase({ file: ':memory:' });
    let now = Date.now();
    const keyv = createSqliteKeyv({ db, namespace: 'n', now: () => now });
    await keyv.set('k', 'v', 60_000);
    expect(await keyv.has('k')).toBe(true);
    now += 61_000;
    expect(await keyv.has('k')).toBe(false);
    db.close();
  });

  it('writing takes away what is over, so that it does not grow', async () => {
    const db = openDatabase({ file: ':memory:' });
    let now = Date.now();
    const keyv = createSqliteKeyv({ db, namespace: 'n', now: () => now });
    await keyv.setMany(Array.from({ length: 30 }, (_, i) => ({ key: `old${i}`, value: i, ttl: 1000 })));
    await keyv.set('ever', 1);
    now += 2000;
    for (let i = 0; i < 3; i += 1) await keyv.set(`new${i}`, i, 60_000);
    expect(db.prepare('SELECT count(*) AS n FROM cache').get()).toEqual({ n: 4 });
    db.close();
  });

  it('an error rejects with the store’s sentence, or reaches the listener once', async () => {
    const store = openStore({ file: folder.newFile() });
    const [silent, heard] = [store.keyv('a'), store.keyv('b')];
    const errors: unknown[] = [];
    heard.on('error', (error: unknown) => errors.push(error));
    store.close();
    await expect(silent.get('k')).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(await heard.get('k')).toBeUndefined();
    expect(errors).toEqual([expect.objectContaining({ code: 'store-unavailable' })]);
    expect(await heard.set('k', 1)).toBe(false);
    expect(errors).toHaveLength(2);
  });

  it('values that Keyv does not serialize are refused', async () => {
    const store = openStore({ file: ':memory:' });
    const keyv = store.keyv('a');
    keyv.serialization = undefined;
    await expect(keyv.set('k', { a: 1 })).rejects.toThrow('stores strings');
    store.close();
  });

  it('is there after a restart', async () => {
    const file = folder.newFile();
    const first = openStore({ file });
    await first.keyv('a').set('k', { deep: [1] });
    first.close();
    const second = openStore({ file });
    expect(await second.keyv('a').get('k')).toEqual({ deep: [1] });
    second.close();
  });
});
