import { ClaimcheckError } from '../../../shared/errors.ts';
import { MOVE_NOTE, readMove } from '../postgres/half-moved.ts';
import type { PostgresDatabase } from '../postgres/postgres-database.ts';
import { join, plain, sql } from '../postgres/sql.ts';
import { CODE_KEY, toFingerprint } from '../prints.ts';
import type { Database } from '../sqlite/database.ts';
import { MOVED_TABLES } from './moved-tables.ts';

/** The progress of moving a store into a database. */
export type Standing = 'new' | 'begun' | 'done';

/**
 * Claims an empty database for a store, or finds that it is claimed already. No bot opens the database until `noteWhole`.
 *
 * @throws ClaimcheckError `usage` if it has other data
 */
export async function claimTarget(from: Database, to: PostgresDatabase): Promise<Standing> {
  const print = toPrint(from);
  return to.transaction(async (queries) => {
    await queries.run(sql`LOCK TABLE meta IN EXCLUSIVE MODE`);
    const move = await readMove(queries);
    if (move?.owner === print) return move.isWhole ? 'done' : 'begun';
    const used = MOVED_TABLES.filter(({ name }) => name !== 'meta').map(
      ({ name }) => sql`EXISTS (SELECT 1 FROM ${plain(name)})`,
    );
    const found = await queries.get<{ used: boolean }>(sql`SELECT ${join(used, plain(' OR '))} AS used`);
    if (move || found?.used) {
      throw new ClaimcheckError(
        'usage',
        `The store ${to.pool.where} already has data, and was left unchanged: create an empty database (createdb), and name that one.`,
      );
    }
    // The secret for persons' codes is moved from the file.
    await queries.run(sql`DELETE FROM meta`);
    await queries.run(sql`INSERT INTO meta (key, value) VALUES (${MOVE_NOTE}, ${print})`);
    return 'new';
  });
}

/** A fingerprint that identifies a store without revealing its secret. */
function toPrint(from: Database): string {
  const key = from.prepare<{ value: string }>('SELECT value FROM meta WHERE key = :key').get({ key: CODE_KEY });
  return toFingerprint(`store ${key?.value}`);
}
