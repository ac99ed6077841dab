import { isAscii } from './characters.ts';
import type { Facts } from './facts.ts';
import { LIGHT_WORDS } from './lexicon.ts';
import { areEqual } from './numbers.ts';
import { toPlace } from './places.ts';
import { STOP_WORDS, type Token } from './tokens.ts';
import { isVerbLike } from './verbs.ts';
import { likeness, SAID } from './word-similarity.ts';

const SCRIPTS = 'Latin Cyrillic Arabic Devanagari Han Greek Hebrew Thai Hangul Hiragana'
  .split(' ')
  .map((name) => new RegExp(`\\p{Script=${name}}`, 'gu'));

/** The index in `SCRIPTS` of the script that most of a text is in; -1 if it has no letters of any. */
function toScript(text: string): number {
  const counts = SCRIPTS.map((script) => text.match(script)?.length ?? 0);
  const most = Math.max(...counts);
  return most > 0 ? counts.indexOf(most) : -1;
}

/** Whether two texts can share words at all. */
export function shareScript(one: string, other: string): boolean {
  return toScript(one) === toScript(other);
}

/** Whether two language tags, if both are known, are of two languages. */
export function areForeign(one: string | undefined, other: string): boolean {
  const base = (tag: string) => tag.toLowerCase().split('-')[0];
  return one !== undefined && other !== 'und' && base(one) !== base(other);
}

/** Whether a text says a word, in whatever form. */
export function says(facts: Facts, stem: string): boolean {
  return facts.tokens.some((token) => likeness(token.stem, stem) >= SAID);
}

/** Most subjects are named by a claim's first two telling words, its names or its places: "Drinking bleach cures the flu". */
const SUBJECT_WORDS = 2;

/**
 * Whether a text names what a claim is about: one of its names, or of its first telling words; in a language whose word order and endings are not
 * known, any of its telling words. If the subject of an English claim can be told, the subject's own name has to be there.
 *
 * @param isWhole the subject's head has to be there too, if it has no other name: "the Oberwald tunnel" is not named by "the Oberwald bridge"
 */
export function namesSubject(claim: Facts, facts: Facts, isWhole: boolean): boolean {
  const telling = claim.content.filter(({ stem }) => !LIGHT_WORDS.has(stem));
  const namesPlace = Array.from(claim.places.keys()).some((place) => facts.places.has(place));
  const isEnglish = claim.languages.includes('en') || (claim.languages.length === 0 && isAscii(claim.text));
  if (!isEnglish)
    return namesPlace || telling.some(({ stem }) => facts.tokens.some((token) => isInflected(token.stem, stem)));
  const isNamed = ({ word, stem }: Token) => {
    const place = toPlace(word);
    return place === undefined ? says(facts, stem) : facts.places.has(place);
  };
  const subject = toSubject(claim);
  // A capital says nothing at a sentence's beginning, but for a name that goes on: "Napoleon Bonaparte".
  const isName = ({ name, word }: Token, at: number) =>
    (name && word.length > 1) ||
    toPlace(word) !== undefined ||
    (at === 0 && subject.length > 1 && subject.slice(1).every((one) => one.name));
  const names = subject.filter(isName);
  if (names.length > 0 && !names.some(isNamed)) return false;
  if (claim.tokens.some((token) => !subject.includes(token) && isName(token, 1) && isNamed(token))) return true;
  const [head] = subject.slice(-1);
  // A lone word may be a name, "Unterwald banned …"; a plural or "Drinking …" is none.
  if (head && subject.length === 1 && !/(?:s|ing)$/u.test(head.word) && !isNamed(head)) return false;
  if (isWhole && head && subject.length > 1 && !names.includes(head) && !isNamed(head)) return false;
  return namesPlace || telling.some(({ stem, name }, at) => (name || at < SUBJECT_WORDS) && says(facts, stem));
}

/** The least share of the longer of two words that is their common beginning, if they are forms of one word. */
const SAME_STEM = 2 / 3;
const LEAST_STEM = 4;

function isInflected(one: string, other: string): boolean {
  if (likeness(one, other) >= SAID) return true;
  const longest = Math.max(one.length, other.length);
  let shared = 0;
  while (shared < longest && one[shared] === other[shared]) shared += 1;
  return shared >= LEAST_STEM && shared >= SAME_STEM * longest;
}

const PREPOSITION = /^(?:in|on|at|for|from|to|with|by|about|between|under|over|who|which|that)$/u;

/** The telling words before an English claim's first verb or preposition (except "of"); none if it has neither. */
function toSubject({ tokens }: Facts): readonly Token[] {
  const end = tokens.findIndex(({ word }) => isVerbLike(word) || PREPOSITION.test(word));
  return tokens.slice(0, Math.max(0, end)).filter(({ word, stem }) => !STOP_WORDS.has(word) && !LIGHT_WORDS.has(stem));
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
