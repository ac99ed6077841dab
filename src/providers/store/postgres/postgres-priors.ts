import type { PriorIndex } from '../../../core/ports.ts';
import type { ClaimReview } from '../../../core/types.ts';
import type { PersonHash } from '../prints.ts';
import { REVIEW_ROW } from '../row-shapes.ts';
import { toVisibilityParams } from '../scope-params.ts';
import { toReviewSurfaces } from '../surfaces.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { findIdentical, replaceSurfaces, searchSurfaces } from './postgres-surfaces.ts';
import { type Sql, sql } from './sql.ts';

/** Serialises adding and removing reviews, since concurrent changes could deadlock. */
const ALONE: Sql = sql`SELECT pg_advisory_xact_lock(hashtextextended('claimcheck reviews', 0))`;

/**
 * The prior index in PostgreSQL: reviews as JSON, and their wordings next to those of our own checks, which `createPostgresChecks` writes.
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createPostgresPriors(db: PostgresDatabase, toHash: PersonHash): PriorIndex {
  const visibility = toVisibilityParams({ kind: 'public' }, toHash);
  return {
    search: (terms, scope, limit) => searchSurfaces(db, { terms, scope, limit }, toHash),
    identical: (forms, scope) => findIdentical(db, forms, scope, toHash),
    async review(id) {
      const row = await db.get<{ json: string }>(sql`SELECT json FROM reviews WHERE id = ${id}`);
      return row && db.parseJson<ClaimReview>(row.json, REVIEW_ROW);
    },
    addReviews: (reviews) =>
      db.transaction(async (queries) => {
        await queries.run(ALONE);
        const ids = [...new Set(reviews.map(({ id }) => id))];
        const rows = await queries.all<{ id: string; json: string }>(
          sql`SELECT id, json FROM reviews WHERE id = ANY(${ids}::text[])`,
        );
        const stored = new Map(rows.map(({ id, json }) => [id, json]));
        const counts = { added: 0, changed: 0, same: 0, changedIds: [] as string[] };
        const written = new Map<string, ClaimReview>();
        for (const review of reviews) {
          const { id } = review;
          const before = stored.get(id);
          const json = JSON.stringify(review);
          const outcome = before === undefined ? 'added' : before === json ? 'same' : 'changed';
          counts[outcome] += 1;
          if (outcome === 'changed') counts.changedIds.push(id);
          if (outcome === 'same') continue;
          stored.set(id, json);
          // Reinserts the review, so that the last version also determines its position.
          written.delete(id);
          written.set(id, review);
        }
        if (written.size === 0) return counts;
        const changed = [...written.keys()];
        const jsons = changed.map((id) => stored.get(id) ?? '');
        await queries.run(sql`
          INSERT INTO reviews (id, json) SELECT * FROM unnest(${changed}::text[], ${jsons}::text[])
          ON CONFLICT (id) DO UPDATE SET json = excluded.json`);
        const all = Array.from(written, ([id, review]) => ({ id, visibility, surfaces: toReviewSurfaces(review) }));
        await replaceSurfaces(queries, 'review', all);
        return counts;
      }),
    removeReviews: (ids) =>
      db.transaction(async (queries) => {
        await queries.run(ALONE);
        await queries.run(sql`DELETE FROM reviews WHERE id = ANY(${ids}::text[])`);
        await replaceSurfaces(
          queries,
          'review',
          ids.map((id) => ({ id, visibility, surfaces: [] })),
        );
      }),
  };
}
