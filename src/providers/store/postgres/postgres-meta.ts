import { randomBytes } from 'node:crypto';
import type { StoreMeta } from '../ports.ts';
import { CODE_KEY, createCodes, type PersonHash } from '../prints.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { type Sql, sql } from './sql.ts';

/**
 * The store's metadata and locks. A lock expires by the server's clock; the process's own clock (`nowMs`) is ignored.
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createPostgresMeta(db: PostgresDatabase): StoreMeta {
  const toEnd = (ttlMs: number): Sql => sql`clock_timestamp() + ${ttlMs}::float8 * interval '1 millisecond'`;
  return {
    get: async (key) => (await db.get<{ value: string }>(sql`SELECT value FROM meta WHERE key = ${key}`))?.value,
    async set(key, value) {
      await db.run(sql`
        INSERT INTO meta (key, value) VALUES (${key}, ${value}) ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
    },
    async tryLock(name, _nowMs, ttlMs) {
      const taken = await db.get<{ holder: string }>(sql`
        INSERT INTO locks AS held (name, holder, expires_at) VALUES (${name}, 1, ${toEnd(ttlMs)})
        ON CONFLICT (name) DO UPDATE SET holder = held.holder + 1, expires_at = excluded.expires_at
        WHERE held.expires_at <= clock_timestamp() RETURNING holder`);
      if (!taken) return undefined;
      const own = sql`name = ${name} AND holder = ${taken.holder}`;
      return {
        refresh: async (_now, ttl) =>
          (await db.run(sql`UPDATE locks SET expires_at = ${toEnd(ttl)} WHERE ${own}`)) === 1,
        async unlock() {
          await db.run(sql`UPDATE locks SET expires_at = '-infinity' WHERE ${own}`);
        },
      };
    },
  };
}

/** The person hash of this database (`prints.ts`). Its secret is created when the database is first opened. */
export async function readPersonHash(db: PostgresDatabase): Promise<PersonHash> {
  await db.run(sql`
    INSERT INTO meta (key, value) VALUES (${CODE_KEY}, ${randomBytes(32).toString('base64url')}) ON CONFLICT DO NOTHING`);
  const { value = '' } = (await db.get<{ value: string }>(sql`SELECT value FROM meta WHERE key = ${CODE_KEY}`)) ?? {};
  return createCodes(() => value);
}
