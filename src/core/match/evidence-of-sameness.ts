import type { Facts } from './facts.ts';
import { bestLikeness, likeness } from './likeness.ts';
import { areEqual } from './numbers.ts';
import type { Reading } from './reading.ts';
import { overlap } from './window.ts';
import { toWordingFeatures } from './wordings.ts';

/** These are 0 but where a prior claim has many wordings. */
export const MANY_WORDINGS_FEATURES = [
  'formed',
  'longTerms',
  'bothCovered',
  'wordingF1',
  'coreMissing',
  'coreRarestMissing',
  'foreignAdded',
] as const;

/** What the probability is computed from: how much of each side the other one says, and what is left over. */
export const PROBABILITY_FEATURES = [
  'pairScore',
  'askedCovered',
  'claimCovered',
  'smallerCover',
  'coverProduct',
  'askedRarestMissing',
  'claimRarestMissing',
  'grams',
  'pairsShared',
  'windowF1',
  'longAsked',
  'longClaim',
  'sharedWeight',
  'numbersAdded',
  'numbersMissing',
  'datesAdded',
  'placesAdded',
  'placesMissing',
  'namesAdded',
  'namesMissing',
  'contentAdded',
  'contentMissing',
  'bestWordingF1',
  'bestWordingCovered',
  'coverHalfMissing',
  ...MANY_WORDINGS_FEATURES,
  'turnsAdded',
  'correctionAdded',
] as const;

/**
 * What a feature may do to the probability: what is shared may only raise it (1), what is missing or added only lower it (-1); a length does either
 * (0). Training keeps to it, so that no accident of the training messages makes a missing word speak for sameness.
 */
export function directionOf(feature: (typeof PROBABILITY_FEATURES)[number]): -1 | 0 | 1 {
  if (/^(?:long|formed)/.test(feature)) return 0;
  return /Missing$|Added$/.test(feature) ? -1 : 1;
}

/** Names of the pair features taken over as they are. */
export interface TakenOver {
  pairScore: number;
  grams: number;
  pairsShared: number;
  windowF1: number;
  sharedWeight: number;
}

/** A claim-sized part of a message next to the nearest wording of a prior claim and all its wordings. */
export interface SamenessInput {
  asked: Facts;
  askedReading: Reading;
  prior: Facts;
  priorReading: Reading;
  forms: readonly Facts[];
  formReadings: readonly Reading[];
  askedLength: number;
  /** What a review that denies the claim says in its place. */
  correction?: Reading | undefined;
  taken: TakenOver;
}

/** @returns one number for each of `PROBABILITY_FEATURES` */
export function toSamenessFeatures(input: SamenessInput): number[] {
  const { asked, askedReading, prior, priorReading, forms, formReadings, taken } = input;
  const everywhere = [priorReading, ...formReadings];
  let covered = 0;
  let askedRarest = 0;
  let namesAdded = 0;
  for (const { stem, weight, name } of askedReading.terms.values()) {
    const best = everywhere.reduce((most, reading) => Math.max(most, most === 1 ? 1 : bestLikeness(stem, reading)), 0);
    covered += weight * best;
    if (best === 0) askedRarest = Math.max(askedRarest, weight);
    if (best === 0 && name) namesAdded += weight;
  }
  let claimCovered = 0;
  let claimRarest = 0;
  let namesMissing = 0;
  for (const { stem, weight, name } of priorReading.terms.values()) {
    const best = bestLikeness(stem, askedReading);
    claimCovered += weight * best;
    if (best === 0) claimRarest = Math.max(claimRarest, weight);
    if (best === 0 && name) namesMissing += weight;
  }
  const askedShare = askedReading.weight === 0 ? 0 : covered / askedReading.weight;
  const claimShare = priorReading.weight === 0 ? 0 : claimCovered / priorReading.weight;
  const wordings = toWordingFeatures(askedReading, everywhere, input.correction);
  const all = [prior, ...forms];
  const has = (facts: readonly Facts[], quantity: Facts['quantities'][number]) =>
    facts.some((one) => one.quantities.some((other) => areEqual(quantity, other)));
  const added = asked.content.filter(
    (token) => !all.some((form) => form.content.some((other) => likeness(token.stem, other.stem) > 0)),
  );
  const missing = prior.content.filter((token) => !asked.content.some((other) => likeness(token.stem, other.stem) > 0));
  return [
    taken.pairScore,
    askedShare,
    claimShare,
    Math.min(askedShare, claimShare),
    askedShare * claimShare,
    askedRarest,
    claimRarest,
    taken.grams,
    taken.pairsShared,
    taken.windowF1,
    Math.log1p(input.askedLength),
    Math.log1p(priorReading.sequence.length),
    taken.sharedWeight,
    asked.quantities.some((quantity) => !has(all, quantity)) ? 1 : 0,
    prior.quantities.some((quantity) => !has([asked], quantity)) ? 1 : 0,
    asked.dates.length > 0 && all.every((form) => form.dates.length === 0) ? 1 : 0,
    Array.from(asked.places.keys()).some((place) => !all.some((form) => form.places.has(place))) ? 1 : 0,
    Array.from(prior.places.keys()).some((place) => !asked.places.has(place)) ? 1 : 0,
    Math.min(2, namesAdded),
    Math.min(2, namesMissing),
    Math.log1p(added.length),
    Math.log1p(missing.length),
    Math.max(...everywhere.map((reading) => overlap(askedReading, reading))),
    Math.max(...everywhere.map((reading) => coveredShare(reading, askedReading))),
    Math.max(0, 0.5 - askedShare * claimShare),
    wordings.formed,
    wordings.longTerms,
    wordings.bothCovered,
    wordings.wordingF1,
    wordings.coreMissing,
    wordings.coreRarestMissing,
    wordings.foreignAdded,
    wordings.turnsAdded,
    wordings.correctionAdded,
  ];
}

/** Which share of a wording, by weight, the message says exactly. */
function coveredShare(wording: Reading, asked: Reading): number {
  let covered = 0;
  for (const [stem, { weight }] of wording.terms) if (asked.terms.has(stem)) covered += weight;
  return wording.weight === 0 ? 0 : covered / wording.weight;
}
