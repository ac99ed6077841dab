import { createPostgresAtomically } from '../cache/postgres-atomically.ts';
import { createPostgresKeyv } from '../cache/postgres-keyv.ts';
import type { Store } from './ports.ts';
import type { JobEngine } from './postgres/job-engine.ts';
import { openPostgres } from './postgres/open-postgres.ts';

/**
 * Opens the store in PostgreSQL; any number of processes may.
 *
 * @param url `postgres://…`
 * @throws ClaimcheckError as `openPostgres`
 */
export async function openPostgresStore(url: string): Promise<Store> {
  const { db, ...tables } = await openPostgres(url);
  const { toHash } = tables;
  const { pool } = db;
  const toKeys = (namespace: string, coded = false) =>
    coded ? { toKey: (key: string) => toHash(namespace, key) } : {};
  let engine: Promise<JobEngine> | undefined;
  return {
    ...tables,
    async openJobs(onFault) {
      // Most commands need no job, and the engine takes a while to start.
      const [{ openJobEngine }, { createPostgresJobs }] = await Promise.all([
        import('./postgres/job-engine.ts'),
        import('./postgres/postgres-jobs.ts'),
      ]);
      // The engine has connections of its own, and none once this is closed.
      await pool.query('SELECT 1');
      engine ??= openJobEngine({ connectionString: url, onFault });
      const jobs = createPostgresJobs(db, await engine);
      return { ...jobs, dispatch: jobs };
    },
    keyv: (namespace, { coded } = {}) => createPostgresKeyv({ pool, namespace, ...toKeys(namespace, coded) }),
    atomically: (namespace, { coded, ...options } = {}) =>
      createPostgresAtomically({ pool, namespace, ...toKeys(namespace, coded), ...options }),
    async close() {
      await (await engine)?.stop();
      await db.close();
    },
  };
}
