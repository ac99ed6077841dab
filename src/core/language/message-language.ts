import { francAll } from 'franc-min';
import { isAscii } from './characters.ts';
import detected from './data/detected-languages.json' with { type: 'json' };
import listed from './data/function-words.json' with { type: 'json' };
import scripts from './data/scripts.json' with { type: 'json' };
import { NEGATORS } from './lexicon.ts';
import { createMemo } from './memo.ts';
import { fold } from './tokens.ts';

const OTHER_SCRIPT = /(?!\p{Script=Latin})\p{L}/u;
/** Function words by language. Accents count, as "é" and "e" are two words. */
const FUNCTION_WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(listed).map(([language, words]) => [language, new Set(words.split(' '))]),
);
/** Languages in Latin letters. */
const LATIN: typeof FUNCTION_WORDS = new Map(
  Array.from(FUNCTION_WORDS).filter(([, words]) => !Array.from(words).some((word) => OTHER_SCRIPT.test(word))),
);
const FOLDED: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Array.from(FUNCTION_WORDS, ([language, words]) => [language, new Set(Array.from(words, fold))]),
);

/** Scripts of one language each, the most telling first: Japanese is full of Han, and kana is Japanese alone. */
const SCRIPTS = Object.entries(scripts).map(
  ([language, names]) =>
    [language, new RegExp(`[${names.replaceAll(/\w+/g, '\\p{Script=$&}').replaceAll(' ', '')}]`, 'gu')] as const,
);
/** Letters that only one of the languages of a script has. */
const LETTERS: ReadonlyMap<string, RegExp> = new Map([
  ['uk', /[іїєґ]/u],
  ['ru', /[ыэё]/u],
  ['ur', /[ٹڈڑںے]/u],
  ['fa', /[پچژگ]/u],
  ['pt', /[ãõ]/u],
  ['es', /[ñ¿¡]/u],
]);
/** How many letters one letter of another script outweighs: a Latin name has some eight letters, a Han one has one or two. */
const DENSE = 8;
const WORD = /[\p{L}\p{M}]+/gu;
/** What a letter that only one language has counts for, in function words. */
const LETTER_TELLS = 2;
/** A text's beginning is enough to tell its language. UTF-16 units. */
const LONGEST = 500;

/** In how many of the languages each function word stands: "a" tells little. */
const SHARED_BY = new Map<string, number>();
for (const word of Array.from(FUNCTION_WORDS.values()).flatMap((words) => [...words]))
  SHARED_BY.set(word, (SHARED_BY.get(word) ?? 0) + 1);

/** The names that the detector has for languages in Latin letters (ISO 639-3). */
const DETECTED: ReadonlyMap<string, string> = new Map(
  Object.entries(detected).filter(([language]) => LATIN.has(language)),
);
const OPTIONS = { only: Array.from(DETECTED.values()), minLength: 1 };
/** The weight of one function word of a single language in a text of one word, next to its trigrams' 0 to 1; in longer texts it weighs less. */
const WORD_WEIGHT = 0.8;
/** Languages whose scores are so near each other are equally probable. */
const NEAR = 0.06;
/** The same if no function word tells. */
const NEAR_UNTOLD = 0.2;
/** A word alone may be a name. */
const FEWEST_WORDS = 2;
const MANY_WORDS = 6;
/** Short English is full of names: "US left Kabul" could be anything by its letters. */
const ENGLISH_FIRST = 0.1;

/**
 * The BCP 47 languages that a text is equally likely to be in: by its script, its trigrams (`franc`) and its function words; none if nothing tells.
 */
export function toLikelyLanguages(text: string): readonly string[] {
  return likelyOf(text.slice(0, LONGEST).normalize('NFC').toLowerCase());
}

/** A message and a wording are asked for two or three times each. */
const MOST_KNOWN = 4_000;
const likelyOf = createMemo(MOST_KNOWN, (start): readonly string[] => {
  if (!OTHER_SCRIPT.test(start)) return toNearestLatin(start);
  const letters = start.match(/\p{L}/gu)?.length ?? 0;
  for (const [language, script] of SCRIPTS) {
    const found = start.match(script)?.length ?? 0;
    // One name in another script does not make the message of that language; Japanese is mostly Han.
    if (found > 0 && found * DENSE >= letters) return [language];
  }
  const told = toNearest(start);
  if (told.length > 0) return told;
  return MOSTLY.flatMap(([script, language]) => (script.test(start) ? [language] : []));
});

/** The languages that most people who write these scripts use, if nothing else tells. */
const MOSTLY = [
  [/\p{Script=Arabic}/u, 'ar'],
  [/\p{Script=Devanagari}/u, 'hi'],
] as const;

function toNearestLatin(text: string): string[] {
  const words = text.match(WORD) ?? [];
  const told = Array.from(LATIN.keys(), (language) => ({ language, told: toTold(language, text, words) }));
  const isTold = told.some((one) => one.told > 0);
  if (!isTold && words.length < FEWEST_WORDS) return [];
  const trigrams = new Map(francAll(text, OPTIONS));
  const scores = told.map(({ language, told }) => {
    const first = language === 'en' && isAscii(text) ? ENGLISH_FIRST : 0;
    const letters = trigrams.get(DETECTED.get(language) ?? '') ?? 0;
    return { language, score: letters + (WORD_WEIGHT * told) / Math.sqrt(words.length) + first };
  });
  const best = Math.max(...scores.map(({ score }) => score));
  const near = scores
    .filter(({ score }) => score >= best - (isTold ? NEAR : NEAR_UNTOLD))
    .map(({ language }) => language);
  // By trigrams alone, a few words of gibberish have a language too.
  return isTold || near.includes('en') || words.length >= MANY_WORDS ? near : [];
}

/** How much a text's function words and letters speak for a language; 0 if none do. */
function toTold(language: string, text: string, words: readonly string[]): number {
  const known = FUNCTION_WORDS.get(language);
  const letters = LETTERS.get(language)?.test(text) ? LETTER_TELLS : 0;
  return words.reduce((sum, word) => sum + (known?.has(word) ? 1 / (SHARED_BY.get(word) ?? 1) : 0), letters);
}

function toNearest(text: string): string[] {
  const words = text.match(WORD) ?? [];
  let best = 0;
  let found: string[] = [];
  for (const language of FUNCTION_WORDS.keys()) {
    const score = toTold(language, text, words);
    if (score > best + 1e-9) [best, found] = [score, [language]];
    else if (score > 0 && score > best - 1e-9) found.push(language);
  }
  return found;
}

/**
 * Makes a test for function words, which say nothing of a text's subject; its "not" does not count as one. The test is always false if the text may
 * be English or its language is unknown: texts are read without English stop words anyway.
 */
export function toFunctionWords(languages: readonly string[]): (folded: string) => boolean {
  if (languages.length === 0 || languages.includes('en')) return () => false;
  const lists = languages.flatMap((language) => FOLDED.get(language) ?? []);
  return (word) => lists.some((list) => list.has(word)) && !NEGATORS.has(word);
}

/** Words that say "not" in one language and something else in another: Portuguese "no" is "in the", and GA is a state. */
const SAYS_NOT: ReadonlyMap<string, (languages: readonly string[]) => boolean> = new Map([
  ['no', (languages) => !(languages.length === 1 && languages[0] === 'pt')],
  ['ga', (languages) => languages.includes('id')],
  ['n', (languages) => languages.includes('pt')],
]);

/** Whether a word says "not" in one of these languages. @param word folded */
export function isNegator(word: string, languages: readonly string[]): boolean {
  return NEGATORS.has(word) && (SAYS_NOT.get(word)?.(languages) ?? true);
}
