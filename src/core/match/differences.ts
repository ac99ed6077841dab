import type { Difference } from '../types.ts';
import { findTurnedComparison, findTurnedDirection } from './comparisons.ts';
import { findContradictions, kindOf, toUnshared, type Unshared } from './contradictions.ts';
import { findExchanged } from './exchanged.ts';
import type { Facts } from './facts.ts';
import { areOpposites } from './lexicon.ts';
import { likeness, SAID } from './likeness.ts';
import { comparePolarity, deniesAll } from './polarity.ts';
import { findSwap } from './roles.ts';
import { STOP_WORDS } from './terms.ts';
import type { Token } from './tokens.ts';
import { findSmallTurn } from './turns.ts';

/**
 * In what two alike statements differ: a number, date, place, person or thing that one names in the other's stead, or a negation. Only what
 * *contradicts* is a difference; what merely one of them says is left to the probability.
 *
 * @param asked the part of the message that is about the claim
 * @param prior one wording of the prior claim: what another one says excuses nothing
 * @returns at most one difference of each kind
 */
export function findDifferences(asked: Facts, prior: Facts): Difference[] {
  const found = findContradictions(asked, prior);
  const negation = findNegation(asked, prior);
  if (negation) found.push(negation);
  const turn = findTurn(asked, prior);
  if (turn) found.push(turn);
  const exchanged =
    findTurnedComparison(asked, prior) ?? findTurnedDirection(asked, prior) ?? findExchanged(asked, prior);
  if (exchanged) found.push({ kind: 'other', ...exchanged });
  const small = findSmallTurn(asked, prior);
  if (small) found.push(small);
  return found.filter(({ kind }, at) => found.findIndex((other) => other.kind === kind) === at);
}

/** Whether the two say opposite things, or the message denies the wording as a whole. */
function findNegation(asked: Facts, prior: Facts): Difference | undefined {
  const { turned, asked: here, prior: there } = comparePolarity(asked, prior);
  const isDenied = deniesAll(asked.text) && !deniesAll(prior.text);
  return turned || isDenied ? { kind: 'negation', asked: here, prior: there } : undefined;
}

/** How many unshared words each side may have for one of them to be what is claimed; a name can be of two. */
const MOST_OLD = 2;
const MOST_FRESH = 4;

/** What makes of one wording another claim: one word exchanged, or the two exchanged that do and are done to. */
function findTurn(asked: Facts, prior: Facts): Difference | undefined {
  const unshared = toUnshared(asked, prior);
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
function standAlike(fresh: Token, old: Token, { asked, prior }: Unshared, isOnly: boolean): boolean {
  const alike = (step: -1 | 1) => {
    const mine = nextShared(asked.tokens, fresh, prior.tokens, step)?.stem;
    const theirs = nextShared(prior.tokens, old, asked.tokens, step)?.stem;
    return mine === theirs || (mine !== undefined && theirs !== undefined && likeness(mine, theirs) >= SAID);
  };
  return isOnly ? alike(-1) || alike(1) : alike(-1) && alike(1);
}

/** The next telling word that the other statement has as well. */
function nextShared(tokens: readonly Token[], from: Token, others: readonly Token[], step: -1 | 1): Token | undefined {
  let at = tokens.indexOf(from) + step;
  const isShared = ({ word, stem }: Token) =>
    !STOP_WORDS.has(word) && others.some((other) => likeness(other.stem, stem) >= SAID);
  while (tokens[at] && !isShared(tokens[at] as Token)) at += step;
  return tokens[at];
}
