import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/providers/store/open-store.ts';
import { findDamage, lookForDamage } from '../../src/providers/store/sqlite/find-damage.ts';
import { MIGRATIONS } from '../../src/providers/store/sqlite/migrations.ts';
import { openDatabase } from '../../src/providers/store/sqlite/open-database.ts';
import { toCheck, toPublicScope, toReview } from '../contracts/samples.ts';
import { createStoreFolder } from './store-folder.ts';
import { asRefusal, makeFile, readAll } from './store-refusal.ts';

const OPEN_STORE = new URL('../../src/providers/store/open-store.ts', import.meta.url).href;
const folder = createStoreFolder();
afterAll(() => folder.remove());

/** Changes the file as another program would. */
function alter(file: string, sql: string): void {
  const other = new DatabaseSync(file);
  other.exec(sql);
  other.close();
}

const refusal = (file: string) => ({ open: () => openStore({ file }).close() });

describe('opening', { timeout: 30_000 }, () => {
  it('makes file and folders, for this user alone', () => {
    const file = join(folder.path, 'new', 'deeper', 'store.db');
    openStore({ file }).close();
    if (process.platform !== 'win32') expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file).subarray(0, 15).toString()).toBe('SQLite format 3');
  });

  it('sets WAL, full syncing, foreign keys and a time to wait', () => {
    const db = openDatabase({ file: folder.newFile() });
    const read = (pragma: string) =>
      Object.values(db.prepare<Record<string, unknown>>(`PRAGMA ${pragma}`).get() ?? {})[0];
    expect(['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout', 'user_version'].map(read)).toEqual([
      'wal',
      2,
      1,
      5000,
      MIGRATIONS.length,
    ]);
    db.close();
  });

  it('a zero-byte file becomes a store', async () => {
    const file = folder.newFile();
    writeFileSync(file, '');
    await readAll(file);
    expect(openDatabase({ file, readOnly: true }).readOnly).toBe(true);
  });

  it('a folder in the file’s place is refused', () => {
    expect(refusal(folder.path).open).toThrow(asRefusal('store-unavailable', folder.path));
  });

  it('a file in the folder’s place is refused', async () => {
    const file = join(await makeFile(folder.newFile()), 'store.db');
    expect(refusal(file).open).toThrow(asRefusal('store-unavailable', file));
  });

  it.skipIf(process.platform !== 'linux')(
    'a folder that the system does not let anybody make is refused at once (skipped where there is no /proc)',
    () => {
      // In a process of its own, since what used to be wrong never returned.
      const script = `import { openStore } from ${JSON.stringify(OPEN_STORE)};
        try { openStore({ file: '/proc/not-there/deeper/y.sqlite' }); } catch (error) { console.log(JSON.stringify({ code: error.code, message: error.message })); }`;
      const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
        encoding: 'utf8',
        timeout: 20_000,
        killSignal: 'SIGKILL',
      });
      expect(JSON.parse(stdout)).toEqual({
        code: 'store-unavailable',
        message:
          'The store /proc/not-there/deeper/y.sqlite cannot be used, its folder cannot be created: choose a file elsewhere.',
      });
    },
  );
});

