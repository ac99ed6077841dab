import type { Database } from '../store/sqlite/database.ts';

/** How many entries whose time is over each write takes away, so that a cache that is only written to does not grow. */
const SWEEP = 20;

/** What SQL means by an entry that is still there. */
export const LIVE = '(expires_at IS NULL OR expires_at > :now)';

/** The statements over the table `cache`, which Keyv's entries and their changes in one step have in common. */
export function prepareCache(db: Database) {
  return {
    read: db.prepare<{ value: string }>(
      `SELECT value FROM cache WHERE namespace = :namespace AND key = :key AND ${LIVE}`,
    ),
    write: db.prepare(`
      INSERT INTO cache (namespace, key, value, expires_at) VALUES (:namespace, :key, :value, :expires)
      ON CONFLICT DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at`),
    remove: db.prepare<{ live: number }>(
      `DELETE FROM cache WHERE namespace = :namespace AND key = :key RETURNING ${LIVE} AS live`,
    ),
    sweep: db.prepare(`
      DELETE FROM cache WHERE rowid IN (SELECT rowid FROM cache WHERE expires_at <= :now ORDER BY expires_at LIMIT ${SWEEP})`),
  };
}
