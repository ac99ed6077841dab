import type { Facts } from './facts.ts';
import { isIrregular } from './stem.ts';
import { STOP_WORDS } from './terms.ts';

/** After these a word is neither the doer nor the one it is done to, so its place in the sentence says little. */
const ASIDE = new Set(['in', 'at', 'on', 'near', 'from', 'during', 'since', 'for', 'about', 'with', 'and', 'or']);
/** How many words before and after the verb can be the doer and the one it is done to. */
const REACH = 3;

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
    if (mine < 0 || !isVerbLike(pivot.word)) continue;
    const moved = (from: readonly Word[], to: readonly Word[]) =>
      from.filter((word) => !word.aside && to.some((other) => !other.aside && other.stem === word.stem));
    const doers = moved(there.slice(Math.max(0, at - REACH), at), here.slice(mine + 1, mine + 1 + REACH));
    const done = moved(there.slice(at + 1, at + 1 + REACH), here.slice(Math.max(0, mine - REACH), mine));
    const [first, second] = [doers[0], done[0]];
    if (!first || !second || first.stem === second.stem) continue;
    const exchanged = [...doers, ...done].map(({ stem }) => stem);
    if (restIsInOrder(here, there, exchanged)) return { asked: second.shown, prior: first.shown };
  }
  return undefined;
}

/** No parser is needed to tell most verbs of claims: "-ed", "-s", or a form that no ending tells. */
function isVerbLike(word: string): boolean {
  return /(?:ed|s|er|ing)$/.test(word) || PLURAL_VERBS.has(word) || isIrregular(word);
}

const PLURAL_VERBS = new Set(
  'kill attack cause eat hunt invade bite outnumber own fund pay control help support love hate need use produce make attract'.split(
    ' ',
  ),
);

/** All other words that both have stand in the same order: only the two have changed places. */
function restIsInOrder(here: readonly Word[], there: readonly Word[], swapped: readonly string[]): boolean {
  const common = (words: readonly Word[], others: readonly Word[]) =>
    words
      .map(({ stem }) => stem)
      .filter((stem) => !swapped.includes(stem) && others.some((other) => other.stem === stem));
  return common(here, there).join() === common(there, here).join();
}

interface Word {
  word: string;
  shown: string;
  stem: string;
  aside: boolean;
}

function toWords(facts: Facts): Word[] {
  const words: Word[] = [];
  for (const [at, { word, shown, stem }] of facts.tokens.entries()) {
    if (STOP_WORDS.has(word) || /^\p{N}/u.test(word) || word === 'percent') continue;
    words.push({ word, shown, stem, aside: ASIDE.has(facts.tokens[at - 1]?.word ?? '') });
  }
  return words;
}
