import { datesAgree } from '../language/dates.ts';
import type { Facts } from '../language/facts.ts';
import { areEqual } from '../language/numbers.ts';
import { gramProduct } from './idf.ts';
import { type AskedReading, bestLikeness, type Reading, type ReadSurface } from './reading.ts';
import type { WordingFeatures } from './wordings.ts';

/** The features that candidates are ranked by, in the order of the weights. None depends on how many claims are stored. */
export const PAIR_FEATURES = [
  'claimCovered',
  'claimCoveredExactly',
  'askedCovered',
  'gramsTitle',
  'sharedWeight',
  'sharedRare',
  'reciprocalRank',
  'claimantNamed',
  'saidOnNamed',
  'gramsBoth',
] as const;

/** Features relative to the best candidate of a query, and the pair feature that each is made of. */
const OF_BEST = {
  sharedWeightOfBest: 'sharedWeight',
  gramsOfBest: 'gramsBoth',
  coveredOfBest: 'claimCovered',
} as const;
export const LIST_FEATURES = Object.keys(OF_BEST);

/** From this weight on a word is rare. */
const RARE = 0.72;

/** @returns one number for each of `PAIR_FEATURES` */
export function toPairFeatures({ text, claimant, saidOn }: AskedReading, surface: ReadSurface, rank: number): number[] {
  const { claim, title } = surface;
  const claimSide = toCover(claim, text);
  const namedOf = (reading: Reading) =>
    Array.from(reading.terms.values()).filter(({ stem }) => claim.terms.has(stem) || title.terms.has(stem));
  const weightOf = (reading: Reading) => namedOf(reading).reduce((sum, { weight }) => sum + weight, 0);
  const grams = gramsAlike({ text, claimant }, surface);
  const features: Record<(typeof PAIR_FEATURES)[number], number> = {
    claimCovered: claimSide.share,
    claimCoveredExactly: claimSide.exact,
    askedCovered: weightOf(text) / (text.weight || 1),
    gramsTitle: grams.title,
    sharedWeight: Math.log1p(weightOf(text)),
    sharedRare: Math.log1p(namedOf(text).filter(({ weight }) => weight > RARE).length),
    reciprocalRank: 1 / (1 + rank),
    claimantNamed: weightOf(claimant) / (claimant.weight || 1),
    saidOnNamed: weightOf(saidOn) / (saidOn.weight || 1),
    gramsBoth: grams.both,
  };
  return PAIR_FEATURES.map((name) => features[name]);
}

/** Cosines of character n-grams, 0 to 1: of the message with the title, and of everything known of both sides. */
export function gramsAlike(asked: Pick<AskedReading, 'text' | 'claimant'>, surface: ReadSurface) {
  const [text, claimant] = [asked.text.grams(), asked.claimant.grams()];
  const [claim, title] = [surface.claim.grams(), surface.title.grams()];
  const withTitle = gramProduct(text, title);
  const all = gramProduct(text, claim) + withTitle + gramProduct(claimant, claim) + gramProduct(claimant, title);
  const squares = [[text, claimant] as const, [claim, title] as const].map(
    ([one, other]) => one.norm ** 2 + other.norm ** 2 + 2 * gramProduct(one, other),
  );
  return {
    title: withTitle / (text.norm * title.norm || 1),
    both: all / (Math.sqrt(squares.reduce((product, square) => product * square)) || 1),
  };
}

/** Appends `LIST_FEATURES` to each row of pair features of one query. */
export function withListFeatures(rows: readonly number[][]): number[][] {
  const columns = Object.values(OF_BEST).map((name) => PAIR_FEATURES.indexOf(name));
  const best = columns.map((column) => Math.max(1e-9, ...rows.map((row) => row[column] ?? 0)));
  return rows.map((row) => [...row, ...columns.map((column, index) => (row[column] ?? 0) / (best[index] ?? 1))]);
}

