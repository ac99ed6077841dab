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
  /** BCP 47 tag; `und` where it is not known. */
  language: string;
  /** When it was said (ISO day or moment), where that is known. */
  claimDate?: string;
}

/**
 * What code can know against a quote. `order`: it talks to a model. `subject`: neither it, nor its title, nor what its passage says up to it names what the
 * claim is about. `number`, `date`: it names another one. `turned`: it says the opposite, or has doer and done exchanged. `restates`: what is to refute the
 * claim says just the claim. `old`: its page is too old for a claim about now.
 */
export type Fault = 'order' | 'subject' | 'number' | 'date' | 'turned' | 'restates' | 'old';

/** A quote with the page it stands in. */
interface Quoted {
  found: FoundQuote;
  passage: { page: Page; start: number };
}

/** Titles are written by strangers too, and can be of any length. */
const MOST_TITLE = 300;
/** Amounts so near are one amount told more roundly; a price is told to the unit. */
const ROUNDING = 0.05;
const PRICE_ROUNDING = 0.01;
/** From here on a sentence says what the claim says, and not something near it. */
const RESTATES = 0.99;
/** From here on it is the claim itself, perhaps with a "not". */
const LEAST_SAME = 0.9;
/** So many words more are no reservation. */
const MOST_EXTRA = 2;
/** A page that is older than this says nothing of an office or a record today, and than that nothing of any state of things. */
const FRESH_DAYS = { fast: 730, slow: 3650 };
const DAY_MS = 86_400_000;

/**
 * What code has against a quote that stands in its page. What a sentence means is asked of a reader (the cross-examination); this holds even where both
 * readers are careless. A stance is never turned round: the worst that comes of it is `unverified`. Pure.
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
  // Scripts that share no words are left to the readers.
  const isNamed = () => namesSubject(asked, toFacts(toContext(quote)), stance === 'supports');
  if (stance !== 'context' && shareScript(claim.text, found.text) && !isNamed()) return 'subject';
  if (stance === 'refutes' && restates(asked, said)) return 'restates';
  if (stance !== 'supports') return undefined;
  if (namesOtherAmount(asked, said)) return 'number';
  if (namesOtherDate(asked, said)) return 'date';
  // "Not" and opposites in a sentence that says more are a reader's matter.
  const denies = toCoverage(asked, said).share >= LEAST_SAME && comparePolarity(asked, said).turned;
  return denies || findTurn(asked, said) ? 'turned' : undefined;
}

/** How fast what a claim says can change: a state of things that names no day, of an office, a record or a count, or of anything else. */
function toPace({ tokens, dates }: Facts): keyof typeof FRESH_DAYS | undefined {
  if (dates.length > 0 || !tokens.some(({ word }) => PRESENT.has(word))) return undefined;
  return tokens.some(({ word }) => CHANGING.has(word)) ? 'fast' : 'slow';
}

/** Not a number where the page has no date. */
function toAgeDays({ publishedAt = '' }: Page, asOf: string): number {
  return (Date.parse(asOf) - Date.parse(publishedAt)) / DAY_MS;
}

function isSameAmount(one: Quantity, other: Quantity): boolean {
  const slack = isMoney(one) ? PRICE_ROUNDING : ROUNDING;
  const isNear = Math.abs(one.value - other.value) <= slack * Math.abs(one.value);
  return areEqual(one, other) || (one.unit === other.unit && isNear);
}

/** Of an amount of the claim another one stands there, and none that the claim names. */
function namesOtherAmount(asked: Facts, said: Facts): boolean {
  return asked.quantities.some(({ unit }) => {
    const alike = said.quantities.filter((other) => unit !== '' && other.unit === unit);
    return alike.length > 0 && !alike.some((one) => asked.quantities.some((other) => isSameAmount(other, one)));
  });
}

/** The claim's own year is not there, and another one is. */
function namesOtherDate(asked: Facts, said: Facts): boolean {
  const dated = said.dates.filter(({ year }) => year !== undefined);
  const isElsewhere = (date: NamedDate) => date.year !== undefined && !dated.some((other) => datesAgree(date, other));
  return dated.length > 0 && asked.dates.some(isElsewhere);
}

/** So much of a claim's telling words must be among the parts that quotes say: with one of three left out, "collapsed" would stand on "opened". */
const LEAST_COVERED = 0.7;

/** A supporting quote, as a reader has read it. */
interface Support extends Quoted {
  /** It says the whole claim. */
  whole: boolean;
  /** Which part of it, in words of the claim. */
  part: string;
}

/**
 * Whether supporting quotes together say what a claim says: one of them says it whole, or the parts that they say have most of its telling words; and they
 * name its amounts and dates, where they are in its language. Pure.
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

/** It says the claim and nothing else: that cannot speak against it. */
function restates(asked: Facts, said: Facts): boolean {
  if (comparePolarity(asked, said).turned || namesOtherAmount(asked, said) || namesOtherDate(asked, said)) return false;
  return toCoverage(asked, said).share >= RESTATES && said.content.length <= asked.content.length + MOST_EXTRA;
}

/** A quote with what says what it is about: its title, the sentence before it, and what its passage says up to it. */
function toContext({ found: { before, text, start }, passage }: Quoted): string {
  const { page } = passage;
  return [
    page.title.slice(0, MOST_TITLE),
    before,
    page.text.slice(passage.start, Math.max(passage.start, start)),
    text,
  ].join('\n');
}
