import type { ReadAmount } from './canonical-amounts.ts';
import amounts from './data/amounts.json' with { type: 'json' };
import { MONTHS, toMonth } from './dates.ts';
import type { Piece } from './pieces.ts';

const BEFORE_MAY = new Set(amounts.beforeMay.split(' '));
/** Months that are words as well: "troops march 20 miles". */
const WORDS_TOO = /^(?:may|mar|march)$/;
const MONTH_NAMES = new Set([...MONTHS, ...amounts.shortMonths.split(' '), 'sept']);

/** The most pieces in one date: "the 26 th . of April , 2025". */
const LONGEST = 8;
/** Pieces are separated by a space, or by "_" if the text has no space there. */
const APART = '[ _]';
const END = '(?![^ _])';
const YEAR = `(?:${APART}[,.])?${APART}(?<year>(?:1\\d|20)\\d\\d)${END}`;
const DAY = `(?<day>0?[1-9]|[12]\\d|3[01])${END}(?<ordinal>_(?:st|nd|rd|th)${END})?`;
const MONTH = `(?<month>${Array.from(MONTH_NAMES).join('|')})${END}`;
/** "26. April" is a German ordinal. */
const DAY_FIRST = new RegExp(`^(?<the>the )?${DAY}(?:${APART}\\.)?(?<of>${APART}of)?${APART}${MONTH}(?:${YEAR})?`);
const MONTH_FIRST = new RegExp(`^${MONTH}(?:${APART}\\.)?${APART}${DAY}(?:${YEAR})?`);
const NO_DAY = new RegExp(`^${MONTH}(?:${APART}of)?${YEAR}`);

/**
 * Reads a day at a place: "26 April 2025", "April 26th, 2025", "2025-04-26", "26/04/2025", "the 26th of April". Nobody can tell which day
 * "12/11/2025" is, so it stays as written.
 */
export function readDate(pieces: readonly Piece[], at: number): ReadAmount | undefined {
  const piece = pieces[at];
  const digits = piece?.kind === 'number' ? readDigits(piece.raw) : undefined;
  if (digits) return { words: digits, next: at + 1 };
  const isMonth = piece?.kind === 'word' && MONTH_NAMES.has(piece.word);
  if (!isMonth && piece?.kind !== 'number' && !(piece?.word === 'the' && pieces[at + 1]?.kind === 'number'))
    return undefined;
  const near = pieces
    .slice(at, at + LONGEST)
    .map(({ kind, raw, word, attached }) => `${attached ? '_' : ' '}${kind === 'word' ? word : raw}`)
    .join('')
    .slice(1);
  const found = isMonth ? (MONTH_FIRST.exec(near) ?? NO_DAY.exec(near)) : DAY_FIRST.exec(near);
  if (!found?.groups) return undefined;
  const { the, day, ordinal, of, month = '', year } = found.groups;
  if ((the !== undefined || of !== undefined) && ordinal === undefined) return undefined;
  const isDay = year !== undefined || ordinal !== undefined || BEFORE_MAY.has(pieces[at - 1]?.word ?? '');
  if (isMonth && WORDS_TOO.test(month) && !isDay) return undefined;
  return { words: toWords(toMonth(month), day, year), next: at + found[0].split(/[ _]/).length };
}

function readDigits(raw: string): readonly string[] | undefined {
  const [, first = '', two = '', last = ''] = /^(\d+)[-/.](\d+)[-/.](\d+)$/.exec(raw) ?? [];
  if (isYear(first)) return isDate(Number(two), Number(last)) ? toWords(Number(two), last, first) : undefined;
  const [one, other] = [Number(first), Number(two)];
  if (!isYear(last) || one === 0 || other === 0 || one > 31 || other > 31) return undefined;
  if (one <= 12 && other <= 12 && one !== other) return [`${one}/${other}/${last}`];
  const [day, month] = other > 12 ? [other, one] : [one, other];
  return isDate(month, day) ? toWords(month, String(day), last) : undefined;
}

const isYear = (text: string) => /^(?:1\d|20)\d\d$/.test(text);
const isDate = (month: number, day: number) => month >= 1 && month <= 12 && day >= 1 && day <= 31;

function toWords(month: number, day: string | undefined, year: string | undefined): string[] {
  const words = [day === undefined ? undefined : String(Number(day)), MONTHS[month - 1], year];
  return words.filter((word) => word !== undefined);
}
