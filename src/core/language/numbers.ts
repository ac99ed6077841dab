import { CURRENCY, FRACTION, LARGE, MEASURE, PARTS, SMALL, TIMES } from './number-words.ts';

/** A quantity named in a text, whatever its spelling. */
export interface Quantity {
  value: number;
  /** `percent`, `usd`, `eur`…, a measure's canonical name, or '' for a bare number. */
  unit: string;
  /** As it stands in the text. */
  raw: string;
  /** The other reading of "100m": metres, where `value` has millions. */
  metres?: number;
}

/** Size of a measure in its dimension's base unit, to compare "7 days" with "one week" and kilometres with miles. */
const DIMENSIONS: Readonly<Record<string, readonly [dimension: string, size: number]>> = {
  second: ['time', 1],
  minute: ['time', 60],
  hour: ['time', 3600],
  day: ['time', 86_400],
  week: ['time', 604_800],
  month: ['time', 2_629_800],
  year: ['time', 31_557_600],
  cm: ['length', 0.01],
  foot: ['length', 0.3048],
  metre: ['length', 1],
  km: ['length', 1000],
  mile: ['length', 1609.344],
  pound: ['mass', 0.4536],
  gram: ['mass', 0.001],
  kg: ['mass', 1],
  ton: ['mass', 1000],
};
/** People round when they convert: 384,400 km is "240,000 miles". */
const CONVERSION_SLACK = 0.03;

/** Whether a folded word is a unit, such as "yrs" or "cm": what it counts is compared as a quantity. */
export function isUnit(word: string): boolean {
  return Object.hasOwn(MEASURE, word) || Object.hasOwn(CURRENCY, word) || word === 'cents' || word === 'cent';
}

/** Whether two quantities measure the same kind of thing, as far as they say. */
export function areComparable(one: Quantity, other: Quantity): boolean {
  if (one.unit === '' || other.unit === '' || one.unit === other.unit || areBothPounds(one, other)) return true;
  if (CURRENCIES.has(one.unit) && CURRENCIES.has(other.unit)) return true;
  const dimension = DIMENSIONS[one.unit]?.[0];
  return dimension !== undefined && dimension === DIMENSIONS[other.unit]?.[0];
}

const CURRENCIES = new Set(Object.values(CURRENCY));

/** "Pounds" are money or a weight; the sign £ is money. */
function areBothPounds(one: Quantity, other: Quantity): boolean {
  return (one.unit === 'gbp' && other.unit === 'pound') || (one.unit === 'pound' && other.unit === 'gbp');
}

/** Whether two quantities are the same amount. */
export function areEqual(one: Quantity, other: Quantity): boolean {
  if (!Number.isFinite(one.value) || !Number.isFinite(other.value)) return one.raw === other.raw;
  if (one.metres !== undefined && other.unit === 'metre') return one.metres === other.value;
  if (other.metres !== undefined && one.unit === 'metre') return other.metres === one.value;
  if (areBothPounds(one, other)) return one.value === other.value;
  if (one.unit === other.unit || one.unit === '' || other.unit === '')
    return Math.abs(one.value - other.value) <= Math.max(1e-9 * Math.abs(one.value), thirdsSlack(one, other));
  const [dimension, size] = DIMENSIONS[one.unit] ?? [];
  const [otherDimension, otherSize] = DIMENSIONS[other.unit] ?? [];
  if (size === undefined || otherSize === undefined || dimension !== otherDimension) return false;
  return Math.abs(one.value * size - other.value * otherSize) <= CONVERSION_SLACK * Math.abs(one.value * size);
}

/** "A third" is told as 33 percent, and two thirds as 67 or 66. */
function thirdsSlack(one: Quantity, other: Quantity): number {
  const isThirds = ({ value, unit }: Quantity) => unit === 'percent' && value % 1 !== 0 && (value * 3) % 100 === 0;
  return isThirds(one) !== isThirds(other) ? 0.7 : 0;
}

const PIECE = /[$€£¥]|[-−]?(?:\p{Nd}+(?:[.,]\p{Nd}+)*|(?<![\p{L}\p{N}.])\.\p{Nd}+)|\p{L}+/gu;

/** Reads "1,500,000", "1.500.000" (thousands by groups of three), "1,5" and "1.5". Other scripts' digits count too. */
function toValue(raw: string): number {
  const digits = raw
    .replace('−', '-')
    .replace(/\p{Nd}/gu, (digit) => (/[0-9]/.test(digit) ? digit : String(digitValue(digit))));
  if (/^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(digits)) return Number(digits.replaceAll(',', ''));
  if (/^-?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?$/.test(digits)) return Number(digits.replaceAll('.', '').replace(',', '.'));
  return Number(digits.replace(',', '.'));
}

/** Unicode keeps each script's digits in blocks of ten, zero first. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (zero > 0 && code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (code - zero) % 10;
}

/**
 * The quantities in a text: digits, number words ("twenty-five thousand"), magnitudes ("3bn"), "half" and "a quarter" of something as 50 and 25
 * percent, with their unit. Dates must have been taken out before (`takeDates`). Pure.
 */
