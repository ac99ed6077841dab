import type { AskedReading, Reading, ReadSurface } from './reading.ts';
import { bestLikeness } from './reading.ts';
import { gramsAlike, rootScore } from './text-similarity.ts';
import { longestRun, pairCover } from './word-order.ts';

/** The features of one pair, in the order of the weights. None depends on how many claims there are. */
export const PAIR_FEATURES = [
  'claimCovered',
  'claimCoveredExactly',
  'titleCovered',
  'askedCovered',
  'cosineClaim',
  'cosineTitle',
  'cosineBoth',
  'gramsClaim',
  'gramsTitle',
  'sharedWeight',
  'sharedRare',
  'rarestMissing',
  'namesShared',
  'namesMissing',
  'numbersShared',
  'numbersMissing',
  'pairsShared',
  'longestRun',
  'lengthRatio',
  'reciprocalRank',
  'claimantNamed',
  'saidOnNamed',
  'rarestShared',
  'secondRarestShared',
  'compounds',
  'gramsBoth',
  'rootScore',
] as const;

/** Features relative to the best candidate of the same query. */
export const LIST_FEATURES = ['sharedWeightOfBest', 'gramsOfBest', 'cosineOfBest', 'coveredOfBest'] as const;

const RARE = 0.72;

/** @returns one number for each of `PAIR_FEATURES` */
export function toPairFeatures(whole: AskedReading, surface: ReadSurface, rank: number): number[] {
  const { text: asked, claimant, saidOn } = whole;
  const { claim, title } = surface;
  const grams = gramsAlike(whole, surface);
  const claimSide = cover(claim, asked);
  const titleSide = cover(title, asked);
  const both = sharedOf(asked, claim, title);
  const names = nameCover(claim, title, asked);
  const numbers = numberCover(claim, asked);
  return [
    claimSide.soft,
    claimSide.exact,
    titleSide.soft,
    asked.weight === 0 ? 0 : both.weight / asked.weight,
    cosine(asked, claim),
    cosine(asked, title),
    asked.weight === 0 ? 0 : both.dot / (norm(asked) * both.norm || 1),
    grams.claim,
    grams.title,
    Math.log1p(both.weight),
    Math.log1p(both.rare),
    claimSide.rarestMissing,
    names.shared,
    names.missing,
    numbers.shared,
    numbers.missing,
    pairCover(claim, asked),
    longestRun(claim, asked),
    Math.log((1 + asked.sequence.length) / (1 + claim.sequence.length)),
    1 / (1 + rank),
    namedShare(claimant, claim, title),
    namedShare(saidOn, claim, title),
    both.rarest,
    both.second,
    compounds(asked, claim, title),
    grams.both,
    rootScore(whole, surface),
  ];
}

/** Appends `LIST_FEATURES` to each row of pair features of one query. */
export function withListFeatures(rows: readonly number[][]): number[][] {
  const columns = (['sharedWeight', 'gramsBoth', 'cosineBoth', 'claimCovered'] as const).map((name) =>
    PAIR_FEATURES.indexOf(name),
  );
  const best = columns.map((column) => rows.reduce((most, row) => Math.max(most, row[column] ?? 0), 1e-9));
  return rows.map((row) => [...row, ...columns.map((column, index) => (row[column] ?? 0) / (best[index] ?? 1))]);
}

interface Cover {
  soft: number;
  exact: number;
  rarestMissing: number;
}

/** Which share of the words of `whole`, by weight, stands in `by`. */
function cover(whole: Reading, by: Reading): Cover {
  let soft = 0;
  let exact = 0;
  let rarestMissing = 0;
  for (const { stem, weight } of whole.terms.values()) {
    const like = bestLikeness(stem, by);
    soft += weight * like;
    if (like === 1) exact += weight;
    if (like === 0) rarestMissing = Math.max(rarestMissing, weight);
  }
  return whole.weight === 0
    ? { soft: 0, exact: 0, rarestMissing: 0 }
    : { soft: soft / whole.weight, exact: exact / whole.weight, rarestMissing };
}

function sharedOf(asked: Reading, claim: Reading, title: Reading) {
  let weight = 0;
  let dot = 0;
  let rare = 0;
  let squares = 0;
  let rarest = 0;
  let second = 0;
  for (const [stem, term] of asked.terms) {
    if (!claim.terms.has(stem) && !title.terms.has(stem)) continue;
    if (term.weight > rarest) [rarest, second] = [term.weight, rarest];
    else if (term.weight > second) second = term.weight;
    weight += term.weight;
    dot += term.weight ** 2;
    if (term.weight > RARE) rare += 1;
  }
  for (const term of claim.terms.values()) squares += term.weight ** 2;
  for (const [stem, term] of title.terms) if (!claim.terms.has(stem)) squares += term.weight ** 2;
  return { weight, dot, rare, rarest, second, norm: Math.sqrt(squares) };
}

/** Which share of a signature the claim names. */
function namedShare(signature: Reading, claim: Reading, title: Reading): number {
  let named = 0;
  for (const [stem, { weight }] of signature.terms) if (claim.terms.has(stem) || title.terms.has(stem)) named += weight;
  return signature.weight === 0 ? 0 : named / signature.weight;
}

/** Weight of the claim's words that stand written together with others in the message: "#krystinamartelli". */
function compounds(asked: Reading, claim: Reading, title: Reading): number {
  const long = Array.from(asked.terms.keys()).filter((stem) => stem.length >= 9);
  if (long.length === 0) return 0;
  let found = 0;
  for (const { stem, weight } of [...claim.terms.values(), ...title.terms.values()]) {
    if (stem.length >= 5 && !asked.terms.has(stem) && long.some((word) => word.includes(stem))) found += weight;
  }
  return Math.min(2, found);
}

function norm(reading: Reading): number {
  let squares = 0;
  for (const { weight } of reading.terms.values()) squares += weight * weight;
  return Math.sqrt(squares);
}

function cosine(one: Reading, other: Reading): number {
  let dot = 0;
  for (const [stem, { weight }] of one.terms) if (other.terms.has(stem)) dot += weight * weight;
  const length = norm(one) * norm(other);
  return length === 0 ? 0 : dot / length;
}

function nameCover(claim: Reading, title: Reading, asked: Reading): { shared: number; missing: number } {
  let shared = 0;
  let missing = 0;
  for (const { stem, weight, name } of claim.terms.values()) {
    if (!name && !title.terms.get(stem)?.name) continue;
    if (asked.terms.has(stem)) shared += weight;
    else missing += weight;
  }
  const all = claim.weight || 1;
  return { shared: shared / all, missing: missing / all };
}

function numberCover(claim: Reading, asked: Reading): { shared: number; missing: number } {
  let shared = 0;
  let missing = 0;
  for (const stem of claim.terms.keys()) {
    if (!/^\p{N}/u.test(stem)) continue;
    if (asked.terms.has(stem)) shared += 1;
    else missing += 1;
  }
  return { shared: Math.log1p(shared), missing: Math.log1p(missing) };
}
