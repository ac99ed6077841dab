import type { Database } from './database.ts';
import { toIndexed } from './sqlite-documents.ts';

/** The stems with which each of the two indexes was made. */
const MADE_WITH = 'document-terms-probe';
const NOW = 'surface-terms-probe';

/**
 * Makes the documents' full-text index anew where `toTerms` has changed since it was made, as `rebuildSurfaceTerms` does for
 * wordings. Is called after it, whose note says what the stems are now. Takes about a second for 2 million characters.
 *
 * @returns true if the index was made anew
 * @throws ClaimcheckError the store's codes
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
    // Another process may have been quicker.
    if (isFresh()) return false;
    empty.run();
    for (let row = next.get({ after: 0 }); row; row = next.get({ after: row.id })) {
      insert.run({ id: row.id, ...toIndexed(row) });
    }
    note.run();
    return true;
  });
}
