import { createHmac, hash, randomBytes } from 'node:crypto';
import { toKnownForms } from '../../../core/claim/known-forms.ts';
import type { Database } from './database.ts';

/**
 * What a wording is known again by, without the wording itself: the check it leads to can be everybody's, and its words were one
 * person's. SHA-256 in base64url.
 */
export function toFingerprint(text: string): string {
  return hash('sha256', text, 'base64url');
}

/** A wording has several forms, and an archive many wordings: 132 bits tell them apart, and take half the room of the whole. In characters. */
const PRINT_LENGTH = 22;

/** What a known wording is found by: the fingerprints of its canonical forms. */
export function toFormPrints(wording: string): string[] {
  return toPrints(toKnownForms(wording));
}

/** Fingerprints of canonical forms, each once. An empty form says nothing, and is no form. */
export function toPrints(forms: readonly string[]): string[] {
  return [...new Set(forms)].filter((form) => form !== '').map((form) => toFingerprint(form).slice(0, PRINT_LENGTH));
}

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
