/** A piece of a text: `text.slice(start, end)`. */
export interface Span {
  start: number;
  end: number;
}

/** About four sentences: enough to see what a sentence means, little enough that twelve fit a prompt. UTF-16 units. */
const ENOUGH = 600;
const MOST = 900;
/** What is no longer than this stays with what comes after it: it is a heading, most often. */
const HEADING = 120;
/** More of a page is not read: a book that is long enough has all words. UTF-16 units. */
const MOST_READ = 500_000;

const PARAGRAPH = /\n[^\S\n]*\n\s*/g;
const SENTENCE_END = /[.!?…]["')\]”’»]*\s+|[。！？]["')\]”’」』]*|\n+/g;
/** The dot does not end a sentence: an initial, or a common abbreviation. */
const ABBREVIATED =
  /(?:^|[\s.(])(?:\p{Lu}|Dr|Mr|Mrs|Ms|Sen|Rep|Gov|Gen|St|Prof|Jr|Sr|No|vs|Inc|Ltd|Co|approx|ca|e\.g|i\.e|a\.m|p\.m)\.\s+$/u;

/**
 * Cuts a page's text into passages of about 600 to 900 units, at paragraphs where it can be, else at sentences, else at spaces. Together they are the
 * text, in order, without the space between them; each begins and ends with something to read. Linear in the text's length.
 */
export function cutPassages(text: string): Span[] {
  const whole = Math.min(text.length, MOST_READ);
  const passages: Span[] = [];
  let open: Span | undefined;
  const close = () => {
    if (open) passages.push(open);
    open = undefined;
  };
  for (const paragraph of toParagraphs(text, whole)) {
    for (const piece of paragraph.end - paragraph.start <= MOST ? [paragraph] : cutLong(text, paragraph)) {
      if (open && piece.end - open.start > MOST && open.end - open.start > HEADING) close();
      open = { start: open?.start ?? piece.start, end: piece.end };
      if (open.end - open.start >= ENOUGH) close();
    }
  }
  close();
  return passages;
}

function* toParagraphs(text: string, whole: number): Generator<Span> {
  let start = 0;
  const inside = text.slice(0, whole);
  for (const gap of inside.matchAll(PARAGRAPH)) {
    yield* trimmed(text, start, gap.index);
    start = gap.index + gap[0].length;
  }
  yield* trimmed(text, start, whole);
}

function* trimmed(text: string, from: number, to: number): Generator<Span> {
  const piece = text.slice(from, to);
  const start = from + piece.length - piece.trimStart().length;
  const end = from + piece.trimEnd().length;
  if (start < end) yield { start, end };
}

function* cutLong(text: string, { start: from, end: to }: Span): Generator<Span> {
  let start = from;
  while (to - start > MOST) {
    const cut = start + toCut(text.slice(start, start + MOST));
    yield* trimmed(text, start, cut);
    start = cut;
  }
  yield* trimmed(text, start, to);
}

/** Where to cut a piece of a longer text: behind its last sentence that ends in the second half, else at its last space. */
function toCut(piece: string): number {
  let cut = 0;
  for (const { 0: mark, index } of piece.matchAll(SENTENCE_END)) {
    const end = index + mark.length;
    if (end >= ENOUGH && cut > 0) break;
    if (end > MOST / 2 && !ABBREVIATED.test(piece.slice(Math.max(0, end - 12), end))) cut = end;
  }
  if (cut > 0) return cut;
  const space = piece.search(/\s\S*$/);
  if (space > 0) return space + 1;
  // A pair of surrogates stays together.
  return /[\ud800-\udbff]$/.test(piece) ? piece.length - 1 : piece.length;
}
