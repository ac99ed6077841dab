import type { Facts } from './facts.ts';
import { areOpposites } from './lexicon.ts';
import { likeness, SAID } from './likeness.ts';
import { STOP_WORDS } from './terms.ts';
import type { Token } from './tokens.ts';

/** "A is older than B": what stands on each side, and the words that say how the two compare. */
interface Comparison {
  before: readonly Token[];
  after: readonly Token[];
  degree: readonly Token[];
}

/** What is compared stands near "than"; what comes later is another matter. */
const REACH = 5;
const DEGREE = /^(?:more|less|fewer|better|worse|greater|further|farther|closer|(?!over|under)\p{L}{2,}er|rather)$/u;

/**
 * Whether a statement compares the same two things the other way round: "adults have more bones than babies" where the wording has the babies first.
 * "Older" against "younger" turns it back, and is left alone.
 *
 * @returns what stands first in each
 */
export function findTurnedComparison(asked: Facts, prior: Facts): { asked: string; prior: string } | undefined {
  const here = toComparison(asked);
  const there = toComparison(prior);
  if (!here || !there || areTurnedBack(here, there)) return undefined;
  // A word on both sides of one of them ("electric cars", "petrol cars") tells neither from the other.
  const mine = sharedWith(onlyIn(here.before, here.after), onlyIn(there.after, there.before));
  const theirs = sharedWith(onlyIn(here.after, here.before), onlyIn(there.before, there.after));
  return mine && theirs ? { asked: mine.shown, prior: theirs.shown } : undefined;
}

const TOWARDS = new Set(['to', 'into', 'onto', 'toward', 'towards']);
const AWAY = new Set(['from', 'off']);
const ARTICLE = new Set(['the', 'a', 'an']);

/** Whether one goes to where the other comes from: "taken to hospital", "released from hospital". @returns the two, each with its word of direction */
export function findTurnedDirection(asked: Facts, prior: Facts): { asked: string; prior: string } | undefined {
  const [here, there] = [toDirections(asked), toDirections(prior)];
  for (const [stem, mine] of here) {
    const theirs = there.get(stem);
    if (theirs && theirs.isTowards !== mine.isTowards) return { asked: mine.shown, prior: theirs.shown };
  }
  return undefined;
}

/** The words behind "to" and "from", each that stands behind one of them only. */
function toDirections({ tokens }: Facts): Map<string, { isTowards: boolean; shown: string }> {
  const found = new Map<string, { isTowards: boolean; shown: string }>();
  for (const [at, { stem, shown }] of tokens.entries()) {
    const before = tokens[ARTICLE.has(tokens[at - 1]?.word ?? '') ? at - 2 : at - 1];
    const isTowards = TOWARDS.has(before?.word ?? '');
    if (!before || (!isTowards && !AWAY.has(before.word))) continue;
    if (found.get(stem)?.isTowards === !isTowards) found.delete(stem);
    else found.set(stem, { isTowards, shown: `${before.shown} ${shown}` });
  }
  return found;
}

function toComparison({ tokens }: Facts): Comparison | undefined {
  const at = tokens.findLastIndex(({ word }) => word === 'than');
  const previous = tokens[at - 1]?.word ?? '';
  // "More than 100 times": a bound, and no comparison of two things.
  if (at < 2 || (DEGREE.test(previous) && /^\p{N}/u.test(tokens[at + 1]?.word ?? ''))) return undefined;
  const isTelling = ({ word }: Token) => !STOP_WORDS.has(word) && !DEGREE.test(word);
  return {
    before: tokens.slice(0, at).filter(isTelling),
    after: tokens
      .slice(at + 1)
      .filter(isTelling)
      .slice(0, REACH),
    degree: tokens.slice(0, at).filter(({ word }) => DEGREE.test(word)),
  };
}

/** "Smaller" says of the first what "more" says of the second. */
const LESSER =
  /^(?:less|fewer|smaller|lower|shorter|younger|newer|lighter|slower|weaker|colder|cooler|poorer|cheaper|worse|rarer|thinner|narrower|nearer|closer)$/;

function areTurnedBack(one: Comparison, other: Comparison): boolean {
  const isLesser = ({ degree }: Comparison) => degree.some(({ word }) => LESSER.test(word));
  if (isLesser(one) !== isLesser(other)) return true;
  return one.degree.some(({ stem }) => other.degree.some((word) => areOpposites(stem, word.stem)));
}

function onlyIn(side: readonly Token[], other: readonly Token[]): Token[] {
  return side.filter((token) => !sharedWith([token], other));
}

function sharedWith(side: readonly Token[], other: readonly Token[]): Token | undefined {
  return side.find(({ stem }) => other.some((token) => likeness(token.stem, stem) >= SAID));
}
