import { toAsciiDigits } from './characters.ts';
import { toPieces } from './number-pieces.ts';
import {
  BOUNDS,
  CURRENCY,
  DIMENSIONS,
  FRACTION,
  LARGE,
  MEASURE,
  PARTS,
  PERIODS,
  readNumberWords,
  SMALL,
  TIMES,
  toNumberWords,
} from './number-words.ts';
import { fold } from './tokens.ts';

/** A quantity named in a text, whatever its spelling. */
export interface Quantity {
  value: number;
  /** `percent`, `usd`, `eur`…, a measure's canonical name, or '' for a bare number. */
  unit: string;
  /** As it stands in the text, in lower case, with a space between its pieces. */
  raw: string;
  /** The other reading of "100m": metres, where `value` has millions. */
  metres?: number;
  /** `day`, `week`, `month` or `year`, if the amount is per period. */
  per?: string;
  /** `over` or `under`: the text gives a bound. */
  bound?: string;
}

/** People round when they convert: 384,400 km is "240,000 miles". */
const CONVERSION_SLACK = 0.03;

/** Whether a folded word is a unit, such as "yrs" or "cm": what it counts is compared as a quantity. */
export function isUnit(word: string): boolean {
  return MEASURE.has(word) || CURRENCY.has(word) || word === 'cents' || word === 'cent';
}

/** Whether two quantities measure the same kind of thing, as far as their units tell. */
export function areComparable(one: Quantity, other: Quantity): boolean {
  if (one.unit === '' || other.unit === '' || one.unit === other.unit || areBothPounds(one, other)) return true;
  if (CURRENCIES.has(one.unit) && CURRENCIES.has(other.unit)) return true;
  if (/^(?:percent point|point percent)$/.test(`${one.unit} ${other.unit}`)) return true;
  const dimension = DIMENSIONS.get(one.unit)?.[0];
  return dimension !== undefined && dimension === DIMENSIONS.get(other.unit)?.[0];
}

const CURRENCIES = new Set(CURRENCY.values());

/** Whether it is an amount of money. */
export function isMoney({ unit }: Quantity): boolean {
  return CURRENCIES.has(unit);
}

/** "Pounds" are money or a weight; the sign £ is money. */
const areBothPounds = (one: Quantity, other: Quantity): boolean =>
  /^(?:gbp pound|pound gbp)$/.test(`${one.unit} ${other.unit}`);

/** Whether two quantities are the same amount. */
export function areEqual(one: Quantity, other: Quantity): boolean {
  if (!Number.isFinite(one.value) || !Number.isFinite(other.value)) return one.raw === other.raw;
  if (one.bound !== undefined && other.bound !== undefined && one.bound !== other.bound) return false;
  if (one.per !== undefined && other.per !== undefined && one.per !== other.per)
    return areEqual(toYearly(one), toYearly(other));
  if (one.metres !== undefined && other.unit === 'metre') return one.metres === other.value;
  if (other.metres !== undefined && one.unit === 'metre') return other.metres === one.value;
  if (areBothPounds(one, other)) return one.value === other.value;
  if (one.unit === other.unit || one.unit === '' || other.unit === '')
    return Math.abs(one.value - other.value) <= Math.max(1e-9 * Math.abs(one.value), thirdsSlack(one, other));
  if (isTemperature(one) && isTemperature(other)) return Math.abs(toCelsius(one, other) - toCelsius(other, one)) <= 1;
  const [dimension, size] = DIMENSIONS.get(one.unit) ?? [];
  const [otherDimension, otherSize] = DIMENSIONS.get(other.unit) ?? [];
  if (size === undefined || otherSize === undefined || dimension !== otherDimension) return false;
  return Math.abs(one.value * size - other.value * otherSize) <= CONVERSION_SLACK * Math.abs(one.value * size);
}

const TIMES_A_YEAR: Readonly<Record<string, number>> = { day: 365, week: 52, month: 12, year: 1 };

const toYearly = ({ per, ...quantity }: Quantity): Quantity => ({
  ...quantity,
  value: quantity.value * (TIMES_A_YEAR[per ?? 'year'] ?? 1),
});

const isTemperature = ({ unit }: Quantity) => DIMENSIONS.get(unit)?.[0] === 'temperature';

/** Degrees without a scale take the other quantity's scale. */
const toCelsius = ({ unit, value }: Quantity, other: Quantity) =>
  unit === 'fahrenheit' && other.unit === 'celsius' ? ((value - 32) * 5) / 9 : value;

/** "A third" is also given as 33 percent, and two thirds as 67 or 66. */
function thirdsSlack(one: Quantity, other: Quantity): number {
  const isThirds = ({ value, unit }: Quantity) => unit === 'percent' && value % 1 !== 0 && (value * 3) % 100 === 0;
  return isThirds(one) !== isThirds(other) ? 0.7 : 0;
}

/** Reads "1,500,000", "1.500.000" (thousands by groups), "1,5" and "1.5"; "1.500" by the language. Other scripts' digits count too. */
function toValue(raw: string, isPoint: boolean): number {
  const digits = toAsciiDigits(raw.replace('−', '-'));
  if (!isPoint && /^-?[1-9]\d{0,2}\.\d{3}$/.test(digits)) return Number(digits.replace('.', ''));
  if (/^-?\d{1,3}(?:\.\d{3})+,\d+$/.test(digits)) return Number(digits.replaceAll('.', '').replace(',', '.'));
  // "5,00,000" has Indian groups.
  if (/^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d{1,2}(?:,\d{2})+,\d{3}$/.test(digits))
    return Number(digits.replaceAll(',', ''));
  if (/^-?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?$/.test(digits)) return Number(digits.replaceAll('.', '').replace(',', '.'));
  return Number(digits.replace(',', '.'));
}

