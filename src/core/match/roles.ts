import type { Facts } from './facts.ts';
import { STOP_WORDS } from './terms.ts';

/** After these a word is neither the doer nor the one it is done to, so its place in the sentence says little. */
const ASIDE = new Set(['in', 'at', 'on', 'near', 'from', 'during', 'since', 'for', 'about', 'with', 'and', 'or', 'to', 'than']);
/** How many words before and after the verb can be the doer and the one it is done to. */
const REACH = 2;

/**
 * Whether two statements of the same words say it the other way round: "Germany invaded Poland", "Poland invaded Germany". They do if two words
 * have changed places round a third. A passive ("was invaded by") turns the order without turning the claim, so a `by` in only one of
 * them explains it.
 *
 * @returns the word before the verb in each, or undefined
 */
export function findSwap(asked: Facts, prior: Facts): { asked: string; prior: string } | undefined {
  const hasBy = (facts: Facts) => facts.tokens.some(({ word }) => word === 'by');
  if (hasBy(asked) !== hasBy(prior)) return undefined;
  const here = toWords(asked);
  const there = toWords(prior);
  for (const [at, pivot] of there.entries()) {
    const mine = here.findIndex((word) => word.stem === pivot.stem);
    if (mine < 0) continue;
    const before = there.slice(Math.max(0, at - REACH), at);
    const after = there.slice(at + 1, at + 1 + REACH);
    const hereBefore = here.slice(Math.max(0, mine - REACH), mine);
    const hereAfter = here.slice(mine + 1, mine + 1 + REACH);
    const isIn = (words: readonly Word[]) => (word: Word) => !word.aside && words.some((other) => !other.aside && other.stem === word.stem);
    const doer = before.find(isIn(hereAfter));
    const done = after.find(isIn(hereBefore));
    if (doer && done && doer.stem !== done.stem) return { asked: done.word, prior: doer.word };
  }
  return undefined;
}

interface Word {
  word: string;
  stem: string;
  aside: boolean;
}

function toWords(facts: Facts): Word[] {
  const words: Word[] = [];
  for (const [at, { word, stem }] of facts.tokens.entries()) {
    if (STOP_WORDS.has(word) || /^\p{N}/u.test(word) || word === 'percent') continue;
    words.push({ word, stem, aside: ASIDE.has(facts.tokens[at - 1]?.word ?? '') });
  }
  return words;
}
