import { defined } from '../../../core/defined.ts';
import type { Check } from '../../../core/types.ts';
import type { ArchiveStore } from '../ports.ts';
import { CHECK_ROW } from '../row-shapes.ts';
import type { PostgresDatabase, Queries } from './postgres-database.ts';
import { sql } from './sql.ts';

/**
 * The archives in PostgreSQL.
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createPostgresArchives(db: PostgresDatabase): ArchiveStore {
  /** Deletes the archive's links to reviews not found since this reading. @returns those that no other archive has */
  async function take(queries: Queries, name: string, reading: number): Promise<string[]> {
    const rows = await queries.all<{ review_id: string; is_shared: boolean }>(sql`
      DELETE FROM archive_reviews AS mine WHERE archive = ${name} AND reading < ${reading} RETURNING review_id, EXISTS (
        SELECT 1 FROM archive_reviews AS other WHERE other.review_id = mine.review_id AND other.archive <> ${name}) AS is_shared`);
    return rows.filter(({ is_shared }) => !is_shared).map(({ review_id }) => review_id);
  }

  return {
    async begin(name, location) {
      const row = await db.get<{ reading: number; etag: string | null; modified: string | null }>(sql`
        INSERT INTO archives AS a (name, location, reading) VALUES (${name}, ${location}, 1)
        ON CONFLICT (name) DO UPDATE SET reading = a.reading + 1, location = excluded.location,
          etag = CASE WHEN a.location = excluded.location THEN a.etag END,
          modified = CASE WHEN a.location = excluded.location THEN a.modified END
        RETURNING reading::float8 AS reading, etag, modified`);
      const { reading = 1, etag, modified } = row ?? {};
      return { reading, ...defined({ etag: etag ?? undefined, modified: modified ?? undefined }) };
    },
    async hold(name, reading, reviewIds) {
      await db.run(sql`
        INSERT INTO archive_reviews (archive, review_id, reading)
        SELECT DISTINCT ${name}, id, ${reading}::bigint FROM unnest(${reviewIds}::text[]) AS ids (id)
        ON CONFLICT (archive, review_id) DO UPDATE SET reading = excluded.reading`);
    },
    async unchanged(name, at) {
      await db.run(sql`UPDATE archives SET read_at = ${at} WHERE name = ${name}`);
    },
    end: (name, reading, at, { etag = null, modified = null }) =>
      db.transaction(async (queries) => {
        await queries.run(sql`
          UPDATE archives SET read_at = ${at}, etag = ${etag}, modified = ${modified}
          WHERE name = ${name} AND reading = ${reading}`);
        return take(queries, name, reading);
      }),
    remove: (name) =>
      db.transaction(async (queries) => {
        if (!(await queries.get(sql`SELECT 1 FROM archives WHERE name = ${name} FOR UPDATE`))) return undefined;
        const ids = await take(queries, name, Number.MAX_SAFE_INTEGER);
        await queries.run(sql`DELETE FROM archives WHERE name = ${name}`);
        return ids;
      }),
    async list() {
      const rows = await db.all<{ name: string; location: string; read_at: string | null; reviews: number }>(sql`
        SELECT name, location, read_at, (SELECT count(*) FROM archive_reviews WHERE archive = name)::float8 AS reviews
        FROM archives ORDER BY name`);
      return rows.map(({ read_at, ...row }) => ({ ...row, ...defined({ readAt: read_at ?? undefined }) }));
    },
    async reviewsTaken(prefix) {
      const rows = await db.all<{ id: string }>(sql`
        SELECT DISTINCT taken_from AS id FROM checks WHERE taken_from IS NOT NULL AND starts_with(taken_from, ${prefix})`);
      return rows.map(({ id }) => id);
    },
    async changedSince(moment) {
      const rows = await db.all<{ id: string; checked_at: string }>(sql`
        SELECT id, checked_at FROM checks WHERE checked_at > ${moment} AND has_changed ORDER BY checked_at`);
      return rows.map(({ id, checked_at }) => ({ id, checkedAt: checked_at }));
    },
    async checksFrom(reviewIds) {
      const which = reviewIds ? sql`taken_from = ANY(${reviewIds}::text[])` : sql`taken_from IS NOT NULL`;
      const rows = await db.all<{ json: string }>(sql`SELECT json FROM checks WHERE ${which} ORDER BY id`);
      return rows.map(({ json }) => db.parseJson<Check>(json, CHECK_ROW));
    },
  };
}
