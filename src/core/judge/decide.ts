import { defined } from '../defined.ts';
import type { Passage } from '../evidence/passages.ts';
import { toCoverage } from '../language/coverage.ts';
import { toFacts } from '../language/facts.ts';
import { splitSentences } from '../language/sentences.ts';
import type { Citation, FirmLabel, Verdict } from '../types.ts';
import { type AgreedQuote, agree, type Objection, toUnread } from './agreed-quotes.ts';
import { isFirmLabel, type JudgeAnswer, type Rated, toRated } from './answer.ts';
import type { Examined, JudgeSentence } from './cross-examine.ts';
import { isFit, isSaidBy } from './grounded-sentences.ts';
import { type DropReason, type Grounds, type HeldQuotes, isSamePlace } from './hold-quotes.ts';
import { areCopied, toVotes } from './independence.ts';
import { findShortfall, toConfidence, toDecidingStance, toLean } from './label-rules.ts';
import type { GuardedClaim } from './stance-guard.ts';

/** A verdict that says nothing beyond what the pages say. */
export interface Decided {
  verdict: Verdict;
  /** ISO moment; absent if the verdict cannot age, or nothing was decided. */
  expiresAt?: string;
  judgement: Judgement;
}

/** How a verdict came about, for measuring. */
export interface Judgement {
  rated: Rated;
  /** How many citations the judge gave. */
  cited: number;
  /** How many of them count for nothing, by reason. */
  dropped: Partial<Record<DropReason | Objection, number>>;
  /** Whether a reader of single sentences was heard. */
  examined: boolean;
}

/** A card shows few citations, the report a screenful. */
const MOST_SHOWN = 8;
/** If nothing decides, the nearest citations are enough. */
const MOST_NEAREST = 2;
const MOST_SUMMARY = 2;
const MOST_ANALYSIS = 3;
const MOST_MISSING = 3;
/** The least share of a question's words that stand in the claim or a quote: it asks about them, and about nothing new. */
const LEAST_KNOWN = 0.5;
const MOST_AGE_DAYS = 3650;
const DAY_MS = 86_400_000;

/**
 * Turns a judge's answer into a verdict, or into `unverified` with the way the evidence leans. A quote counts only if the cross-examination found its
 * stance as well; without a cross-examination nothing firm is said. A label whose quotes are gone becomes `unverified`, never another firm label.
 * Pure.
 *
 * @param examined absent if nobody could be asked: quotes that hold then make a lean at most
 */
export function decide(
  answer: JudgeAnswer,
  { held, dropped }: HeldQuotes,
  examined: Examined | undefined,
  { claim, now }: Grounds,
): Decided {
  const rated = toRated(answer.ratings);
  const cited = answer.citations.length;
  const lost: Judgement['dropped'] = { ...dropped };
  const quotes = held.flatMap((quote): AgreedQuote[] => {
    const agreed = examined ? agree(quote, examined.told.get(quote.place)) : toUnread(quote);
    if (typeof agreed !== 'string') return [agreed];
    lost[agreed] = (lost[agreed] ?? 0) + 1;
    return [];
  });
  const judgement = { rated, cited, dropped: lost, examined: examined !== undefined };
  const { label } = rated;
  const shortfall = isFirmLabel(label) ? findShortfall(label, quotes, claim) : undefined;
  const missing = toMissing(answer.questions, quotes, claim.text);
  if (!examined || !isFirmLabel(label) || shortfall) {
    const open = toOpen(quotes, isFirmLabel(label) ? (shortfall ?? 'ungrounded') : undefined, claim);
    return { verdict: { ...open, report: { analysis: '', missing } }, judgement };
  }
  const verdict: Verdict = {
    label,
    confidence: toConfidence({ ...rated, label }, quotes, cited),
    summary: toText(answer.summary, MOST_SUMMARY, quotes, examined, claim.text) || toQuotation(first(quotes, label)),
    citations: toCitations(quotes, label),
    report: { analysis: toText(answer.analysis, MOST_ANALYSIS, quotes, examined, claim.text), missing },
  };
  const days = answer.agesInDays;
  if (days === null || !Number.isFinite(days)) return { verdict, judgement };
  const ageMs = Math.min(MOST_AGE_DAYS, Math.max(1, days)) * DAY_MS;
  return { verdict, judgement, expiresAt: new Date(now.getTime() + ageMs).toISOString() };
}

