import type { Passage } from '../evidence/passages.ts';
import { areForeign } from '../language/coverage.ts';
import { splitSentences } from '../language/sentences.ts';
import type { Citation, FirmLabel, Report, Verdict, VerdictReason } from '../types.ts';
import { isFit, isSaidBy, isWordedBy, passesVerdict, speaksAgainst } from './grounded-sentences.ts';
import type { JudgeAnswer } from './judge-answer.ts';
import { findShortfall, type Shortfall, toConfidence, type WeighedQuote } from './label-rules.ts';
import { type FoundQuote, findQuote } from './quotes.ts';
import { areWhole, canCarry, type GuardedClaim } from './stance-guard.ts';

/** What an answer is held against. */
export interface Grounds {
  claim: GuardedClaim;
  /** All that the model was shown. */
  passages: readonly Passage[];
  /** Domains whose word alone is enough, with all their subdomains: "nasa.gov". */
  primarySources: readonly string[];
  now: Date;
}

/** A verdict with nothing in it that no page says. */
export interface Grounded {
  verdict: Verdict;
  /** ISO moment; absent where it cannot age, or nothing was decided. */
  expiresAt?: string;
}

/** A quote that holds. */
interface Held extends WeighedQuote {
  /** Its place in the answer, from 1. */
  place: number;
  passage: Passage;
  found: FoundQuote;
}

/** An answer with more than this is no answer to the prompt; the rest is not looked at. */
const MOST_CITED = 24;
/** Cards show few, and the report a screen of them. */
const MOST_SHOWN = 8;
const MOST_SUMMARY = 2;
/** The report's parts are read on a page of their own. */
const MOST_SENTENCES = 6;
const MOST_AGE_DAYS = 3650;
const DAY_MS = 86_400_000;

/**
 * Turns a model's answer into a verdict, or into `unverified`. Quotes that do not stand in their page, are too short, or do not carry their stance go,
 * and with them the sentences that hang on them. A label whose quotes are gone becomes `unverified`, never another firm one; a firm label whose summary
 * is gone keeps its quotes, which the card shows in its stead. Pure.
 */
export function groundAnswer(answer: JudgeAnswer, grounds: Grounds): Grounded {
  const cited = answer.citations.slice(0, MOST_CITED);
  const held = toHeld(cited, grounds);
  const { label } = answer;
  if (label === 'unverified') {
    return { verdict: toUnverified('not-enough-evidence', answer, held, grounds, false) };
  }
  const shortfall = findShortfall(label, held) ?? findGap(label, held, grounds.claim);
  if (shortfall) return { verdict: toUnverified(REASONS[shortfall], answer, held, grounds, true) };
  const say = (sentences: JudgeAnswer['summary'], most: number, judges: boolean) =>
    toText(sentences, most, held, grounds, (text) => !(judges && speaksAgainst(text, label, grounds.claim.text)));
  const summary = say(answer.summary, MOST_SUMMARY, true);
  const report: Report = {
    known: say(answer.known, MOST_SENTENCES, false),
    analysis: say(answer.analysis, MOST_SENTENCES, true),
    conclusion: say(answer.conclusion, MOST_SENTENCES, true),
    wouldChange: toWouldChange(answer.wouldChange, held, grounds),
  };
  const verdict: Verdict = {
    label,
    confidence: toConfidence(label, held, Math.max(answer.citations.length, held.length)),
    summary,
    citations: toCitations(held, label),
    report,
  };
  const expiresAt = toExpiry(answer.agesInDays, grounds.now);
  return expiresAt === undefined ? { verdict } : { verdict, expiresAt };
}

const REASONS: Readonly<Record<Shortfall, VerdictReason>> = {
  'no-quote': 'ungrounded',
  contradicted: 'not-enough-evidence',
  'one-publisher': 'one-publisher',
};

/** What is called true must be said as a whole; one part of it may be imprecise where it is mostly true. */
function findGap(label: FirmLabel, held: readonly Held[], claim: GuardedClaim): Shortfall | undefined {
  if (label !== 'true') return undefined;
  const quotes = held
    .filter(({ stance }) => stance === 'supports')
    .map(({ text, found, passage: { page } }) => ({
      text,
      around: `${page.title.slice(0, 300)}\n${found.before}`,
      language: page.language,
    }));
  return areWhole(claim, quotes) ? undefined : 'no-quote';
}

