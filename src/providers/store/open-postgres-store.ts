import { createPostgresAtomically } from '../cache/postgres-atomically.ts';
import { createPostgresKeyv } from '../cache/postgres-keyv.ts';
import type { Store } from './ports.ts';
import type { JobEngine } from './postgres/job-engine.ts';
import { openPostgres } from './postgres/open-postgres.ts';
import { createPostgresJobs } from './postgres/postgres-jobs.ts';
import { toKeyMaker } from './prints.ts';

/**
 * Opens the store in PostgreSQL. Any number of processes may open the same store.
 *
 * @param url `postgres://…`
 * @throws ClaimcheckError as `openPostgres`
 */
export async function openPostgresStore(url: string): Promise<Store> {
  const { db, ...tables } = await openPostgres(url);
  const { toHash } = tables;
  const { pool } = db;
  const toKey = (namespace: string, coded?: boolean) => toKeyMaker(toHash, namespace, coded);
  let engine: JobEngine | undefined;
  return {
    ...tables,
    async openJobs(onFault) {
      // Loaded on demand: most commands need no jobs, and the engine takes a while to load and start.
      const { openJobEngine } = await import('./postgres/job-engine.ts');
      // Rejects if the store is closed; the engine opens its own connections and would start all the same.
      await pool.query('SELECT 1');
      engine ??= await openJobEngine({ connectionString: url, onFault });
      const jobs = createPostgresJobs(db, engine);
      return { ...jobs, dispatch: jobs };
    },
    keyv: (namespace, { coded } = {}) => createPostgresKeyv({ pool, namespace, toKey: toKey(namespace, coded) }),
    atomically: (namespace, { coded, ...options } = {}) =>
      createPostgresAtomically({ pool, namespace, toKey: toKey(namespace, coded), ...options }),
    async close() {
      await engine?.stop();
      await db.close();
    },
  };
}
