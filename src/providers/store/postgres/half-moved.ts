import { ClaimcheckError } from '../../../shared/errors.ts';
import type { PostgresDatabase, Queries } from './postgres-database.ts';
import { sql } from './sql.ts';

/** The metadata key that records which file's store was moved into this database, and whether the move is complete. */
export const MOVE_NOTE = 'moved-from';
/** Separates the store's fingerprint from the time of completion in the note; absent until the move is complete. */
const WHOLE = ' whole ';

/** The store that is being moved here, or was; undefined if there was no move. */
export async function readMove(queries: Queries): Promise<{ owner: string; isWhole: boolean } | undefined> {
  const note = await queries.get<{ value: string }>(sql`SELECT value FROM meta WHERE key = ${MOVE_NOTE}`);
  const [owner = '', whole] = note?.value.split(WHOLE) ?? [];
  return note && { owner, isWhole: whole !== undefined };
}

/** Marks the move as complete: from now on, a bot may open the database. */
export async function noteWhole(queries: Queries, at: Date): Promise<void> {
  const end = `${WHOLE}${at.toISOString()}`;
  await queries.run(sql`UPDATE meta SET value = value || ${end} WHERE key = ${MOVE_NOTE}`);
}

/** Refuses a database with an incomplete move. @throws ClaimcheckError `store-unavailable` */
export async function refuseHalfMoved(db: PostgresDatabase): Promise<void> {
  const move = await readMove(db);
  if (!move || move.isWhole) return;
  throw new ClaimcheckError(
    'store-unavailable',
    `The store ${db.pool.where} is incomplete: npm run migrate-store did not finish, so run it again.`,
  );
}
