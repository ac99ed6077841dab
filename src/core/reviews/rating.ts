import { toSimplified } from '../language/characters.ts';
import type { FirmLabel } from '../types.ts';
import lists from './rating-phrases.json' with { type: 'json' };

/** A published rating in schema.org's names. */
export interface PublishedRating {
  /** The publisher's own words (`alternateName`). */
  textualRating: string;
  ratingValue?: number;
  bestRating?: number;
  worstRating?: number;
}

/** A longer text is an explanation, not a rating, and decides nothing. */
const MAX_RATING_CHARACTERS = 300;

/** One plain form for every spelling of a rating: lower case, no accents, no punctuation, single spaces. */
function toRatingKey(text: string): string {
  return toSimplified(text.normalize('NFKD'))
    .toLowerCase()
    .replace(/[\u0300-\u036f]|[\u064b-\u0655]|\u0640|\u0670|\u093c|[\u200b-\u200f]|[\ufe00-\ufe0f]/g, '')
    .replace(/[łıßø]/g, (letter) => ({ ł: 'l', ı: 'i', ß: 'ss', ø: 'o' })[letter] ?? letter)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

const UNDECIDED = 'undecided';
type Found = FirmLabel | typeof UNDECIDED;

const toKeys = (phrases: readonly string[]): string[] => phrases.join('|').split('|').map(toRatingKey);

/**
 * Publishers' own whole phrases. Where a publisher's scale says what a word means, that decides: "Mostly false" (PolitiFact: "contains an element of
 * truth") is `misleading`, so that a card never says more than the publisher did. "No evidence", satire and scams decide nothing.
 */
const TABLE = new Map<string, Found>([
  ...toKeys(lists.undecided).map((key) => [key, UNDECIDED] as const),
  ...Object.entries(lists.phrases).flatMap(([label, phrases]) =>
    toKeys(phrases).map((key) => [key, label as FirmLabel] as const),
  ),
]);
/** Words that judge, doubt or turn a judgement round: behind a rating ("True, but …") they take its certainty away. */
const JUDGING = new Set(lists.judging.join(' ').split(' ').map(toRatingKey));
// Longest first, so that “this claim is” goes before “this is”.
const PREFIXES = toKeys(lists.prefixes)
  .map((prefix) => `${prefix} `)
  .sort((a, b) => b.length - a.length);
/** “Verdict: the claim is completely false” has three. */
const MAX_PREFIXES = 3;

const JUDGING_UNSPACED = new RegExp(lists.judgingUnspaced, 'u');

const isJudging = (key: string): boolean =>
  key.split(' ').some((word) => JUDGING.has(word)) || JUDGING_UNSPACED.test(key);

/** Plain words for true; only these can be turned round by “not”. “Not false” and “not entirely true” decide nothing. */
const TURNABLE = new Set(toKeys(lists.turnable));

function toNegated(key: string): Found | undefined {
  const turned = /^(?:is not|isn t|not|was not|wasn t) (.+)$/u.exec(key)?.[1];
  if (turned === undefined) return undefined;
  return TURNABLE.has(turned) ? 'false' : UNDECIDED;
}

function lookUp(key: string, prefixes = MAX_PREFIXES): Found | undefined {
  const found = TABLE.get(key) ?? toNegated(key);
  const prefix = found || prefixes === 0 ? undefined : PREFIXES.find((candidate) => key.startsWith(candidate));
  return prefix ? lookUp(key.slice(prefix.length), prefixes - 1) : found;
}

/** “False: the photo is from 2015” is rated by its first part, as long as the rest passes no judgement of its own. */
function lookUpHead(text: string): Found | undefined {
  const [head = '', ...rest] = text.split(/[.:;!|(\n\u2013\u2014\u3002\u0964\u061b\uff1a\uff0c\uff1b]| - /u);
  const found = lookUp(toRatingKey(head));
  // "False: not from Alba" says why; "False: not entirely" takes it back.
  return found && isJudging(toRatingKey(rest.join(' ')).replace(/^not (?=from |in |an? |the )/u, ''))
    ? UNDECIDED
    : found;
}

const POINTS: readonly FirmLabel[] = ['false', 'misleading', 'partially-true', 'mostly-true', 'true'];

/**
 * A number counts only at the five points that schema.org's and Google's guides name, on a scale that gives both of its ends: 1 to 5 with 1 the
 * worst, or any other scale with the same five points.
 */
function toNumericLabel({ ratingValue, bestRating, worstRating }: PublishedRating): FirmLabel | undefined {
  if (ratingValue === undefined || bestRating === undefined || worstRating === undefined) return undefined;
  if (![ratingValue, bestRating, worstRating].every(Number.isFinite) || bestRating - worstRating < 2) return undefined;
  return POINTS[(4 * (ratingValue - worstRating)) / (bestRating - worstRating)];
}

/**
 * Maps a publisher's rating to our scale. Whole phrases only, aware of negation. If the words pass a judgement that is not in the table, the number
 * beside them is not believed either, since a confident wrong verdict is the worst fault.
 *
 * @param rating hostile text of any length is safe here
 * @returns the label, or nothing if it cannot be told without guessing
 */
export function toLabel(rating: PublishedRating): FirmLabel | undefined {
  const text = rating.textualRating;
  // A question decides nothing, whatever number stands beside it.
  if (text.length > MAX_RATING_CHARACTERS || /[?\u061f]/.test(text)) return undefined;
  const key = toRatingKey(text);
  const found = lookUp(key) ?? lookUpHead(text);
  if (found) return found === UNDECIDED ? undefined : found;
  return isJudging(key) ? undefined : toNumericLabel(rating);
}
