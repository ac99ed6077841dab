import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/providers/store/open-store.ts';
import { openDatabase } from '../../src/providers/store/sqlite/open-database.ts';
import { countReviews, createSqlitePriors } from '../../src/providers/store/sqlite/sqlite-priors.ts';
import { toCheck, toPublicScope, toReview } from '../contracts/samples.ts';
import { createStoreFolder } from '../providers/store-folder.ts';
import { asRefusal, makeFile, readAll } from '../providers/store-refusal.ts';

const scope = toPublicScope();
const folder = createStoreFolder();
afterAll(() => folder.remove());

describe('a file that cannot be written', { timeout: 30_000 }, () => {
  it('opened read-only it is read, and a write is refused', async () => {
    const file = await makeFile(folder.newFile());
    const db = openDatabase({ file, readOnly: true });
    const priors = createSqlitePriors(db);
    expect(countReviews(db)).toBe(3);
    expect(await priors.search(['headlin'], scope, 10)).toHaveLength(3);
    await expect(priors.addReviews([toReview('new')])).rejects.toEqual(asRefusal('store-read-only', file));
    db.close();
  });

  it('opened read-only nothing is made where there is nothing', () => {
    const file = join(folder.path, 'not-there', 'store.db');
    expect(() => openDatabase({ file, readOnly: true })).toThrow(asRefusal('store-unavailable', file));
    expect(existsSync(dirname(file))).toBe(false);
  });

  it('opened read-only an older file is not brought up to date', () => {
    const file = folder.newFile();
    writeFileSync(file, '');
    expect(() => openDatabase({ file, readOnly: true })).toThrow(asRefusal('store-unavailable', file));
    expect(readFileSync(file)).toHaveLength(0);
  });

  const STORE_PROCESS = fileURLToPath(new URL('../providers/store-process.ts', import.meta.url));
  /** Root ignores mode bits, so that as root another user opens the file, if that user can read this checkout. */
  const isRoot = process.getuid?.() === 0;
  const nobody = isRoot ? { uid: 65_534, gid: 65_534 } : {};
  const canRun =
    process.platform !== 'win32' &&
    spawnSync(process.execPath, ['-e', `require('node:fs').readFileSync(${JSON.stringify(STORE_PROCESS)})`], nobody)
      .status === 0;
  it.skipIf(!canRun).each([
    ['the file', 0o444, 0o755],
    ['the folder', 0o666, 0o555],
    ['both', 0o444, 0o555],
  ])(
    'another user’s rights on %s are told apart from other faults (skipped where no unprivileged user can run)',
    async (_, fileMode, folderMode) => {
      const file = join(folder.path, `locked-${fileMode}-${folderMode}`, 'store.db');
      mkdirSync(dirname(file));
      copyFileSync(await makeFile(folder.newFile()), file);
      const before = readFileSync(file);
      chmodSync(file, fileMode);
      chmodSync(dirname(file), folderMode);
      const { stdout, status } = spawnSync(process.execPath, [STORE_PROCESS, 'open', file], {
        ...nobody,
        encoding: 'utf8',
      });
      chmodSync(dirname(file), 0o755);
      expect(JSON.parse(stdout)).toEqual({
        code: 'store-read-only',
        message: expect.stringContaining(`${file} is read-only: `),
      });
      expect(status).toBe(1);
      expect(readFileSync(file)).toEqual(before);
    },
  );
});

describe('a full disk', { timeout: 30_000 }, () => {
  it('refuses the write, keeps what was saved, and works again with space', async () => {
    const file = await makeFile(folder.newFile());
    const store = openStore({ file });
    await store.checks.save(toCheck('before'), scope);
    const pages = store.db.prepare<{ page_count: number }>('PRAGMA page_count').get()?.page_count ?? 0;
    store.db.prepare(`PRAGMA max_page_count = ${pages}`).get();
    const batch = Array.from({ length: 500 }, (_, i) => toReview(`big${i}`));
    await expect(store.priors.addReviews(batch)).rejects.toEqual(asRefusal('store-full', file));
    expect(await store.reviewCount()).toBe(3);
    expect(await store.checks.get('before', scope)).toBeDefined();
    await expect(store.checks.save(toCheck('big', { text: 'x'.repeat(100_000) }), scope)).rejects.toEqual(
      asRefusal('store-full', file),
    );
    await expect(store.keyv('k').set('big', 'x'.repeat(100_000))).rejects.toEqual(asRefusal('store-full', file));
    store.db.prepare('PRAGMA max_page_count = 1000000').get();
    expect(await store.priors.addReviews(batch)).toMatchObject({ added: 500 });
    store.close();
    await readAll(file);
  });
});

describe('a file that another process holds', { timeout: 30_000 }, () => {
  it('is refused after the time to wait, and used once it is free', async () => {
    const file = await makeFile(folder.newFile());
    const db = openDatabase({ file, busyTimeoutMs: 30 });
    const priors = createSqlitePriors(db);
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(priors.addReviews([toReview('new')])).rejects.toEqual(asRefusal('store-busy', file));
    expect(countReviews(db)).toBe(3);
    other.exec('ROLLBACK');
    expect(await priors.addReviews([toReview('new')])).toMatchObject({ added: 1 });
    other.close();
    db.close();
  });

  it('cannot be opened while it is held alone', async () => {
    const file = await makeFile(folder.newFile());
    const other = new DatabaseSync(file);
    other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    expect(() => openDatabase({ file, busyTimeoutMs: 30 })).toThrow(asRefusal('store-busy', file));
    other.close();
    await readAll(file);
  });
});
