import type { Difference, DifferenceKind } from '../types.ts';
import { toUnshared } from './contradictions.ts';
import { findDifferences } from './differences.ts';
import { type Facts, toFacts } from './facts.ts';

/** The kinds of difference that nobody's word outweighs: what differs in one of them is another claim. */
const VETOES: ReadonlySet<DifferenceKind> = new Set(['number', 'date', 'place', 'negation']);

/**
 * The number, date, place or negation in which a sentence contradicts one of these wordings: no model and no button may call it the same then.
 *
 * @param wordings the prior claim, and the wording that the sentence was measured against
 */
export function findVeto(asked: string, wordings: readonly string[]): Difference | undefined {
  const known = wordings.map(toFacts);
  const facts = toFacts(asked);
  for (const prior of known) {
    const found = findVetoAgainst(facts, prior, known);
    if (found) return found;
  }
  return undefined;
}

/**
 * The same for one wording that is read already. One claim is told as "you won't catch a cold" and as "it prevents colds": a "not" is no veto to who
 * says as another of the wordings does, unless it stands in this one's very words.
 */
export function findVetoAgainst(asked: Facts, prior: Facts, known: readonly Facts[]): Difference | undefined {
  const isSame = hasSameWords(asked, prior);
  const denies = (other: Facts) => findDifferences(asked, other).some(({ kind }) => kind === 'negation');
  return findDifferences(asked, prior)
    .filter(({ kind }) => VETOES.has(kind))
    .find(({ kind }) => kind !== 'negation' || isSame || !known.some((other) => other !== prior && !denies(other)));
}

/** The two have the same telling words, so that a "not" can only deny. */
function hasSameWords(asked: Facts, prior: Facts): boolean {
  const { here, there } = toUnshared(asked, prior);
  return here.length === 0 && there.length === 0;
}