/**
 * The quantities in a text: digits, number words ("twenty-five thousand"), magnitudes ("3bn"), "half" and "a quarter" of something as 50 and 25
 * percent, with their unit. Dates must have been taken out before (`takeDates`). Pure.
 */
export function toQuantities(text: string, languages: readonly string[] = []): Quantity[] {
  const pieces = toPieces(text, languages);
  const found: Quantity[] = [];
  for (let at = 0; at < pieces.length; ) {
    const start = at;
    const piece = pieces[at] ?? '';
    const share = toShare(pieces, at);
    if (share) {
      at += share.length;
      // "A quarter of a percentage point" is 0.25 of them.
      const unit = pieces[at] === 'of' && pieces[at + 1] === 'a' ? MEASURE.get(pieces[at + 2] ?? '') : undefined;
      const isPart = unit === 'point' || unit === 'percent';
      const value = isPart ? share.value / 100 : share.value;
      found.push({ value, unit: isPart ? unit : 'percent', raw: pieces.slice(start, at).join(' ') });
      continue;
    }
    const sign = /^(?:[$€£¥₹]|rs|inr|usd|eur|gbp)$/.test(piece) ? CURRENCY.get(piece) : undefined;
    const read = readNumber(pieces, sign ? at + 1 : at, languages);
    at = read ? read.next : at + 1;
    if (!read) {
      const word = toWordQuantity(piece, pieces[at] ?? '');
      if (word) found.push(word);
      continue;
    }
    const after = pieces[at] ?? '';
    const unit =
      sign ??
      CURRENCY.get(after) ??
      MEASURE.get(after) ??
      (after === 'per' && pieces[at + 1] === 'cent' ? 'percent' : '');
    const quantity: Quantity = { value: read.value, unit, raw: pieces.slice(start, at).join(' ') };
    if (pieces[at - 1] === 'm' && !sign) quantity.metres = read.value / 1e6;
    const per = toPeriod(pieces, at);
    if (per !== undefined) quantity.per = per;
    const bound =
      BOUNDS.get(pieces[start - 1] ?? '') ?? BOUNDS.get(pieces.slice(Math.max(0, start - 2), start).join(' '));
    if (bound !== undefined) quantity.bound = bound;
    found.push(quantity);
  }
  return found;
}

/** How many words may stand between a number and "a day": "eight glasses of water a day". */
const PERIOD_REACH = 4;

function toPeriod(pieces: readonly string[], from: number): string | undefined {
  for (let at = from; at < from + PERIOD_REACH && !/\p{Nd}/u.test(pieces[at] ?? ''); at += 1) {
    if (/^(?:per|an?|each|every|pro|por|par|im|al?)$/.test(pieces[at] ?? '')) {
      const period = PERIODS.get(fold(pieces[at + 1] ?? ''));
      if (period !== undefined) return period;
    }
    if (/(?:ly|lich)$/.test(pieces[at] ?? '') && PERIODS.has(pieces[at] ?? '')) return PERIODS.get(pieces[at] ?? '');
  }
  return undefined;
}

/** "A third of", "two thirds", "three quarters of": as percent, with how many pieces say so. */
function toShare(pieces: readonly string[], at: number): { value: number; length: number } | undefined {
  const [first = '', second = '', third = ''] = pieces.slice(at, at + 3);
  const count = first === 'a' ? 1 : SMALL.get(first);
  const parts = PARTS.get(second);
  if (count === undefined || parts === undefined || count === 0 || count >= parts) return undefined;
  if (third !== 'of' && (count === 1 || parts === 4)) return undefined;
  return { value: (100 * count) / parts, length: 2 };
}

/** "Half of", "twice", "double": quantities in one word. */
function toWordQuantity(word: string, next: string): Quantity | undefined {
  const share = FRACTION.get(word);
  if (word === 'half' && next === 'as') return { value: 0.5, unit: 'times', raw: word };
  if (share !== undefined)
    return /^(?:of|the|all)$/.test(next) ? { value: share, unit: 'percent', raw: word } : undefined;
  const times = TIMES.get(word);
  return times === undefined ? undefined : { value: times, unit: 'times', raw: word };
}

/** "One million", "one week"; but "one day" and "one second" seldom count anything. */
function countsOne(next: string): boolean {
  return LARGE.has(next) || /^(?:weeks?|months?|years?|hours?|percent|miles?|km|kg|degrees?)$/.test(next);
}

function readNumber(
  pieces: readonly string[],
  start: number,
  languages: readonly string[],
): { value: number; next: number } | undefined {
  const piece = pieces[start] ?? '';
  if (piece === 'minus') {
    const read = SMALL.has(pieces[start + 1] ?? '') ? readNumber(pieces, start + 1, languages) : undefined;
    return read && { value: -read.value, next: read.next };
  }
  // "no one", "one of", "one day": a pronoun more often than a count.
  if (piece === 'one' && !countsOne(pieces[start + 1] ?? '')) return undefined;
  const isPoint = languages.length === 0 || languages.includes('en') || languages.includes('zh');
  const digits = /\p{Nd}/u.test(piece) ? toValue(piece, isPoint) : undefined;
  const read = readNumberWords((at) => fold(pieces[at] ?? ''), start, digits, toNumberWords(languages));
  return read && !Number.isNaN(read.value) ? read : undefined;
}
