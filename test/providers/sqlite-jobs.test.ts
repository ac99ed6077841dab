import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/providers/store/open-store.ts';
import { createSqliteJobs } from '../../src/providers/store/sqlite/sqlite-jobs.ts';
import { describeJobStore, toJob } from '../contracts/job-store.ts';
import { createStoreFolder } from './store-folder.ts';

const folder = createStoreFolder();
const opened: Store[] = [];
let file: string;
const openFile = () => {
  const store = openStore({ file });
  opened.push(store);
  return store;
};
beforeEach(() => {
  file = folder.newFile();
});
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
});
afterAll(() => folder.remove());

describe('the jobs in SQLite', () => {
  describeJobStore(() => createSqliteJobs(openFile().db));

  it('keep nothing of an answered job but that its event is known', async () => {
    const { db } = openFile();
    const jobs = createSqliteJobs(db);
    const { request } = toJob('j1');
    await jobs.add(
      toJob('j1', { request: { ...request, text: 'Ute Secret', actorId: 'secret-p1' }, address: 'secret-a' }),
    );
    await jobs.update('j1', { placeholder: 'secret-m' });
    await jobs.finish('j1', '2026-11-23T12:05:00.000Z');
    const rows = db.prepare<object>('SELECT * FROM jobs').all();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(/secret/i);
  });

  it('are taken on once by two processes that get the same events', async () => {
    openFile();
    const script = fileURLToPath(new URL('job-process.ts', import.meta.url));
    const run = promisify(execFile);
    const [a, b] = await Promise.all([
      run(process.execPath, [script, file, 'a']),
      run(process.execPath, [script, file, 'b']),
    ]);
    expect(Number(a.stdout) + Number(b.stdout)).toBe(100);
    expect(await createSqliteJobs(openFile().db).unfinished()).toHaveLength(100);
  });
});
