import { isOwnVerdict } from '../card/own-cards.ts';
import { areForeign } from '../language/coverage.ts';
import type { Page } from '../types.ts';
import { createShingler, isCopy } from './copies.ts';
import { type RankedPassage, type ReadPage, type ReadPassage, rankPassages, readPageWords } from './rank.ts';
import { createWordReader, type QueryTerms, toQueryTerms, type WordReader } from './terms.ts';

/** A claim as it is looked into. */
export interface ResearchClaim {
  /** Normalised and redacted. */
  text: string;
  /** What to look for besides the claim itself; at most three. */
  questions: readonly string[];
  /** BCP 47 tag; `und` where it is not known. */
  language: string;
  /** When it was said (ISO day or moment), where that is known. */
  claimDate?: string;
}

/** A piece of a page, as it stands there. */
export interface Passage {
  /** From 1, in the order in which the model is shown them. */
  number: number;
  page: Page;
  /** `page.text.slice(start, start + text.length)`. */
  text: string;
  start: number;
  /** Who stands behind the page: its registrable domain. Two pages with one publisher count once. */
  publisherKey: string;
  /** Published after the claim was made. */
  later: boolean;
}

export interface PassageLimits {
  /** How many passages at most. */
  passages: number;
  /** How many of one page. */
  perPage: number;
  /** All passages together, in UTF-16 units. */
  characters: number;
}

/** Twelve passages of 700 units are some 2,500 tokens: what a small local model reads well. */
export const PASSAGE_LIMITS: PassageLimits = { passages: 12, perPage: 4, characters: 9_000 };

/** Each further passage of one publisher is worth this much less: a verdict needs several voices. */
const SAME_VOICE = 0.85;
/** Worse ones are not looked at for copies. */
const MOST_CONSIDERED = 150;

/** Takes pages as they come, and picks the passages when all have. */
interface PassagePicker {
  /** Cuts and counts a page; its share of the work is done while others are still on their way. @param rank its place in the search's order */
  add(page: Page, rank: number): void;
  /** The passages, best first. Pure: the order in which pages were added does not matter. */
  pick(limits?: PassageLimits): Passage[];
}

/** @param toPublisherKey who stands behind an address: its registrable domain */
export function createPassagePicker(claim: ResearchClaim, toPublisherKey: (url: string) => string): PassagePicker {
  const query = toQueryTerms(claim);
  const read = createWordReader((term) => query.places.get(term) ?? -1);
  const pages: ReadPage[] = [];
  return {
    add(page, rank) {
      pages.push(readPageWords({ page, publisherKey: toPublisherKey(page.url), rank }, read, query.weights.length));
    },
    pick(limits = PASSAGE_LIMITS) {
      const inOrder = pages.toSorted((one, other) => one.rank - other.rank);
      const ranked = [...rankPassages(inOrder, query), ...toLeads(inOrder, query, claim.language)];
      return choose(ranked.slice(0, MOST_CONSIDERED), inOrder, read, limits).map((passage, at) =>
        toPassage(passage, at + 1, claim),
      );
    },
  };
}

/** A page in another language may share no word with the claim, and was found for it all the same: its opening is offered last. */
function toLeads(pages: readonly ReadPage[], { places }: QueryTerms, language: string): RankedPassage[] {
  return pages.flatMap(({ page, passages }) => {
    const [lead] = passages;
    const foreign = page.language !== undefined && (language === 'und' || areForeign(page.language, language));
    const silent = passages.every(({ counts }) => counts.every((count) => count === 0));
    return lead && (foreign || places.size === 0) && silent ? [{ passage: lead, score: 0 }] : [];
  });
}

function choose(
  ranked: readonly RankedPassage[],
  pages: readonly ReadPage[],
  read: WordReader,
  limits: PassageLimits,
): ReadPassage[] {
  const chosen: ReadPassage[] = [];
  const taken = new Set<number>();
  let characters = 0;
  const toWorth = ({ passage: { page }, score }: RankedPassage) =>
    score * SAME_VOICE ** chosen.filter((other) => other.page.publisherKey === page.publisherKey).length;

  for (let rest = ranked; rest.length > 0 && chosen.length < limits.passages; ) {
    const best = rest.reduce((one, other) => (toWorth(other) > toWorth(one) ? other : one));
    rest = rest.filter((other) => other !== best);
    const { page, start, end } = best.passage;
    const ofPage = chosen.filter((other) => other.page === page).length;
    if (ofPage >= limits.perPage || characters + end - start > limits.characters) continue;
    if (isOwnVerdict(page.page.text, start, end)) continue;
    const shingles = toShingles(page.page.text.slice(start, end), read);
    const originals = pages.filter((other) => isOriginal(other, page)).map(({ sketch }) => sketch);
    if ([taken, ...originals].some((known) => isCopy(shingles, (shingle) => known.has(shingle)))) continue;
    chosen.push(best.passage);
    for (const shingle of shingles) taken.add(shingle);
    characters += end - start;
  }
  return chosen;
}

/** Of pages with one text: the one published first, then the one that search found first. A dated page goes before one without a date. */
function isOriginal(one: ReadPage, other: ReadPage): boolean {
  const [mine, theirs] = [toDay(one), toDay(other)];
  return mine === theirs ? one.rank < other.rank : mine < theirs;
}

/** As text, so that any dates have one order, and no three pages can each be the copy of another. */
function toDay({ page }: ReadPage): string {
  return page.publishedAt?.slice(0, 10) ?? '~';
}

function toShingles(text: string, read: WordReader): number[] {
  const shingles: number[] = [];
  read(
    text,
    0,
    text.length,
    createShingler((shingle) => shingles.push(shingle)),
  );
  return shingles;
}

function toPassage({ page, start, end }: ReadPassage, number: number, { claimDate }: ResearchClaim): Passage {
  return {
    number,
    page: page.page,
    text: page.page.text.slice(start, end),
    start,
    publisherKey: page.publisherKey,
    later: isAfterDay(page.page.publishedAt, claimDate) ?? false,
  };
}

const DAY = /^\d{4}(?:-\d{2}(?:-\d{2})?)?(?!\d)/;

/**
 * Whether a page was published after a day, by the calendar day as each side writes it: no machine's time zone comes in. A page of the same
 * day is not after it. Where a date has only a year or a month, only that is compared.
 *
 * @returns nothing if it cannot be told: a date is missing or unreadable, or too coarse to decide
 */
export function isAfterDay(publishedAt: string | undefined, day: string | undefined): boolean | undefined {
  const published = DAY.exec(publishedAt ?? '')?.[0];
  const asked = DAY.exec(day ?? '')?.[0];
  if (published === undefined || asked === undefined) return undefined;
  const length = Math.min(published.length, asked.length);
  const [one, other] = [published.slice(0, length), asked.slice(0, length)];
  if (one === other && published.length !== asked.length) return undefined;
  return one > other;
}
