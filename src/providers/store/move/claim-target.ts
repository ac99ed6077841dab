import { ClaimcheckError } from '../../../shared/errors.ts';
import type { PostgresDatabase } from '../postgres/postgres-database.ts';
import { Sql, sql } from '../postgres/sql.ts';
import { CODE_KEY, toFingerprint } from '../prints.ts';
import type { Database } from '../sqlite/database.ts';
import { MOVE_NOTE, MOVED_TABLES } from './moved-tables.ts';

/** How far a store's way into a database is. */
export type Standing = 'new' | 'begun' | 'done';

/** Between the store's own print and the moment at which it was whole. */
const WHOLE = ' whole ';

/**
 * Makes an empty database a store's own, or finds that it is already. Nobody else opens it until `noteWhole`.
 *
 * @throws ClaimcheckError `usage` where it has other data
 */
export async function claimTarget(from: Database, to: PostgresDatabase): Promise<Standing> {
  const print = toPrint(from);
  return to.transaction(async (queries) => {
    await queries.run(sql`LOCK TABLE meta IN EXCLUSIVE MODE`);
    const note = await queries.get<{ value: string }>(sql`SELECT value FROM meta WHERE key = ${MOVE_NOTE}`);
    const [owner, whole] = note?.value.split(WHOLE) ?? [];
    if (owner === print) return whole === undefined ? 'begun' : 'done';
    const used = MOVED_TABLES.filter(({ name }) => name !== 'meta').map(
      ({ name }) => sql`EXISTS (SELECT 1 FROM ${new Sql([name], [])})`,
    );
    const any = used.reduce((all, one) => sql`${all} OR ${one}`);
    const found = await queries.get<{ used: boolean }>(sql`SELECT ${any} AS used`);
    if (note || found?.used) {
      throw new ClaimcheckError(
        'usage',
        `The store ${to.pool.where} has data already, and was left as it is: make an empty database (createdb), and name that one.`,
      );
    }
    // Persons' codes are made with the key that comes along.
    await queries.run(sql`DELETE FROM meta`);
    await queries.run(sql`INSERT INTO meta (key, value) VALUES (${MOVE_NOTE}, ${print})`);
    return 'new';
  });
}

/** From here on a bot may work on it. */
export async function noteWhole(from: Database, to: PostgresDatabase, at: Date): Promise<void> {
  const value = `${toPrint(from)}${WHOLE}${at.toISOString()}`;
  await to.run(sql`UPDATE meta SET value = ${value} WHERE key = ${MOVE_NOTE}`);
}

/** Refuses a database that a store is on its way into. @throws ClaimcheckError `store-unavailable` */
export async function refuseHalfMoved(db: PostgresDatabase): Promise<void> {
  const note = await db.get<{ value: string }>(sql`SELECT value FROM meta WHERE key = ${MOVE_NOTE}`);
  if (!note || note.value.includes(WHOLE)) return;
  throw new ClaimcheckError(
    'store-unavailable',
    `The store ${db.pool.where} is not whole yet: npm run migrate-store was begun and has not come to its end, so run it again.`,
  );
}

/** What tells one store from all others, and no secret. */
function toPrint(from: Database): string {
  const key = from.prepare<{ value: string }>('SELECT value FROM meta WHERE key = :key').get({ key: CODE_KEY });
  return toFingerprint(`store ${key?.value}`);
}
