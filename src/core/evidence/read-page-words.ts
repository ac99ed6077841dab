import type { Page } from '../types.ts';
import { cutPassages, type Span } from './cut-passages.ts';
import type { WordReader } from './passage-words.ts';
import { createShingler, createSketch, type Sketch } from './shingles.ts';

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
