import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createSqliteJobs } from '../../src/providers/store/sqlite/sqlite-jobs.ts';
import { describeJobStore, toJob } from '../contracts/job-store.ts';
import { useStoreFile } from './use-store-file.ts';

const { path: toFile, open: openFile } = useStoreFile();

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
      run(process.execPath, [script, toFile(), 'a']),
      run(process.execPath, [script, toFile(), 'b']),
    ]);
    expect(Number(a.stdout) + Number(b.stdout)).toBe(100);
    expect(await createSqliteJobs(openFile().db).unfinished()).toHaveLength(100);
  });
});
