import { areForeign } from '../language/coverage.ts';
import type { Page } from '../types.ts';
import { type ChosenPassage, choosePassages, type PassageLimits } from './choose.ts';
import { type RankedPassage, type ReadPage, rankPassages, readPageWords } from './rank.ts';
import type { Surroundings } from './surroundings.ts';
import { createWordReader, type QueryTerms, toQueryTerms } from './terms.ts';

/** A claim as it is looked into. */
export interface ResearchClaim {
  /** Normalised and redacted. */
  text: string;
  /** What to look for besides the claim itself; at most three. */
  questions: readonly string[];
  /** BCP 47 tag; `und` if unknown. */
  language: string;
  /** The claim in English, if it is in another language and a model translated it; redacted. */
  english?: string;
  /** When it was said (ISO day or moment), if known. */
  claimDate?: string;
  /** Who said it, if known. */
  claimant?: string;
}

/** A piece of a page, as it stands there, and the text around it. */
export interface Passage extends Surroundings {
  /** From 1, in the order in which the model is shown them. */
  number: number;
  page: Page;
  /** `page.text.slice(start, start + text.length)`. */
  text: string;
  start: number;
  /** The page's publisher key (`Research.toPublisherKey`). Two pages of one publisher count once. */
  publisherKey: string;
  /** Published after the claim was made. */
  later: boolean;
}

/** Sixteen passages are at most some 7,000 tokens in English; in Chinese fewer fit. Every current model takes as many tokens. */
export const PASSAGE_LIMITS: PassageLimits = { passages: 16, perPage: 4, tokens: 12_000 };

/** Takes pages as they come, and picks the passages when all have. */
interface PassagePicker {
  /** Cuts a page and counts its words, while other pages are still on their way. @param rank its place in the search's order */
  add(page: Page, rank: number): void;
  /** The passages, best first. Pure: the order in which pages were added does not matter. */
  pick(limits?: PassageLimits): Passage[];
}

/** @param toPublisherKey gives an address's publisher key */
export function createPassagePicker(claim: ResearchClaim, toPublisherKey: (url: string) => string): PassagePicker {
  const query = toQueryTerms(claim);
  const read = createWordReader((term) => query.places.get(term) ?? -1);
  const pages: ReadPage[] = [];
  return {
    add(page, rank) {
      pages.push(
        readPageWords(
          { page, publisherKey: toPublisherKey(page.original ?? page.url), rank },
          read,
          query.weights.length,
        ),
      );
    },
    pick(limits = PASSAGE_LIMITS) {
      const inOrder = pages.toSorted((one, other) => one.rank - other.rank);
      const ranked = [...rankPassages(inOrder, query), ...toLeads(inOrder, query, claim.language)];
      return choosePassages(ranked, inOrder, read, limits).map((chosen, at) => toPassage(chosen, at + 1, claim));
    },
  };
}

/**
 * Offers, with the lowest score, the openings of pages in another language: they may share no word with the claim, and were found for it all the
 * same.
 */
function toLeads(pages: readonly ReadPage[], { places }: QueryTerms, language: string): RankedPassage[] {
  return pages.flatMap(({ page, passages }) => {
    const [lead] = passages;
    const foreign = page.language !== undefined && (language === 'und' || areForeign(page.language, language));
    const silent = passages.every(({ counts }) => counts.every((count) => count === 0));
    return lead && (foreign || places.size === 0) && silent ? [{ passage: lead, score: 0 }] : [];
  });
}

function toPassage({ passage, ...around }: ChosenPassage, number: number, { claimDate }: ResearchClaim): Passage {
  const { page, start, end } = passage;
  return {
    number,
    page: page.page,
    text: page.page.text.slice(start, end),
    start,
    ...around,
    publisherKey: page.publisherKey,
    later: isAfterDay(page.page.publishedAt, claimDate) ?? false,
  };
}

const DAY = /^\d{4}(?:-\d{2}(?:-\d{2})?)?(?!\d)/;

/**
 * Whether a page was published after a day. Each side's calendar day is taken as written, without any time zone. A page of the same day is not after
 * it. If a date has only a year or a month, only that is compared.
 *
 * @returns nothing if a date is missing, unreadable or too coarse to decide
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