export function toQuantities(text: string): Quantity[] {
  const pieces = toPieces(text);
  const found: Quantity[] = [];
  for (let at = 0; at < pieces.length; ) {
    const start = at;
    const piece = pieces[at] ?? '';
    const share = toShare(pieces, at);
    if (share) {
      at += share.length;
      found.push({ value: share.value, unit: 'percent', raw: pieces.slice(start, at).join(' ') });
      continue;
    }
    const sign = /[$€£¥]/.test(piece) ? CURRENCY[piece] : undefined;
    const read = readNumber(pieces, sign ? at + 1 : at);
    at = read ? read.next : at + 1;
    if (!read) {
      const word = toWordQuantity(piece, pieces[at] ?? '');
      if (word) found.push(word);
      continue;
    }
    const after = pieces[at] ?? '';
    const unit =
      sign ?? CURRENCY[after] ?? MEASURE[after] ?? (after === 'per' && pieces[at + 1] === 'cent' ? 'percent' : '');
    const quantity: Quantity = { value: read.value, unit, raw: pieces.slice(start, at).join(' ') };
    if (pieces[at - 1] === 'm' && !sign) quantity.metres = read.value / LARGE.m;
    found.push(quantity);
  }
  return found;
}

/** "10 000": groups of three apart by a space, where nothing else can be meant. */
const SPACED_THOUSANDS = /(?<![\p{Nd}.,] ?)[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?![\d.,]*\d| \d)/gu;
/** "51⁄2", as NFKC leaves "5½". */
const VULGAR = /(?<!\d)(\d{0,6})(\d)⁄([1-9])(?!\d)/gu;

/** Signs, numbers and words; a hyphen is a minus only before a number that stands alone. */
function toPieces(text: string): string[] {
  const apart = text
    .toLowerCase()
    .replace(
      VULGAR,
      (_, whole: string, over: string, under: string) => `${Number(whole) + Number(over) / Number(under)}`,
    )
    .replace(/[¼½¾]/gu, (part) => `.${{ '¼': '25', '½': '5', '¾': '75' }[part]}`)
    .replace(SPACED_THOUSANDS, (digits) => digits.replace(/\s/gu, ''))
    .replace(/(?<![\p{L}\p{N}])(?:minus |[-−])([$€£¥]) ?(?=[\p{Nd}.])/gu, '$1-')
    .replace(/\bminus (?=\.?\p{Nd})/gu, '-')
    .replace(/(?<=[\p{L}\p{N}])[-−–]/gu, ' ')
    .replace(/(?<=\p{Nd})(?=\p{L})|(?<=\p{L})(?=\p{Nd})/gu, ' ');
  return Array.from(apart.matchAll(PIECE), ([piece]) => piece);
}

/** "A third of", "two thirds", "three quarters of": as percent, with how many pieces say so. */
function toShare(pieces: readonly string[], at: number): { value: number; length: number } | undefined {
  const [first = '', second = '', third = ''] = pieces.slice(at, at + 3);
  const count = first === 'a' ? 1 : SMALL[first];
  const parts = PARTS[second];
  if (count === undefined || parts === undefined || count === 0 || count >= parts) return undefined;
  if (third !== 'of' && (count === 1 || parts === 4)) return undefined;
  return { value: (100 * count) / parts, length: 2 };
}

/** "Half of", "twice", "double": quantities in one word. */
function toWordQuantity(word: string, next: string): Quantity | undefined {
  const share = FRACTION[word];
  if (share !== undefined)
    return /^(?:of|the|all)$/.test(next) ? { value: share, unit: 'percent', raw: word } : undefined;
  const times = TIMES[word];
  return times === undefined ? undefined : { value: times, unit: 'times', raw: word };
}

/** "One million", "one week"; but "one day" and "one second" are told of any. */
function countsOne(next: string): boolean {
  return LARGE[next] !== undefined || /^(?:weeks?|months?|years?|hours?|percent|miles?|km|kg|degrees?)$/.test(next);
}

function readNumber(pieces: readonly string[], start: number): { value: number; next: number } | undefined {
  if (pieces[start] === 'minus') {
    const read = SMALL[pieces[start + 1] ?? ''] === undefined ? undefined : readNumber(pieces, start + 1);
    return read && { value: -read.value, next: read.next };
  }
  const isHalf = pieces[start] === 'half' && pieces[start + 1] === 'a';
  const article = isHalf ? start + 1 : start;
  const isArticle =
    pieces[article] === 'a' && /^(?:hundred|thousand|million|billion|trillion)$/.test(pieces[article + 1] ?? '');
  let total = 0;
  let part: number | undefined = isArticle ? (isHalf ? 0.5 : 1) : undefined;
  let at = isArticle ? article + 1 : start;
  for (; at < pieces.length; at += 1) {
    const piece = pieces[at] ?? '';
    const small = SMALL[piece];
    const large = LARGE[piece];
    if (/\p{Nd}/u.test(piece)) {
      if (part !== undefined) break;
      part = toValue(piece);
    } else if (small !== undefined) {
      if (part === undefined) {
        // "no one", "one of", "one day": a pronoun more often than a count.
        if (piece === 'one' && !countsOne(pieces[at + 1] ?? '')) return undefined;
        part = small;
      } else if ((part % 100 >= 20 && part % 10 === 0 && small < 10) || part % 100 === 0) part += small;
      else if (piece === 'dozen') part *= 12;
      else break;
    } else if (large !== undefined && part !== undefined) {
      if (large === 100) part *= 100;
      else {
        total += part * large;
        part = 0;
      }
    } else if (part !== undefined && piece === 'point' && (SMALL[pieces[at + 1] ?? ''] ?? 10) < 10) {
      part += (SMALL[pieces[at + 1] ?? ''] ?? 0) / 10;
      at += 1;
    } else if (part !== undefined && pieces.slice(at, at + 3).join(' ') === 'and a half') {
      part += 0.5;
      at += 2;
    } else if (
      piece === 'and' &&
      part !== undefined &&
      SMALL[pieces[at + 1] ?? ''] !== undefined &&
      (part % 100 === 0 || total > 0)
    ) {
    } else break;
  }
  return part === undefined || Number.isNaN(part + total) ? undefined : { value: total + part, next: at };
}
