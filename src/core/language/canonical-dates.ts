import type { ReadAmount } from './canonical-amounts.ts';
import amounts from './data/amounts.json' with { type: 'json' };
import type { Piece } from './pieces.ts';

const MONTHS = amounts.months.split(' ');
const MONTH_OF: ReadonlyMap<string, number> = new Map([
  ...MONTHS.map((month, at) => [month, at + 1] as const),
  ...amounts.shortMonths.split(' ').map((month, at) => [month, at + 1] as const),
  ['sept', 9],
]);
const BEFORE_MAY = new Set(amounts.beforeMay.split(' '));
/** Months that are words as well: "troops march 20 miles". */
const WORDS_TOO = new Set(['may', 'march', 'mar']);

/**
 * Reads a day at a place: "26 April 2025", "April 26th, 2025", "2025-04-26", "26/04/2025", "the 26th of April". Of "12/11/2025" nobody can tell which
 * day it is, so it stays as written.
 */
export function readDate(pieces: readonly Piece[], at: number): ReadAmount | undefined {
  const piece = pieces[at];
  if (piece === undefined) return undefined;
  if (piece.kind === 'number') {
    const whole = readDigits(piece.raw);
    return whole ? { words: whole, next: at + 1 } : readDayFirst(pieces, at, false);
  }
  if (piece.word === 'the' && pieces[at + 1]?.kind === 'number') return readDayFirst(pieces, at + 1, true);
  return piece.kind === 'word' ? readMonthFirst(pieces, at) : undefined;
}

function readDigits(raw: string): readonly string[] | undefined {
  const parts = raw.split(/[-/.]/);
  if (parts.length !== 3 || /[,:]/.test(raw)) return undefined;
  const [one = 0, two = 0, three = 0] = parts.map(Number);
  if (isYear(parts[0])) return toWords(three, two, parts[0]);
  if (!isYear(parts[2]) || one === 0 || two === 0 || one > 31 || two > 31) return undefined;
  if (two > 12 || one === two) return toWords(two, one, parts[2]);
  if (one > 12) return toWords(one, two, parts[2]);
  return [`${one}/${two}/${parts[2]}`];
}

function readDayFirst(pieces: readonly Piece[], at: number, isArticle: boolean): ReadAmount | undefined {
  const day = toDay(pieces[at]);
  if (day === undefined) return undefined;
  let next = at + 1;
  const isOrdinal = isEnding(pieces[next]);
  if (isOrdinal) next += 1;
  if (isArticle && !isOrdinal) return undefined;
  // "26. April": a German ordinal.
  if (pieces[next]?.raw === '.') next += 1;
  if (isOrdinal && pieces[next]?.word === 'of') next += 1;
  const month = monthAt(pieces, next);
  if (month === undefined) return undefined;
  const year = yearAt(pieces, next + 1);
  return { words: toWords(day, month, year?.text) ?? [], next: year?.next ?? next + 1 };
}

function readMonthFirst(pieces: readonly Piece[], at: number): ReadAmount | undefined {
  const month = monthAt(pieces, at);
  if (month === undefined) return undefined;
  const dot = pieces[at + 1]?.raw === '.' ? 1 : 0;
  const day = toDay(pieces[at + 1 + dot]);
  if (day !== undefined) {
    const isOrdinal = isEnding(pieces[at + 2 + dot]);
    const end = at + 2 + dot + (isOrdinal ? 1 : 0);
    const year = yearAt(pieces, end);
    const isDay = year !== undefined || isOrdinal || BEFORE_MAY.has(pieces[at - 1]?.word ?? '');
    if (WORDS_TOO.has(pieces[at]?.word ?? '') && !isDay) return undefined;
    return { words: toWords(day, month, year?.text) ?? [], next: year?.next ?? end };
  }
  const of = pieces[at + 1]?.word === 'of' ? 1 : 0;
  const year = yearAt(pieces, at + 1 + of);
  return year && { words: [MONTHS[month - 1] ?? '', year.text], next: year.next };
}

function toWords(day: number, month: number, year: string | undefined): readonly string[] | undefined {
  const name = MONTHS[month - 1];
  if (name === undefined || day < 1 || day > 31) return undefined;
  return year === undefined ? [String(day), name] : [String(day), name, year];
}

function toDay(piece: Piece | undefined): number | undefined {
  const day = piece?.kind === 'number' && /^\d{1,2}$/.test(piece.raw) ? Number(piece.raw) : 0;
  return day >= 1 && day <= 31 ? day : undefined;
}

function isEnding(piece: Piece | undefined): boolean {
  return piece?.attached === true && /^(?:st|nd|rd|th)$/.test(piece.word);
}

function monthAt(pieces: readonly Piece[], at: number): number | undefined {
  const piece = pieces[at];
  return piece?.kind === 'word' ? MONTH_OF.get(piece.word) : undefined;
}

/** The year, behind a comma or a dot too. */
function yearAt(pieces: readonly Piece[], at: number): { text: string; next: number } | undefined {
  const skip = /^[,.]$/.test(pieces[at]?.raw ?? '') ? 1 : 0;
  const text = pieces[at + skip]?.raw;
  return isYear(text) ? { text: text ?? '', next: at + skip + 1 } : undefined;
}

function isYear(text: string | undefined): boolean {
  return text !== undefined && /^(?:1\d|20)\d\d$/.test(text);
}
