import type { Confidence, FirmLabel, Lean, Stance } from '../types.ts';
import type { AgreedQuote } from './agreed-quotes.ts';
import type { Rated } from './answer.ts';
import { areEnough, toVotes } from './independence.ts';
import { areWhole, type GuardedClaim } from './stance-guard.ts';

/** Why a firm label does not stand. */
type Shortfall = 'ungrounded' | 'one-publisher' | 'sources-disagree';

/**
 * Checks a label against the quotes that are left. Each label needs two publishers that do not copy one another, or a primary source. `true`,
 * `mostly-true`: supporting quotes, of which one says the whole claim, or which say it together; `false`: refuting quotes; each with more weight than
 * what speaks against it. `partially-true`, `misleading`: supporting quotes, and refuting ones or context. Pure.
 *
 * @returns why the label does not stand; nothing if it does
 */
export function findShortfall(
  label: FirmLabel,
  quotes: readonly AgreedQuote[],
  claim: GuardedClaim,
): Shortfall | undefined {
  const [supports, refutes, context] = byStance(quotes);
  if (label === 'partially-true' || label === 'misleading') {
    const other = refutes.length + context.length;
    if (supports.length === 0 || other === 0) return 'ungrounded';
    return areEnough(quotes) ? undefined : 'one-publisher';
  }
  const [deciding, opposed] = label === 'false' ? [refutes, supports] : [supports, refutes];
  if (deciding.length === 0) return 'ungrounded';
  // A part of a claim may well hold though the whole is false.
  const against = opposed.filter(({ stance, whole }) => stance === 'refutes' || whole);
  if (against.length > 0 && toVotes(against) >= toVotes(deciding)) return 'sources-disagree';
  if (label !== 'false' && !areWhole(claim, supports)) return 'ungrounded';
  return areEnough(deciding) ? undefined : 'one-publisher';
}

/** The stance of the quotes that a label or a lean rests on first. Pure. */
export function toDecidingStance(label: FirmLabel | Lean): Stance {
  return label === 'false' ? 'refutes' : 'supports';
}

function byStance(quotes: readonly AgreedQuote[]) {
  const of = (stance: Stance) => quotes.filter((quote) => quote.stance === stance);
  return [of('supports'), of('refutes'), of('context')] as const;
}

/**
 * Which way quotes lean that do not decide: they say that the claim, or a part of it, holds, or that it does not, or they contradict each other.
 * Pure.
 */
export function toLean(quotes: readonly AgreedQuote[], claim: GuardedClaim): Lean | undefined {
  const [supports, refutes] = byStance(quotes);
  const holds = supports.length > 0 && areWhole(claim, supports);
  if (refutes.length > 0) return holds ? 'disagree' : 'false';
  if (holds) return 'true';
  return supports.length > 0 ? 'part' : undefined;
}

/** Full independence: three publishers, or two and a primary source. */
const FULL_INDEPENDENCE = 3;
const HIGH = 0.8;
const MEDIUM = 0.5;
const CONFIDENCES: readonly Confidence[] = ['low', 'medium', 'high'];

/**
 * How sure a reader may be: `independence × agreement × quote support`, `high` from 0.8, `medium` from 0.5. Independence is publishers of deciding
 * quotes that do not copy one another, one more for a primary source, of three at most, over three. Agreement is their share of the weight for and
 * against. Quote support is the share of the model's citations that both calls gave one stance. A verdict in the middle rests on both sides, and is
 * `medium` at most, as is one that named speakers alone tell; the model's ratings can lower it, never raise it. docs/verdicts.md explains it.
 *
 * @param cited how many citations the model gave; at least one, since a firm label has quotes
 */
export function toConfidence(
  { label, rating, margin }: Rated & { label: FirmLabel },
  quotes: readonly AgreedQuote[],
  cited: number,
): Confidence {
  const inMiddle = label === 'misleading' || label === 'partially-true';
  const [supports, refutes] = byStance(quotes);
  const [deciding, against] = inMiddle ? [quotes, []] : label === 'false' ? [refutes, supports] : [supports, refutes];
  const votes = toVotes(deciding);
  const agreement = votes / (votes + toVotes(against));
  const score = (Math.min(FULL_INDEPENDENCE, votes) / FULL_INDEPENDENCE) * agreement * (quotes.length / cited);
  const own = score >= HIGH ? 2 : score >= MEDIUM ? 1 : 0;
  const isTold = deciding.every(({ named }) => named);
  return CONFIDENCES[Math.min(own, inMiddle || isTold || rating < 5 ? 1 : 2, margin < 2 ? 1 : 2)] ?? 'low';
}
