import amounts from './data/amounts.json' with { type: 'json' };
import data from './data/number-words.json' with { type: 'json' };
import { fold } from './tokens.ts';

const toMap = <T>(table: Readonly<Record<string, T>>): ReadonlyMap<string, T> => new Map(Object.entries(table));
/** Units by the words that name them. */
const toUnits = (names: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(names).flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit] as const)));

/** Number words by their value: those below a hundred, and those that multiply what stands before them. */
interface NumberWords {
  small: ReadonlyMap<string, number>;
  large: ReadonlyMap<string, number>;
  /** Words that are an article by themselves, and "one" behind tens: "vinte e um". */
  ones: ReadonlySet<string>;
}

/** The words and signs of quantities, English; digits of every script are read without them. */
export const SMALL = toMap(data.small);
export const LARGE = toMap(data.large);
/** What a whole is divided into. */
export const PARTS = toMap(data.parts);
export const FRACTION = toMap(data.fraction);
export const TIMES = toMap(data.times);
export const CURRENCY = toUnits(data.currency);
export const MEASURE = toUnits(data.measure);
/** Size of a measure in its dimension's base unit, to compare "7 days" with "one week" and kilometres with miles. */
export const DIMENSIONS = toMap(
  data.dimensions as unknown as Record<string, readonly [dimension: string, size: number]>,
);

/** "Second" to "2nd". */
export const ORDINALS = toMap(amounts.ordinals);
/** Words of time by the period they name, folded: "per month", "monthly". */
export const PERIODS = toUnits(data.periods);
/** Phrases before a number that make it a bound only. */
export const BOUNDS: ReadonlyMap<string, string> = new Map(
  Object.entries(data.bounds).flatMap(([bound, phrases]) => phrases.split('|').map((phrase) => [fold(phrase), bound])),
);

const OWN_SCRIPTS = ['ar', 'hi', 'uk'];
const ENGLISH: NumberWords = { small: SMALL, large: LARGE, ones: new Set() };
const LANGUAGES: ReadonlyMap<string, NumberWords> = new Map(
  Object.entries(data.languages).map(([language, { small, large, ones }]) => [
    language,
    {
      small: toFolded(small),
      large: new Map([...LARGE, ...toFolded(large)]),
      ones: new Set(ones.split(' ').map(fold)),
    },
  ]),
);

function toFolded(table: Readonly<Record<string, number>>): Map<string, number> {
  return new Map(Object.entries(table).map(([word, value]) => [fold(word), value]));
}

/** English number words, and those of languages with scripts of their own, which are read in any text. */
const ANY: NumberWords = {
  small: new Map([...SMALL, ...OWN_SCRIPTS.flatMap((language) => [...(LANGUAGES.get(language)?.small ?? [])])]),
  large: new Map([...LARGE, ...OWN_SCRIPTS.flatMap((language) => [...(LANGUAGES.get(language)?.large ?? [])])]),
  ones: new Set(),
};

/** The number words of some languages together; only English ones if that is among them; `ANY` if none is known. */
export function toNumberWords(languages: readonly string[]): NumberWords {
  if (languages.includes('en')) return ENGLISH;
  const known = languages.flatMap((language) => LANGUAGES.get(language) ?? []);
  return known.length === 0 ? ANY : known.reduce(merge);
}

const merge = (one: NumberWords, other: NumberWords): NumberWords => ({
  small: new Map([...one.small, ...other.small]),
  large: new Map([...one.large, ...other.large]),
  ones: one.ones.union(other.ones),
});

const HAN_UNITS: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
  ['万', 1e4],
  ['萬', 1e4],
  ['亿', 1e8],
  ['億', 1e8],
]);
/** A run of Han numerals, perhaps behind digits; "十分" is a word. */
const HAN = /(\d+(?:\.\d+)?)?([〇零一二两兩三四五六七八九十百千万萬亿億]+)(?!分之|分(?!钟|鐘))/gu;
/** "五月一日", "二〇二五年". */
const IN_DATE = /^[年月日号號]/u;

/** Writes Han numerals as digits: "三千" is 3000, "3万" 30000. A lone "一" stays, as it is an article more often; so do the words "万一" and "千万". */
export function toHanDigits(text: string): string {
  return text.replace(HAN, (raw: string, digits: string | undefined, signs: string, at: number) => {
    const isDate = IN_DATE.test(text.slice(at + raw.length));
    if (!isDate && digits === undefined && (signs === '一' || signs === '万一' || signs === '千万')) return raw;
    let [total, part, last] = [0, 0, digits === undefined ? 0 : Number(digits)];
    // In "三万五" the last digit counts thousands: the next unit below, if no zero stands between.
    let below = 1;
    for (const sign of signs.replace(/[两兩]/gu, '二').replaceAll('零', '〇')) {
      const size = HAN_UNITS.get(sign);
      if (size === undefined) {
        last = last * (digits === undefined ? 10 : 1) + data.hanDigits.indexOf(sign);
        if (sign === '〇') below = 1;
        continue;
      }
      if (size < 1e4) part += (last || 1) * size;
      else [total, part] = [total + (part + last || 1) * size, 0];
      [last, below] = [0, size / 10];
    }
    last *= below;
    return ` ${total + part + last} `;
  });
}

