import { toSentences } from './sentences.ts';

/** A stretch of a text: `text.slice(start, end)`. */
export interface Range {
  start: number;
  end: number;
}

/** A text as it is compared: Unicode and white space are folded, case and punctuation are not. */
export interface FoldedText {
  folded: string;
  /** For each UTF-16 unit of `folded`, where its source begins in the original. */
  starts: readonly number[];
  /** … and where it ends. */
  ends: readonly number[];
}

/**
 * ASCII that folds to itself, with no mark on it (pages of 100 KB are folded while somebody waits); or text that Unicode may spell in two ways: a run
 * of white space, conjoining Hangul, a letter with its marks.
 */
const CLUSTER = /(?<plain>(?:[!-_a-~]| (?=[!-~])){1,2000}(?![^\0-\x7f]))|\s+|[\u1100-\u11ff]+|[\s\S]\p{M}*/gu;
/** Soft hyphens, zero-width and direction marks: nobody sees them. */
const UNSEEN = /^[\p{Default_Ignorable_Code_Point}\u200b-\u200f\u202a-\u202e\u2060-\u2069]+$/u;

function foldCluster(cluster: string): string {
  if (UNSEEN.test(cluster)) return '';
  return cluster
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .replace(/[‘’‚‛ʼ′`´]/gu, "'")
    .replace(/[“”„‟″«»]/gu, '"')
    .replace(/[\u2010-\u2015\u2212]/gu, '-');
}

/**
 * Folds differences that only computers see: compatibility forms, kinds of quotation marks and dashes, unseen characters, white space. Case,
 * punctuation and words stay, so that no meaning is lost. Pure.
 */
export function foldText(text: string): FoldedText {
  const pieces: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: cluster, index, groups } of text.matchAll(CLUSTER)) {
    const isPlain = groups?.plain !== undefined;
    const folded = isPlain ? cluster : foldCluster(cluster);
    pieces.push(folded);
    for (let unit = 0; unit < folded.length; unit += 1) {
      starts.push(isPlain ? index + unit : index);
      ends.push(isPlain ? index + unit + 1 : index + cluster.length);
    }
  }
  return { folded: pieces.join(''), starts, ends };
}

/** A stretch without the white space at its ends; none if nothing is left. */
export function toTrimmed(text: string, from: number, to: number): Range[] {
  const piece = text.slice(from, to).trimEnd();
  const start = from + piece.length - piece.trimStart().length;
  const end = from + piece.length;
  return start < end ? [{ start, end }] : [];
}

/** A blank line, or a line that begins an item of a list. */
const PARAGRAPH_END = /\n[^\S\n]*\n\s*|\n(?=[^\S\n]*(?:[-*•‣·–—]|\d{1,2}[.)])\s)/gu;

/** Where a page's paragraphs stand, without white space at their ends. Pure. */
export function toParagraphs(text: string): Range[] {
  const gaps = Array.from(text.matchAll(PARAGRAPH_END), ({ 0: gap, index }) => ({ index, end: index + gap.length }));
  return [...gaps, { index: text.length, end: 0 }].flatMap(({ index }, at) =>
    toTrimmed(text, gaps[at - 1]?.end ?? 0, index),
  );
}

/** A quotation stays together, however many sentences it has: its speaker is named before or after it. */
const QUOTATION = /„[^“”„]*[“”]|“[^“”]*”|«[^«»]*»|「[^「」]*」|『[^『』]*』|"[^"]*"/gu;
/** A text that ends in a stop. For texts of bounded length. */
export const STOPPED = /[.!?…。！？｡।॥۔؟]["'”’“»)\]」』”）】]*$/u;
/** The most characters looked at behind a stop, or at a sentence's beginning. */
const MOST_MARKS = 8;
const GOES_ON = /^["'“‘„«([¿¡]*\p{Ll}/u;

/**
 * A paragraph's sentences. In doubt it splits less than `toSentences` does: a longer piece shows more of what stands around a quote. Pure.
 *
 * @param range the paragraph within `text`; the answers are ranges of `text` too, without white space at their ends
 */
export function toPageSentences(text: string, range: Range): Range[] {
  const paragraph = text.slice(range.start, range.end);
  const quotations = Array.from(paragraph.matchAll(QUOTATION), ({ 0: { length }, index }) => [index, index + length]);
  const sentences: Range[] = [];
  let quoted = 0;
  for (const { start, end } of toSentences(paragraph)) {
    while ((quotations[quoted]?.[1] ?? Number.POSITIVE_INFINITY) <= start) quoted += 1;
    const [from = start] = quotations[quoted] ?? [];
    const before = sentences.at(-1);
    const goesOn =
      before &&
      (from < start ||
        !STOPPED.test(paragraph.slice(Math.max(0, before.end - MOST_MARKS), before.end).trimEnd()) ||
        GOES_ON.test(paragraph.slice(start, start + MOST_MARKS)));
    if (goesOn) before.end = end;
    else sentences.push({ start, end });
  }
  return sentences.flatMap(({ start, end }) => toTrimmed(text, range.start + start, range.start + end));
}