describe('a file that is not ours to use', { timeout: 30_000 }, () => {
  it('from a newer version is refused and left as it is', async () => {
    const file = await makeFile(folder.newFile());
    alter(file, 'PRAGMA user_version = 999');
    const before = readFileSync(file);
    expect(refusal(file).open).toThrow(asRefusal('store-newer', file));
    expect(() => openDatabase({ file, readOnly: true })).toThrow(asRefusal('store-newer', file));
    expect(readFileSync(file)).toEqual(before);
  });

  it.each([
    ['of another program', 'CREATE TABLE notes (text TEXT)'],
    ['of another program that counts its versions', 'CREATE TABLE notes (text TEXT); PRAGMA user_version = 1'],
    ['of another program with a later version', 'CREATE TABLE notes (text TEXT); PRAGMA user_version = 12'],
    ['of another program with an id', 'PRAGMA application_id = 7; PRAGMA user_version = 1'],
  ])('a database %s is refused and left as it is', (_, sql) => {
    const file = folder.newFile();
    alter(file, sql);
    const before = readFileSync(file);
    expect(refusal(file).open).toThrow(asRefusal('store-corrupt', file));
    expect(readFileSync(file)).toEqual(before);
  });

  it.each([
    ['garbage', Buffer.alloc(20_000, 'not a database ')],
    ['one byte', Buffer.from('x')],
    ['a line of text', Buffer.from('some notes\n')],
    ['a header and no more', Buffer.from('SQLite format 3\0')],
    ['zeros', Buffer.alloc(8192)],
  ])('%s is refused and left as it is', (_, bytes) => {
    const file = folder.newFile();
    writeFileSync(file, bytes);
    expect(refusal(file).open).toThrow(asRefusal('store-corrupt', file));
    expect(readFileSync(file)).toEqual(bytes);
  });

  it.each([
    ['every page but the first', 1, Number.POSITIVE_INFINITY],
    ['the first half of the data', 24, 60],
    ['the end', 100, Number.POSITIVE_INFINITY],
  ])('a valid header with damage in %s is refused at the latest when it is read', async (_, from, to) => {
    const file = await makeFile(folder.newFile(), 1000);
    const bytes = readFileSync(file);
    bytes.fill(0xa5, from * 4096, Math.min(to * 4096, bytes.length));
    writeFileSync(file, bytes);
    await expect(readAll(file)).rejects.toEqual(asRefusal('store-corrupt', file));
    expect(readFileSync(file)).toEqual(bytes);
  });

  it('a file that was cut off is refused', async () => {
    const file = await makeFile(folder.newFile(), 1000);
    truncateSync(file, 40 * 4096);
    await expect(readAll(file)).rejects.toEqual(asRefusal('store-corrupt', file));
  });

  it.each(['emptied', 'gone'])(
    'a file that is %s while its WAL still holds data is refused, and the WAL kept',
    async (how) => {
      const source = folder.newFile();
      const store = openStore({ file: source });
      await store.priors.addReviews([toReview('a')]);
      const file = folder.newFile();
      copyFileSync(`${source}-wal`, `${file}-wal`);
      store.close();
      const wal = readFileSync(`${file}-wal`);
      if (how === 'emptied') writeFileSync(file, '');
      expect(refusal(file).open).toThrow(asRefusal('store-corrupt', file));
      expect(readFileSync(`${file}-wal`)).toEqual(wal);
      expect(existsSync(file)).toBe(how === 'emptied');
    },
  );

  it('stored JSON that is none is reported as damage', async () => {
    const file = await makeFile(folder.newFile());
    alter(file, `UPDATE reviews SET json = '{' WHERE id = 'r1'`);
    const store = openStore({ file });
    await expect(store.priors.review('r1')).rejects.toEqual(asRefusal('store-corrupt', file));
    expect(await store.priors.review('r2')).toBeDefined();
    store.close();
  });

  it('a file that was emptied is refused, and left empty; one that was made empty is a new store', async () => {
    const file = await makeFile(folder.newFile());
    writeFileSync(file, '');
    // Its making lies longer back than file systems' clocks step.
    const later = new Date(Date.now() + 10_000);
    utimesSync(file, later, later);
    expect(refusal(file).open).toThrow(asRefusal('store-corrupt', file));
    expect(refusal(file).open).toThrow('was emptied');
    expect(readFileSync(file)).toHaveLength(0);
    const fresh = folder.newFile();
    writeFileSync(fresh, '');
    openStore({ file: fresh }).close();
    expect(readFileSync(fresh).length).toBeGreaterThan(0);
  });

  it.each([
    ['checks', '{}'],
    ['checks', 'null'],
    ['checks', '[]'],
    ['checks', '7'],
    ['checks', `json_set(json, '$.verdict', 'false')`],
    ['checks', `json_set(json, '$.verdict.citations', 'none')`],
    ['checks', `json_remove(json, '$.claim.text')`],
    ['checks', `json_remove(json, '$.related')`],
    ['reviews', '{}'],
    ['reviews', `json_set(json, '$.citations', json('[1]'))`],
    ['reviews', `json_remove(json, '$.publisher')`],
  ])('a row of %s that became %s is told in one sentence, and the others are read', async (table, json) => {
    const file = await makeFile(folder.newFile());
    const before = openStore({ file });
    for (const id of ['AAAA0001', 'AAAA0002']) await before.checks.save(toCheck(id), toPublicScope());
    before.close();
    const value = json.startsWith('json_') ? json : `'${json}'`;
    alter(file, `UPDATE ${table} SET json = ${value} WHERE id IN ('r1', 'AAAA0001')`);
    const { checks, priors, close } = openStore({ file });
    const read = (number: number) =>
      table === 'checks' ? checks.get(`AAAA000${number}`, toPublicScope()) : priors.review(`r${number}`);
    await expect(read(1)).rejects.toEqual(asRefusal('store-corrupt', file));
    expect(await read(2)).toBeDefined();
    close();
  });

  it('damage that nobody has read yet is found beside the work, and a whole file is left alone', async () => {
    const { signal } = new AbortController();
    const file = await makeFile(folder.newFile(), 1000);
    const store = openStore({ file });
    expect(await findDamage(file, signal)).toBeUndefined();
    store.close();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 60 * 4096, 90 * 4096);
    writeFileSync(file, bytes);
    expect(await findDamage(file, signal)).toEqual(asRefusal('store-corrupt', file));
    expect(await findDamage(file, AbortSignal.abort())).toBeUndefined();
    expect(readFileSync(file)).toEqual(bytes);
  });

  it('a file that cannot be looked through is called neither whole nor damaged', async () => {
    const { signal } = new AbortController();
    const file = folder.newFile();
    await expect(lookForDamage(file, signal)).rejects.toEqual(asRefusal('store-unavailable', file));
    expect(await findDamage(file, signal)).toBeUndefined();
    await expect(lookForDamage(file, AbortSignal.abort(new Error('no time')))).rejects.toThrow('no time');
  });
});
