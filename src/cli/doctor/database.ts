import { createPostgresArchives } from '../../providers/store/postgres/postgres-archives.ts';
import { createPostgresDatabase, type PostgresDatabase } from '../../providers/store/postgres/postgres-database.ts';
import { createPostgresMeta } from '../../providers/store/postgres/postgres-meta.ts';
import { readStanding } from '../../providers/store/postgres/postgres-migrations.ts';
import { sql } from '../../providers/store/postgres/sql.ts';
import type { Finding } from '../../shared/finding.ts';
import type { Known } from './store.ts';

const WHAT = 'Store';

/** Examines the store in PostgreSQL: connects, and writes a note. Creates no tables. @param url `postgres://…` */
export function examineDatabase(url: string, now: () => Date): Promise<Finding[]> {
  return onDatabase(url, async (db) => {
    const { where } = db.pool;
    const standing = await readStanding(db);
    if (standing === 'none' && !(await mayMakeTables(db))) {
      const text = `${where} does not let this user create tables: make the user its owner, or grant the user CREATE on the database and its schema.`;
      return [{ standing: 'FAIL', what: WHAT, text }];
    }
    if (standing === 'current') await createPostgresMeta(db).set('doctor', now().toISOString());
    return [{ standing: 'ok', what: WHAT, text: `${where} ${TEXTS[standing]}` }];
  });
}

const TEXTS = {
  none: 'answers and is empty: the first start creates the tables.',
  older: 'answers. It is from an older version: the next start upgrades it. Back it up first (pg_dump).',
  current: 'answers and is writable.',
};

/** Like `readKnown`, for PostgreSQL. */
export function readKnownOfDatabase(url: string): Promise<Known> {
  return onDatabase(url, async (db) => {
    const groups = await db.all<{ chat_id: string }>(sql`
      SELECT chat_id FROM postings WHERE platform = 'telegram' AND starts_with(chat_id, '-') GROUP BY chat_id ORDER BY max(posted_at) DESC`);
    const documents = await db.get<{ found: boolean }>(sql`SELECT EXISTS (SELECT 1 FROM documents) AS found`);
    return {
      groups: groups.map(({ chat_id: id }) => id),
      archives: await createPostgresArchives(db).list(),
      hasDocuments: documents?.found === true,
    };
  });
}

async function onDatabase<T>(url: string, work: (db: PostgresDatabase) => Promise<T>): Promise<T> {
  const db = createPostgresDatabase(url);
  return work(db).finally(() => db.close());
}

/** The job engine has its own schema, so the right on the database is checked too. */
async function mayMakeTables(db: PostgresDatabase): Promise<boolean> {
  const row = await db.get<{ may: boolean }>(sql`
    SELECT has_database_privilege(current_database(), 'CREATE')
      AND coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may`);
  return row?.may === true;
}

/** Examines Redis: connects, and writes a note that expires. @param url `redis://…` */
export async function examineRedis(url: string, now: () => Date): Promise<Finding[]> {
  const { openRedis } = await import('../../providers/cache/open-redis.ts');
  const redis = await openRedis(url, () => undefined);
  try {
    await redis.atomically('doctor')(['at'], (entries) => entries.set('at', now().toISOString(), 60_000));
  } finally {
    await redis.close();
  }
  const { host = '' } = URL.parse(url) ?? {};
  return [{ standing: 'ok', what: 'Redis', text: `${host} answers and is writable.` }];
}