/** The `unverified` verdict: with the way the evidence leans and the quotes of that lean, or else with the nearest quotes. */
function toOpen(
  quotes: readonly AgreedQuote[],
  shortfall: ReturnType<typeof findShortfall>,
  claim: GuardedClaim,
): Verdict {
  const open = { label: 'unverified', confidence: 'low', summary: '' } as const;
  const lean = toLean(quotes, claim);
  if (lean === undefined) {
    const reason = shortfall === 'ungrounded' ? 'ungrounded' : 'not-enough-evidence';
    return { ...open, reason, citations: toCitations(quotes, undefined).slice(0, MOST_NEAREST) };
  }
  if (lean === 'disagree') {
    const [one] = quotes.filter(({ stance }) => stance === 'supports');
    const [other] = quotes.filter(({ stance }) => stance === 'refutes');
    const both = [one, other].flatMap((quote) => (quote ? [toQuoted(quote)] : []));
    return { ...open, reason: 'sources-disagree', lean, citations: both };
  }
  const own = quotes.filter(({ stance }) => stance === toDecidingStance(lean));
  const alone = areCopied(own) ? 'near-copies' : 'one-publisher';
  const reason = lean !== 'part' && toVotes(own) < 2 ? alone : 'not-enough-evidence';
  return { ...open, reason, lean, citations: toCitations(own, lean === 'false' ? 'false' : 'true') };
}

/** The judge's sentences that their quotes support, as one text. An unsupported sentence is replaced by its quote, each quote once. */
function toText(
  sentences: readonly JudgeSentence[],
  most: number,
  quotes: readonly AgreedQuote[],
  { said }: Examined,
  claim: string,
): string {
  const shown = new Set<string>();
  for (const sentence of sentences) {
    if (shown.size >= most) break;
    const text = sentence.text.replace(/\s+/gu, ' ').trim();
    const cited = quotes.filter(({ place }) => sentence.citations.includes(place));
    const [quote] = cited;
    if (!quote) continue;
    const sources = [claim, ...cited.map((one) => `${one.text} ${one.passage.page.publisher}`)];
    const isSaid = said.has(sentence) && isFit(text) && splitSentences(text).length === 1 && isSaidBy(text, sources);
    shown.add(isSaid ? text : toQuotation(quote));
  }
  return Array.from(shown).join(' ');
}

/** The questions that no passage answers, if they name nothing beyond the claim and its quotes. */
function toMissing(questions: JudgeAnswer['questions'], quotes: readonly AgreedQuote[], claim: string): string[] {
  const sources = [claim, ...quotes.map(({ text }) => text)];
  const known = toFacts(sources.join('\n'));
  const isAbout = (text: string) => toCoverage(toFacts(text), known).share >= LEAST_KNOWN;
  return questions
    .filter(({ passages }) => passages.length === 0)
    .map(({ question }) => question.replace(/\s+/gu, ' ').trim())
    .filter(
      (text) =>
        /[?？؟]$/u.test(text) &&
        splitSentences(text).length === 1 &&
        isFit(text) &&
        isSaidBy(text, sources) &&
        isAbout(text),
    )
    .slice(0, MOST_MISSING);
}

/** A quote in place of a sentence about it: “…” (example.org). */
function toQuotation(quote: AgreedQuote | undefined): string {
  return quote ? `“${quote.text}” (${quote.passage.page.publisher})` : '';
}

/** The quotes with the deciding stance first. */
function toOrdered(quotes: readonly AgreedQuote[], label: FirmLabel | undefined): readonly AgreedQuote[] {
  if (label === undefined) return quotes;
  const stance = toDecidingStance(label);
  return quotes.toSorted((a, b) => Number(b.stance === stance) - Number(a.stance === stance));
}

const first = (quotes: readonly AgreedQuote[], label: FirmLabel) => toOrdered(quotes, label)[0];

/** The citations of deciding quotes first; each sentence of a page once. */
function toCitations(quotes: readonly AgreedQuote[], label: FirmLabel | undefined): Citation[] {
  const ordered = toOrdered(quotes, label);
  return ordered
    .filter((one, at) => !ordered.slice(0, at).some((other) => isSamePlace(one, other)))
    .slice(0, MOST_SHOWN)
    .map(toQuoted);
}

function toQuoted({ passage, text, stance }: AgreedQuote): Citation {
  return { ...toCitation(passage, text), stance };
}

/** A sentence of a passage, as a card cites it. */
export function toCitation({ page: { url, title, publisher, publishedAt }, later }: Passage, quote: string): Citation {
  return {
    source: { url, title, publisher, ...defined({ publishedAt }) },
    statement: '',
    quote,
    quoteVerified: true,
    ...(later ? { later: true } : {}),
  };
}
