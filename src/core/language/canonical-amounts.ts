import amounts from './data/amounts.json' with { type: 'json' };
import { LARGE, readNumberWords, SMALL } from './number-words.ts';
import type { Piece } from './pieces.ts';

/** The canonical words of a number and its unit, and the index of the next piece. */
export interface ReadAmount {
  words: readonly string[];
  next: number;
}

type Unit = readonly [name: string, size: number];
const toUnits = (table: object): ReadonlyMap<string, Unit> => new Map(Object.entries(table) as [string, Unit][]);
const SYMBOLS = toUnits(amounts.symbols);
const UNITS: ReadonlyMap<string, Unit> = new Map([...SYMBOLS, ...toUnits(amounts.units)]);
const CURRENCIES: ReadonlyMap<string, string> = new Map(Object.entries(amounts.currencies));
const CURRENCY_WORDS: ReadonlyMap<string, string> = new Map(Object.entries(amounts.currencyWords));
const DOLLARS: ReadonlyMap<string, string> = new Map(Object.entries(amounts.dollars));
const ORDINALS: ReadonlyMap<string, string> = new Map(Object.entries(amounts.ordinals));
/** The most words in a unit's name: "km per hour", "miles an hour". */
const LONGEST_UNIT = 3;
const TENS = /^(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)$/;

/** Words that an amount can begin with: all others are skipped at once. */
const OPENERS = new Set([...SMALL.keys(), ...ORDINALS.keys(), ...CURRENCIES.keys(), ...DOLLARS.keys(), 'half']);

/** Reads a sum of money, a measure, a share, an ordinal or a bare number at a place. */
export function readAmount(pieces: readonly Piece[], at: number, english: boolean): ReadAmount | undefined {
  const piece = pieces[at];
  if (piece?.kind !== 'number' && !OPENERS.has(piece?.word ?? '')) return undefined;
  const ordinal = readOrdinal(pieces, at, english);
  if (ordinal) return ordinal;
  const money = readMoney(pieces, at, english);
  if (money) return money;
  const number = readNumber(pieces, at, english);
  if (!number) return undefined;
  const { digits, written, next } = number;
  const after = pieces[next];
  if (after === undefined || after.kind === 'mark') return { words: [written], next };
  // "The 1970s", "the 90s".
  if (after.attached && (after.word === 's' || after.word === "'s") && digits.endsWith('0'))
    return { words: [`${written}s`], next: next + 1 };
  const currency = currencyAfter(pieces, next, english);
  if (currency) return { words: [digits, currency.name], next: currency.next };
  const unit = unitAfter(pieces, next, english);
  if (!unit || isNoUnit(pieces, at, next, unit.next)) return { words: [written], next };
  const [name, size] = unit.unit;
  const value = Number(digits);
  const isExact = size === 1 || Number.isNaN(value);
  return { words: [isExact ? digits : toText(value * size), ...name.split(' ')], next: unit.next };
}

function readOrdinal(pieces: readonly Piece[], at: number, english: boolean): ReadAmount | undefined {
  const [piece, after] = [pieces[at], pieces[at + 1]];
  if (piece?.kind === 'number' && after?.attached && /^(?:st|nd|rd|th)$/.test(after.word) && /^\d+$/.test(piece.raw))
    return { words: [`${piece.raw}${after.word}`], next: at + 2 };
  if (!english || piece?.kind !== 'word') return undefined;
  const one = ORDINALS.get(piece.word);
  if (one !== undefined) return { words: [one], next: at + 1 };
  const last = TENS.test(piece.word) ? ORDINALS.get(after?.word ?? '') : undefined;
  if (last === undefined || last.length > 3) return undefined;
  const tens = readNumber([piece], 0, true)?.digits.charAt(0) ?? '';
  return { words: [`${tens}${last}`], next: at + 2 };
}

/** "$5 million", "US$5m", "Rs 1,00,000", "EUR 5". */
function readMoney(pieces: readonly Piece[], at: number, english: boolean): ReadAmount | undefined {
  const [piece, after] = [pieces[at], pieces[at + 1]];
  const country = piece?.kind === 'word' && after?.raw === '$' && after.attached ? DOLLARS.get(piece.word) : undefined;
  const name = country ?? CURRENCIES.get(piece?.word ?? '');
  if (name === undefined) return undefined;
  const from = at + (country === undefined ? 1 : 2);
  if (pieces[from]?.kind !== 'number') return undefined;
  const number = readNumber(pieces, from, english, true);
  if (!number) return undefined;
  // "$5 USD" says it twice.
  const again = currencyAfter(pieces, number.next, english);
  return { words: [number.digits, name], next: again?.name === name ? again.next : number.next };
}