/** How much of a text, by weight, another one says, in whatever form, and what it leaves out. */
function toCover(text: Reading, by: Reading) {
  let covered = 0;
  let exact = 0;
  let names = 0;
  const missing = [0, 0];
  for (const { stem, weight, name } of text.terms.values()) {
    const best = bestLikeness(stem, by);
    covered += weight * best;
    if (best === 1) exact += weight;
    if (best > 0) continue;
    missing.push(weight);
    if (name) names += weight;
  }
  const all = text.weight || 1;
  const [rarest = 0, second = 0] = missing.sort((one, other) => other - one);
  return { share: covered / all, exact: exact / all, rarest, second, names };
}

/** The features of the probability: how much of each side the other one says, and what is left over. */
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
  'foreignAdded',
  'turnsAdded',
  'correctionAdded',
] as const;

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
export function toSamenessFeatures({ asked, prior, askedLength, wordings }: SamenessInput): number[] {
  const [mine, theirs] = [asked.facts(), prior.facts()];
  const [here, there] = [toCover(asked, prior), toCover(prior, asked)];
  const [letters, otherLetters] = [asked.grams(), prior.grams()];
  const lacksNumber = (by: Facts, of: Facts) =>
    Number(of.quantities.some((one) => !by.quantities.some((other) => areEqual(one, other))));
  const lacksPlace = (by: Facts, of: Facts) => Number(of.places.keys().some((place) => !by.places.has(place)));
  const features: Record<(typeof PROBABILITY_FEATURES)[number], number> = {
    askedCovered: here.share,
    claimCovered: there.share,
    claimCoveredExactly: there.exact,
    coverHalfMissing: Math.max(0, 0.5 - here.share * there.share),
    claimRarestMissing: there.rarest,
    claimSecondMissing: there.second,
    cosine: toCosine(asked, prior),
    grams: gramProduct(letters, otherLetters) / (letters.norm * otherLetters.norm || 1),
    longAsked: Math.log1p(askedLength),
    longTerms: asked.terms.size,
    numbersAdded: lacksNumber(theirs, mine),
    numbersMissing: lacksNumber(mine, theirs),
    datesAdded: Number(mine.dates.length > 0 && theirs.dates.length === 0),
    placesAdded: lacksPlace(theirs, mine),
    placesMissing: lacksPlace(mine, theirs),
    namesAdded: Math.min(2, here.names),
    namesMissing: Math.min(2, there.names),
    ...wordings,
  };
  return PROBABILITY_FEATURES.map((name) => features[name]);
}

function toCosine(one: Reading, other: Reading): number {
  const squares = (terms: Iterator<{ weight: number }>) =>
    Iterator.from(terms).reduce((sum, { weight }) => sum + weight ** 2, 0);
  const product = squares(one.terms.values().filter(({ stem }) => other.terms.has(stem)));
  return product / (Math.sqrt(squares(one.terms.values()) * squares(other.terms.values())) || 1);
}

/** In telling words. A longer text shares more words, even if it shares a smaller part. */
const SHORT = 10;
/**
 * The least product of both sides' covered parts, by weight. Measured on English pairs: without it 14 of 346 different pairs are likely, with it 3.
 */
const LEAST_BOTH = 0.5;
/** In other languages inflected forms are not recognised, and look like words that the other side lacks. */
const LEAST_ELSEWHERE = 0.3;

/**
 * Whether two short statements say too little of each other: "It depends on what …" is said of anything. An equal amount or date tells as much as many
 * words.
 */
export function saysLittle({ asked, prior, askedLength }: SamenessInput, features: readonly number[]): boolean {
  const [askedCovered = 0, claimCovered = 0] = features;
  const [here, there] = [asked.facts(), prior.facts()];
  const shareAmount =
    here.quantities.some((one) => there.quantities.some((other) => areEqual(one, other))) ||
    here.dates.some((one) => there.dates.some((other) => datesAgree(one, other)));
  const isEnglish = here.languages.includes('en');
  // "She didn't listen …" has one telling word, and could be said of anything.
  if (Math.min(asked.terms.size, prior.terms.size) < 2 && asked.terms.size + prior.terms.size > 2) return true;
  const isShort = !isEnglish || askedLength < SHORT;
  return isShort && askedCovered * claimCovered < (isEnglish ? LEAST_BOTH : LEAST_ELSEWHERE) && !shareAmount;
}
