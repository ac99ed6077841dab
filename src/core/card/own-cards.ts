import { LOCALE_TAGS, toLocale } from '../text/locale.ts';
import { VERDICT_LABELS } from '../types.ts';

/** How far above its id line a card can begin, in UTF-16 units: a card has at most two messages' worth of text. */
const CARD_ABOVE = 2_500;
/** How far apart the lines of one card's foot may stand, in UTF-16 units. */
const FOOT = 200;

const TEXTS = LOCALE_TAGS.map((tag) => toLocale(tag).t);
/** Crockford's base 32. */
const ID = '[0-9A-HJKMNP-TV-Z]{8}';
const ID_LINE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${TEXTS.map((t) => t('card.id', { id: ID })).join('|')})(?![\\p{L}\\p{N}])`,
  'gu',
);
/** The day and month before a year have up to 20 characters: "26 de dezembro de 2025". */
const AS_OF = new RegExp(TEXTS.map((t) => t('card.asOf', { date: '[^\\n]{0,20}\\d{4}' })).join('|'), 'u');
/** A heading stands at the start of a line, or behind its symbol. */
const HEADING = new RegExp(
  `(?:^|\\n|[^\\p{L}\\p{N}\\p{P}\\s])[^\\p{L}\\p{N}\\n]{0,8}(?:${TEXTS.flatMap((t) =>
    VERDICT_LABELS.map((label) => t(`verdict.${label}`)),
  ).join('|')})(?![\\p{L}\\p{M}])`,
  'gu',
);

/**
 * Whether `text.slice(start, end)` lies within a copy of one of our cards, in any of their languages: above an id line next to an "As of …" date, and
 * below a verdict's heading. Our own verdict is no evidence for itself; the rest of the page still is.
 */
export function isOwnVerdict(text: string, start: number, end: number): boolean {
  const from = Math.max(0, start - FOOT);
  const around = text.slice(from, end + CARD_ABOVE);
  for (const { 0: line, index } of around.matchAll(ID_LINE)) {
    const foot = from + index + line.length;
    if (foot < start) continue;
    if (!AS_OF.test(text.slice(Math.max(0, foot - line.length - FOOT), foot + FOOT))) continue;
    const top = Math.max(0, foot - CARD_ABOVE);
    const heading = Array.from(text.slice(top, foot).matchAll(HEADING)).at(-1);
    if (heading && top + heading.index < end) return true;
  }
  return false;
}
