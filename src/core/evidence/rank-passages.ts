import type { Page } from '../types.ts';
import { createShingler, createSketch, type Sketch } from './copies.ts';
import { cutPassages, type Span } from './cut-passages.ts';
import type { WordReader } from './passage-words.ts';
import type { QueryTerms } from './query-terms.ts';

/** A passage with what ranking needs of it. */
export interface ReadPassage extends Span {
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
  page: Page,
  publisherKey: string,
  rank: number,
  { reader, terms }: { reader: WordReader; terms: number },
): ReadPage {
  const sketch = createSketch();
  const shingler = createShingler(sketch.add);
  const read: ReadPage = { page, publisherKey, rank, passages: [], sketch };
  for (const span of cutPassages(page.text)) {
    const counts = new Uint16Array(terms);
    let words = 0;
    reader.read(page.text, span.start, span.end, (word, term) => {
      words += 1;
      if (term >= 0) counts[term] = (counts[term] ?? 0) + 1;
      shingler.add(word);
    });
    if (words > 0) read.passages.push({ ...span, page: read, counts, words });
  }
  return read;
}

/** A passage with what it is worth for a claim. */
export interface RankedPassage {
  passage: ReadPassage;
  score: number;
}

/** BM25's usual constants (Robertson and Zaragoza 2009): how soon repeats stop counting, how much length does. */
const REPEATS = 1.2;
const LENGTH = 0.5;
/** A passage that has all of the claim's words is worth this much more than one that has one of them often. */
const COVERAGE = 1;

/**
 * Passages by what they have of the claim, best first: BM25 over the passages of this check, times how much of the claim each covers. A
 * passage with none of the terms is left out.
 */
export function rankPassages(pages: readonly ReadPage[], query: QueryTerms): RankedPassage[] {
  const passages = pages.flatMap((page) => page.passages);
  const mean = passages.reduce((sum, { words }) => sum + words, 0) / (passages.length || 1);
  const rarities = toRarities(passages, query.weights.length);
  return passages
    .map((passage) => ({ passage, score: toScore(passage, query, rarities, mean) }))
    .filter(({ score }) => score > 0)
    .sort(
      (one, other) =>
        other.score - one.score ||
        one.passage.page.rank - other.passage.page.rank ||
        one.passage.start - other.passage.start,
    );
}

function toScore(
  { counts, words }: ReadPassage,
  { weights, ofClaim, claimWeight }: QueryTerms,
  rarities: readonly number[],
  mean: number,
): number {
  const dampened = REPEATS * (1 - LENGTH + (LENGTH * words) / mean);
  let score = 0;
  let covered = 0;
  for (const [term, count] of counts.entries()) {
    if (count === 0) continue;
    const weight = weights[term] ?? 0;
    score += (weight * (rarities[term] ?? 0) * count * (REPEATS + 1)) / (count + dampened);
    if (ofClaim[term]) covered += weight;
  }
  return score * (1 + (COVERAGE * covered) / (claimWeight || 1));
}

/** The inverse document frequency that stays above 0 where every passage has a term. */
function toRarities(passages: readonly ReadPassage[], terms: number): number[] {
  return Array.from({ length: terms }, (_, term) => {
    let having = 0;
    for (const { counts } of passages) if ((counts[term] ?? 0) > 0) having += 1;
    return Math.log(1 + (passages.length - having + 0.5) / (having + 0.5));
  });
}
