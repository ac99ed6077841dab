import functionWords from './data/latin-languages.json' with { type: 'json' };
import type { Piece } from './pieces.ts';

type LatinLanguage = keyof typeof functionWords;
/** A language code; `xx` is another one, or none that a word tells. */
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
 * The language of a text by its script and its function words. A text of Latin letters that has no function word at all is English, unless it has letters that
 * English lacks.
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
  if (most === 0) return latin.every(({ lower }) => /^[a-z']+$/.test(lower)) ? 'en' : 'xx';
  return LISTS[counts.indexOf(most)]?.[0] ?? 'xx';
}
