import { createHmac, randomBytes } from 'node:crypto';
import type { Database } from './database.ts';

const META_KEY = 'person-hash-key';

/** Knows a person again without the person's id: the same one of a platform gives the same text, in this store alone. */
export type PersonHash = (platform: string, personId: string) => string;

/**
 * Makes the store's person hash: HMAC-SHA256 in base64url. Its key is made at first use and lies in the same file, so that it keeps ids from view, not
 * from whoever has the file.
 */
export function createPersonHash(db: Database): PersonHash {
  const read = db.prepare<{ value: string }>('SELECT value FROM meta WHERE key = :key');
  const make = db.prepare('INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT DO NOTHING');
  // Not kept here: a transaction that is undone takes a new key back.
  const toKey = (): string => {
    const known = read.get({ key: META_KEY })?.value;
    if (known !== undefined) return known;
    make.run({ key: META_KEY, value: randomBytes(32).toString('base64url') });
    return toKey();
  };
  return (platform, personId) => createHmac('sha256', toKey()).update(`${platform}:${personId}`).digest('base64url');
}