function toHeld(cited: JudgeAnswer['citations'], { claim, passages, primarySources }: Grounds): Held[] {
  const shown = new Map(passages.map((passage) => [passage.number, passage]));
  const found: Held[] = [];
  for (const [at, { passage: number, quote, stance }] of cited.entries()) {
    const passage = shown.get(number);
    if (!passage) continue;
    const { page, start, text, publisherKey } = passage;
    const one = findQuote(page, quote, { start, end: start + text.length });
    if (!one) continue;
    const primary = isPrimary(page.url, primarySources);
    found.push({ place: at + 1, passage, found: one, stance, text: one.text, publisherKey, primary });
  }
  // One sentence under two stances is an answer that contradicts itself: it says neither.
  return found.filter(
    (one) =>
      !found.some((other) => overlaps(one, other) && one.stance !== other.stance) &&
      canCarry(one.stance, one.found, one.passage.page, claim),
  );
}

function overlaps(one: Held, other: Held): boolean {
  if (one === other) return false;
  const isSamePlace =
    one.passage.page.url === other.passage.page.url &&
    one.found.start < other.found.end &&
    other.found.start < one.found.end;
  return isSamePlace || one.text === other.text;
}

function isPrimary(url: string, domains: readonly string[]): boolean {
  const { protocol = '', hostname = '' } = URL.parse(url) ?? {};
  if (!/^https?:$/.test(protocol)) return false;
  return domains.some((domain) => hostname === domain.toLowerCase() || hostname.endsWith(`.${domain.toLowerCase()}`));
}

/** The sentences that hold, as one text. */
function toText(
  sentences: JudgeAnswer['summary'],
  most: number,
  held: readonly Held[],
  { claim }: Grounds,
  isWanted: (text: string) => boolean,
): string {
  const kept: string[] = [];
  let count = 0;
  for (const { text: raw, citations } of sentences.slice(0, 4 * most)) {
    const text = raw.replace(/[^\S\n]+/gu, ' ').trim();
    const cited = held.filter(({ place }) => citations.includes(place));
    if (cited.length === 0 || !isFit(text)) continue;
    const sources = [claim.text, ...cited.map((one) => one.text)];
    const isForeign = cited.some(({ passage }) => areForeign(passage.page.language, claim.language));
    if (!isSaidBy(text, sources) || !isWordedBy(text, sources, isForeign) || !isWanted(text)) continue;
    count += splitSentences(text).length;
    if (count > most) break;
    kept.push(text);
  }
  return kept.join(' ');
}

function toWouldChange(text: string, held: readonly Held[], { claim }: Grounds): string {
  const line = text.trim();
  const sources = [claim.text, ...held.map((one) => one.text)];
  return isFit(line) && splitSentences(line).length === 1 && isSaidBy(line, sources) ? line : '';
}

/** What decides first; each sentence of a page once. */
function toCitations(held: readonly Held[], label: FirmLabel | undefined): Citation[] {
  const first = label === 'false' ? 'refutes' : 'supports';
  const ordered =
    label === undefined ? held : held.toSorted((a, b) => Number(b.stance === first) - Number(a.stance === first));
  const single = ordered.filter(
    (one, at) =>
      !ordered.slice(0, at).some((other) => overlaps(one, other) && one.passage.page.url === other.passage.page.url),
  );
  return single.slice(0, MOST_SHOWN).map(({ passage, stance, text }) => ({ ...toCitation(passage, text), stance }));
}

/** What was found is still shown; what the model concluded from it is not, where its label did not hold. */
function toUnverified(
  reason: VerdictReason,
  answer: JudgeAnswer,
  held: readonly Held[],
  grounds: Grounds,
  failed: boolean,
): Verdict {
  const isWanted = (text: string) => !passesVerdict(text, grounds.claim.text);
  const say = (sentences: JudgeAnswer['summary'], most = MOST_SENTENCES) =>
    toText(sentences, most, held, grounds, isWanted);
  const report: Report = {
    known: say(answer.known),
    analysis: failed ? '' : say(answer.analysis),
    conclusion: failed ? '' : say(answer.conclusion),
    wouldChange: toWouldChange(answer.wouldChange, held, grounds),
  };
  const summary = failed ? '' : say(answer.summary, MOST_SUMMARY);
  return { label: 'unverified', confidence: 'low', summary, citations: toCitations(held, undefined), reason, report };
}

function toExpiry(days: number | null, now: Date): string | undefined {
  if (days === null || !Number.isFinite(days)) return undefined;
  return new Date(now.getTime() + Math.min(MOST_AGE_DAYS, Math.max(1, days)) * DAY_MS).toISOString();
}

/** A sentence of a passage, as a card cites it. */
export function toCitation({ page: { url, title, publisher, publishedAt }, later }: Passage, quote: string): Citation {
  return {
    source: { url, title, publisher, ...(publishedAt === undefined ? {} : { publishedAt }) },
    statement: '',
    quote,
    quoteVerified: true,
    ...(later ? { later: true } : {}),
  };
}
