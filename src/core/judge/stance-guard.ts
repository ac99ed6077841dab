import { areForeign, namesSubject, shareScript, toCoverage } from '../language/coverage.ts';
import { datesAgree, type NamedDate } from '../language/dates.ts';
import { type Facts, toFacts } from '../language/facts.ts';
import { CHANGING, PRESENT } from '../language/lexicon.ts';
import { comparePolarity } from '../language/negation.ts';
import { areEqual, isMoney, type Quantity } from '../language/numbers.ts';
import { findTurn } from '../language/turns.ts';
import { isOrder } from '../prompting/prompt-injection.ts';
import type { Page, Stance } from '../types.ts';
import type { FoundQuote } from './quotes.ts';

/** The claim a quote is held against. */
export interface GuardedClaim {
  text: string;
  /** BCP 47 tag; `und` if unknown. */
  language: string;
  /** When it was said (ISO day or moment), if known. */
  claimDate?: string;
}

/**
 * What code can hold against a quote. `order`: it talks to a model. `subject`: neither it, nor its title, nor its passage up to it names what the
 * claim is about. `number`, `date`: it names another one. `turned`: it says the opposite, or swaps who did something to whom. `restates`: a refuting
 * quote says just what the claim says. `old`: its page is too old for a claim about now.
 */
export type Fault = 'order' | 'subject' | 'number' | 'date' | 'turned' | 'restates' | 'old';

/** A quote with the page it stands in. */
interface Quoted {
  found: FoundQuote;
  passage: { page: Page; start: number };
}

/** Titles are written by strangers too, and can be of any length. */
const MOST_TITLE = 300;
/** Amounts within this share of each other are one amount, told more roundly. Prices are rounded less. */
const ROUNDING = 0.05;
const PRICE_ROUNDING = 0.01;
/** From this coverage on, a sentence says what the claim says, and not something near it. */
const RESTATES = 0.99;
/** From this coverage on, it is the claim itself, perhaps with a "not". */
const LEAST_SAME = 0.9;
/** This many more words are no reservation. */
const MOST_EXTRA = 2;
/** An older page says nothing of an office, a record or a count today (`fast`), or of any present state of things (`slow`). Days. */
const FRESH_DAYS = { fast: 730, slow: 3650 };
const DAY_MS = 86_400_000;

/**
 * Finds what code has against a quote that stands in its page. What a sentence means is left to the cross-examination; this check holds even if both
 * readers are careless. It never turns a stance round: the worst outcome is `unverified`. Pure.
 */
export function findFault(
  quote: Quoted & { stance: Stance },
  claim: GuardedClaim,
  { agesInDays, now }: { agesInDays: number | null; now: Date },
): Fault | undefined {
  const { stance, found } = quote;
  const { page } = quote.passage;
  if (isOrder(found.text)) return 'order';
  const [asked, said] = [toFacts(claim.text), toFacts(found.text)];
  const pace = agesInDays === null ? toPace(asked) : 'fast';
  const mostDays = pace && Math.max(FRESH_DAYS[pace], agesInDays ?? 0);
  if (mostDays !== undefined && toAgeDays(page, claim.claimDate ?? now.toISOString()) > mostDays) return 'old';
  // Texts in scripts that share no words are left to the readers.
  const isNamed = () => namesSubject(asked, toFacts(toContext(quote)), stance === 'supports');
  if (stance !== 'context' && shareScript(claim.text, found.text) && !isNamed()) return 'subject';
  if (stance === 'refutes' && restates(asked, said)) return 'restates';
  if (stance !== 'supports') return undefined;
  if (namesOtherAmount(asked, said)) return 'number';
  if (namesOtherDate(asked, said)) return 'date';
  // "Not" and opposites in a sentence that says more are left to the readers.
  const denies = toCoverage(asked, said).share >= LEAST_SAME && comparePolarity(asked, said).turned;
  return denies || findTurn(asked, said) ? 'turned' : undefined;
}

