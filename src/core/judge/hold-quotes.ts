import type { Passage } from '../evidence/passages.ts';
import type { Stance } from '../types.ts';
import type { JudgeAnswer } from './answer.ts';
import { type FoundQuote, findQuote } from './quotes.ts';
import { type Fault, findFault, type GuardedClaim } from './stance-guard.ts';

/** What an answer is checked against. */
export interface Grounds {
  claim: GuardedClaim;
  /** All passages that the model was shown. */
  passages: readonly Passage[];
  /** Domains whose word alone is enough, with all their subdomains: "nasa.gov". */
  primarySources: readonly string[];
  now: Date;
}

/** A quote that stands in its page and passes every check in code. */
export interface HeldQuote {
  /** Its place in the answer's citations, from 1. */
  place: number;
  stance: Stance;
  passage: Passage;
  found: FoundQuote;
  publisherKey: string;
  /** On the operator's list of primary sources. */
  primary: boolean;
}

/** Why a citation counts for nothing. */
export type DropReason = Fault | 'no-passage' | 'not-found' | 'two-stances';

/** The quotes that hold, and how many did not, by reason. */
export interface HeldQuotes {
  held: HeldQuote[];
  dropped: Partial<Record<DropReason, number>>;
}

/** An answer with more citations than this does not follow the prompt; the rest is ignored. */
const MOST_CITED = 24;

/** Checks an answer's citations against their pages, and against everything that code can tell about claim and quote. Pure. */
export function holdQuotes({ citations, agesInDays }: JudgeAnswer, grounds: Grounds): HeldQuotes {
  const { claim, passages, primarySources, now } = grounds;
  const dropped: HeldQuotes['dropped'] = {};
  const drop = (reason: DropReason) => {
    dropped[reason] = (dropped[reason] ?? 0) + 1;
  };
  const shown = new Map(passages.map((passage) => [passage.number, passage]));
  const found: HeldQuote[] = [];
  for (const [at, { passage: number, quote, stance }] of citations.slice(0, MOST_CITED).entries()) {
    const passage = shown.get(number);
    if (!passage) {
      drop('no-passage');
      continue;
    }
    const { page, start, text, publisherKey } = passage;
    const one = findQuote(page, quote, { start, end: start + text.length });
    if (!one) {
      drop('not-found');
      continue;
    }
    found.push({
      place: at + 1,
      stance,
      passage,
      found: one,
      publisherKey,
      primary: isPrimary(page.original ?? page.url, primarySources),
    });
  }
  const held = found.filter((one) => {
    // One sentence under two stances is an answer that contradicts itself: it says neither.
    const isTwofold = found.some((other) => overlaps(one, other) && one.stance !== other.stance);
    const reason = isTwofold ? 'two-stances' : findFault(one, claim, { agesInDays, now });
    if (reason) drop(reason);
    return reason === undefined;
  });
  return { held, dropped };
}

/** Whether two quotes have the same words, or words in common. */
function overlaps(one: HeldQuote, other: HeldQuote): boolean {
  if (one === other) return false;
  return isSamePlace(one, other) || one.found.text === other.found.text;
}

/** Whether two quotes share a sentence of one page. */
export function isSamePlace(one: HeldQuote, other: HeldQuote): boolean {
  return (
    one.passage.page.url === other.passage.page.url &&
    one.found.start < other.found.end &&
    other.found.start < one.found.end
  );
}

function isPrimary(url: string, domains: readonly string[]): boolean {
  const { protocol = '', hostname = '' } = URL.parse(url) ?? {};
  if (!/^https?:$/.test(protocol)) return false;
  return domains.some((domain) => hostname === domain.toLowerCase() || hostname.endsWith(`.${domain.toLowerCase()}`));
}
