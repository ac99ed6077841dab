import { toFacts } from '../language/facts.ts';
import type { Confidence, FirmLabel, Stance } from '../types.ts';

/** A quote that holds, as far as its weight goes. */
export interface WeighedQuote {
  text: string;
  stance: Stance;
  publisherKey: string;
  /** On the operator's list of primary sources. */
  primary: boolean;
}

/** From this share of common words on, two sentences are one text that was copied. */
const NEAR_COPY = 0.8;
/** `true` and `false` need so many publishers; a primary source counts as as many. */
const ENOUGH_PUBLISHERS = 2;

function toWords(text: string): ReadonlySet<string> {
  return new Set(toFacts(text).tokens.map(({ stem }) => stem));
}

function areCopies(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const shared = Array.from(one).filter((word) => other.has(word)).length;
  const union = one.size + other.size - shared;
  return union > 0 && shared / union >= NEAR_COPY;
}

/** How much quotes weigh: publishers that do not copy one another, and whether one is a primary source. Pure. */
function toWeight(quotes: readonly WeighedQuote[]): { publishers: number; primary: boolean } {
  const groups: { keys: Set<string>; words: ReadonlySet<string>[] }[] = [];
  for (const { text, publisherKey } of quotes) {
    const words = toWords(text);
    const joined = groups.filter(
      (group) => group.keys.has(publisherKey) || group.words.some((other) => areCopies(words, other)),
    );
    for (const group of joined) groups.splice(groups.indexOf(group), 1);
    groups.push({
      keys: new Set([publisherKey, ...joined.flatMap(({ keys }) => Array.from(keys))]),
      words: [words, ...joined.flatMap((group) => group.words)],
    });
  }
  return { publishers: groups.length, primary: quotes.some(({ primary }) => primary) };
}

function toVotes(quotes: readonly WeighedQuote[]): number {
  const { publishers, primary } = toWeight(quotes);
  return publishers + (primary ? 1 : 0);
}

/** Why a label does not stand on its quotes; nothing if it does. */
export type Shortfall = 'no-quote' | 'contradicted' | 'one-publisher';

/**
 * Holds a label against the quotes that are left. `true`, `mostly-true`: supporting; `false`: refuting, each of two publishers or a primary one, and
 * with more weight than what speaks against it. `partially-true`: supporting ones, and refuting ones or context. `misleading`: both, or context and
 * another quote. Pure.
 */
export function findShortfall(label: FirmLabel, quotes: readonly WeighedQuote[]): Shortfall | undefined {
  const of = (stance: Stance) => quotes.filter((quote) => quote.stance === stance);
  const [supports, refutes, context] = [of('supports'), of('refutes'), of('context')];
  if (label === 'partially-true')
    return supports.length > 0 && refutes.length + context.length > 0 ? undefined : 'no-quote';
  if (label === 'misleading') {
    const hasBoth = supports.length > 0 && refutes.length > 0;
    return hasBoth || (context.length > 0 && quotes.length > 1) ? undefined : 'no-quote';
  }
  const [deciding, against] = label === 'false' ? [refutes, supports] : [supports, refutes];
  if (deciding.length === 0) return 'no-quote';
  if (against.length > 0 && toVotes(against) >= toVotes(deciding)) return 'contradicted';
  const { publishers, primary } = toWeight(deciding);
  return primary || publishers >= ENOUGH_PUBLISHERS ? undefined : 'one-publisher';
}

/** So much independence is all there can be: three publishers, or two and a primary source. */
const FULL_INDEPENDENCE = 3;
const HIGH = 0.8;
const MEDIUM = 0.5;

/**
 * How sure a reader may be: `independence × agreement × quote support`, `high` from 0.8, `medium` from 0.5. Independence is publishers of deciding
 * quotes that do not copy one another, one more for a primary source, of three at most, over three. Agreement is their share of the weight for and
 * against. Quote support is the share of the model's citations that held. A verdict in the middle rests on both sides, and is `medium` at most. The
 * model's own certainty has no part in it. docs/verdicts.md explains it.
 *
 * @param cited how many citations the model gave
 */
export function toConfidence(label: FirmLabel, quotes: readonly WeighedQuote[], cited: number): Confidence {
  const inMiddle = label === 'misleading' || label === 'partially-true';
  const opposite: Stance = label === 'false' ? 'supports' : 'refutes';
  const own: Stance = label === 'false' ? 'refutes' : 'supports';
  const deciding = inMiddle ? quotes : quotes.filter(({ stance }) => stance === own);
  const votes = toVotes(deciding);
  const against = inMiddle ? 0 : toVotes(quotes.filter(({ stance }) => stance === opposite));
  const agreement = votes === 0 ? 0 : votes / (votes + against);
  const support = cited === 0 ? 0 : Math.min(1, quotes.length / cited);
  const score = (Math.min(FULL_INDEPENDENCE, votes) / FULL_INDEPENDENCE) * agreement * support;
  if (score >= HIGH) return inMiddle ? 'medium' : 'high';
  return score >= MEDIUM ? 'medium' : 'low';
}
