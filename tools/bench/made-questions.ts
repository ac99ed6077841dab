import { toLabel } from '../../src/core/reviews/rating.ts';
import { createRandom } from './corpus.ts';
import { drawOf, type MadeClaim, type MadeLanguage, materialOf, sayClaim } from './made-claims.ts';
import { type MadeEntry, type MadeFeedOptions, makeEntries } from './made-feed.ts';

/** A question about a made-up feed. */
export interface MadeQuestion {
  language: MadeLanguage;
  text: string;
  /** The published claim that it is about, and the pages of its reviews; absent if none is about it. */
  right?: { claim: string; urls: readonly string[] };
}

/** One reworded question in this many is about a claim that was never published. */
const NONE_EVERY = 5;
const DROPPED_SHARE = 0.3;
const MISTYPED_SHARE = 0.3;
const DIGITS_SHARE = 0.5;
/** The least number of letters of a word that may be mistyped. */
const LEAST_MISTYPED = 6;

/** Questions spread over a made-up feed: claims verbatim, and others reworded. @param count of each */
export function makeQuestions(
  options: MadeFeedOptions,
  count: number,
): { stored: MadeQuestion[]; reworded: MadeQuestion[] } {
  const random = createRandom(options.seed + 2);
  const step = Math.max(2, Math.floor(options.reviews / count));
  const stored: MadeQuestion[] = [];
  const reworded: MadeQuestion[] = [];
  for (const entry of makeEntries(options)) {
    const { place } = entry.reviews[0];
    if (stored.length < count && place >= stored.length * step) stored.push(toStored(entry));
    else if (reworded.length < count && place >= reworded.length * step + 1 && decides(entry))
      reworded.push(toReworded(entry, reworded.length % NONE_EVERY === NONE_EVERY - 1, random));
  }
  return { stored, reworded };
}

/** Whether a card can show it as the closest claim: its rating is on our scale. */
function decides({ reviews: [{ rating }] }: MadeEntry): boolean {
  return toLabel({ textualRating: rating }) !== undefined;
}

/** The claim as the store has it: with plain spaces only. */
function toRight({ reviews }: MadeEntry) {
  return { claim: reviews[0].claim.replaceAll('\u00a0', ' '), urls: reviews.map(({ url }) => url) };
}

function toStored(entry: MadeEntry): MadeQuestion {
  const [{ language, claim }] = entry.reviews;
  return { language, text: claim, right: toRight(entry) };
}

function toReworded(entry: MadeEntry, hasNone: boolean, random: () => number): MadeQuestion {
  const { language } = entry.made.family;
  const text = reword(hasNone ? entry.spare : entry.made, random);
  return hasNone ? { language, text } : { language, text, right: toRight(entry) };
}

/** A claim as somebody repeats it: reordered or reworded, mistyped, without articles, wrapped as in a chat. */
function reword(made: MadeClaim, random: () => number): string {
  const { asks, forwards, articles } = materialOf(made.family.language);
  const way = drawOf(['turned', 'synonyms', 'both'] as const, random);
  const saying = { turned: way !== 'synonyms', synonyms: way !== 'turned', digits: random() < DIGITS_SHARE };
  let text = sayClaim(made, saying);
  if (random() < DROPPED_SHARE) text = withoutArticles(text, articles);
  if (random() < MISTYPED_SHARE) text = mistype(text, random);
  return drawOf(['{c}', '{c}', ...asks, drawOf(forwards, random)], random).replace('{c}', () => text);
}

function withoutArticles(text: string, articles: readonly string[]): string {
  const kept = text.split(' ').filter((word) => !articles.includes(word.toLowerCase()));
  return kept.join(' ');
}

/** Swaps two neighbouring letters of one long word. */
function mistype(text: string, random: () => number): string {
  const words = text.split(' ');
  const long = words.filter((word) => word.length >= LEAST_MISTYPED && /^[\p{L}\p{M}]+$/u.test(word));
  if (long.length === 0) return text;
  const word = drawOf(long, random);
  const at = 1 + Math.floor(random() * (word.length - 3));
  const swapped = word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
  return words.map((one) => (one === word ? swapped : one)).join(' ');
}
