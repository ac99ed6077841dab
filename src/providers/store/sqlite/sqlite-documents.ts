import { toTerms } from '../../../core/language/tokens.ts';
import {
  type DocumentFolderEntry,
  type DocumentRow,
  type DocumentStore,
  MOST_DOCUMENTS,
  type StoredDocument,
  toDocument,
} from '../documents.ts';
import type { Database } from './database.ts';
import { toMatch } from './surface-index.ts';

/** Rows that `sweep` deletes per transaction, so that other writers do not wait long. */
const SWEEP_ROWS = 500;

/** CROSS JOIN keeps FTS5 as the outer loop, which yields rows by rank, so that only the wanted texts are read. */
const FIND = `
  SELECT d.url, d.title, d.publisher, d.published_at, d.language, d.text
  FROM document_terms AS t CROSS JOIN documents AS d ON d.id = t.rowid CROSS JOIN document_files AS f ON f.id = d.file_id
  WHERE t.document_terms MATCH :match AND f.hash <> '' AND (:before IS NULL OR substr(d.published_at, 1, 10) <= :before)
  ORDER BY t.rank LIMIT :limit`;

/**
 * The operator's documents in the embedded store, with a full-text index of the core's stems.
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createSqliteDocuments(db: Database): DocumentStore {
  const folderAt = db.prepare<DocumentFolderEntry>('SELECT id, path, name FROM document_folders WHERE path = :path');
  const nameTaken = db.prepare('SELECT 1 FROM document_folders WHERE name = :name');
  const addFolder = db.prepare('INSERT INTO document_folders (path, name) VALUES (:path, :name)');
  const allFolders = db.prepare<DocumentFolderEntry & { files: number }>(`
    SELECT id, path, name, (SELECT count(*) FROM document_files WHERE folder_id = o.id AND hash <> '') AS files
    FROM document_folders AS o ORDER BY path`);
  const removeFolder = db.prepare(`DELETE FROM document_folders WHERE id = :id
    AND NOT EXISTS (SELECT 1 FROM document_files WHERE folder_id = :id)`);
  const wholeFiles = db.prepare<{ path: string; hash: string }>(
    `SELECT path, hash FROM document_files WHERE folder_id = :folderId AND hash <> ''`,
  );
  const addFile = db.prepare(`INSERT INTO document_files (folder_id, path, hash) VALUES (:folderId, :path, '')`);
  const retireFile = db.prepare(`UPDATE document_files SET hash = '' WHERE folder_id = :folderId AND path = :path`);
  const setHash = db.prepare('UPDATE document_files SET hash = :hash WHERE id = :id');
  const insert = db.prepare(`
    INSERT INTO documents (file_id, url, title, publisher, published_at, language, text)
    VALUES (:fileId, :url, :title, :publisher, :publishedAt, :language, :text)`);
  const insertTerms = db.prepare('INSERT INTO document_terms (rowid, title, text) VALUES (:id, :title, :text)');
  const goingRows = db.prepare<{
    id: number;
  }>(`SELECT d.id FROM document_files AS f JOIN documents AS d ON d.file_id = f.id
    WHERE f.hash = '' LIMIT ${SWEEP_ROWS}`);
  const removeTerms = db.prepare('DELETE FROM document_terms WHERE rowid = :id');
  const removeRow = db.prepare('DELETE FROM documents WHERE id = :id');
  const removeFiles = db.prepare(`DELETE FROM document_files WHERE hash = ''`);
  const wordCount = db.prepare<{ doc: number }>('SELECT doc FROM document_words WHERE term = :term');
  const count = db.prepare<{ n: number }>(
    `SELECT count(*) AS n FROM documents AS d JOIN document_files AS f ON f.id = d.file_id WHERE f.hash <> ''`,
  );
  const find = db.prepare<DocumentRow>(FIND);

  return {
    folder: async (path, name) =>
      db.transaction(() => {
        const known = folderAt.get({ path });
        if (known) return known;
        let free = name;
        for (let n = 2; nameTaken.get({ name: free }) !== undefined; n += 1) free = `${name}-${n}`;
        return { id: addFolder.insert({ path, name: free }), path, name: free };
      }),
    folders: async () => allFolders.all(),
    files: async (folderId) => new Map(wholeFiles.all({ folderId }).map(({ path, hash }) => [path, hash])),
    openFile(folderId, path) {
      let fileId: number | undefined;
      const write = async (documents: readonly StoredDocument[], hash?: string): Promise<void> => {
        // Stems outside the transaction: that takes longer than writing, and others wait for the lock.
        const stemmed = documents.map((document) => ({ row: toParams(document), terms: toIndexed(document) }));
        fileId = db.transaction(() => {
          const id = fileId ?? addFile.insert({ folderId, path });
          for (const { row, terms } of stemmed)
            insertTerms.run({ id: insert.insert({ fileId: id, ...row }), ...terms });
          if (hash !== undefined) {
            retireFile.run({ folderId, path });
            setHash.run({ id, hash });
          }
          return id;
        });
      };
      return { add: (documents) => write(documents), finish: (hash, rest) => write(rest, hash) };
    },
    retire: async (folderId, paths) =>
      db.transaction(() => {
        for (const path of paths) retireFile.run({ folderId, path });
      }),
    async forgetFolder(id) {
      removeFolder.run({ id });
    },
    sweep: async () =>
      db.transaction(() => {
        const rows = goingRows.all();
        for (const { id } of rows) {
          removeTerms.run({ id });
          removeRow.run({ id });
        }
        if (rows.length === SWEEP_ROWS) return true;
        removeFiles.run();
        return false;
      }),
    async search(terms, { limit, before }) {
      const match = toMatch(terms, (term) => wordCount.get({ term })?.doc ?? 0);
      const most = Math.min(Math.trunc(limit), MOST_DOCUMENTS);
      if (match === undefined || !(most > 0)) return [];
      return find.all({ match, before: before ?? null, limit: most }).map(toDocument);
    },
    size: async () => count.get()?.n ?? 0,
  };
}

/** A document's columns in the full-text index. */
export function toIndexed({ title, text }: Pick<StoredDocument, 'title' | 'text'>): { title: string; text: string } {
  return { title: toTerms(title).join(' '), text: toTerms(text).join(' ') };
}

function toParams({ url, title, publisher, publishedAt, language, text }: StoredDocument) {
  return {
    url,
    title,
    publisher: publisher ?? null,
    publishedAt: publishedAt ?? null,
    language: language ?? null,
    text,
  };
}
