import type { CardMarks } from '../../src/core/card/marks.ts';
import type { VerdictCard } from '../../src/core/card/verdict-card.ts';
import { cutText, toForeignText } from './foreign-text.ts';
import { EMPTY, join, type Piece, plain } from './html.ts';

/** Limits that no card exceeds; with at most four entities per entry, they are also far below ENTITY_LIMIT. */
const MOST_SOURCES = 10;
const MOST_RELATED = 8;
const MOST_CLOSEST = 2;

/** U+200F: begins a line of a right-to-left language that would otherwise begin with a symbol or a number. */
const RIGHT_TO_LEFT_MARK = '\u200f';

/** Returns a function that begins a line as the card's language needs it; an empty piece stays empty. */
export function createLine({ direction }: Pick<VerdictCard, 'direction'>): (piece: Piece) => Piece {
  const start = plain(direction === 'rtl' ? RIGHT_TO_LEFT_MARK : '');
  return (piece) => (piece.length === 0 ? EMPTY : join([start, piece]));
}

/** Text that may run in the other direction, wrapped in its isolate marks. */
export function alone(piece: Piece, { isolate: [open, close] }: CardMarks): Piece {
  return piece.length === 0 ? piece : join([plain(open), piece, plain(close)]);
}

/** A text of a card from `toForeignCard`, cut to `limit` UTF-16 units. */
export function toText(foreign: string, limit: number): Piece {
  return plain(cutText(foreign, limit));
}

/** The card with every text made safe to show. Done once, since layout may run some twenty times. */
export function toForeignCard(card: VerdictCard): VerdictCard {
  const { sources, related, titles, asked, closest } = card;
  return {
    ...toForeignTexts(card),
    titles: toForeignTexts(titles),
    notes: card.notes.map(toForeignText),
    ...(asked && { asked: toForeignTexts(asked) }),
    ...(closest && { closest: closest.slice(0, MOST_CLOSEST).map(toForeignTexts) }),
    sources: sources
      .slice(0, MOST_SOURCES)
      .map((source) => ({ ...toForeignTexts(source), ...(source.url !== undefined && { url: source.url }) })),
    related: related
      .slice(0, MOST_RELATED)
      .map((one) => ({ ...toForeignTexts(one), ...(one.url !== undefined && { url: one.url }) })),
  };
}

function toForeignTexts<T extends object>(texts: T): T {
  const entries = Object.entries(texts).map(([key, value]) => [
    key,
    typeof value === 'string' ? toForeignText(value) : value,
  ]);
  return Object.fromEntries(entries) as T;
}
