import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no letter can be taken for a digit, nor spell a word. */
const ID_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ID_LENGTH = 8;

/** A new check id of 40 random bits: next to a million checks, one in a million hits a taken id, and the store refuses it. */
export function newCheckId(): string {
  return Array.from(randomBytes(ID_LENGTH), (byte) => ID_ALPHABET[byte % ID_ALPHABET.length]).join('');
}
