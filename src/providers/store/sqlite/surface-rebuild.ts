import { toTerms } from '../../../core/language/tokens.ts';
import { toTermsProbe } from '../language-prints.ts';
import type { Database } from './database.ts';

/** The metadata key of the probe's stems at the time when the index was built. */
const META_KEY = 'surface-terms-probe';

/**
 * Rebuilds the full-text index if `toTerms` has changed since it was built, since new stems would not find old ones. Costs about
 * 60 µs per wording, or one comparison if nothing has changed.
 *
 * @returns true if the index was rebuilt
 * @throws ClaimcheckError with a `store-…` code
 */
export function rebuildSurfaceTerms(db: Database): boolean {
  const read = db.prepare<{ value: string }>('SELECT value FROM meta WHERE key = :key');
  const probe = toTermsProbe();
  const isFresh = (): boolean => read.get({ key: META_KEY })?.value === probe;
  if (isFresh()) return false;
  const note = db.prepare(
    'INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const empty = db.prepare(`INSERT INTO surface_terms (surface_terms) VALUES ('delete-all')`);
  const page = db.prepare<{ id: number; claim: string; title: string }>(
    'SELECT id, claim, title FROM surfaces WHERE id > :after ORDER BY id LIMIT 1000',
  );
  const insert = db.prepare('INSERT INTO surface_terms (rowid, claim, title) VALUES (:id, :claim, :title)');
  return db.transaction(() => {
    // Another process may have rebuilt it while this one waited for the lock.
    if (isFresh()) return false;
    empty.run();
    for (let after = 0; ; ) {
      const rows = page.all({ after });
      for (const { id, claim, title } of rows) {
        insert.run({ id, claim: toTerms(claim).join(' '), title: toTerms(title).join(' ') });
      }
      const last = rows.at(-1);
      if (!last) break;
      after = last.id;
    }
    note.run({ key: META_KEY, value: probe });
    return true;
  });
}
