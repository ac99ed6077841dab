import { randomBytes } from 'node:crypto';
import type { StoreMeta } from '../ports.ts';
import { CODE_KEY, createCodes, type PersonHash } from '../prints.ts';
import type { Database } from './database.ts';

/**
 * The store's metadata and locks.
 *
 * @throws ClaimcheckError with a `store-…` code, from every method
 */
export function createSqliteMeta(db: Database): StoreMeta {
  const read = db.prepare<{ value: string }>('SELECT value FROM meta WHERE key = :key');
  const write = db.prepare(
    'INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  // Each holder gets the next number, so that an expired holder cannot touch its successor's lock. Rows are therefore never deleted.
  const take = db.prepare<{ holder: number }>(`
    INSERT INTO locks (name, holder, expires_at) VALUES (:name, 1, :expiresAt)
    ON CONFLICT DO UPDATE SET holder = holder + 1, expires_at = excluded.expires_at WHERE expires_at <= :now
    RETURNING holder`);
  const prolong = db.prepare('UPDATE locks SET expires_at = :expiresAt WHERE name = :name AND holder = :holder');
  const release = db.prepare('UPDATE locks SET expires_at = 0 WHERE name = :name AND holder = :holder');

  return {
    get: async (key) => read.get({ key })?.value,
    async set(key, value) {
      write.run({ key, value });
    },
    async tryLock(name, nowMs, ttlMs) {
      const taken = take.get({ name, now: nowMs, expiresAt: nowMs + ttlMs });
      if (!taken) return undefined;
      const { holder } = taken;
      return {
        refresh: async (now, ttl) => prolong.run({ name, holder, expiresAt: now + ttl }) === 1,
        async unlock() {
          release.run({ name, holder });
        },
      };
    },
  };
}

/**
 * Creates the store's person hash: HMAC-SHA256 in base64url. Its secret is created at first use and stored in the same file, so it hides
 * ids from view, but not from anyone who has the file.
 */
export function createPersonHash(db: Database): PersonHash {
  const read = db.prepare<{ value: string }>('SELECT value FROM meta WHERE key = :key');
  const make = db.prepare('INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT DO NOTHING');
  // Not cached: a rolled-back transaction would also undo a new secret.
  const toKey = (): string => {
    const known = read.get({ key: CODE_KEY })?.value;
    if (known !== undefined) return known;
    make.run({ key: CODE_KEY, value: randomBytes(32).toString('base64url') });
    return toKey();
  };
  return createCodes(toKey);
}
