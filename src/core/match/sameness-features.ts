import { datesAgree } from '../language/dates.ts';
import type { Facts } from '../language/facts.ts';
import { areEqual } from '../language/numbers.ts';
import { gramProduct } from './idf.ts';
import type { Reading } from './reading.ts';
import { bestLikeness } from './reading.ts';
import type { WordingFeatures } from './wordings.ts';

/** What only all wordings together tell; each can only lower the probability, and all are 0 where few wordings are known. */
export const MANY_WORDINGS_FEATURES = ['coreMissing', 'coreRarestMissing', 'foreignAdded'] as const;

/** What the probability is computed from: how much of each side the other one says, and what is left over. */
export const PROBABILITY_FEATURES = [
  'askedCovered',
  'claimCovered',
  'claimCoveredExactly',
  'coverHalfMissing',
  'claimRarestMissing',
  'claimSecondMissing',
  'cosine',
  'grams',
  'longAsked',
  'longTerms',
  'numbersAdded',
  'numbersMissing',
  'datesAdded',
  'placesAdded',
  'placesMissing',
  'namesAdded',
  'namesMissing',
  'coreMissing',
  'coreRarestMissing',
  'foreignAdded',
  'turnsAdded',
  'correctionAdded',
] as const;

/**
 * What a feature may do to the probability: what is shared may only raise it (1), what is missing or added only lower it (-1); a length does either
 * (0). Training keeps to it, so that no accident of the training messages makes a missing word speak for sameness.
 */
export function directionOf(feature: (typeof PROBABILITY_FEATURES)[number]): -1 | 0 | 1 {
  if (/^long/.test(feature)) return 0;
  return /Missing$|Added$/.test(feature) ? -1 : 1;
}

/** A claim-sized part of a message next to one wording of a prior claim. */
export interface SamenessInput {
  asked: Reading;
  prior: Reading;
  /** Of the message's first sentence, in telling words. */
  askedLength: number;
  /** What all wordings together say against it. */
  wordings: WordingFeatures;
}

/** @returns one number for each of `PROBABILITY_FEATURES` */
export function toSamenessFeatures(input: SamenessInput): number[] {
  const { wordings } = input;
  const [asked, prior] = [input.asked.facts(), input.prior.facts()];
  const here = toCover(input.asked, input.prior);
  const there = toCover(input.prior, input.asked);
  const has = (facts: Facts, quantity: Facts['quantities'][number]) =>
    facts.quantities.some((other) => areEqual(quantity, other));
  const [mine, theirs] = [input.asked.grams(), input.prior.grams()];
  const features: Record<(typeof PROBABILITY_FEATURES)[number], number> = {
    askedCovered: here.share,
    claimCovered: there.share,
    claimCoveredExactly: there.exact,
    coverHalfMissing: Math.max(0, 0.5 - here.share * there.share),
    claimRarestMissing: there.rarest,
    claimSecondMissing: there.second,
    cosine: toCosine(input.asked, input.prior),
    grams: gramProduct(mine, theirs) / (mine.norm * theirs.norm || 1),
    longAsked: Math.log1p(input.askedLength),
    longTerms: input.asked.terms.size,
    numbersAdded: asked.quantities.some((quantity) => !has(prior, quantity)) ? 1 : 0,
    numbersMissing: prior.quantities.some((quantity) => !has(asked, quantity)) ? 1 : 0,
    datesAdded: asked.dates.length > 0 && prior.dates.length === 0 ? 1 : 0,
    placesAdded: Array.from(asked.places.keys()).some((place) => !prior.places.has(place)) ? 1 : 0,
    placesMissing: Array.from(prior.places.keys()).some((place) => !asked.places.has(place)) ? 1 : 0,
    namesAdded: Math.min(2, here.names),
    namesMissing: Math.min(2, there.names),
    ...wordings,
  };
  return PROBABILITY_FEATURES.map((name) => features[name]);
}

/** How much of a text, by weight, another one says, in whatever form, and what it leaves out. */
function toCover(text: Reading, by: Reading) {
  let covered = 0;
  let exact = 0;
  let rarest = 0;
  let second = 0;
  let names = 0;
  for (const { stem, weight, name } of text.terms.values()) {
    const best = bestLikeness(stem, by);
    covered += weight * best;
    if (best === 1) exact += weight;
    if (best > 0) continue;
    if (weight > rarest) [rarest, second] = [weight, rarest];
    else if (weight > second) second = weight;
    if (name) names += weight;
  }
  const all = text.weight || 1;
  return { share: covered / all, exact: exact / all, rarest, second, names };
}

function toCosine(one: Reading, other: Reading): number {
  let product = 0;
  for (const [stem, { weight }] of one.terms) if (other.terms.has(stem)) product += weight * weight;
  const norm = ({ terms }: Reading) => Math.sqrt(terms.values().reduce((sum, { weight }) => sum + weight * weight, 0));
  return product / (norm(one) * norm(other) || 1);
}

/** In telling words. What is longer shares more, even where it shares a smaller part. */
const SHORT = 10;
/** The product of both sides' covered parts, by weight. Measured on English pairs: without it 14 of 346 different ones are likely, with it 3. */
const LEAST_BOTH = 0.5;

/**
 * Whether two short statements say less than half of each other: "It depends on what …" is said of anything. English alone: elsewhere inflected forms are
 * not known, and look like words that the other side has not. An equal amount or date tells as much as many words.
 */
export function saysLittle({ asked, prior, askedLength }: SamenessInput, features: readonly number[]): boolean {
  const [mine = 0, theirs = 0] = COVERED.map((at) => features[at] ?? 0);
  const [here, there] = [asked.facts(), prior.facts()];
  const shareAmount =
    here.quantities.some((one) => there.quantities.some((other) => areEqual(one, other))) ||
    here.dates.some((one) => there.dates.some((other) => datesAgree(one, other)));
  return askedLength < SHORT && here.languages.includes('en') && mine * theirs < LEAST_BOTH && !shareAmount;
}

const COVERED = [PROBABILITY_FEATURES.indexOf('askedCovered'), PROBABILITY_FEATURES.indexOf('claimCovered')];
