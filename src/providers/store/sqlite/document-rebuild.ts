import type { Database } from './database.ts';
import { toIndexed } from './sqlite-documents.ts';

/** The metadata keys of the stems with which the documents' index and the wordings' index were built. */
const MADE_WITH = 'document-terms-probe';
const NOW = 'surface-terms-probe';

/**
 * Rebuilds the documents' full-text index if `toTerms` has changed since it was built. Call it after `rebuildSurfaceTerms`, whose note
 * records the current stems. Takes about a second for 2 million characters.
 *
 * @returns true if the index was rebuilt
 * @throws ClaimcheckError with a `store-…` code
 */
export function rebuildDocumentTerms(db: Database): boolean {
  const read = db.prepare<{ value: string }>('SELECT value FROM meta WHERE key = :key');
  const isFresh = (): boolean => read.get({ key: MADE_WITH })?.value === read.get({ key: NOW })?.value;
  if (isFresh()) return false;
  const note = db.prepare(`
    INSERT INTO meta (key, value) SELECT '${MADE_WITH}', value FROM meta WHERE key = '${NOW}'
    ON CONFLICT DO UPDATE SET value = excluded.value`);
  const empty = db.prepare(`INSERT INTO document_terms (document_terms) VALUES ('delete-all')`);
  const next = db.prepare<{ id: number; title: string; text: string }>(
    'SELECT id, title, text FROM documents WHERE id > :after ORDER BY id LIMIT 1',
  );
  const insert = db.prepare('INSERT INTO document_terms (rowid, title, text) VALUES (:id, :title, :text)');
  return db.transaction(() => {
    // Another process may have rebuilt it while this one waited for the lock.
    if (isFresh()) return false;
    empty.run();
    for (let row = next.get({ after: 0 }); row; row = next.get({ after: row.id })) {
      insert.run({ id: row.id, ...toIndexed(row) });
    }
    note.run();
    return true;
  });
}
