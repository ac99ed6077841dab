import data from '../language/data/lexicon.json' with { type: 'json' };
import { toTerms } from '../language/tokens.ts';
import { SAID } from '../language/word-similarity.ts';
import type { ClaimReview, VerdictLabel } from '../types.ts';
import { bestLikeness, type Reading } from './reading.ts';

/** From this many wordings on, the title aside, they show what is essential to the claim. */
export const MANY_WORDINGS = 5;
/** The share of a claim's wordings that have its essential words. */
const CORE = 0.5;
/** Small words that make a message another claim, if no wording has them. */
const TURNING = new Set(data.turning.split(' '));

/** What speaks against a message that says more, or less, than all known wordings of a prior claim. Each feature can only lower the probability. */
export interface WordingFeatures {
  /** The share, by weight, of what most wordings have that the message lacks; 0 if few wordings are known. */
  coreMissing: number;
  /** The share of the message that no wording says; 0 if few are known. */
  foreignAdded: number;
  /** How many of the message's turning words no wording has (log1p). */
  turnsAdded: number;
  /** How much of what no wording says is said by the review against the claim (log1p of the weights). */
  correctionAdded: number;
}

/**
 * @param wordings at least one
 * @param correction what a review that denies the claim says in its place; absent otherwise
 */
export function toWordingFeatures(
  asked: Reading,
  wordings: readonly Reading[],
  correction: Reading | undefined,
): WordingFeatures {
  let foreign = 0;
  let corrected = 0;
  for (const { stem, weight } of asked.terms.values()) {
    if (wordings.some((wording) => bestLikeness(stem, wording) >= SAID)) continue;
    foreign += weight;
    if (correction && bestLikeness(stem, correction) >= SAID) corrected += weight;
  }
  const formed = wordings.length >= MANY_WORDINGS;
  const turns = new Set(asked.tokens.map(({ word }) => word).filter((word) => TURNING.has(word)));
  const isIn = (word: string) => wordings.some(({ tokens }) => tokens.some((token) => token.word === word));
  const turnsAdded = [...turns].filter((word) => !isIn(word)).length;
  return {
    coreMissing: formed ? toCoreMissing(wordings, asked) : 0,
    foreignAdded: formed && asked.weight > 0 ? foreign / asked.weight : 0,
    turnsAdded: Math.log1p(turnsAdded),
    correctionAdded: Math.log1p(corrected),
  };
}

function toCoreMissing(wordings: readonly Reading[], asked: Reading): number {
  const found = Map.groupBy(
    wordings.flatMap(({ terms }) => Array.from(terms.values())),
    ({ stem }) => stem,
  );
  let all = 0;
  let missing = 0;
  for (const [stem, terms] of found) {
    const share = terms.length / wordings.length;
    if (share < CORE) continue;
    const weight = (terms[0]?.weight ?? 0) * share;
    all += weight;
    if (bestLikeness(stem, asked) < SAID) missing += weight;
  }
  return missing / (all || 1);
}

/** With one of these labels, a review's own text is not what the claim says. */
const DENIED: ReadonlySet<VerdictLabel> = new Set<VerdictLabel>(['false', 'misleading']);
/** A review's own words may be a page long. UTF-16 units. */
const LONGEST = 1_500;

/** Everything that a review says of the matter in its own words. */
export function toOwnText({ summary, known, citations }: Pick<ClaimReview, 'summary' | 'known' | 'citations'>): string {
  return [summary, known, ...citations.map(({ statement }) => statement)].join('\n');
}

/** What a review that denies its claim says in its place: "they were hanged". A message that says this does not repeat the claim. */
export function toCorrection(review: ClaimReview): string | undefined {
  if (review.label === undefined || !DENIED.has(review.label)) return undefined;
  const text = toOwnText(review).trim();
  return text === '' ? undefined : text.slice(0, LONGEST);
}

/** A review in the language that a wording of it is in. */
export function toToldIn(review: ClaimReview, wording: string): ClaimReview {
  const told = review.translations?.find(({ claim, forms }) => claim === wording || forms.includes(wording));
  if (!told) return review;
  const { claim, ...rest } = told;
  return { ...review, ...rest, claimReviewed: claim, title: '', known: '', citations: [] };
}

/** All texts in which a review tells its claim: the claim, the title (which may be empty), and the further forms. */
export function toKnownWordings({ claimReviewed, title, forms }: ClaimReview): string[] {
  return [claimReviewed, title, ...forms];
}

/** Up to this many terms, all have to be said: half of two words is one word, and that is another subject. */
const ALL_OF = 3;

/** Whether the wordings together have all of the terms, or at least half if there are more than three. @param terms as from `toTerms` */
export function isSaid(terms: readonly string[], wordings: readonly string[]): boolean {
  const wanted = new Set(terms);
  const least = wanted.size <= ALL_OF ? wanted.size : wanted.size / 2;
  return new Set(wordings.flatMap((wording) => toTerms(wording))).intersection(wanted).size >= least;
}
