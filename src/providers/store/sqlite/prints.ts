import { randomBytes } from 'node:crypto';
import { CODE_KEY, createCodes, type PersonHash } from '../prints.ts';
import type { Database } from './database.ts';

/**
 * Makes the store's person hash: HMAC-SHA256 in base64url. Its key is made at first use and lies in the same file, so that it keeps ids from view, not
 * from whoever has the file.
 */
export function createPersonHash(db: Database): PersonHash {
  const read = db.prepare<{ value: string }>('SELECT value FROM meta WHERE key = :key');
  const make = db.prepare('INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT DO NOTHING');
  // Not kept here: a transaction that is undone takes a new key back.
  const toKey = (): string => {
    const known = read.get({ key: CODE_KEY })?.value;
    if (known !== undefined) return known;
    make.run({ key: CODE_KEY, value: randomBytes(32).toString('base64url') });
    return toKey();
  };
  return createCodes(toKey);
}
