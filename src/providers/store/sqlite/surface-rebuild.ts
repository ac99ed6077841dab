import { toTerms } from '../../../core/language/tokens.ts';
import { toTermsProbe } from '../language-prints.ts';
import type { Database } from './database.ts';

/** Where the stems of a probe are noted, as they were when the index was made. */
const META_KEY = 'surface-terms-probe';

/**
 * Makes the full-text index anew where `toTerms` has changed since it was made: old stems would not be found by new
 * ones. Costs one comparison if it has not, and about 60 µs a wording if it has.
 *
 * @returns true if the index was made anew
 * @throws ClaimcheckError the store's codes
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
    // Another process may have been quicker.
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
