import { defined } from '../../../core/defined.ts';
import type { Check } from '../../../core/types.ts';
import type { ArchiveStore } from '../ports.ts';
import { CHECK_ROW } from '../row-shapes.ts';
import type { Database } from './database.ts';

/**
 * The archives in the embedded store.
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createSqliteArchives(db: Database): ArchiveStore {
  const begin = db.prepare<{ reading: number; etag: string | null; modified: string | null; read_at: string | null }>(`
    INSERT INTO archives (name, location, reading) VALUES (:name, :location, 1)
    ON CONFLICT DO UPDATE SET reading = reading + 1,
      etag = CASE WHEN location = excluded.location THEN etag END,
      modified = CASE WHEN location = excluded.location THEN modified END,
      location = excluded.location
    RETURNING reading, etag, modified, read_at`);
  const hold = db.prepare(`
    INSERT INTO archive_reviews (archive, review_id, reading) VALUES (:name, :id, :reading)
    ON CONFLICT DO UPDATE SET reading = excluded.reading`);
  const gone = db.prepare<{ review_id: string }>(`
    SELECT review_id FROM archive_reviews AS mine WHERE archive = :name AND reading < :reading AND NOT EXISTS (
      SELECT 1 FROM archive_reviews AS other WHERE other.review_id = mine.review_id AND other.archive <> :name)`);
  const forget = db.prepare('DELETE FROM archive_reviews WHERE archive = :name AND reading < :reading');
  const end = db.prepare(
    'UPDATE archives SET read_at = :at, etag = :etag, modified = :modified WHERE name = :name AND reading = :reading',
  );
  const unchanged = db.prepare('UPDATE archives SET read_at = :at WHERE name = :name');
  const find = db.prepare<{ name: string }>('SELECT name FROM archives WHERE name = :name');
  const remove = db.prepare('DELETE FROM archives WHERE name = :name');
  const list = db.prepare<{ name: string; location: string; read_at: string | null; reviews: number }>(`
    SELECT name, location, read_at, (SELECT count(*) FROM archive_reviews WHERE archive = name) AS reviews
    FROM archives ORDER BY name`);
  const checksFrom = db.prepare<{ json: string }>(`
    SELECT json FROM checks
    WHERE json_extract(json, '$.verdict.takenFrom.reviewId') IN (SELECT value FROM json_each(:ids)) ORDER BY id`);
  const checksTaken = db.prepare<{ json: string }>(`
    SELECT json FROM checks WHERE json_extract(json, '$.verdict.takenFrom.reviewId') IS NOT NULL ORDER BY id`);
  const reviewsTaken = db.prepare<{ id: string }>(`
    SELECT DISTINCT json_extract(json, '$.verdict.takenFrom.reviewId') AS id FROM checks
    WHERE id IS NOT NULL AND substr(json_extract(json, '$.verdict.takenFrom.reviewId'), 1, length(:prefix)) = :prefix`);
  const changed = db.prepare<{ id: string; checked_at: string }>(`
    SELECT id, checked_at FROM checks
    WHERE checked_at > :moment AND json_array_length(json, '$.history') > 0 ORDER BY checked_at`);

  const take = (name: string, reading: number): string[] => {
    const ids = gone.all({ name, reading }).map(({ review_id }) => review_id);
    forget.run({ name, reading });
    return ids;
  };

  return {
    async begin(name, location) {
      const row = begin.get({ name, location });
      const { reading = 1, etag, modified } = row ?? {};
      return { reading, ...defined({ etag: etag ?? undefined, modified: modified ?? undefined }) };
    },
    hold: async (name, reading, reviewIds) =>
      db.transaction(() => {
        for (const id of reviewIds) hold.run({ name, id, reading });
      }),
    async unchanged(name, at) {
      unchanged.run({ name, at });
    },
    end: async (name, reading, at, { etag, modified }) =>
      db.transaction(() => {
        end.run({ name, reading, at, etag: etag ?? null, modified: modified ?? null });
        return take(name, reading);
      }),
    remove: async (name) =>
      db.transaction(() => {
        if (!find.get({ name })) return undefined;
        const ids = take(name, Number.MAX_SAFE_INTEGER);
        remove.run({ name });
        return ids;
      }),
    list: async () =>
      list.all({}).map(({ read_at, ...row }) => ({ ...row, ...defined({ readAt: read_at ?? undefined }) })),
    reviewsTaken: async (prefix) => reviewsTaken.all({ prefix }).map(({ id }) => id),
    changedSince: async (moment) =>
      changed.all({ moment }).map(({ id, checked_at }) => ({ id, checkedAt: checked_at })),
    async checksFrom(reviewIds) {
      if (reviewIds?.length === 0) return [];
      const rows = reviewIds ? checksFrom.all({ ids: JSON.stringify(reviewIds) }) : checksTaken.all({});
      return rows.map(({ json }) => db.parseJson<Check>(json, CHECK_ROW));
    },
  };
}
