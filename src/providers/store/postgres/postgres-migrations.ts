import type { PostgresDatabase, Queries } from './postgres-database.ts';
import { toNewerSchemaError } from './postgres-errors.ts';
import { JOB_TABLES } from './postgres-jobs.ts';
import { LEASE_TABLES } from './postgres-leases.ts';
import { CACHE_TABLE, CHATS, CHECKS, DOCUMENTS } from './postgres-tables.ts';
import { plain, sql } from './sql.ts';

/** A migration from the tables of one version to those of the next. */
interface Step {
  tables: string;
  /** Whether the previous version still works with the new tables, so that both can run side by side during an update. */
  isAdditive: boolean;
}

/** The migrations from an empty database to the current tables. Append only. */
const STEPS: readonly Step[] = [
  { tables: CHECKS, isAdditive: false },
  { tables: CHATS, isAdditive: false },
  { tables: DOCUMENTS, isAdditive: false },
  { tables: JOB_TABLES, isAdditive: false },
  { tables: CACHE_TABLE, isAdditive: false },
  { tables: LEASE_TABLES, isAdditive: true },
];

/** The key of the advisory lock: "Clmc" in ASCII. */
const LOCK = 0x436c6d63;

/**
 * Applies all pending migrations in one transaction. Of several processes, one applies them and the others wait.
 *
 * @throws ClaimcheckError `store-newer` if a newer version applied one that this version cannot work with
 */
export async function migrate(db: PostgresDatabase, steps: readonly Step[] = STEPS): Promise<void> {
  await db.transaction(async (queries) => {
    await queries.run(sql`SET LOCAL lock_timeout = 0`);
    await queries.run(sql`SELECT pg_advisory_xact_lock(${LOCK})`);
    await queries.run(
      sql`CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL, needs INTEGER NOT NULL)`,
    );
    const { version, needs } = await readVersion(queries);
    if (needs > steps.length) throw toNewerSchemaError(db.pool.where, needs, steps.length);
    if (version >= steps.length) return;
    for (const { tables } of steps.slice(version)) await queries.run(plain(tables));
    const needed = steps.findLastIndex(({ isAdditive }) => !isAdditive) + 1;
    await queries.run(sql`DELETE FROM schema_version`);
    await queries.run(sql`INSERT INTO schema_version (version, needs) VALUES (${steps.length}, ${needed})`);
  });
}

/**
 * Tells whether a database is migrated, without changing it.
 *
 * @throws ClaimcheckError `store-newer` as `migrate`
 */
export async function readStanding(db: PostgresDatabase): Promise<'none' | 'older' | 'current'> {
  const made = await db.get<{ is_there: boolean }>(sql`SELECT to_regclass('schema_version') IS NOT NULL AS is_there`);
  if (!made?.is_there) return 'none';
  const { version, needs } = await readVersion(db);
  if (needs > STEPS.length) throw toNewerSchemaError(db.pool.where, needs, STEPS.length);
  return version < STEPS.length ? 'older' : 'current';
}

async function readVersion(queries: Queries): Promise<{ version: number; needs: number }> {
  const row = await queries.get<{ version: number; needs: number }>(sql`SELECT version, needs FROM schema_version`);
  return row ?? { version: 0, needs: 0 };
}
