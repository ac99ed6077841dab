import { createHmac, hash } from 'node:crypto';
import { toKnownForms } from '../../core/claim/known-forms.ts';
import { asItIs } from '../cache/draft.ts';

/**
 * A hash that identifies a wording without storing it: the check that it leads to may be public, but the words were one person's.
 * SHA-256 in base64url.
 */
export function toFingerprint(text: string): string {
  return hash('sha256', text, 'base64url');
}

/** Characters of a form's print. 132 bits tell all forms of all wordings apart and take half the space of a full hash. */
const PRINT_LENGTH = 22;

/** The index keys of a known wording: the prints of its canonical forms. */
export function toFormPrints(wording: string): string[] {
  return toPrints(toKnownForms(wording));
}

/** The distinct prints of canonical forms; empty forms are dropped. */
export function toPrints(forms: readonly string[]): string[] {
  return [...new Set(forms)].filter((form) => form !== '').map((form) => toFingerprint(form).slice(0, PRINT_LENGTH));
}

/** The metadata key of the secret that codes are made with. */
export const CODE_KEY = 'person-hash-key';

/** Maps a platform's person to a code that replaces the id: always the same code, but only in this store. A code is returned unchanged. */
export type PersonHash = (platform: string, personId: string) => string;

/** A code: 43 characters, as SHA-256 in base64url. No platform has ids of this form. */
const CODE = /^[\w-]{43}$/;

/** A person hash with the given secret. @param toKey called for each hash */
export function createCodes(toKey: () => string): PersonHash {
  return (platform, personId) => (CODE.test(personId) ? personId : toCode(toKey(), platform, personId));
}

/** HMAC-SHA256 in base64url. */
export function toCode(key: string, platform: string, id: string): string {
  return createHmac('sha256', key).update(`${platform}:${id}`).digest('base64url');
}

/** Maps a cache's keys to the keys they are stored under. @param coded whether they name persons or private chats */
export const toKeyMaker = (toHash: PersonHash, namespace: string, coded = false): ((key: string) => string) =>
  coded ? (key) => toHash(namespace, key) : asItIs;
