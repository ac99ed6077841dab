import type { PostgresDatabase, Queries } from './postgres-database.ts';
import { type Sql, sql } from './sql.ts';

/** Rows per transaction: few enough that their locks are released before anybody's `lock_timeout`. */
const PIECE = 500;

/**
 * Deletes rows in batches, each in its own transaction, so that nobody has to wait for all of them.
 *
 * @param from the table with its alias, such as `checks AS c`
 * @param which the condition for rows to delete
 * @param remove deletes the rows that fit a condition and returns their number. Default: a plain DELETE
 * @returns the number of rows deleted
 */
export async function removeInPieces(
  db: PostgresDatabase,
  from: Sql,
  which: Sql,
  remove = (queries: Queries, piece: Sql) => queries.run(sql`DELETE FROM ${from} WHERE ${piece}`),
): Promise<number> {
  const piece = sql`ctid = ANY (ARRAY(SELECT ctid FROM ${from} WHERE ${which} LIMIT ${PIECE}))`;
  for (let removed = 0; ; ) {
    const now = await db.transaction((queries) => remove(queries, piece));
    removed += now;
    if (now < PIECE) return removed;
  }
}
