import { stemmer as stemArabic } from '@orama/stemmers/arabic';
import { stemmer as stemHindi } from '@orama/stemmers/indian';
import { stemmer as stemUkrainian } from '@orama/stemmers/ukrainian';
import verbs from './data/english-verbs.json' with { type: 'json' };

/**
 * A light English stemmer: it removes plural, tense and adverb endings, and no more, so that different words stay different ("universe" and
 * "university" do here; Porter merges them). Words of three other scripts go to a library's stemmers; the rest pass unchanged.
 *
 * Written for matching: what counts is that the same word in another form gives the same stem, not that the stem is a word.
 */
export function stem(word: string): string {
  const isPlain = word.charCodeAt(0) < 0x250 || word.length > LONGEST_WORD;
  const ofScript = isPlain ? undefined : STEMMERS.find(([script]) => script.test(word));
  if (ofScript) return ofScript[1](word);
  const base = IRREGULAR.get(word);
  if (base !== undefined) return base;
  return regularStem(word);
}

function regularStem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  return finish(withoutTense(SINGULAR_S.has(word) ? word : withoutPlural(word)));
}

/** UTF-16 units; the libraries' stemmers take time by the square of a word's length. */
const LONGEST_WORD = 50;

/** By script; the Ukrainian one serves Russian as well. On 40 messages per language they find three more in Ukrainian and in Hindi. */
const STEMMERS: readonly (readonly [RegExp, (word: string) => string])[] = [
  [/^\p{Script=Cyrillic}/u, stemUkrainian],
  [/^\p{Script=Devanagari}/u, stemHindi],
  // Folding has turned its ta marbuta into a ha.
  [/^\p{Script=Arabic}/u, (word) => stemArabic(word.replace(/ه$/u, 'ة'))],
];

/** Words in -s that are not plurals. */
const SINGULAR_S = new Set(verbs.singularInS.split(' '));

const VOWEL = /[aeiouy]/;

/** Irregular forms, with the stem of the first word of their family. "Be" is a stop word, and "bear" an animal. */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  `${verbs.irregular}|${verbs.otherForms}`.split('|').flatMap((family) => {
    const words = family.split(' ');
    const base = regularStem(words[0] ?? '');
    return /^be(?:ar)?$/.test(base) ? [] : words.map((word) => [word, base] as const);
  }),
);

/** A word of four letters or more in its singular, by its ending alone. */
export function withoutPlural(word: string): string {
  if (!word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  return word.slice(0, /(?:ss|sh|ch|x|tz|zz)es$|.{2}oes$/.test(word) ? -2 : -1);
}

function withoutTense(word: string): string {
  for (const ending of ['ingly', 'edly', 'ing', 'ed', 'ly']) {
    if (!word.endsWith(ending)) continue;
    const base = word.slice(0, -ending.length);
    if (base.length < 3 || !VOWEL.test(base)) return word;
    if (/^(?:ed|ly)$/.test(ending) && base.endsWith('i')) return `${base.slice(0, -1)}y`;
    const last = base.at(-1) ?? '';
    // "stopped", "running": the doubled consonant goes; "falling", "missing", "buzzing" keep theirs.
    if (ending !== 'ly' && last === base.at(-2) && !/[aeioulsz]/.test(last)) return base.slice(0, -1);
    return base;
  }
  return word;
}

/** Forms of one word often differ in a last `e`, or in `y` and `i`: make/making, carry/carries. */
function finish(word: string): string {
  if (word.length > 3 && word.endsWith('e')) return word.slice(0, -1);
  if (word.length > 3 && word.endsWith('y')) return `${word.slice(0, -1)}i`;
  return word;
}
