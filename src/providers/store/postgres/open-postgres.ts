import type { CheckStore, PriorIndex } from '../../../core/ports.ts';
import type { PersonHash } from '../prints.ts';
import type { StoreMeta } from '../sqlite/sqlite-meta.ts';
import { createPostgresChecks } from './postgres-checks.ts';
import { createPostgresDatabase, type PostgresDatabase } from './postgres-database.ts';
import { createPostgresMeta, readPersonHash } from './postgres-meta.ts';
import { migrate } from './postgres-migrations.ts';
import { createPostgresPriors } from './postgres-priors.ts';

/** What the tables of PostgreSQL remember. */
export interface PostgresTables {
  db: PostgresDatabase;
  toHash: PersonHash;
  checks: CheckStore;
  priors: PriorIndex;
  meta: StoreMeta;
}

/**
 * Connects, and makes the tables where there are none. Any number of processes may do it at once.
 *
 * @param url `postgres://…`
 * @throws ClaimcheckError the store's codes
 */
export async function openPostgres(url: string): Promise<PostgresTables> {
  const db = createPostgresDatabase(url);
  try {
    await migrate(db);
    const toHash = await readPersonHash(db);
    return {
      db,
      toHash,
      checks: createPostgresChecks(db, toHash),
      priors: createPostgresPriors(db, toHash),
      meta: createPostgresMeta(db),
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}