/**
 * How fast a claim about the present goes out of date: `fast` for an office, a record or a count, else `slow`. Nothing if it names a date or no
 * present state.
 */
function toPace({ tokens, dates }: Facts): keyof typeof FRESH_DAYS | undefined {
  if (dates.length > 0 || !tokens.some(({ word }) => PRESENT.has(word))) return undefined;
  return tokens.some(({ word }) => CHANGING.has(word)) ? 'fast' : 'slow';
}

/** `NaN` if the page has no date. */
function toAgeDays({ publishedAt = '' }: Page, asOf: string): number {
  return (Date.parse(asOf) - Date.parse(publishedAt)) / DAY_MS;
}

function isSameAmount(one: Quantity, other: Quantity): boolean {
  const slack = isMoney(one) ? PRICE_ROUNDING : ROUNDING;
  const isNear = Math.abs(one.value - other.value) <= slack * Math.abs(one.value);
  return areEqual(one, other) || (one.unit === other.unit && isNear);
}

/** Whether the quote has another amount than the claim in one of the claim's units, and none of the claim's own. */
function namesOtherAmount(asked: Facts, said: Facts): boolean {
  return asked.quantities.some(({ unit }) => {
    const alike = said.quantities.filter((other) => unit !== '' && other.unit === unit);
    return alike.length > 0 && !alike.some((one) => asked.quantities.some((other) => isSameAmount(other, one)));
  });
}

/** Whether the quote names a year, but not the claim's. */
function namesOtherDate(asked: Facts, said: Facts): boolean {
  const dated = said.dates.filter(({ year }) => year !== undefined);
  const isElsewhere = (date: NamedDate) => date.year !== undefined && !dated.some((other) => datesAgree(date, other));
  return dated.length > 0 && asked.dates.some(isElsewhere);
}

/**
 * The least share of a claim's telling words that the quoted parts must have: if one of three could be missing, "collapsed" would pass for "opened".
 */
const LEAST_COVERED = 0.7;

/** A supporting quote, as a reader has read it. */
interface Support extends Quoted {
  /** It says the whole claim. */
  whole: boolean;
  /** Which part of it, in words of the claim. */
  part: string;
}

/**
 * Whether supporting quotes together say what a claim says: one says the whole claim, or the parts that they say have most of its telling words. They
 * must also name its amounts and dates, if they are in its language. Pure.
 */
export function areWhole(claim: GuardedClaim, quotes: readonly Support[]): boolean {
  const asked = toFacts(claim.text);
  const parts = toFacts(quotes.map(({ part }) => part).join('\n'));
  if (!quotes.some(({ whole }) => whole) && toCoverage(asked, parts).share < LEAST_COVERED) return false;
  const isOther = ({ found, passage }: Quoted) =>
    !shareScript(claim.text, found.text) || areForeign(passage.page.language, claim.language);
  if (quotes.some(isOther)) return true;
  const said = toFacts(quotes.map(({ found }) => found.text).join('\n'));
  const all = toFacts(quotes.map(toContext).join('\n'));
  return (
    asked.quantities.every((one) => said.quantities.some((other) => isSameAmount(one, other))) &&
    asked.dates.every((date) => date.year === undefined || all.dates.some((other) => datesAgree(date, other)))
  );
}

/** Whether a quote says the claim and nothing else: then it cannot speak against it. */
function restates(asked: Facts, said: Facts): boolean {
  if (comparePolarity(asked, said).turned || namesOtherAmount(asked, said) || namesOtherDate(asked, said)) return false;
  return toCoverage(asked, said).share >= RESTATES && said.content.length <= asked.content.length + MOST_EXTRA;
}

/** A quote with its context: the page's title, the sentence before it, and its passage up to it. */
function toContext({ found: { before, text, start }, passage }: Quoted): string {
  const { page } = passage;
  return [
    page.title.slice(0, MOST_TITLE),
    before,
    page.text.slice(passage.start, Math.max(passage.start, start)),
    text,
  ].join('\n');
}
