import { isOwnVerdict } from '../card/own-cards.ts';
import type { Page } from '../types.ts';
import { createShingler, isCopy } from './copies.ts';
import type { Passage, ResearchClaim } from './evidence.ts';
import { createWordReader, type WordReader } from './passage-words.ts';
import { type QueryTerms, toQueryTerms } from './query-terms.ts';
import { type RankedPassage, type ReadPage, type ReadPassage, rankPassages, readPageWords } from './rank-passages.ts';

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
  const reader = createWordReader((term) => query.places.get(term) ?? -1);
  const pages: ReadPage[] = [];
  return {
    add(page, rank) {
      pages.push(readPageWords(page, toPublisherKey(page.url), rank, { reader, terms: query.weights.length }));
    },
    pick(limits = PASSAGE_LIMITS) {
      const inOrder = pages.toSorted((one, other) => one.rank - other.rank);
      const ranked = [...rankPassages(inOrder, query), ...toLeads(inOrder, query, claim.language)];
      return choose(ranked.slice(0, MOST_CONSIDERED), inOrder, reader, limits).map((passage, at) =>
        toPassage(passage, at + 1, claim),
      );
    },
  };
}

/** A page in another language may share no word with the claim, and was found for it all the same: its opening is offered last. */
function toLeads(pages: readonly ReadPage[], { places }: QueryTerms, language: string): RankedPassage[] {
  const asked = toPrimary(language);
  return pages.flatMap(({ page, passages }) => {
    const [lead] = passages;
    const foreign = page.language !== undefined && toPrimary(page.language) !== asked;
    const silent = passages.every(({ counts }) => counts.every((count) => count === 0));
    return lead && (foreign || places.size === 0) && silent ? [{ passage: lead, score: 0 }] : [];
  });
}

function toPrimary(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? '';
}

function choose(
  ranked: readonly RankedPassage[],
  pages: readonly ReadPage[],
  reader: WordReader,
  limits: PassageLimits,
): ReadPassage[] {
  const chosen: ReadPassage[] = [];
  const taken = new Set<number>();
  const voices = new Map<string, number>();
  const perPage = new Map<ReadPage, number>();
  let characters = 0;
  let rest = [...ranked];
  const toWorth = ({ passage, score }: RankedPassage) =>
    score * SAME_VOICE ** (voices.get(passage.page.publisherKey) ?? 0);

  while (rest.length > 0 && chosen.length < limits.passages) {
    const best = rest.reduce((one, other) => (toWorth(other) > toWorth(one) ? other : one));
    rest = rest.filter((other) => other !== best);
    const { passage } = best;
    const { page, start, end } = passage;
    const text = page.page.text.slice(start, end);
    if ((perPage.get(page) ?? 0) >= limits.perPage || characters + text.length > limits.characters) continue;
    if (isOwnVerdict(page.page.text, start, end)) continue;
    const shingles = toShingles(text, reader);
    if (isCopy(shingles, (shingle) => taken.has(shingle))) continue;
    if (pages.some((other) => isOriginal(other, page) && isCopy(shingles, other.sketch.has))) continue;
    chosen.push(passage);
    for (const shingle of shingles) taken.add(shingle);
    characters += text.length;
    perPage.set(page, (perPage.get(page) ?? 0) + 1);
    voices.set(page.publisherKey, (voices.get(page.publisherKey) ?? 0) + 1);
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

function toShingles(text: string, reader: WordReader): number[] {
  const shingles: number[] = [];
  const shingler = createShingler((shingle) => shingles.push(shingle));
  reader.read(text, 0, text.length, shingler.add);
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
