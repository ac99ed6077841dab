import type { Difference } from '../types.ts';
import { findTurnedComparison } from './comparisons.ts';
import { findContradictions, kindOf, toUnshared, type Unshared } from './contradictions.ts';
import { findExchanged } from './exchanged.ts';
import type { Facts } from './facts.ts';
import { areOpposites } from './lexicon.ts';
import { likeness, SAID } from './likeness.ts';
import { comparePolarity, deniesAll } from './polarity.ts';
import { findSwap } from './roles.ts';
import type { Token } from './tokens.ts';
import { findSmallTurn } from './turns.ts';

/** A wording of a prior claim, and how near it is to the message (F1 by weight, 0 to 1). */
export interface NearWording {
  facts: Facts;
  nearness: number;
}

/** So near to the nearest one must a wording be to excuse a word that another wording has not. */
const VERY_NEAR = 0.9;

/**
 * In what two alike statements differ: a number, date, place, person or thing that one names in the other's stead, or a negation. Only what
 * *contradicts* is a difference; what merely one of them says is left to the probability.
 *
 * @param asked the part of the message that is about the claim
 * @param near the wordings of the prior claim that are nearest to it, the nearest first
 * @param all all wordings of the prior claim, its own first: what any of them says is no difference
 * @returns at most one difference of each kind
 */
export function findDifferences(asked: Facts, near: readonly NearWording[], all: readonly Facts[]): Difference[] {
  // A wording may leave out the number that the claim itself has: another number is still another claim.
  const own = all.slice(0, 1);
  const nearest = near.slice(0, 1).map(({ facts }) => facts);
  const found = [...own, ...nearest].flatMap((prior) => findContradictions(asked, prior, all));
  const negation = findNegation(asked, near, all);
  if (negation) found.push(negation);
  const least = VERY_NEAR * (near[0]?.nearness ?? 0);
  const turns = near.filter(({ nearness }) => nearness >= least).map(({ facts }) => findTurn(asked, facts, all));
  if (turns.every((turn) => turn !== undefined)) found.push(...turns.slice(0, 1));
  const exchanged = findTurnedComparison(asked, all) ?? findExchanged(asked, all);
  if (exchanged) found.push({ kind: 'other', ...exchanged });
  const small = nearest.flatMap((prior) => findSmallTurn(asked, prior, all) ?? []);
  found.push(...small);
  return found.filter(({ kind }, at) => found.findIndex((other) => other.kind === kind) === at);
}

/**
 * Whether the message says the opposite of every near wording. One claim is told as "you won't catch a cold" and as "it prevents colds", so that a
 * single wording's negation proves nothing; a denial of the whole does.
 */
function findNegation(asked: Facts, near: readonly NearWording[], all: readonly Facts[]): Difference | undefined {
  const polarities = near.map(({ facts }) => comparePolarity(asked, facts));
  const [nearest] = polarities;
  if (!nearest) return undefined;
  const isDenied = deniesAll(asked.text) && !all.some(({ text }) => deniesAll(text));
  const isSure = hasSameWords(asked, near) || isEverAgainstNever(asked, near);
  const isTurned = nearest.turned && (isSure || polarities.every(({ turned }) => turned));
  return isDenied || isTurned ? { kind: 'negation', asked: nearest.asked, prior: nearest.prior } : undefined;
}

/** The message has the nearest wording's very words, so that a negation can only deny it. */
function hasSameWords(asked: Facts, near: readonly NearWording[]): boolean {
  const prior = near[0]?.facts;
  if (!prior) return false;
  const { here, there } = toUnshared(asked, prior, [prior]);
  return here.length === 0 && there.length === 0;
}

/** "Always" where the nearest wording says "never", or the other way round. */
function isEverAgainstNever(asked: Facts, near: readonly NearWording[]): boolean {
  const says = (facts: Facts | undefined, word: string) => facts?.tokens.some((token) => token.word === word) ?? false;
  const prior = near[0]?.facts;
  return (says(asked, 'always') && says(prior, 'never')) || (says(asked, 'never') && says(prior, 'always'));
}

/** How many unshared words each side may have for one of them to be what is claimed; a name can be of two. */
const MOST_OLD = 2;
const MOST_FRESH = 4;

/** What makes of one wording another claim: one word exchanged, or the two exchanged that do and are done to. */
function findTurn(asked: Facts, prior: Facts, all: readonly Facts[]): Difference | undefined {
  const unshared = toUnshared(asked, prior, all);
  const { here, there } = unshared;
  // Who rewords a claim seldom leaves all but one word as it was: then the one word is what is claimed. This also
  // finds "elon musk" in a message without capitals.
  if (here.length <= MOST_FRESH && there.length <= MOST_OLD) {
    const isOnly = here.length === 1 && there.length === 1;
    for (const old of there) {
      const fresh = here.find(
        (token) => !areOpposites(token.stem, old.stem) && standAlike(token, old, unshared, isOnly),
      );
      if (fresh) return { kind: kindOf(fresh, old, asked, prior), asked: fresh.shown, prior: old.shown };
    }
  }
  const swap = findSwap(asked, prior);
  return swap && { kind: 'other', asked: swap.asked, prior: swap.prior };
}

/**
 * The words before and after, past others that only one side says, are the same in both, or the statement's ends. For the only word that is not shared,
 * one neighbour is enough.
 */
function standAlike(fresh: Token, old: Token, { asked, prior, here, there }: Unshared, isOnly: boolean): boolean {
  const alike = (step: -1 | 1) => {
    const mine = next(asked.tokens, fresh, here, step)?.stem;
    const theirs = next(prior.tokens, old, there, step)?.stem;
    return mine === theirs || (mine !== undefined && theirs !== undefined && likeness(mine, theirs) >= SAID);
  };
  return isOnly ? alike(-1) || alike(1) : alike(-1) && alike(1);
}

function next(tokens: readonly Token[], from: Token, skipped: readonly Token[], step: -1 | 1): Token | undefined {
  let at = tokens.indexOf(from) + step;
  while (skipped.includes(tokens[at] as Token)) at += step;
  return tokens[at];
}
