import amounts from './data/amounts.json' with { type: 'json' };
import { SMALL } from './number-words.ts';
import type { Piece } from './pieces.ts';

/** A number in a text. */
export interface ReadNumber {
  /** Canonical decimal digits, where nothing is lost by reading them so. */
  digits: string;
  /** Digits as written, where zeros at their end can mean something: "3.10" may be a version. */
  written: string;
  /** Index of the first piece behind it. */
  next: number;
}

const MAGNITUDES: ReadonlyMap<string, number> = new Map(Object.entries(amounts.magnitudes));
const ATTACHED: ReadonlyMap<string, number> = new Map(Object.entries(amounts.attachedMagnitudes));
const COUNTED = new Set(amounts.countedInMillions.split(' '));
/** Digits that a double holds without loss. */
const EXACT = 15;

/**
 * Reads "1,500,000", "1.5 million", "5 lakh", "twenty-five thousand", "a hundred", "half a million" at a place; number words in English only.
 *
 * @param isMoney a currency stands before it, so that "m" is a million
 */
export function readNumber(
  pieces: readonly Piece[],
  at: number,
  english: boolean,
  isMoney = false,
): ReadNumber | undefined {
  const piece = pieces[at];
  if (piece === undefined) return undefined;
  if (piece.kind !== 'number') return english && piece.kind === 'word' ? readWords(pieces, at) : undefined;
  const spaced = joinSpaced(pieces, at);
  const written = toDigits(spaced.text, english);
  let next = spaced.next;
  let value = toValue(written);
  if (value === undefined) return { digits: written, written, next };
  let scaled = false;
  for (let size = english ? magnitudeAt(pieces, next, isMoney) : undefined; size !== undefined; ) {
    value *= size;
    scaled = true;
    next += 1;
    size = magnitudeAt(pieces, next, isMoney);
  }
  const digits = toText(value);
  return { digits, written: scaled || !written.includes('.') ? digits : written, next };
}

/** "10 000" as one number. */
function joinSpaced(pieces: readonly Piece[], at: number): { text: string; next: number } {
  let text = pieces[at]?.raw ?? '';
  let next = at + 1;
  if (!/^[1-9]\d{0,2}$/.test(text)) return { text, next };
  while (/^\d{3}$/.test(pieces[next]?.raw ?? '') && !pieces[next]?.attached) {
    text += pieces[next]?.raw;
    next += 1;
  }
  return { text, next };
}

/** Digits with a point for decimals and nothing between thousands; as they are where two readings are left. */
function toDigits(raw: string, english: boolean): string {
  const text = raw.startsWith('.') ? `0${raw}` : raw;
  if (/^\d+$/.test(text) || /[:/]/.test(text)) return text;
  if (/^\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?$/.test(text)) return text.replaceAll(',', '');
  // Indian groups: "5,00,000".
  if (/^\d{1,2}(?:,\d{2})+,\d{3}$/.test(text)) return text.replaceAll(',', '');
  if (/^\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?$/.test(text)) return text.replaceAll('.', '').replace(',', '.');
  if (/^[1-9]\d{0,2},\d{3}(?:\.\d+)?$/.test(text) && (english || text.endsWith('0'))) return text.replace(',', '');
  if (/^[1-9]\d{0,2}\.\d{3},\d+$/.test(text)) return text.replace('.', '').replace(',', '.');
  if (/^[1-9]\d{0,2}\.\d{2}0$/.test(text)) return text.replace('.', '');
  if (/^\d+,\d{1,2}$/.test(text)) return text.replace(',', '.');
  return text;
}

function toValue(digits: string): number | undefined {
  return digits.length <= EXACT && /^\d+(?:\.\d+)?$/.test(digits) ? Number(digits) : undefined;
}

/** A value as digits, without what binary fractions add. */
export function toText(value: number): string {
  const rounded = Number(value.toPrecision(EXACT - 3));
  return Number.isInteger(value) && value < 1e21 ? String(value) : String(rounded);
}

function magnitudeAt(pieces: readonly Piece[], at: number, isMoney: boolean): number | undefined {
  const piece = pieces[at];
  if (piece?.kind !== 'word') return undefined;
  const size = MAGNITUDES.get(piece.word) ?? (piece.word === 'hundred' ? 100 : undefined);
  if (size !== undefined) return size;
  if (piece.word === 'k' || (piece.word === 'b' && isMoney))
    return piece.attached ? ATTACHED.get(piece.word) : undefined;
  // "100m" may be metres: a million only of money, and of what is counted.
  const counts = isMoney || COUNTED.has(pieces[at + 1]?.word ?? '');
  return piece.word === 'm' && counts ? 1e6 : undefined;
}

function readWords(pieces: readonly Piece[], start: number): ReadNumber | undefined {
  const wordAt = (at: number) => (pieces[at]?.kind === 'word' ? (pieces[at]?.word ?? '') : '');
  let at = start;
  let total = 0;
  let part: number | undefined;
  // "A hundred", "half a million".
  const isHalf = wordAt(at) === 'half' && wordAt(at + 1) === 'a';
  const article = isHalf ? at + 1 : at;
  if (
    wordAt(article) === 'a' &&
    /^(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)$/.test(wordAt(article + 1))
  ) {
    part = isHalf ? 0.5 : 1;
    at = article + 1;
  } else if (
    SMALL[wordAt(at)] === undefined ||
    wordAt(at) === 'dozen' ||
    (wordAt(at) === 'one' && wordAt(at - 1) === 'no')
  ) {
    return undefined;
  }
  for (; at < pieces.length; at += 1) {
    const word = wordAt(at);
    const small = SMALL[word];
    const size = MAGNITUDES.get(word);
    if (word === 'dozen' && part !== undefined) part *= 12;
    else if (small !== undefined && word !== 'dozen') {
      if (part === undefined || part === 0) part = small;
      else if ((part % 100 >= 20 && part % 10 === 0 && small < 10 && small > 0) || part % 100 === 0) part += small;
      else break;
    } else if (word === 'hundred' && part !== undefined) part *= 100;
    else if (size !== undefined && part !== undefined && word.length > 2) {
      total += part * size;
      part = 0;
    } else if (word === 'point' && part !== undefined && (SMALL[wordAt(at + 1)] ?? 10) < 10) {
      part += (SMALL[wordAt(at + 1)] ?? 0) / 10;
      at += 1;
    } else if (word === 'and' && part !== undefined && wordAt(at + 1) === 'a' && wordAt(at + 2) === 'half') {
      part += 0.5;
      at += 2;
    } else if (!isInnerAnd(word, wordAt(at - 1), wordAt(at + 1), wordAt(at + 2))) break;
  }
  const digits = toText(total + (part ?? 0));
  return { digits, written: digits, next: at };
}

/** "One hundred and five", but not "between one hundred and five hundred". */
function isInnerAnd(word: string, before: string, after: string, next: string): boolean {
  return (
    word === 'and' &&
    (before === 'hundred' || MAGNITUDES.has(before)) &&
    SMALL[after] !== undefined &&
    next !== 'hundred' &&
    !MAGNITUDES.has(next)
  );
}