/** German numbers are one word: "zwanzigtausend", "einundzwanzig". @returns undefined if a folded word is no such number */
export function toGermanNumber(word: string): number | undefined {
  const words = LANGUAGES.get('de');
  const parts = word.match(GERMAN_PARTS) ?? [];
  if (words === undefined || parts.length < 2 || parts.join('') !== word) return undefined;
  let [total, part] = [0, 0];
  for (const one of parts) {
    const size = words.large.get(one);
    if (size === undefined) part += one === 'ein' ? 1 : (words.small.get(one) ?? 0);
    else if (size === 100) part = (part || 1) * size;
    else [total, part] = [total + (part || 1) * size, 0];
  }
  return total + part;
}

const GERMAN_PARTS = new RegExp(
  [
    ...Object.keys(data.languages.de.small).toSorted((one, other) => other.length - one.length),
    'hundert',
    'tausend',
    'ein',
    'und',
  ].join('|'),
  'gu',
);

const AFTER_ARTICLE = /^(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)$/;

/**
 * Reads "twenty-five thousand", "a hundred and five", "half a million", "3.5 million" at a place.
 *
 * @param wordAt the lower-case word at an index, empty if there is none
 * @param digits the value of digits that stand at the place
 */
export function readNumberWords(
  wordAt: (at: number) => string,
  start: number,
  digits?: number,
  { small: smallWords, large: largeWords, ones }: NumberWords = ENGLISH,
): { value: number; next: number } | undefined {
  const isHalf = wordAt(start) === 'half' && wordAt(start + 1) === 'a';
  const article = isHalf ? start + 1 : start;
  const isArticle = wordAt(article) === 'a' && AFTER_ARTICLE.test(wordAt(article + 1));
  // "Mil", "mille", "seribu": a thousand by itself, if no article stands before it.
  const bare = smallWords === SMALL || wordAt(start).length < 2 ? undefined : largeWords.get(wordAt(start));
  const isBare = bare !== undefined && bare <= 1000 && bare >= 100;
  const isOneAnd = ones.has(wordAt(start)) && wordAt(start + 1) === 'و' && isTens(smallWords.get(wordAt(start + 2)));
  const first = isOneAnd
    ? 1
    : isArticle
      ? isHalf
        ? 0.5
        : 1
      : (digits ?? smallWords.get(wordAt(start)) ?? (isBare ? 1 : undefined));
  if (first === undefined) return undefined;
  const smallAfter = (word: string, tens: number) =>
    smallWords.get(word) ?? (ones.has(word) && tens % 100 >= 20 ? 1 : undefined);
  // "Soixante-quinze" is 60 and 15.
  const mostAfter = (tens: number) => (smallWords !== SMALL && tens % 20 === 0 && tens % 100 >= 60 ? 20 : 10);
  let total = 0;
  let part = first;
  let at = isArticle ? article + 1 : isBare ? start : start + 1;
  for (; ; at += 1) {
    const word = wordAt(at);
    const small = smallAfter(word, part);
    // In "five m" the letter is a unit.
    const size = word.length > 1 || digits !== undefined ? largeWords.get(word) : undefined;
    const tenths = word === 'point' ? (SMALL.get(wordAt(at + 1)) ?? 10) : 10;
    if (word === 'dozen') part *= 12;
    else if (TEEN.has(word) && part % 100 > 0 && part % 100 < 10) part += 10;
    // "Five and twenty": in Arabic the ones come first.
    else if (word === 'و' && isTens(smallWords.get(wordAt(at + 1))) && part % 100 < 10 && part % 100 > 0) {
      part += smallWords.get(wordAt(at + 1)) ?? 0;
      at += 1;
    } else if (isLink(word) && fits(part, smallAfter(wordAt(at + 1), part), mostAfter(part))) continue;
    else if (small !== undefined) {
      if (!fits(part, small, mostAfter(part))) break;
      part += small;
    } else if (size === 10) part += (part % 10) * 9;
    else if (size === 100) part *= size;
    else if (size !== undefined) {
      // "Mil millones": a thousand of them.
      total = total > 0 && total < size ? (total + part) * size : total + part * size;
      part = 0;
    } else if (tenths < 10) {
      part += tenths / 10;
      at += 1;
    } else if (word === 'and' && wordAt(at + 1) === 'a' && wordAt(at + 2) === 'half') {
      part += 0.5;
      at += 2;
    } else if (!(word === 'and' && isInner(wordAt, start, at))) break;
  }
  return { value: total + part, next: at };
}

/** A number can go on after hundreds, and a number below ten after tens. */
const fits = (part: number, next: number | undefined, most: number): boolean =>
  next !== undefined && (part % 100 === 0 || (part % 100 >= 20 && part % 10 === 0 && next < most && next > 0));

const isLink = (word: string) => /^(?:y|e|et|та|і|و)$/u.test(word);
const isTens = (value: number | undefined) => value !== undefined && value >= 20 && value < 100;
/** "Belas", "عشر": ten more behind a digit's word. */
const TEEN = new Set(['belas', 'عشر', 'عشرة'].map(fold));

/** "One hundred and five", but not "between one hundred and five" or "one hundred and five hundred". */
function isInner(wordAt: (at: number) => string, start: number, and: number): boolean {
  const isRange = wordAt(start - 1) === 'between' || wordAt(and + 2) === 'hundred';
  return LARGE.has(wordAt(and - 1)) && SMALL.has(wordAt(and + 1)) && !isRange;
}
