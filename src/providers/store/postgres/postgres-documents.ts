import { toTerms } from '../../../core/language/tokens.ts';
import {
  type DocumentFolderEntry,
  type DocumentRow,
  type DocumentStore,
  MOST_DOCUMENTS,
  type StoredDocument,
  toDocument,
} from '../documents.ts';
import { chooseTerms, countTerms, toUsableTerms } from '../search-terms.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { toIndexKey } from './postgres-surfaces.ts';
import { sql, toHeldText } from './sql.ts';

/** Rows that `sweep` deletes per transaction. */
const SWEEP_ROWS = 500;
/** The most parts that a search ranks. */
const MOST_RANKED = 4_000;
/** A word in the title counts as much as this many in the text, since it tells the topic. */
const TITLE_TIMES = 3;
/** BM25's parameters b and k1, and the typical number of different words in a part. Source: Robertson and Zaragoza, 2009, section 3.4. */
const LENGTH_WEIGHT = 0.75;
const SATURATION = 1.2;
const USUAL_WORDS = 150;

/**
 * The operator's documents in PostgreSQL, each with its stems (as the core makes them) and their frequencies.
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createPostgresDocuments(db: PostgresDatabase): DocumentStore {
  return {
    folder: (path, name) =>
      db.transaction(async (queries) => {
        await queries.run(sql`LOCK TABLE document_folders IN EXCLUSIVE MODE`);
        const rows = await queries.all<DocumentFolderEntry>(
          sql`SELECT id::float8 AS id, path, name FROM document_folders`,
        );
        const known = rows.find((row) => row.path === path);
        if (known) return known;
        let free = name;
        for (let n = 2; rows.some((row) => row.name === free); n += 1) free = `${name}-${n}`;
        const added = await queries.get<{ id: number }>(
          sql`INSERT INTO document_folders (path, name) VALUES (${path}, ${free}) RETURNING id::float8 AS id`,
        );
        return { id: added?.id ?? 0, path, name: free };
      }),
    folders: () =>
      db.all(sql`
        SELECT id::float8 AS id, path, name,
          (SELECT count(*) FROM document_files WHERE folder_id = o.id AND hash <> '')::float8 AS files
        FROM document_folders AS o ORDER BY path`),
    async files(folderId) {
      const rows = await db.all<{ path: string; hash: string }>(
        sql`SELECT path, hash FROM document_files WHERE folder_id = ${folderId} AND hash <> ''`,
      );
      return new Map(rows.map(({ path, hash }) => [path, hash]));
    },
    openFile(folderId, path) {
      let fileId: number | undefined;
      const write = (documents: readonly StoredDocument[], hash?: string): Promise<void> => {
        const rows = JSON.stringify(documents.map(toKept));
        return db
          .transaction(async (queries) => {
            const made =
              fileId ??
              (
                await queries.get<{ id: number }>(sql`
                INSERT INTO document_files (folder_id, path, hash) VALUES (${folderId}, ${path}, '') RETURNING id::float8 AS id`)
              )?.id;
            await queries.run(sql`
            INSERT INTO documents (file_id, url, title, publisher, published_at, language, text, terms, times)
            SELECT ${made ?? 0}, url, title, publisher, "publishedAt", language, text, terms, times
            FROM ROWS FROM (json_to_recordset(${rows}::json) AS (
              url text, title text, publisher text, "publishedAt" text, language text, text text, terms text[], times int[]
            )) WITH ORDINALITY ORDER BY ordinality`);
            if (hash === undefined) return made;
            await queries.run(
              sql`UPDATE document_files SET hash = '' WHERE folder_id = ${folderId} AND path = ${path}`,
            );
            await queries.run(sql`UPDATE document_files SET hash = ${hash} WHERE id = ${made ?? 0}`);
            return made;
          })
          .then((made) => {
            fileId = made;
          });
      };
      return { add: (documents) => write(documents), finish: (hash, rest) => write(rest, hash) };
    },
    async retire(folderId, paths) {
      await db.run(sql`
        UPDATE document_files SET hash = '' WHERE folder_id = ${folderId} AND path = ANY(${[...paths]}::text[])`);
    },
    async forgetFolder(id) {
      await db.run(sql`
        DELETE FROM document_folders WHERE id = ${id} AND NOT EXISTS (SELECT 1 FROM document_files WHERE folder_id = ${id})`);
    },
    sweep: () =>
      db.transaction(async (queries) => {
        const removed = await queries.run(sql`
          DELETE FROM documents WHERE id IN (
            SELECT d.id FROM document_files AS f JOIN documents AS d ON d.file_id = f.id WHERE f.hash = '' LIMIT ${SWEEP_ROWS})`);
        if (removed === SWEEP_ROWS) return true;
        await queries.run(sql`DELETE FROM document_files WHERE hash = ''`);
        return false;
      }),
    async search(terms, { limit, before = null }) {
      const most = Math.min(Math.trunc(limit), MOST_DOCUMENTS);
      const usable = toUsableTerms(terms).map(toIndexKey);
      if (usable.length === 0 || !(most > 0)) return [];
      const counts = await countTerms(usable, (some) =>
        db.all(sql`
          SELECT term, entries FROM (
            SELECT term, (SELECT count(*) FROM documents WHERE terms @> ARRAY[term COLLATE "C"])::float8 AS entries
            FROM unnest(${some}::text[]) AS q (term)) AS c WHERE entries > 0`),
      );
      const chosen = chooseTerms(usable, (term) => counts.get(term) ?? 0);
      const weights = chosen.map((term) => 1 / Math.log(Math.E + (counts.get(term) ?? 0)));
      const rows = await db.all<DocumentRow>(sql`
        SELECT url, title, publisher, published_at, language, text FROM (
          SELECT d.* FROM documents AS d JOIN document_files AS f ON f.id = d.file_id
          WHERE d.terms && ${chosen}::text[] AND f.hash <> ''
            AND (${before}::text IS NULL OR substr(d.published_at, 1, 10) <= ${before}) LIMIT ${MOST_RANKED}
        ) AS d ORDER BY (
          SELECT sum(q.weight * t.times / (t.times + ${SATURATION}::float8 * (${1 - LENGTH_WEIGHT}::float8
            + ${LENGTH_WEIGHT}::float8 * cardinality(d.terms) / ${USUAL_WORDS}::float8)))
          FROM unnest(${chosen}::text[], ${weights}::float8[]) AS q (term, weight),
            LATERAL (SELECT d.times[array_position(d.terms, q.term COLLATE "C")] AS times) AS t
        ) DESC, id LIMIT ${most}`);
      return rows.map(toDocument);
    },
    async size() {
      const row = await db.get<{ n: number }>(sql`
        SELECT count(*)::float8 AS n FROM documents AS d JOIN document_files AS f ON f.id = d.file_id WHERE f.hash <> ''`);
      return row?.n ?? 0;
    },
  };
}

function toKept({ url, title, text, ...rest }: StoredDocument) {
  const held = { url: toHeldText(url), title: toHeldText(title), text: toHeldText(text) };
  return { ...rest, ...held, ...toIndexedDocument({ title, text }) };
}

/** The indexed columns of a document: its stems, and the weighted frequency of each. */
export function toIndexedDocument({ title, text }: Pick<StoredDocument, 'title' | 'text'>): {
  terms: string[];
  times: number[];
} {
  const times = new Map<string, number>();
  const count = (words: string, by: number) => {
    for (const term of toTerms(words).map((one) => toIndexKey(toHeldText(one))))
      times.set(term, (times.get(term) ?? 0) + by);
  };
  count(title, TITLE_TIMES);
  count(text, 1);
  return { terms: [...times.keys()], times: [...times.values()] };
}
