import { ClaimcheckError } from '../../../shared/errors.ts';
import type { PostgresDatabase, Queries } from './postgres-database.ts';
import { sql } from './sql.ts';

/** Where it is noted which store came here from a file, and whether all of it did. */
export const MOVE_NOTE = 'moved-from';
/** Between the store's print and the moment from which on all was here. */
const WHOLE = ' whole ';

/** Which store is on its way here, or came. */
export async function readMove(queries: Queries): Promise<{ owner: string; isWhole: boolean } | undefined> {
  const note = await queries.get<{ value: string }>(sql`SELECT value FROM meta WHERE key = ${MOVE_NOTE}`);
  const [owner = '', whole] = note?.value.split(WHOLE) ?? [];
  return note && { owner, isWhole: whole !== undefined };
}

/** From here on a bot may work on it. */
export async function noteWhole(queries: Queries, at: Date): Promise<void> {
  const end = `${WHOLE}${at.toISOString()}`;
  await queries.run(sql`UPDATE meta SET value = value || ${end} WHERE key = ${MOVE_NOTE}`);
}

/** Refuses a database that a store is on its way into. @throws ClaimcheckError `store-unavailable` */
export async function refuseHalfMoved(db: PostgresDatabase): Promise<void> {
  const move = await readMove(db);
  if (!move || move.isWhole) return;
  throw new ClaimcheckError(
    'store-unavailable',
    `The store ${db.pool.where} is not whole yet: npm run migrate-store was begun and has not come to its end, so run it again.`,
  );
}