function currencyAfter(
  pieces: readonly Piece[],
  at: number,
  english: boolean,
): { name: string; next: number } | undefined {
  const [piece, after] = [pieces[at], pieces[at + 1]];
  if (piece === undefined || piece.kind === 'mark') return undefined;
  // In "paid 5 $10 notes" the sign belongs to what follows.
  if (piece.kind === 'sign' && after?.kind === 'number' && after.attached) return undefined;
  const two = english && after?.kind === 'word' ? CURRENCY_WORDS.get(`${piece.word} ${after.word}`) : undefined;
  if (two !== undefined) return { name: two, next: at + 2 };
  const one = CURRENCIES.get(piece.word) ?? (english ? CURRENCY_WORDS.get(piece.word) : undefined);
  return one === undefined ? undefined : { name: one, next: at + 1 };
}

function unitAfter(pieces: readonly Piece[], at: number, english: boolean): { unit: Unit; next: number } | undefined {
  const table = english ? UNITS : SYMBOLS;
  let found: { unit: Unit; next: number } | undefined;
  let name = '';
  for (let next = at; next < at + LONGEST_UNIT && next < pieces.length; next += 1) {
    const piece = pieces[next];
    if (piece === undefined || (piece.kind === 'mark' && piece.raw !== '/')) break;
    name = name === '' ? piece.word : `${name} ${piece.raw === '/' ? '/' : piece.word}`;
    const unit = table.get(name);
    if (unit) found = { unit, next: next + 1 };
  }
  return found;
}

/** What only looks like a unit: "5G", "iPhone 5s", "5 km²". */
function isNoUnit(pieces: readonly Piece[], at: number, from: number, next: number): boolean {
  const [unit, after] = [pieces[from], pieces[next]];
  if (after?.attached && (after.kind === 'number' || after.raw === '^')) return true;
  if (unit?.word === 's') return unit.attached;
  return unit?.word === 'g' && /^[2-6]$/.test(pieces[at]?.raw ?? '') && after?.word !== 'of';
}

/** A number in a text. */
interface ReadNumber {
  /** Canonical decimal digits; as written if reading them would lose something. */
  digits: string;
  /** The same, but as written if zeros at their end can mean something: "3.10" may be a version. */
  written: string;
  /** Index of the first piece behind it. */
  next: number;
}

const COUNTED = new Set(amounts.countedInMillions.split(' '));
/** Digits that a double holds without loss. */
const EXACT = 15;

/**
 * Reads "1,500,000", "1.5 million", "5 lakh", "twenty-five thousand", "a hundred", "half a million" at a place; number words in English only.
 *
 * @param isMoney a currency stands before it, so that "m" is a million
 */
function readNumber(pieces: readonly Piece[], at: number, english: boolean, isMoney = false): ReadNumber | undefined {
  const piece = pieces[at];
  if (piece === undefined) return undefined;
  if (piece.kind !== 'number') return english && piece.kind === 'word' ? readWords(pieces, at) : undefined;
  const spaced = joinSpaced(pieces, at);
  const written = toDigits(spaced.text, english);
  let next = spaced.next;
  if (written.length > EXACT || !/^\d+(?:\.\d+)?$/.test(written)) return { digits: written, written, next };
  let value = Number(written);
  for (let size = 0; english; next += 1) {
    size = magnitudeAt(pieces, next, isMoney) ?? 0;
    if (size === 0) break;
    value *= size;
  }
  const digits = toText(value);
  return { digits, written: next > spaced.next || !written.includes('.') ? digits : written, next };
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

/** Digits with a decimal point and no thousands separators; unchanged if two readings are possible. */
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

/** A value as digits, without the errors of binary fractions. */
function toText(value: number): string {
  const rounded = Number(value.toPrecision(EXACT - 3));
  return Number.isInteger(value) && value < 1e21 ? String(value) : String(rounded);
}

function magnitudeAt(pieces: readonly Piece[], at: number, isMoney: boolean): number | undefined {
  const piece = pieces[at];
  if (piece?.kind !== 'word') return undefined;
  const { word, attached } = piece;
  // "100m" may be metres: it is a million only for money, and for what is counted in millions.
  const isOther =
    (word === 'm' && !isMoney && !COUNTED.has(pieces[at + 1]?.word ?? '')) ||
    (word === 'k' && !attached) ||
    (word === 'b' && !(attached && isMoney)) ||
    word === 'hundreds';
  return isOther ? undefined : LARGE.get(word);
}

function readWords(pieces: readonly Piece[], at: number): ReadNumber | undefined {
  const wordAt = (index: number) => (pieces[index]?.kind === 'word' ? (pieces[index]?.word ?? '') : '');
  if (wordAt(at) === 'dozen' || (wordAt(at) === 'one' && wordAt(at - 1) === 'no')) return undefined;
  const read = readNumberWords(wordAt, at);
  return read && { digits: toText(read.value), written: toText(read.value), next: read.next };
}
