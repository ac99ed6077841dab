import type { Failure, Page } from '../types.ts';

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

/** All that was found out about a claim. */
export interface Gathered {
  /** Best first, near-copies left out. */
  passages: Passage[];
  failures: Failure[];
  /** Whether anything that looks further answered at all: false is "could not search", not "nothing found". */
  reached: boolean;
  /** Requests by provider's name. */
  searches: Record<string, number>;
}
