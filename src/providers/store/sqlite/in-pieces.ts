import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from './database.ts';

/** Rows per batch, which are examined and perhaps deleted before other work gets its turn. Deleting an indexed check takes some 60 µs. */
const PIECE = 100;

/** The SQL condition for the rows of a batch, with the parameters `:from` and `:to`. */
export const toInPiece = (rowid = 'rowid') => `${rowid} > :from AND ${rowid} <= :to`;

/** The bounds of a batch, for `toInPiece`. */
interface Piece extends Record<string, number> {
  from: number;
  to: number;
}

/**
 * Processes a table in batches, each in its own transaction. A power cut can undo the last ones, so it is only for repeatable work.
 * The returned function takes the table's name and the work for a batch, which returns the number of rows that it deleted.
 *
 * @returns a function that resolves to the total number of deleted rows
 */
export function createInPieces(db: Database) {
  return async (table: string, work: (piece: Piece) => number): Promise<number> => {
    const nextEnd = db.prepare<{ to: number | null }>(`
      SELECT max(id) AS "to" FROM (SELECT rowid AS id FROM ${table} WHERE rowid > :from ORDER BY rowid LIMIT ${PIECE})`);
    let removed = 0;
    let from = 0;
    for (;;) {
      const to = nextEnd.get({ from })?.to ?? undefined;
      if (to === undefined) return removed;
      const piece = { from, to };
      removed += db.unhurried(() => db.transaction(() => work(piece)));
      from = to;
      await nextTurn();
    }
  };
}
