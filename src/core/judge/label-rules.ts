import { toFacts } from '../language/facts.ts';
import type { Confidence, FirmLabel, Stance, VerdictReason } from '../types.ts';

/** A quote that holds, as far as its weight goes. */
export interface WeighedQuote {
  text: string;
  stance: Stance;
  publisherKey: string;
  /** On the operator's list of primary sources. */
  primary: boolean;
}

/** Two sentences with this share of common words are one text that was copied. */
const NEAR_COPY = 0.8;
/** `true` and `false` need so many publishers; a primary source counts as as many. */
const ENOUGH_PUBLISHERS = 2;

function areCopies(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const union = one.union(other).size;
  return union > 0 && one.intersection(other).size >= NEAR_COPY * union;
}

/** How much quotes weigh: publishers that do not copy one another, and whether one is a primary source. Pure. */
function toWeight(quotes: readonly WeighedQuote[]): { publishers: number; primary: boolean } {
  let groups: { key: string; words: ReadonlySet<string> }[][] = [];
  for (const { text, publisherKey: key } of quotes) {
    const words = new Set(toFacts(text).tokens.map(({ stem }) => stem));
    const joined = groups.filter((group) => group.some((other) => other.key === key || areCopies(words, other.words)));
    groups = [...groups.filter((group) => !joined.includes(group)), [{ key, words }, ...joined.flat()]];
  }
  return { publishers: groups.length, primary: quotes.some(({ primary }) => primary) };
}

function toVotes(quotes: readonly WeighedQuote[]): number {
  const { publishers, primary } = toWeight(quotes);
  return publishers + (primary ? 1 : 0);
}

/**
 * Holds a label against the quotes that are left. `true`, `mostly-true`: supporting; `false`: refuting, each of two publishers or a primary one, and
 * with more weight than what speaks against it. `partially-true`: supporting ones, and refuting ones or context. `misleading`: both, or context and
 * another quote. Pure.
 *
 * @returns why it does not stand; nothing if it does
 */
export function findShortfall(label: FirmLabel, quotes: readonly WeighedQuote[]): VerdictReason | undefined {
  const of = (stance: Stance) => quotes.filter((quote) => quote.stance === stance);
  const [supports, refutes, context] = [of('supports'), of('refutes'), of('context')];
  if (label === 'partially-true')
    return supports.length > 0 && refutes.length + context.length > 0 ? undefined : 'ungrounded';
  if (label === 'misleading') {
    const hasBoth = supports.length > 0 && refutes.length > 0;
    return hasBoth || (context.length > 0 && quotes.length > 1) ? undefined : 'ungrounded';
  }
  const [deciding, against] = label === 'false' ? [refutes, supports] : [supports, refutes];
  if (deciding.length === 0) return 'ungrounded';
  if (against.length > 0 && toVotes(against) >= toVotes(deciding)) return 'not-enough-evidence';
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
 * @param cited how many citations the model gave; at least one, since a firm label has quotes
 */
export function toConfidence(label: FirmLabel, quotes: readonly WeighedQuote[], cited: number): Confidence {
  const inMiddle = label === 'misleading' || label === 'partially-true';
  const [own, opposite]: Stance[] = label === 'false' ? ['refutes', 'supports'] : ['supports', 'refutes'];
  const votes = toVotes(inMiddle ? quotes : quotes.filter(({ stance }) => stance === own));
  const against = inMiddle ? 0 : toVotes(quotes.filter(({ stance }) => stance === opposite));
  const agreement = votes / (votes + against);
  const support = quotes.length / cited;
  const score = (Math.min(FULL_INDEPENDENCE, votes) / FULL_INDEPENDENCE) * agreement * support;
  if (score >= HIGH) return inMiddle ? 'medium' : 'high';
  return score >= MEDIUM ? 'medium' : 'low';
}
