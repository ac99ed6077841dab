import { z } from 'zod';
import { defined } from '../defined.ts';
import type { Passage } from '../evidence/passages.ts';
import { areForeign } from '../language/coverage.ts';
import { splitSentences } from '../language/sentences.ts';
import { type Citation, type FirmLabel, STANCES, type Verdict } from '../types.ts';
import { isFit, isSaidBy, isWordedBy, passesVerdict, speaksAgainst } from './grounded-sentences.ts';
import { findShortfall, toConfidence, type WeighedQuote } from './label-rules.ts';
import { type FoundQuote, findQuote } from './quotes.ts';
import { areWhole, canCarry, type GuardedClaim } from './stance-guard.ts';

/** Sentences that hang on citations: those without one that holds are not shown. */
const sentences = z.array(
  z.object({
    text: z.string().describe('One sentence.'),
    citations: z.array(z.number().int()).describe('Places in "citations", from 1, of the quotes that say it.'),
  }),
);

/** What the model answers to the judge prompt; nothing of it is believed before `groundAnswer` has held it against the pages. */
export const JUDGE_ANSWER = z.object({
  citations: z.array(
    z.object({
      passage: z.number().int().describe('The number of the passage.'),
      quote: z.string().describe('One whole sentence of the passage, copied character for character.'),
      stance: z.enum(STANCES),
    }),
  ),
  label: z.enum(['true', 'mostly-true', 'partially-true', 'misleading', 'false', 'unverified']),
  summary: sentences.describe('Why, in at most two sentences.'),
  known: sentences.describe('What we know.'),
  analysis: sentences.describe('How it bears on the claim.'),
  conclusion: sentences,
  wouldChange: z.string().describe('What evidence would change the verdict; one sentence.'),
  agesInDays: z
    .number()
    .int()
    .nullable()
    .describe('After how many days this may no longer hold; null if it cannot age.'),
});
export type JudgeAnswer = z.infer<typeof JUDGE_ANSWER>;

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
 *
 * @example const { verdict } = groundAnswer(answer, { claim, passages, primarySources: ['nasa.gov'], now: new Date() });
 */
export function groundAnswer(answer: JudgeAnswer, grounds: Grounds): Grounded {
  const { claim, now } = grounds;
  const held = toHeld(answer.citations.slice(0, MOST_CITED), grounds);
  const reason = findReason(answer.label, held, claim);
  const label = reason === undefined && answer.label !== 'unverified' ? answer.label : undefined;
  // What the model concluded is not shown where its label did not hold; what was found is.
  const isRefused = !label && answer.label !== 'unverified';
  const say = (part: 'summary' | 'known' | 'analysis' | 'conclusion', most = MOST_SENTENCES) =>
    isRefused && part !== 'known'
      ? ''
      : toText(answer[part], most, held, claim, (text) =>
          label ? part !== 'known' && speaksAgainst(text, label, claim.text) : passesVerdict(text, claim.text),
        );
  const said = {
    summary: say('summary', MOST_SUMMARY),
    citations: toCitations(held, label),
    report: {
      known: say('known'),
      analysis: say('analysis'),
      conclusion: say('conclusion'),
      wouldChange: toWouldChange(answer.wouldChange, held, claim),
    },
  };
  if (!label) return { verdict: { label: 'unverified', confidence: 'low', ...said, ...(reason ? { reason } : {}) } };
  const confidence = toConfidence(label, held, answer.citations.length);
  const verdict: Verdict = { label, confidence, ...said };
  const days = answer.agesInDays;
  if (days === null || !Number.isFinite(days)) return { verdict };
  const ageMs = Math.min(MOST_AGE_DAYS, Math.max(1, days)) * DAY_MS;
  return { verdict, expiresAt: new Date(now.getTime() + ageMs).toISOString() };
}

/** Why a label does not stand; nothing if it does. What is called true must be said as a whole. */
function findReason(label: JudgeAnswer['label'], held: readonly Held[], claim: GuardedClaim): Verdict['reason'] {
  if (label === 'unverified') return 'not-enough-evidence';
  const shortfall = findShortfall(label, held);
  if (shortfall || label !== 'true') return shortfall;
  const supports = held.filter(({ stance }) => stance === 'supports');
  return areWhole(claim, supports) ? undefined : 'ungrounded';
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
  claim: GuardedClaim,
  isUnwanted: (text: string) => boolean,
): string {
  const kept: string[] = [];
  let count = 0;
  for (const { text: raw, citations } of sentences.slice(0, 4 * most)) {
    const text = raw.replace(/[^\S\n]+/gu, ' ').trim();
    const cited = held.filter(({ place }) => citations.includes(place));
    if (cited.length === 0 || !isFit(text)) continue;
    const sources = [claim.text, ...cited.map((one) => one.text)];
    const isForeign = cited.some(({ passage }) => areForeign(passage.page.language, claim.language));
    if (!isSaidBy(text, sources) || !isWordedBy(text, sources, isForeign) || isUnwanted(text)) continue;
    count += splitSentences(text).length;
    if (count > most) break;
    kept.push(text);
  }
  return kept.join(' ');
}

function toWouldChange(text: string, held: readonly Held[], claim: GuardedClaim): string {
  const line = text.trim();
  const sources = [claim.text, ...held.map((one) => one.text)];
  return isFit(line) && splitSentences(line).length === 1 && isSaidBy(line, sources) ? line : '';
}

/** What decides first; each sentence of a page once. */
function toCitations(held: readonly Held[], label: FirmLabel | undefined): Citation[] {
  const first = label === 'false' ? 'refutes' : 'supports';
  const ordered = held.toSorted((a, b) => (label ? Number(b.stance === first) - Number(a.stance === first) : 0));
  const single = ordered.filter(
    (one, at) =>
      !ordered.slice(0, at).some((other) => overlaps(one, other) && one.passage.page.url === other.passage.page.url),
  );
  return single.slice(0, MOST_SHOWN).map(({ passage, stance, text }) => ({ ...toCitation(passage, text), stance }));
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
