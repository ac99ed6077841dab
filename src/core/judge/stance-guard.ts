import { areForeign, namesSubject, shareScript, toCoverage } from '../language/coverage.ts';
import { datesAgree, type NamedDate } from '../language/dates.ts';
import { type Facts, toFacts } from '../language/facts.ts';
import { announces, type Cues, takesBack, toCues } from '../language/hedges.ts';
import { comparePolarity } from '../language/negation.ts';
import { areEqual, type Quantity } from '../language/numbers.ts';
import { isOrder } from '../prompting/prompt-injection.ts';
import type { Page, Stance } from '../types.ts';
import type { FoundQuote } from './quotes.ts';

/** The claim a quote is held against. */
export interface GuardedClaim {
  text: string;
  /** BCP 47 tag; `und` where it is not known. */
  language: string;
}

/** Titles are written by strangers too, and can be of any length. */
const MOST_TITLE = 300;
/** Amounts so near are one amount told more roundly. */
const ROUNDING = 0.1;
/** From here on a sentence says what the claim says, and not something near it. */
const RESTATES = 0.99;
/** So many words more are no reservation. */
const MOST_EXTRA = 2;

/**
 * Whether a quote that stands in its page may carry the stance the model gives it. It may not where the words around it take the statement back, ask
 * it, tell it as somebody's, or make a joke of it; where it is not about the claim; or where it gives orders. A stance is never turned round: evidence
 * that is not sure is left out, and the worst that comes of it is `unverified`. Pure.
 */
export function canCarry(stance: Stance, quote: FoundQuote, page: Page, claim: GuardedClaim): boolean {
  const cues = toCues(quote.text);
  const own = toCues(claim.text);
  const heading = page.title.slice(0, MOST_TITLE);
  const title = toCues(heading);
  if (cues.question || cues.satire || title.satire || isOrder(quote.text)) return false;
  const asked = toFacts(claim.text);
  const said = toFacts(quote.text);
  // More than a subject is not asked of a refutation, which rarely repeats what it refutes. Scripts that share no words are left to the model.
  if (shareScript(claim.text, quote.text)) {
    if (!namesSubject(asked, toFacts(toContext(quote, page)))) return false;
    if (stance === 'supports' && toCoverage(asked, said).shared === 0) return false;
  }
  const isTold = cues.rumour || cues.hearsay;
  const isAboutSaying = own.rumour || own.hearsay;
  if (stance !== 'supports') {
    if (cues.opensWithCondition || cues.denied || (isTold && !cues.denial && !isAboutSaying)) return false;
    return stance === 'context' || (!cues.deniesNegation && !restates(cues, asked, said));
  }
  if ((cues.denial || cues.denied) && !own.denial && !own.negated) return false;
  if ((isTold || isQuotation(quote.text)) && !isAboutSaying) return false;
  if ((cues.condition && !own.condition) || (cues.hedged && !own.hedged)) return false;
  if (takesBack(quote.after) || announces(quote.before)) return false;
  if (title.denial && !own.denial && toCoverage(asked, toFacts(heading)).share >= 0.5) return false;
  return !comparePolarity(asked, said).turned && !namesAnother(asked, said);
}

/** A whole sentence of it stands in quotation marks: somebody says it, and who does stands elsewhere. */
function isQuotation(text: string): boolean {
  return /^["“„«「『][^"“”»」』]*(?:[.!。！]["“”»」』]|["“”»」』][.!。]?$)/u.test(text);
}

function isSameAmount(one: Quantity, other: Quantity): boolean {
  const isNear = Math.abs(one.value - other.value) <= ROUNDING * Math.abs(one.value);
  return areEqual(one, other) || (one.unit === other.unit && isNear);
}

/** The claim's own amount or day is not there, and another of its sort is. */
function namesAnother(asked: Facts, said: Facts): boolean {
  const amounts = asked.quantities.some((one) => {
    const alike = said.quantities.filter(({ unit }) => unit === one.unit);
    return one.unit !== '' && alike.length > 0 && !said.quantities.some((other) => isSameAmount(one, other));
  });
  const dated = said.dates.filter(({ year }) => year !== undefined);
  const isElsewhere = (date: NamedDate) => date.year !== undefined && !dated.some((other) => datesAgree(date, other));
  return amounts || (dated.length > 0 && asked.dates.some(isElsewhere));
}

/**
 * So much of a claim must be said by what supports it as a whole. Of three telling words all have to be there: with one left out, "the bridge
 * collapsed" would stand on quotes that say it opened. A synonym costs a verdict, and that is the smaller fault.
 */
const LEAST_COVERED = 0.7;

/**
 * Whether supporting quotes together say what a claim says: its amounts, its dates, and most of its telling words. It is not asked where a
 * quote is in another language. Pure.
 */
export function areWhole(
  claim: GuardedClaim,
  quotes: readonly { found: FoundQuote; passage: { page: Page } }[],
): boolean {
  const isOther = ({ found, passage }: (typeof quotes)[number]) =>
    !shareScript(claim.text, found.text) || areForeign(passage.page.language, claim.language);
  if (quotes.some(isOther)) return true;
  const asked = toFacts(claim.text);
  const said = toFacts(quotes.map(({ found }) => found.text).join('\n'));
  const all = toFacts(quotes.map(({ found, passage }) => toContext(found, passage.page)).join('\n'));
  return (
    asked.quantities.every((one) => said.quantities.some((other) => isSameAmount(one, other))) &&
    asked.dates.every((date) => date.year === undefined || all.dates.some((other) => datesAgree(date, other))) &&
    toCoverage(asked, all).share >= LEAST_COVERED
  );
}

/** It says the claim and nothing else: that cannot speak against it. */
function restates(cues: Cues, asked: Facts, said: Facts): boolean {
  if (cues.denial || comparePolarity(asked, said).turned || namesAnother(asked, said)) return false;
  return toCoverage(asked, said).share >= RESTATES && said.content.length <= asked.content.length + MOST_EXTRA;
}

/** A quote with what says what it is about. */
function toContext({ before, text }: FoundQuote, page: Page): string {
  return `${page.title.slice(0, MOST_TITLE)}\n${before}\n${text}`;
}
