import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/providers/store/sqlite/database.ts';
import { openDatabase } from '../../src/providers/store/sqlite/open-database.ts';
import { createStoreFolder } from './store-folder.ts';

const folder = createStoreFolder();
let db: Database;
/** Another connection: it sees what is committed, and nothing else. */
let other: Database;
beforeEach(() => {
  const file = folder.newFile();
  db = openDatabase({ file });
  other = openDatabase({ file });
  return () => {
    db.close();
    other.close();
  };
});
afterAll(() => folder.remove());

const write = (key: string) => () =>
  db.prepare("INSERT INTO cache (namespace, key, value) VALUES ('n', :key, '1')").run({ key });
const keys = () =>
  other
    .prepare<{ key: string }>('SELECT key FROM cache ORDER BY key')
    .all()
    .map(({ key }) => key);
const synchronous = () => db.prepare<{ synchronous: number }>('PRAGMA synchronous').get()?.synchronous;
const FULL = 2;

describe('work that is committed together', () => {
  it('is committed when it resolves, in the order in which it was asked for', async () => {
    const order: number[] = [];
    const all = [3, 1, 2].map((one) => db.together(() => order.push(one)));
    const first = db.together(write('a'));
    expect(keys()).toEqual([]);
    await first;
    expect(keys()).toEqual(['a']);
    expect(await Promise.all(all)).toEqual([1, 2, 3]);
    expect(order).toEqual([3, 1, 2]);
  });

  it('of which one fails leaves the others as they are, each for itself', async () => {
    await db.together(write('a'));
    const outcomes = await Promise.allSettled([
      db.together(write('b')),
      db.together(write('a')),
      db.together(write('c')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(keys()).toEqual(['a', 'b', 'c']);
  });

  it('that comes later goes into the next commit', async () => {
    await db.together(write('a'));
    await db.together(write('b'));
    expect(keys()).toEqual(['a', 'b']);
  });

  it('rejects after the store was closed', async () => {
    const late = db.together(write('a'));
    db.close();
    await expect(late).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});

describe('work that does not wait for the disk', () => {
  it('is seen by others at once, and what comes after it waits again', () => {
    db.unhurried(write('a'));
    expect(keys()).toEqual(['a']);
    expect(synchronous()).toBe(FULL);
  });

  it('that fails throws, and what comes after it waits again', () => {
    db.unhurried(write('a'));
    expect(() => db.unhurried(write('a'))).toThrow();
    expect(synchronous()).toBe(FULL);
  });
});
