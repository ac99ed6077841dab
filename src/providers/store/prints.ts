import { createHmac, hash } from 'node:crypto';
import { toKnownForms } from '../../core/claim/known-forms.ts';
import { asItIs } from '../cache/draft.ts';

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

/** Where the key of the codes lies. */
export const CODE_KEY = 'person-hash-key';

/** Knows a person again without the person's id: the same one of a platform gives the same code, in this store alone. A code stays as it is. */
export type PersonHash = (platform: string, personId: string) => string;

/** As long as SHA-256 in base64url, and no platform's id. */
const CODE = /^[\w-]{43}$/;

/** A person hash with this key. @param toKey is asked each time */
export function createCodes(toKey: () => string): PersonHash {
  return (platform, personId) => (CODE.test(personId) ? personId : toCode(toKey(), platform, personId));
}

/** HMAC-SHA256 in base64url. */
export function toCode(key: string, platform: string, id: string): string {
  return createHmac('sha256', key).update(`${platform}:${id}`).digest('base64url');
}

/** What the keys of a cache are kept under. @param coded they name persons or private chats */
export const toKeyMaker = (toHash: PersonHash, namespace: string, coded = false): ((key: string) => string) =>
  coded ? (key) => toHash(namespace, key) : asItIs;
