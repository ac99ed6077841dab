import type { PriorIndex } from '../../../core/ports.ts';
import type { ClaimReview } from '../../../core/types.ts';
import { REVIEW_ROW } from '../row-shapes.ts';
import { toReviewSurfaces } from '../surfaces.ts';
import type { Database } from './database.ts';
import { createSurfaceIndex } from './surface-index.ts';

/**
 * The prior index in the embedded store: reviews as JSON, and their wordings in the full-text index, next to those of
 * our own checks, which `createSqliteChecks` writes.
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createSqlitePriors(db: Database): PriorIndex {
  const index = createSurfaceIndex(db);
  const stored = db.prepare<{ json: string }>('SELECT json FROM reviews WHERE id = :id');
  const upsert = db.prepare(
    'INSERT INTO reviews (id, json) VALUES (:id, :json) ON CONFLICT (id) DO UPDATE SET json = excluded.json',
  );
  const remove = db.prepare('DELETE FROM reviews WHERE id = :id');

  const addReview = (review: ClaimReview): 'added' | 'changed' | 'same' => {
    const json = JSON.stringify(review);
    const before = stored.get({ id: review.id })?.json;
    if (before === json) return 'same';
    upsert.run({ id: review.id, json });
    index.replace('review', review.id, { kind: 'public' }, toReviewSurfaces(review));
    return before === undefined ? 'added' : 'changed';
  };

  return {
    search: async (terms, scope, limit) => index.search(terms, scope, limit),
    identical: async (forms, scope) => index.identical(forms, scope),
    async review(id) {
      const row = stored.get({ id });
      return row && db.parseJson<ClaimReview>(row.json, REVIEW_ROW);
    },
    addReviews: async (reviews) =>
      db.transaction(() => {
        const counts = { added: 0, changed: 0, same: 0, changedIds: [] as string[] };
        for (const review of reviews) {
          const outcome = addReview(review);
          counts[outcome] += 1;
          if (outcome === 'changed') counts.changedIds.push(review.id);
        }
        return counts;
      }),
    removeReviews: async (ids) =>
      db.transaction(() => {
        for (const id of ids) {
          index.remove('review', id);
          remove.run({ id });
        }
      }),
  };
}

/** The number of reviews. @throws ClaimcheckError with a `store-…` code */
export function countReviews(db: Database): number {
  return db.prepare<{ n: number }>('SELECT count(*) AS n FROM reviews').get()?.n ?? 0;
}
