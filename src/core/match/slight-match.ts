import { datesAgree } from './dates.ts';
import { PROBABILITY_FEATURES } from './evidence-of-sameness.ts';
import type { Facts } from './facts.ts';
import { areEqual } from './numbers.ts';
import type { Window } from './window.ts';

/** In telling words. What is longer shares more, even where it shares a smaller part. */
const SHORT = 10;
/** The product of both sides' covered parts, by weight. Measured on English pairs: without it 14 of 346 different ones are likely, with it 3. */
const LEAST_BOTH = 0.5;

/** A message of one short sentence. @param length of its first sentence, in telling words */
export function isShort({ windows, length }: { windows: readonly Window[]; length: number }): boolean {
  return windows.length === 1 && length < SHORT;
}

/**
 * Whether two short statements say less than half of each other: "It depends on what …" is said of anything. English alone: elsewhere inflected forms are
 * not known, and look like words that the other side has not. An equal amount or date tells as much as many words.
 */
export function saysLittle(asked: Facts, prior: Facts, features: readonly number[]): boolean {
  const [mine = 0, theirs = 0] = COVERED.map((at) => features[at] ?? 0);
  return asked.languages.includes('en') && mine * theirs < LEAST_BOTH && !shareAmount(asked, prior);
}

const COVERED = [PROBABILITY_FEATURES.indexOf('askedCovered'), PROBABILITY_FEATURES.indexOf('claimCovered')];

function shareAmount(asked: Facts, prior: Facts): boolean {
  return (
    asked.quantities.some((one) => prior.quantities.some((other) => areEqual(one, other))) ||
    asked.dates.some((one) => prior.dates.some((other) => datesAgree(one, other)))
  );
}
