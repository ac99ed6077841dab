import functionWords from './data/latin-languages.json' with { type: 'json' };
import type { Piece } from './pieces.ts';

type LatinLanguage = keyof typeof functionWords;
/** A language code; `xx` is any other language, or an unknown one. */
export type Language = LatinLanguage | 'hi' | 'ar' | 'uk' | 'zh';

/** English stands first, so that it is preferred. */
const LISTS = Object.entries(functionWords).map(
  ([language, words]) => [language as LatinLanguage, new Set(words.split(' '))] as const,
);
const SCRIPTS: readonly (readonly [Language, RegExp])[] = [
  ['uk', /\p{Script=Cyrillic}/u],
  ['ar', /\p{Script=Arabic}/u],
  ['hi', /\p{Script=Devanagari}/u],
  ['zh', /\p{Script=Han}/u],
];

/**
 * The language of a text by its script and its function words. A text in Latin letters without any function word is English, unless it has letters
 * that English lacks.
 */
export function toLanguage(pieces: readonly Piece[]): Language {
  const words = pieces.filter(({ kind }) => kind === 'word');
  const latin = words.filter(({ lower }) => lower.charCodeAt(0) < 0x250);
  const foreign = words.find(({ lower }) => lower.charCodeAt(0) >= 0x250)?.lower;
  if (foreign !== undefined && words.length >= 2 * latin.length)
    return SCRIPTS.find(([, script]) => script.test(foreign))?.[0] ?? 'xx';
  // The "o" of "H2O" is no word.
  const whole = latin.flatMap(({ lower, attached }) => (attached ? [] : [lower]));
  const counts = LISTS.map(([, list]) => whole.filter((word) => list.has(word)).length);
  const most = Math.max(...counts);
  if (most === 0 && isGerman(latin)) return 'de';
  if (most === 0) return latin.every(({ lower }) => /^[a-z']+$/.test(lower)) ? 'en' : 'xx';
  const language = LISTS[counts.indexOf(most)]?.[0] ?? 'xx';
  return (language === 'fr' && isItalian(latin)) || (language === 'es' && isLikeSpanish(latin)) ? 'xx' : language;
}

/** German function words that are English words as well. */
const GERMAN_TOO = new Set('die hat hatte zum zur vom beim'.split(' '));

/** Whether two of these words occur: one alone may be English. "Im" does not count if it may be "I'm". */
function isGerman(words: readonly Piece[]): boolean {
  const isIm = (at: number) => words[at]?.lower === 'im' && at > 0 && /^\p{Lu}/u.test(words[at + 1]?.raw ?? '');
  const told = words.filter(({ lower }, at) => GERMAN_TOO.has(lower) || isIm(at));
  return new Set(told.map(({ lower }) => lower)).size > 1;
}

/** As names and German nouns are written. */
const isCapital = (word: Piece | undefined): boolean => /^\p{Lu}\p{Ll}/u.test(word?.raw ?? '');

/** French function words that Italian has as well, and Italian ones that French lacks. */
const ITALIAN_TOO = new Set('il la le l un ne se ma qui'.split(' '));
const ITALIAN = new Set('in di da del della dei per con nel nella che gli ha alla al dal'.split(' '));
const FRENCH = new Set(functionWords.fr.split(' ').filter((word) => !ITALIAN_TOO.has(word)));

/**
 * Whether a text's "il" is the Italian article and not the French "he": no word is only French, and each longer word ends in a vowel, as Italian ones
 * do.
 */
function isItalian(words: readonly Piece[]): boolean {
  const all = words.map(({ lower }) => lower);
  if (!all.includes('il') || all.some((word) => FRENCH.has(word) || word === 'à')) return false;
  const long = words.flatMap((word) => (word.lower.length > 3 && !isCapital(word) ? [word.lower] : []));
  const isTold = all.some((word) => ITALIAN.has(word)) || long.filter((word) => word.endsWith('o')).length > 1;
  return isTold && long.length > 1 && long.every((word) => /[aeiouàèéìòù]$/.test(word));
}

/** Whether a text with Spanish function words is Italian ("lo studio") or Turkish ("su" is water). */
function isLikeSpanish(words: readonly Piece[]): boolean {
  const isLo = words.some(({ lower }, at) => lower === 'lo' && /^(?:z|s[bcdfgpqtv])/.test(words[at + 1]?.lower ?? ''));
  return isLo || words.some((word) => /[ığşö]|(?<!g)ü/.test(word.lower) && !isCapital(word));
}
