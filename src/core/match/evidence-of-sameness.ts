import type { Facts } from './facts.ts';
import { gramProduct } from './grams.ts';
import { bestLikeness } from './likeness.ts';
import { areEqual } from './numbers.ts';
import type { Reading } from './reading.ts';
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
  asked: Facts;
  askedReading: Reading;
  prior: Facts;
  priorReading: Reading;
  askedLength: number;
  /** What all wordings together say against it. */
  wordings: WordingFeatures;
}

/** @returns one number for each of `PROBABILITY_FEATURES` */
export function toSamenessFeatures(input: SamenessInput): number[] {
  const { asked, askedReading, prior, priorReading, wordings } = input;
  const here = toCover(askedReading, priorReading);
  const there = toCover(priorReading, askedReading);
  const has = (facts: Facts, quantity: Facts['quantities'][number]) =>
    facts.quantities.some((other) => areEqual(quantity, other));
  const [mine, theirs] = [askedReading.grams(), priorReading.grams()];
  const features: Record<(typeof PROBABILITY_FEATURES)[number], number> = {
    askedCovered: here.share,
    claimCovered: there.share,
    claimCoveredExactly: there.exact,
    coverHalfMissing: Math.max(0, 0.5 - here.share * there.share),
    claimRarestMissing: there.rarest,
    claimSecondMissing: there.second,
    cosine: toCosine(askedReading, priorReading),
    grams: gramProduct(mine, theirs) / (mine.norm * theirs.norm || 1),
    longAsked: Math.log1p(input.askedLength),
    longTerms: askedReading.terms.size,
    numbersAdded: asked.quantities.some((quantity) => !has(prior, quantity)) ? 1 : 0,
    numbersMissing: prior.quantities.some((quantity) => !has(asked, quantity)) ? 1 : 0,
    datesAdded: asked.dates.length > 0 && prior.dates.length === 0 ? 1 : 0,
    placesAdded: Array.from(asked.places.keys()).some((place) => !prior.places.has(place)) ? 1 : 0,
    placesMissing: Array.from(prior.places.keys()).some((place) => !asked.places.has(place)) ? 1 : 0,
    namesAdded: Math.min(2, here.names),
    namesMissing: Math.min(2, there.names),
    coreMissing: wordings.coreMissing,
    coreRarestMissing: wordings.coreRarestMissing,
    foreignAdded: wordings.foreignAdded,
    turnsAdded: wordings.turnsAdded,
    correctionAdded: wordings.correctionAdded,
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
