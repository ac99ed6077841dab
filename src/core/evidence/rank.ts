import type { Range } from '../language/page-text.ts';
import type { Page } from '../types.ts';
import { createShingler, createSketch, type Sketch } from './copies.ts';
import { cutPassages } from './cut.ts';
import type { QueryTerms, WordReader } from './terms.ts';

/** A passage with what ranking needs of it. */
export interface ReadPassage extends Range {
  page: ReadPage;
  /** How often it has each of the query's terms. */
  counts: Uint16Array;
  words: number;
}

/** A page, cut and counted. */
export interface ReadPage {
  page: Page;
  publisherKey: string;
  /** In the order in which search found it, from 0. */
  rank: number;
  passages: ReadPassage[];
  sketch: Sketch;
}

/** Cuts a page and counts the query's terms in each passage. Linear in its length. */
export function readPageWords(
  from: Pick<ReadPage, 'page' | 'publisherKey' | 'rank'>,
  read: WordReader,
  terms: number,
): ReadPage {
  const { text } = from.page;
  const page: ReadPage = { ...from, passages: [], sketch: createSketch() };
  const addToSketch = createShingler(page.sketch.add);
  for (const span of cutPassages(text)) {
    const passage: ReadPassage = { ...span, page, counts: new Uint16Array(terms), words: 0 };
    const { counts } = passage;
    read(text, span.start, span.end, (word, term) => {
      passage.words += 1;
      if (term >= 0) counts[term] = (counts[term] ?? 0) + 1;
      addToSketch(word);
    });
    if (passage.words > 0) page.passages.push(passage);
  }
  return page;
}

/** A passage with what it is worth for a claim. */
export interface RankedPassage {
  passage: ReadPassage;
  score: number;
}

/** BM25's usual constants (Robertson and Zaragoza 2009): how soon repeats stop counting, and how much length counts. */
const REPEATS = 1.2;
const LENGTH = 0.5;
/** The share by which a passage's score grows if it has all of the claim's words. */
const COVERAGE = 1;

/**
 * Ranks passages by what they have of the claim, best first: BM25 over the passages of this check, multiplied by how much of the claim each covers. A
 * passage with none of the terms is left out. Ties keep the order of `pages`.
 */
export function rankPassages(pages: readonly ReadPage[], { weights, ofClaim }: QueryTerms): RankedPassage[] {
  const passages = pages.flatMap((page) => page.passages);
  const mean = passages.reduce((sum, { words }) => sum + words, 0) / (passages.length || 1);
  const claimWeight = weights.slice(0, ofClaim).reduce((sum, weight) => sum + weight, 0);
  // The inverse document frequency that stays above 0 where every passage has a term.
  const rarities = weights.map((_, term) => {
    const having = passages.filter(({ counts }) => counts[term]).length;
    return Math.log(1 + (passages.length - having + 0.5) / (having + 0.5));
  });
  const toScore = ({ counts, words }: ReadPassage) => {
    const dampened = REPEATS * (1 - LENGTH + (LENGTH * words) / mean);
    let score = 0;
    let covered = 0;
    for (const [term, weight] of weights.entries()) {
      const count = counts[term] ?? 0;
      score += (weight * (rarities[term] ?? 0) * count * (REPEATS + 1)) / (count + dampened);
      if (count > 0 && term < ofClaim) covered += weight;
    }
    return score * (1 + (COVERAGE * covered) / (claimWeight || 1));
  };
  return passages
    .map((passage) => ({ passage, score: toScore(passage) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score);
}
