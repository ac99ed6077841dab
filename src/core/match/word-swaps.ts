import { align } from '../language/alignment.ts';
import type { Facts } from '../language/facts.ts';
import { areComplements, LIGHT_WORDS, NEGATORS, TITLES } from '../language/lexicon.ts';
import { areEqual, isUnit } from '../language/numbers.ts';
import { toPlace } from '../language/places.ts';
import { isVerb } from '../language/predicates.ts';
import { STOP_WORDS, type Token } from '../language/tokens.ts';
import { findTurn } from '../language/turns.ts';
import { likeness, SAID } from '../language/word-similarity.ts';
import type { Difference, DifferenceKind } from '../types.ts';

/** Two statements, and the words that only one of them has. */
export type Unshared = Readonly<Record<'asked' | 'prior', Facts> & Record<'here' | 'there', readonly Token[]>>;

/** A change that makes another claim of much the same words: one word exchanged, or two swapped. */
export function findWordSwap(pair: Unshared): Difference | undefined {
  const exchanged = findExchangedWord(pair) ?? findReplacedWord(pair);
  if (exchanged) return exchanged;
  const [here, there] = findTurn(pair.asked, pair.prior) ?? [];
  return here && there && { kind: 'other', asked: here.shown, prior: there.shown };
}

/** A reworded claim seldom keeps all but one word: if it does, that word is what is claimed. Capitals are not needed to find "elon musk". */
function findExchangedWord(pair: Unshared): Difference | undefined {
  const { here, there, asked, prior } = pair;
  if (here.length > 4 || there.length > 2) return undefined;
  for (const old of there) {
    const fresh = here.find(
      (token) =>
        !areComplements(token.stem, old.stem) && isAdverb(token) === isAdverb(old) && standAlike(token, old, pair),
    );
    if (fresh) return { kind: kindOf(fresh, old, asked, prior), asked: fresh.shown, prior: old.shown };
  }
  return undefined;
}

/** "Roughly" cannot replace a noun. */
const isAdverb = ({ word }: Token) => /..ly$/.test(word);

/** The share of the shorter statement that must stand in the other one in the same order. */
const SAME_WAY = 0.75;

/** A word replaced by another, if one of the statements adds nothing else: "two dogs near two people", "two dogs near six people". */
function findReplacedWord({ asked, prior }: Unshared): Difference | undefined {
  const { gaps, shared } = align(asked.tokens, prior.tokens);
  if (shared < SAME_WAY * Math.min(asked.tokens.length, prior.tokens.length)) return undefined;
  const [mine, theirs] = [toTelling(asked), toTelling(prior)];
  const told = gaps.map((gap) => ({ here: gap.asked.filter(mine), there: gap.prior.filter(theirs), ...gap }));
  const isAdded = (side: 'here' | 'there') => told.filter((gap) => gap[side].length > 0).length > 1;
  if (isAdded('here') && isAdded('there')) return undefined;
  for (const { here, there, ...gap } of told) {
    const [fresh, old] = [here[0], there[0]];
    if (!fresh || !old || Math.max(here.length, there.length, gap.asked.length - 1, gap.prior.length - 1) > 1) continue;
    if (isSame(fresh, old) || isVerb(fresh, asked) !== isVerb(old, prior)) continue;
    // "Not legal" is "illegal".
    if (gap.asked.length + gap.prior.length > 2 && areComplements(fresh.stem, old.stem)) continue;
    if (isMoved(fresh, asked, prior) || isMoved(old, prior, asked)) continue;
    const [amount, was] = [toAmount(fresh, asked), toAmount(old, prior)];
    if (amount && was ? areEqual(amount, was) : amount !== was) continue;
    return { kind: amount && was ? 'number' : kindOf(fresh, old, asked, prior), asked: fresh.shown, prior: old.shown };
  }
  return undefined;
}

function toTelling({ content, places, quantities }: Facts): (token: Token) => boolean {
  const others = new Set([...Array.from(places.values(), ({ word }) => word), ...quantities.map(({ raw }) => raw)]);
  return (token) =>
    others.has(token.word) ||
    (content.includes(token) && !LIGHT_WORDS.has(token.stem) && !NEGATORS.has(token.word) && !isUnit(token.word));
}

const toAmount = ({ word }: Token, { quantities }: Facts) => quantities.find(({ raw }) => raw === word);

/** Whether the other statement has the word as often, in another place. */
function isMoved({ stem }: Token, from: Facts, to: Facts): boolean {
  const count = ({ tokens }: Facts) => tokens.filter((token) => token.stem === stem).length;
  return count(to) >= count(from);
}

/** Whether the nearest shared words before and after are the same in both. If no other words are unshared, one neighbour is enough. */
function standAlike(fresh: Token, old: Token, { asked, prior, here, there }: Unshared): boolean {
  const alike = (step: -1 | 1) => {
    const mine = nextShared(asked.tokens, fresh, prior.tokens, step);
    const theirs = nextShared(prior.tokens, old, asked.tokens, step);
    return mine && theirs ? isSame(mine, theirs) : mine === theirs;
  };
  return here.length === 1 && there.length === 1 ? alike(-1) || alike(1) : alike(-1) && alike(1);
}

function nextShared(tokens: readonly Token[], from: Token, others: readonly Token[], step: -1 | 1): Token | undefined {
  const at = tokens.indexOf(from);
  const ahead = step === 1 ? tokens.slice(at + 1) : tokens.slice(0, at).reverse();
  return ahead.find((token) => !STOP_WORDS.has(token.word) && others.some((other) => isSame(other, token)));
}

const BEFORE_PLACES = new Set(['in', 'at', 'near', 'outside', 'across', 'mount', 'mt', 'lake', 'river', 'city']);

/** The kind of difference that two rival words make. */
function kindOf(fresh: Token, old: Token, asked: Facts, prior: Facts): DifferenceKind {
  if ([old, fresh].every(({ word }) => /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/.test(word))) return 'date';
  if (isVerb(fresh, asked) && isVerb(old, prior)) return 'what-happened';
  const before = [prior.tokens[prior.tokens.indexOf(old) - 1], asked.tokens[asked.tokens.indexOf(fresh) - 1]];
  if (before.some((token) => TITLES.has(token?.word ?? ''))) return 'person';
  // "Serena Williams", "Venus Williams": a first word before a name is a name, even where a sentence begins.
  const after = prior.tokens[prior.tokens.indexOf(old) + 1];
  if (after?.name && (old.name || old === prior.tokens[0])) return 'person';
  const isPlace = fresh.name && old.name && [fresh, old].some(({ word }) => toPlace(word) !== undefined);
  return isPlace || before.some((token) => BEFORE_PLACES.has(token?.word ?? '')) ? 'place' : 'other';
}

const isSame = (one: Token, other: Token) => likeness(one.stem, other.stem) >= SAID;
