import type { LeaseStore } from '../../../bot/leases.ts';
import type { Store } from '../ports.ts';
import { refuseHalfMoved } from './half-moved.ts';
import { createPostgresArchives } from './postgres-archives.ts';
import { createPostgresChecks } from './postgres-checks.ts';
import { createPostgresConfirmations } from './postgres-confirmations.ts';
import { createPostgresDatabase, type PostgresDatabase } from './postgres-database.ts';
import { createPostgresDocuments } from './postgres-documents.ts';
import { keepLanguage } from './postgres-language.ts';
import { createPostgresLeases } from './postgres-leases.ts';
import { createPostgresMeta, readPersonHash } from './postgres-meta.ts';
import { migrate } from './postgres-migrations.ts';
import { createPostgresPostings } from './postgres-postings.ts';
import { createPostgresPriors } from './postgres-priors.ts';
import { createPostgresRetention } from './postgres-retention.ts';
import { createPostgresSpending } from './postgres-spending.ts';
import { sql } from './sql.ts';

/** The parts of the store that consist of PostgreSQL tables. */
export interface PostgresTables extends Omit<Store, 'openJobs' | 'keyv' | 'atomically' | 'findDamage' | 'close'> {
  db: PostgresDatabase;
  leases: LeaseStore;
}

/**
 * Connects, and creates or migrates the tables. Any number of processes may do so at once.
 *
 * @param url `postgres://…`
 * @throws ClaimcheckError with a `store-…` code
 */
export async function openPostgres(url: string): Promise<PostgresTables> {
  const db = createPostgresDatabase(url);
  try {
    await migrate(db);
    await refuseHalfMoved(db);
    await keepLanguage(db);
    const toHash = await readPersonHash(db);
    const leases = createPostgresLeases(url);
    return {
      db: { ...db, close: async () => void (await Promise.all([leases.close(), db.close()])) },
      leases,
      toHash,
      checks: createPostgresChecks(db, toHash),
      priors: createPostgresPriors(db, toHash),
      archives: createPostgresArchives(db),
      reviewCount: async () => (await db.get<{ n: number }>(sql`SELECT count(*)::float8 AS n FROM reviews`))?.n ?? 0,
      confirmations: createPostgresConfirmations(db, toHash),
      documents: createPostgresDocuments(db),
      postings: createPostgresPostings(db, toHash),
      retention: createPostgresRetention(db, toHash),
      spending: createPostgresSpending(db, toHash),
      meta: createPostgresMeta(db),
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}
