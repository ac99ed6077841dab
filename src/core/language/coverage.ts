import type { Facts } from './facts.ts';
import { LIGHT_WORDS } from './lexicon.ts';
import { areEqual } from './numbers.ts';
import { likeness, SAID } from './word-similarity.ts';

const SCRIPTS = 'Latin Cyrillic Arabic Devanagari Han Greek Hebrew Thai Hangul Hiragana'
  .split(' ')
  .map((name) => new RegExp(`\\p{Script=${name}}`, 'gu'));

/** The place in `SCRIPTS` of the script most of a text is in; -1 where it has no letters of them. */
function toScript(text: string): number {
  const counts = SCRIPTS.map((script) => text.match(script)?.length ?? 0);
  const most = Math.max(...counts);
  return most > 0 ? counts.indexOf(most) : -1;
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

/** How much of a claim's telling words, places and numbers a text has: 0 to 1, and how many. */
export function toCoverage(claim: Facts, facts: Facts): { share: number; shared: number } {
  const words = new Set(claim.content.map(({ stem }) => stem)).difference(LIGHT_WORDS);
  const found = [
    ...Array.from(words, (stem) => says(facts, stem)),
    ...Array.from(claim.places.keys(), (place) => facts.places.has(place)),
    ...claim.quantities.map((one) => facts.quantities.some((other) => areEqual(one, other))),
  ];
  const shared = found.filter(Boolean).length;
  return { share: shared / (found.length || 1), shared };
}
