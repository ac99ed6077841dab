import type { Facts } from '../language/facts.ts';
import { areOpposites, TITLES } from '../language/lexicon.ts';
import { STOP_WORDS, type Token } from '../language/tokens.ts';
import { findTurn } from '../language/turns.ts';
import { likeness, SAID } from '../language/word-similarity.ts';
import type { Difference, DifferenceKind } from '../types.ts';

/** Two statements, and the words that only one of them has. */
export type Unshared = Readonly<Record<'asked' | 'prior', Facts> & Record<'here' | 'there', readonly Token[]>>;

/** What makes another claim of much the same words: one word exchanged, or two that have changed places. */
export function findWordSwap(pair: Unshared): Difference | undefined {
  const exchanged = findExchangedWord(pair);
  if (exchanged) return exchanged;
  const [here, there] = findTurn(pair.asked, pair.prior) ?? [];
  return here && there && { kind: 'other', asked: here.shown, prior: there.shown };
}

/** A reworded claim seldom keeps all but one word: then the one word is what is claimed. Capitals are not needed to find "elon musk". */
function findExchangedWord(pair: Unshared): Difference | undefined {
  const { here, there, asked, prior } = pair;
  if (here.length > 4 || there.length > 2) return undefined;
  for (const old of there) {
    const fresh = here.find((token) => !areOpposites(token.stem, old.stem) && standAlike(token, old, pair));
    if (fresh) return { kind: kindOf(fresh, old, asked, prior), asked: fresh.shown, prior: old.shown };
  }
  return undefined;
}

/** The nearest shared words before and after are the same in both. For the only word that is not shared, one neighbour is enough. */
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

/** Of which sort the thing is that two rival words name. */
function kindOf(fresh: Token, old: Token, asked: Facts, prior: Facts): DifferenceKind {
  if ([old, fresh].every(({ word }) => /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/.test(word))) return 'date';
  const before = [prior.tokens[prior.tokens.indexOf(old) - 1], asked.tokens[asked.tokens.indexOf(fresh) - 1]];
  if (before.some((token) => TITLES.has(token?.word ?? ''))) return 'person';
  // "Serena Williams", "Venus Williams": a first word before a name is a name, even where a sentence begins.
  const after = prior.tokens[prior.tokens.indexOf(old) + 1];
  if (after?.name && (old.name || old === prior.tokens[0])) return 'person';
  return before.some((token) => BEFORE_PLACES.has(token?.word ?? '')) ? 'place' : 'other';
}

const isSame = (one: Token, other: Token) => likeness(one.stem, other.stem) >= SAID;
