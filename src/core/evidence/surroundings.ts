import { isOwnVerdict } from '../card/own-cards.ts';
import { defined } from '../defined.ts';
import { shorten } from '../language/characters.ts';
import { type Range, STOPPED, toPageSentences, toParagraphs } from '../language/page-text.ts';

/** The text around a passage: it helps a model to read the passage, and is never part of what the passage says. */
export interface Surroundings {
  /** The one or two sentences right above it, about 250 UTF-16 units at most; empty at the top of the page, or of its section. */
  before: string;
  /** The same below it. */
  after: string;
  /** The nearest heading above it, at most 120 units; absent if it begins with one. */
  heading?: string;
}

const MOST_AROUND = 250;
const MOST_HEADING = 120;
/** How far above a passage to look, in UTF-16 units: few sections are longer. */
const ABOVE = 10_000;
/** How far below a passage to look, in UTF-16 units: the next two sentences stand there, or are too long to be shown whole. */
const BELOW = 1_000;

/** The text around `text.slice(start, end)`, without our own verdicts. Pure; takes no longer for a longer page. */
export function toSurroundings(text: string, { start, end }: Range): Surroundings {
  const isOwn = (range: Range) => isOwnVerdict(text, range.start, range.end);
  const from = Math.max(0, start - ABOVE);
  const above = toParagraphsOf(text, from, start).reverse();
  const below = toParagraphsOf(text, end, Math.min(text.length, end + BELOW));
  const [opening, next] = toParagraphsOf(text, start, end);
  const heading =
    opening && next && isHeading(text, opening)
      ? undefined
      : above.find(
          // A paragraph cut off by the search window may be longer than it seems.
          (paragraph) => (from === 0 || paragraph.start > from) && isHeading(text, paragraph) && !isOwn(paragraph),
        );
  const show = (nearest: readonly Range[]) => {
    const [near, far] = nearest;
    if (!near) return '';
    const fits = far && near.end - near.start + far.end - far.start < MOST_AROUND;
    const whole = fits ? { start: Math.min(near.start, far.start), end: Math.max(near.end, far.end) } : near;
    return isOwn(whole) ? '' : shorten(text.slice(whole.start, whole.end).replace(/\s+/gu, ' '), MOST_AROUND);
  };
  return {
    before: show(untilHeading(text, above).flatMap((paragraph) => toPageSentences(text, paragraph).reverse())),
    after: show(untilHeading(text, below).flatMap((paragraph) => toPageSentences(text, paragraph))),
    ...defined({ heading: heading && text.slice(heading.start, heading.end) }),
  };
}

function toParagraphsOf(text: string, from: number, to: number): Range[] {
  return toParagraphs(text.slice(from, to)).map(({ start, end }) => ({ start: from + start, end: from + end }));
}

/** The nearest paragraphs up to a heading, which begins another section. Two are enough: each has at least one sentence. */
function untilHeading(text: string, nearest: readonly Range[]): Range[] {
  const two = nearest.slice(0, 2);
  const at = two.findIndex((paragraph) => isHeading(text, paragraph));
  return at < 0 ? two : two.slice(0, at);
}

/** A list item, a table row, or a paragraph that the next one continues. */
const NO_HEADING = /^[-*•‣·–—]\s|[\n\t]|[,;:：，；]$/u;

/** Whether a paragraph is short and ends in no stop. */
function isHeading(text: string, { start, end }: Range): boolean {
  if (end - start > MOST_HEADING) return false;
  const line = text.slice(start, end);
  return /\p{L}/u.test(line) && !NO_HEADING.test(line) && !STOPPED.test(line);
}
