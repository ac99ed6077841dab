import type { PostgresDatabase, Queries } from './postgres-database.ts';
import { type Sql, sql } from './sql.ts';

/** Rows that are removed at a time. What is locked for them is free again before anybody's patience ends (`lock_timeout`). */
const PIECE = 500;

/**
 * Removes rows piece by piece, each in a transaction of its own, so that nobody waits for all of them.
 *
 * @param from the table under a name, such as `checks AS c`
 * @param which the rows' condition; what is removed never fits again
 * @param remove told which rows to remove, as a condition; removes them as they are unless told. @returns how many it removed
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
