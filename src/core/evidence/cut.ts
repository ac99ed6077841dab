import { type Range, toParagraphs, toTrimmed } from '../language/page-text.ts';
import { toSentences } from '../language/sentences.ts';

/** About four sentences: enough to see what a sentence means, little enough that sixteen fit a prompt. UTF-16 units. */
const ENOUGH = 600;
const MOST = 900;
/** A passage no longer than this stays with what follows: it is most often a heading. */
const HEADING = 120;
/** A page is read up to here: a long enough book has every word. UTF-16 units. */
const MOST_READ = 500_000;

/**
 * Cuts a page's text into passages of about 600 to 900 units: at paragraphs if possible, else at sentences, else at spaces. Together, in order, they
 * are the text without the white space between them. Linear in the text's length.
 */
export function cutPassages(text: string): Range[] {
  const passages: Range[] = [];
  let open: Range | undefined;
  for (const piece of toParagraphs(text.slice(0, MOST_READ)).flatMap((paragraph) => cutLong(text, paragraph))) {
    if (open && (open.end - open.start >= ENOUGH || (piece.end - open.start > MOST && open.end - open.start > HEADING)))
      open = undefined;
    if (open) open.end = piece.end;
    else {
      open = { ...piece };
      passages.push(open);
    }
  }
  return passages;
}

function cutLong(text: string, { start: from, end }: Range): Range[] {
  const pieces: Range[] = [];
  let start = from;
  while (end - start > MOST) {
    const cut = start + toCut(text.slice(start, start + MOST));
    pieces.push(...toTrimmed(text, start, cut));
    start = cut;
  }
  return [...pieces, ...toTrimmed(text, start, end)];
}

/**
 * Where to cut a piece of a longer text: behind a sentence that ends in its second half, the last before `ENOUGH` units or else the first; else at
 * its last space.
 */
function toCut(piece: string): number {
  const ends = toSentences(piece).flatMap(({ end }) => (end > MOST / 2 && end < piece.length ? [end] : []));
  const cut = ends.findLast((end) => end < ENOUGH) ?? ends[0];
  if (cut !== undefined) return cut;
  const space = piece.search(/\s\S*$/);
  if (space > 0) return space + 1;
  // A pair of surrogates stays together.
  return /[\ud800-\udbff]$/.test(piece) ? piece.length - 1 : piece.length;
}
