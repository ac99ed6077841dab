import { UNSEEN } from './characters.ts';

/** A stretch of a text: `text.slice(start, end)`. */
export interface Range {
  start: number;
  end: number;
}

/** A text as it is compared: Unicode and white space are folded, case and punctuation are not. */
export interface FoldedText {
  folded: string;
  /** For each UTF-16 unit of `folded`, where what it came from begins in the original. */
  starts: readonly number[];
  /** … and where it ends. */
  ends: readonly number[];
}

/** A letter with what is put on it, conjoining Hangul, or a run of white space: what Unicode may spell in two ways. */
const CLUSTER = /\s+|[\u1100-\u11ff]+|[\s\S]\p{M}*/uy;

function foldCluster(cluster: string): string {
  return cluster
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .replace(/[‘’‚‛ʼ′`´]/gu, "'")
    .replace(/[“”„‟″«»]/gu, '"')
    .replace(/[\u2010-\u2015\u2212]/gu, '-');
}

/**
 * Folds spellings that differ for computers alone: compatibility forms, kinds of quotation marks and dashes, unseen characters, white space. Case,
 * punctuation and words stay, so that nothing that means something is lost. Pure.
 */
export function foldText(text: string): FoldedText {
  const pieces: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < text.length; ) {
    const from = at;
    while (isPlain(text.charCodeAt(at), text.charCodeAt(at + 1))) {
      starts.push(at);
      at += 1;
      ends.push(at);
    }
    if (at > from) pieces.push(text.slice(from, at));
    CLUSTER.lastIndex = at;
    const cluster = CLUSTER.exec(text)?.[0] ?? '';
    if (cluster === '') break;
    const folded = cluster.replace(UNSEEN, '') === '' ? '' : foldCluster(cluster);
    pieces.push(folded);
    for (let unit = 0; unit < folded.length; unit += 1) {
      starts.push(at);
      ends.push(at + cluster.length);
    }
    at += cluster.length;
  }
  return { folded: pieces.join(''), starts, ends };
}

/**
 * Whether a character is ASCII, with nothing put on it and no white space to fold: most of a page is, and pages of 100 KB are folded while somebody
 * waits. `next` is not a number at the end.
 */
function isPlain(code: number, next: number): boolean {
  if (code === 0x20) return next > 0x20 && next < 0x7f;
  return code > 0x20 && code < 0x7f && code !== 0x60 && !(next >= 0x300);
}

/** A blank line, or a line that begins an item of a list. */
const PARAGRAPH_END = /\n[^\S\n]*\n\s*|\n(?=[^\S\n]*(?:[-*•‣·–—]|\d{1,2}[.)])\s)/gu;

/** Where a page's paragraphs stand. Pure. */
export function toParagraphs(text: string): Range[] {
  const paragraphs: Range[] = [];
  let start = 0;
  for (const { 0: gap, index } of text.matchAll(PARAGRAPH_END)) {
    if (text.slice(start, index).trim() !== '') paragraphs.push({ start, end: index });
    start = index + gap.length;
  }
  if (text.slice(start).trim() !== '') paragraphs.push({ start, end: text.length });
  return paragraphs;
}

const STOP = /(?:[.!?…]+|[。！？｡]+|[।॥۔؟]+)["'”’“»)\]」』）】]*/gu;
const FULL_WIDTH = /^[。！？｡]/u;
/** What is said in quotation marks belongs together, however many sentences it has: who said it stands before or behind. */
const QUOTATION = /„[^“”„]*[“”]|“[^“”]*”|«[^«»]*»|「[^「」]*」|『[^『』]*』|"[^"]*"/gu;
const ABBREVIATION =
  /(?:^|[\s("'“«])(?:\p{Lu}|(?:\p{L}\.)+\p{L}|Dr|Mr|Mrs|Ms|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Maj|St|Prof|Jr|Sr|Sra|Srta|Nr|No|Nos|vs|Inc|Ltd|Co|Corp|Bros|approx|ca|cf|vgl|bzw|usw|etc|Abs|Art|art|Fig|fig|Tab|Vol|vol|ed|eds|Ed|pp?|ff|al|resp|Mio|Mrd|Mme|Mlle|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Rd|Ave|Mt|Ft|ст|см|р|рр|тис|млн|млрд|ім|вул|проф|акад|г|гг|тыс|डॉ|श्री)\.$/u;
/** No more than this is looked at before a dot, however long the sentence is. */
const LONGEST_ABBREVIATION = 30;
/** "Am 3. Oktober", "dne 5. května": a day before a month's name. */
const ORDINAL = /(?:^|\s)\d{1,2}\.$/u;
const AFTER_ORDINAL =
  /^(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhundert)/u;

/**
 * A paragraph's sentences. Where it is not sure it splits less: a longer piece shows more of what stands around a quote. Pure.
 *
 * @param range the paragraph within `text`; the answers are ranges of `text` too, without white space at their ends
 */
export function toSentences(text: string, range: Range): Range[] {
  const paragraph = text.slice(range.start, range.end);
  const quotations = Array.from(paragraph.matchAll(QUOTATION), ({ 0: { length }, index }) => [index, index + length]);
  const sentences: Range[] = [];
  let start = 0;
  let quoted = 0;
  const close = (end: number) => {
    const piece = paragraph.slice(start, end);
    const from = start + piece.length - piece.trimStart().length;
    if (piece.trim() !== '')
      sentences.push({ start: range.start + from, end: range.start + from + piece.trim().length });
    start = end;
  };
  for (const { 0: stop, index } of paragraph.matchAll(STOP)) {
    const end = index + stop.length;
    while ((quotations[quoted]?.[1] ?? Number.POSITIVE_INFINITY) < end) quoted += 1;
    const [from, to] = quotations[quoted] ?? [];
    if (from !== undefined && to !== undefined && from < index && end < to) continue;
    if (
      FULL_WIDTH.test(stop) ||
      isEnd(paragraph.slice(Math.max(start, end - LONGEST_ABBREVIATION), end), paragraph.slice(end, end + 40))
    )
      close(end);
  }
  close(paragraph.length);
  return sentences;
}

function isEnd(before: string, after: string): boolean {
  if (after !== '' && !/^\s/u.test(after)) return false;
  const next = after.trimStart().replace(/^["'“‘„«([¿¡]+/u, '');
  if (/^\p{Ll}/u.test(next)) return false;
  if (ABBREVIATION.test(before)) return next === '';
  return !(ORDINAL.test(before) && AFTER_ORDINAL.test(next));
}
