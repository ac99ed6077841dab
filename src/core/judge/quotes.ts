import { type FoldedText, foldText, type Range, toPageSentences, toParagraphs } from '../language/page-text.ts';
import type { Page } from '../types.ts';

/** A quote as it stands in its page, widened to whole sentences. */
export interface FoundQuote extends Range {
  /** `page.text.slice(start, end)`, with its white space made single. */
  text: string;
  /** The sentence before it, from the previous paragraph if it opens one; empty at the page's beginning. */
  before: string;
  /** The sentence after it, from the next paragraph if it closes one; empty at the page's end. */
  after: string;
}

/** The fewest words of a quote; a whole sentence may have fewer. */
const LEAST_WORDS = 5;
/** For scripts that put no space between words: about five words of two characters. */
const LEAST_CHARACTERS = 10;
/** A longer stretch is not a sentence that a card's reader could check; page menus and tables run on like this. */
const MOST_SHOWN = 600;
/** How many occurrences of a quote are looked at in one paragraph. */
const MOST_PLACES = 20;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

interface Paragraph extends Range {
  folded?: FoldedText;
}
/** Paragraphs are kept with their page: several quotes of one page are looked for, one after the other. */
const knownPages = new WeakMap<Page, Paragraph[]>();

function toKnown(page: Page): Paragraph[] {
  const known = knownPages.get(page) ?? toParagraphs(page.text);
  knownPages.set(page, known);
  return known;
}

/**
 * Finds a quote in its page, character for character after Unicode and white-space folding, within one paragraph, and widens it to the whole sentence
 * or sentences around it. Only the page's own text is returned.
 *
 * @param near where the model read it: if the page has the words more than once, an occurrence there is preferred
 * @returns nothing if the page does not have it, it is too short, or its sentences are too long to be shown
 */
export function findQuote(page: Page, quote: string, near: Range): FoundQuote | undefined {
  const wanted = foldText(quote.slice(0, 2 * MOST_SHOWN)).folded.trim();
  if (wanted === '' || quote.length > 2 * MOST_SHOWN) return undefined;
  const isNear = ({ start, end }: Range) => start < near.end && end > near.start;
  const look = (isWanted: (paragraph: Range) => boolean) =>
    toKnown(page).flatMap((paragraph, at) => {
      if (!isWanted(paragraph)) return [];
      paragraph.folded ??= foldText(page.text.slice(paragraph.start, paragraph.end));
      return findAll(paragraph.folded, wanted).map(({ start, end }) => ({
        at,
        start: paragraph.start + start,
        end: paragraph.start + end,
      }));
    });
  // Pages are long, and most quotes stand where the model read them: that part is searched first.
  const place = look(isNear).find(isNear) ?? look(() => true)[0];
  return place && widen(page, place, wanted);
}

function findAll({ folded, starts, ends }: FoldedText, wanted: string): Range[] {
  const found: Range[] = [];
  for (let at = folded.indexOf(wanted); at >= 0 && found.length < MOST_PLACES; at = folded.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    if (isWhole(folded, at, end)) found.push({ start: starts[at] ?? 0, end: ends[end - 1] ?? 0 });
  }
  return found;
}

/** Not cut out of a word or a number: "5 people" is not in "15 people", nor "3" in "3.5". */
function isWhole(text: string, start: number, end: number): boolean {
  if (UNSPACED.test(text.slice(start, start + 1)) || UNSPACED.test(text.slice(end - 1, end))) return true;
  const cutsBefore = /[\p{L}\p{N}]$|\p{N}[.,]$/u.test(text.slice(Math.max(0, start - 2), start));
  const cutsAfter = /^[\p{L}\p{M}\p{N}]|^[.,]\p{N}/u.test(text.slice(end, end + 2));
  const opens = /^[\p{L}\p{N}]/u.test(text.slice(start, start + 2));
  const closes = /[\p{L}\p{M}\p{N}]$/u.test(text.slice(start, end));
  return !(opens && cutsBefore) && !(closes && cutsAfter);
}

function widen(page: Page, place: Range & { at: number }, wanted: string): FoundQuote | undefined {
  const toRanges = (at: number) =>
    toKnown(page)
      .slice(Math.max(0, at), at + 1)
      .flatMap((paragraph) => toPageSentences(page.text, paragraph));
  const sentences = toRanges(place.at);
  const first = sentences.findIndex(({ end }) => end > place.start);
  const last = sentences.findLastIndex(({ start }) => start < place.end);
  const start = sentences[first]?.start;
  const end = sentences[last]?.end;
  if (start === undefined || end === undefined || end - start > MOST_SHOWN) return undefined;
  const show = (range: Range = { start: 0, end: 0 }) =>
    page.text.slice(range.start, range.end).replace(/\s+/gu, ' ').trim().slice(-MOST_SHOWN);
  const text = show({ start, end });
  if (!isLongEnough(wanted) && foldText(text).folded !== wanted) return undefined;
  return {
    text,
    start,
    end,
    before: show(sentences[first - 1] ?? toRanges(place.at - 1).at(-1)),
    after: show(sentences[last + 1] ?? toRanges(place.at + 1)[0]),
  };
}

function isLongEnough(quote: string): boolean {
  if (UNSPACED.test(quote)) return quote.replace(/[^\p{L}\p{N}]/gu, '').length >= LEAST_CHARACTERS;
  return quote.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word)).length >= LEAST_WORDS;
}
