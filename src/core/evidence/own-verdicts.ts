import en from '../text/en.json' with { type: 'json' };

/** How far above its id line a card can begin, in UTF-16 units: a card has at most two messages' worth of text. */
const CARD_ABOVE = 2_500;
/** How far the lines of one card's foot stand apart. */
const FOOT = 200;

const ID_LINE = new RegExp(`(?<![\\p{L}\\p{N}])${toPattern(en['card.id'])}(?![\\p{L}\\p{N}])`, 'gu');
const AS_OF = new RegExp(toPattern(en['card.asOf'], '[^\\n]{0,12}\\d{4}'), 'u');
/** A heading stands at the start of a line, or behind its symbol. */
const HEADING = new RegExp(
  `(?:^|\\n|[^\\p{L}\\p{N}\\p{P}\\s])[^\\p{L}\\p{N}\\n]{0,8}(?:${Object.entries(en)
    .filter(([key]) => key.startsWith('verdict.'))
    .map(([, text]) => text)
    .join('|')})(?![\\p{L}])`,
  'gu',
);

/**
 * Whether `text.slice(start, end)` lies within a copy of one of our cards: above a line "Check 7K3M9Q2A" that stands next to an "As of …" date, and below
 * a verdict's heading. Our own verdict is no evidence for itself; what else the page says still is.
 */
export function isOwnVerdict(text: string, start: number, end: number): boolean {
  const from = Math.max(0, start - FOOT);
  const around = text.slice(from, end + CARD_ABOVE);
  for (const { 0: line, index } of around.matchAll(ID_LINE)) {
    const foot = from + index + line.length;
    if (foot < start) continue;
    if (!AS_OF.test(text.slice(Math.max(0, foot - line.length - FOOT), foot + FOOT))) continue;
    const above = text.slice(Math.max(0, foot - CARD_ABOVE), foot);
    const heading = Array.from(above.matchAll(HEADING)).at(-1);
    if (heading && Math.max(0, foot - CARD_ABOVE) + heading.index < end) return true;
  }
  return false;
}

/** The card's own text with Crockford's base 32 (or another pattern) where the value goes. */
function toPattern(text: string, value = '[0-9A-HJKMNP-TV-Z]{8}'): string {
  return text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/, value);
}
