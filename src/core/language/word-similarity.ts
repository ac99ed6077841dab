import { areSynonyms } from './lexicon.ts';

/** The likeness of a word that only occurs as a synonym, in another form, or with a typo. */
const SYNONYM = 0.8;
const SAME_ROOT = 0.85;
const TYPO = 0.85;

/** From this likeness on, a word counts as said: in another form or by a synonym. */
export const SAID = 0.8;

/**
 * How far a stem can stand for another: 1 for itself, less for a typo, another form of the same root or a synonym, else 0. Symmetrical.
 */
export function likeness(one: string, other: string): number {
  if (one === other) return 1;
  if (areSynonyms(one, other)) return SYNONYM;
  if (isWithin(one, other)) return SAME_ROOT;
  if (one.length < 4 || other.length < 4) return 0;
  if (one.charCodeAt(0) !== other.charCodeAt(0) && Math.abs(one.length - other.length) > 1) return 0;
  const found = rootLikeness(one, other);
  return found > 0 && (/\d/.test(one) || /\d/.test(other)) ? 0 : found;
}

/** Whether one of the words says another word, in whatever form or by a synonym. */
export function hasWord(words: readonly { stem: string }[], { stem }: { stem: string }): boolean {
  return words.some((word) => likeness(word.stem, stem) >= SAID);
}

const HAN = /^\p{Script=Han}+$/u;

/** A Chinese word that contains the other one is mostly a form of it: 帽 and 帽子. */
const isWithin = (one: string, other: string) =>
  (one.length > other.length ? one.includes(other) : other.includes(one)) && HAN.test(one) && HAN.test(other);

function rootLikeness(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  let shared = 0;
  while (shared < shorter && one[shared] === other[shared]) shared += 1;
  // "vaccin" and "vaccinat" are one root; "universiti" and "univers" are not told apart, and need not be.
  if (shared >= 4 && shared >= shorter - 1 && Math.max(one.length, other.length) - shared <= 4) return SAME_ROOT;
  // A typo never changes the first letter: "Hollywood" is not "Bollywood".
  if (shorter >= 5 && shared > 0 && Math.abs(one.length - other.length) <= 1 && isOneEdit(one, other, shared))
    return TYPO;
  // "Chna": in a short word only a vowel may be missing, or "moth" would be "month".
  if (shorter === 4 && shared > 0 && lacksVowel(one, other, shared)) return TYPO;
  return 0;
}

/** Whether one of the two is the other without one vowel, which stands behind the shared beginning. */
function lacksVowel(one: string, other: string, shared: number): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return /[aeiou]/.test(long[shared] ?? '') && short.slice(shared) === long.slice(shared + 1);
}

/** Whether they differ by one letter added, missing or changed, or by two swapped neighbours, after a shared beginning. */
function isOneEdit(one: string, other: string, shared: number): boolean {
  const a = one.slice(shared);
  const b = other.slice(shared);
  if (a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1)) return true;
  return a.length > 1 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
}
