import type { Facts } from './facts.ts';
import { LIGHT_WORDS } from './lexicon.ts';
import { areEqual } from './numbers.ts';
import { likeness, SAID } from './word-similarity.ts';

const SCRIPTS = 'Latin Cyrillic Arabic Devanagari Han Greek Hebrew Thai Hangul Hiragana'
  .split(' ')
  .map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'gu')] as const);

/** The script most of a text is in; empty where it has no letters of the common ones. */
function toScript(text: string): string {
  const counts = SCRIPTS.map(([name, pattern]) => [name, text.match(pattern)?.length ?? 0] as const);
  const [name, count] = counts.reduce((best, one) => (one[1] > best[1] ? one : best));
  return count > 0 ? name : '';
}

/** Whether two texts can share words at all. */
export function shareScript(one: string, other: string): boolean {
  return toScript(one) === toScript(other);
}

/** Whether two language tags, where both are known, are of two languages. */
export function areForeign(one: string | undefined, other: string): boolean {
  const base = (tag: string) => tag.toLowerCase().split('-')[0];
  return one !== undefined && other !== 'und' && base(one) !== base(other);
}

/** Whether a text says a word, in whatever form. */
export function says(facts: Facts, stem: string): boolean {
  return facts.tokens.some((token) => likeness(token.stem, stem) >= SAID);
}

/** Most subjects are told by a claim's first two telling words, its names or its places: "Drinking bleach cures the flu". */
const SUBJECT_WORDS = 2;

/** Whether a text names what a claim is about. */
export function namesSubject(claim: Facts, facts: Facts): boolean {
  const telling = claim.content.filter(({ stem }) => !LIGHT_WORDS.has(stem));
  return (
    telling.some(({ stem, name }, at) => (name || at < SUBJECT_WORDS) && says(facts, stem)) ||
    Array.from(claim.places.keys()).some((place) => facts.places.has(place))
  );
}

/** The stems, places and numbers that tell a claim from others. */
function toTelling(claim: Facts): ((facts: Facts) => boolean)[] {
  const words = new Set(claim.content.filter(({ stem }) => !LIGHT_WORDS.has(stem)).map(({ stem }) => stem));
  return [
    ...Array.from(words, (stem) => (facts: Facts) => says(facts, stem)),
    ...Array.from(claim.places.keys(), (place) => (facts: Facts) => facts.places.has(place)),
    ...claim.quantities.map((one) => (facts: Facts) => facts.quantities.some((other) => areEqual(one, other))),
  ];
}

/** How much of a claim's telling words, places and numbers a text has: 0 to 1, and how many. */
export function toCoverage(claim: Facts, facts: Facts): { share: number; shared: number; telling: number } {
  const telling = toTelling(claim);
  const shared = telling.filter((isSaidBy) => isSaidBy(facts)).length;
  return { share: telling.length === 0 ? 0 : shared / telling.length, shared, telling: telling.length };
}
