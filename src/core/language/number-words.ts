import data from './data/number-words.json' with { type: 'json' };

const toMap = <T>(table: Readonly<Record<string, T>>): ReadonlyMap<string, T> => new Map(Object.entries(table));
/** Units by the words that name them. */
const toUnits = (names: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(names).flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit] as const)));

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

const AFTER_ARTICLE = /^(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)$/;

/**
 * Reads "twenty-five thousand", "a hundred and five", "half a million", "3.5 million" at a place.
 *
 * @param wordAt the lower-case word at an index, empty where there is none
 * @param digits the value of digits that stand at the place
 */
export function readNumberWords(
  wordAt: (at: number) => string,
  start: number,
  digits?: number,
): { value: number; next: number } | undefined {
  const isHalf = wordAt(start) === 'half' && wordAt(start + 1) === 'a';
  const article = isHalf ? start + 1 : start;
  const isArticle = wordAt(article) === 'a' && AFTER_ARTICLE.test(wordAt(article + 1));
  const first = isArticle ? (isHalf ? 0.5 : 1) : (digits ?? SMALL.get(wordAt(start)));
  if (first === undefined) return undefined;
  let total = 0;
  let part = first;
  let at = isArticle ? article + 1 : start + 1;
  for (; ; at += 1) {
    const word = wordAt(at);
    const small = SMALL.get(word);
    // Of "five m" the letter is a unit.
    const size = word.length > 1 || digits !== undefined ? LARGE.get(word) : undefined;
    const tenths = word === 'point' ? (SMALL.get(wordAt(at + 1)) ?? 10) : 10;
    if (word === 'dozen') part *= 12;
    else if (small !== undefined) {
      if (part % 100 !== 0 && !(part % 100 >= 20 && part % 10 === 0 && small < 10 && small > 0)) break;
      part += small;
    } else if (size === 100) part *= size;
    else if (size !== undefined) {
      total += part * size;
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

/** "One hundred and five", but not "between one hundred and five" or "one hundred and five hundred". */
function isInner(wordAt: (at: number) => string, start: number, and: number): boolean {
  const isRange = wordAt(start - 1) === 'between' || wordAt(and + 2) === 'hundred';
  return LARGE.has(wordAt(and - 1)) && SMALL.has(wordAt(and + 1)) && !isRange;
}
