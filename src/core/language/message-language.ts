import { eld } from 'eld/small';
import { isAscii } from './characters.ts';
import listed from './data/function-words.json' with { type: 'json' };
import scripts from './data/scripts.json' with { type: 'json' };
import { NEGATORS } from './lexicon.ts';
import { createMemo } from './memo.ts';
import { fold } from './tokens.ts';

const OTHER_SCRIPT = /(?!\p{Script=Latin})\p{L}/u;
/** The words that hold a language's sentences together: accents count, as "é" and "e" are two words. */
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
/** Letters that only one of the languages of its script has. */
const LETTERS: ReadonlyMap<string, RegExp> = new Map([
  ['uk', /[іїєґ]/u],
  ['ru', /[ыэё]/u],
  ['ur', /[ٹڈڑںے]/u],
  ['fa', /[پچژگ]/u],
]);
/** A word of Latin letters is a name of some eight; one of Han has one or two. */
const DENSE = 8;
const WORD = /[\p{L}\p{M}]+/gu;
/** So much does a letter of one language alone tell, in function words. */
const LETTER_TELLS = 2;
/** What tells a language stands in a text's beginning. UTF-16 units. */
const LONGEST = 500;

/** In how many of the languages each function word stands: "a" tells little. */
const SHARED_BY = new Map<string, number>();
for (const word of Array.from(FUNCTION_WORDS.values()).flatMap((words) => [...words]))
  SHARED_BY.set(word, (SHARED_BY.get(word) ?? 0) + 1);

/** The detector knows Indonesian as the Malay that it is a form of. */
const TO_DETECTOR: ReadonlyMap<string, string> = new Map([['id', 'ms']]);
const FROM_DETECTOR: ReadonlyMap<string, string> = new Map(Array.from(TO_DETECTOR, ([own, its]) => [its, own]));
eld.setLanguageSubset(Object.keys(listed).map((language) => TO_DETECTOR.get(language) ?? language));
/** Languages whose scores are so near each other are equally probable: "Elvis lives" is as Danish as English. Scores go from 0 to 1. */
const NEAR = 0.02;
/** Short English is full of names: "US left Kabul" is more Turkish by its letters. */
const NEAR_ENGLISH = 0.1;

/**
 * The BCP 47 languages that a text is equally probable to be in: by its script, its letters' n-grams (`eld`), and between neighbours by its function words; none
 * where nothing tells.
 */
export function toLikelyLanguages(text: string): readonly string[] {
  return likelyOf(text.slice(0, LONGEST).normalize('NFC').toLowerCase());
}

/** A message and a wording are asked for two or three times each. */
const MOST_KNOWN = 4_000;
const likelyOf = createMemo(MOST_KNOWN, (start): readonly string[] => {
  const isLatin = !OTHER_SCRIPT.test(start);
  const letters = isLatin ? 0 : (start.match(/\p{L}/gu)?.length ?? 0);
  for (const [language, script] of isLatin ? [] : SCRIPTS) {
    const found = start.match(script)?.length ?? 0;
    // One name in another script makes no message of that language; Japanese is mostly Han.
    if (found > 0 && found * DENSE >= letters) return [language];
  }
  const scores = Object.entries(eld.detect(start).getScores());
  const best = Math.max(...scores.map(([, score]) => score));
  const reach = (code: string) => (code === 'en' && isAscii(start) ? NEAR_ENGLISH : NEAR);
  const near = scores.flatMap(([code, score]) =>
    score >= best - reach(code) ? (FROM_DETECTOR.get(code) ?? code) : [],
  );
  if (near.length === 1) return near;
  const told = toNearest(start, isLatin ? LATIN : FUNCTION_WORDS);
  const both = told.filter((language) => near.includes(language));
  return both.length > 0 ? both : near.length > 0 ? near : told;
});

function toNearest(text: string, languages: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const words = text.match(WORD) ?? [];
  let best = 0;
  let found: string[] = [];
  for (const [language, known] of languages) {
    const letters = LETTERS.get(language)?.test(text) ? LETTER_TELLS : 0;
    const score = words.reduce((sum, word) => sum + (known.has(word) ? 1 / (SHARED_BY.get(word) ?? 1) : 0), letters);
    if (score > best + 1e-9) [best, found] = [score, [language]];
    else if (score > 0 && score > best - 1e-9) found.push(language);
  }
  return found;
}

/**
 * What tells whether a word holds the text's sentences together, and says nothing of their subject; its "not" is none of them. English ones are known
 * wherever texts are read, and words that English has are left to it.
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
