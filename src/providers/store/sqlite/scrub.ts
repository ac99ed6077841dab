import type { Database } from './database.ts';

/** Pages of the full-text index that are merged at a time; between two times others get their turn. Some 20 ms. */
const PAGES = 500;

/**
 * Takes what was removed out of the files as well. The index only marks a row as removed, and holds its words until its parts are
 * merged; the write-ahead log holds pages as they were. Freed space is overwritten by SQLite itself (`secure_delete`).
 */
export async function scrub(db: Database): Promise<void> {
  const merge = db.prepare("INSERT INTO surface_terms (surface_terms, rank) VALUES ('merge', :pages)");
  const changes = db.prepare<{ total: number }>('SELECT total_changes() AS total');
  const total = () => changes.get()?.total ?? 0;
  // A negative number begins a merge of everything, which positive ones go on with; one that does nothing changes less than two rows.
  for (let pages = -PAGES; ; pages = PAGES) {
    const before = total();
    merge.run({ pages });
    if (total() - before < 2) break;
    await new Promise(setImmediate);
  }
  db.emptyLog();
}
