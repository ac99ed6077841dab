import { ENGLISH_MARKS } from '../../src/core/card/marks.ts';
import type { VerdictCard } from '../../src/core/card/verdict-card.ts';
import { alone, RIGHT_TO_LEFT_MARK, renderCardText } from './card-text.ts';
import { cutText, toForeignText } from './foreign-text.ts';
import { bold, EMPTY, italic, join, link, type Piece, plain } from './html.ts';
import { MARKUP_BYTES_LIMIT, TEXT_LIMIT } from './limits.ts';

/** Of one row, in UTF-16 units: ours, and such that a row without its claim is at most about 830 long. */
const AT_MOST = { symbol: 16, heading: 100, title: 60, why: 300, publisher: 60, id: 60 };
const MOST_SOURCES = 4;
/** So much of a claim is always left, to tell rows apart. */
const CLAIM_KEPT = 40;
/** More than these never come in one message: three of a message, five that were kept. */
const MOST_ROWS = 5;

/**
 * All cards of a reply in one text: a single one as it is, several as a row each, so that none is left out and no verdict line is
 * cut. Where there is too much, claims give room.
 */
export function renderCards(cards: readonly VerdictCard[]): Piece {
  const [first, ...more] = cards;
  if (!first) return EMPTY;
  if (more.length === 0) return renderCardText(first);
  const shown = cards.slice(0, MOST_ROWS);
  const room = Math.floor((TEXT_LIMIT - 2 * shown.length) / shown.length);
  const rows = (withLinks: boolean) =>
    join(
      shown.map((card, at) => renderRow(card, at + 1, room, withLinks)),
      '\n\n',
    );
  const piece = rows(true);
  // Addresses swell when they are escaped; the pages are named all the same.
  return Buffer.byteLength(piece.html) <= MARKUP_BYTES_LIMIT ? piece : rows(false);
}

/** `1. ❌ False` and below it the claim, why, who is cited, and the id. */
function renderRow(card: VerdictCard, number: number, room: number, withLinks: boolean): Piece {
  const start = plain(card.direction === 'rtl' ? RIGHT_TO_LEFT_MARK : '');
  const line = (piece: Piece) => (piece.length === 0 ? EMPTY : join([start, piece]));
  const marks = card.marks ?? ENGLISH_MARKS;
  const heading = bold(text(card.heading, AT_MOST.heading));
  const verdict = line(join([plain(`${number}.`), text(card.symbol, AT_MOST.symbol), heading], ' '));
  const sources = card.sources.slice(0, MOST_SOURCES).map(({ url, publisher }) => {
    const name = text(publisher, AT_MOST.publisher);
    return alone(withLinks ? link(url, name) : name, marks);
  });
  const rest = [
    line(alone(text(card.why, AT_MOST.why), marks)),
    line(join(sources, ' · ')),
    line(italic(text(card.idLine, AT_MOST.id))),
  ];
  const label = join([bold(text(card.titles.claim, AT_MOST.title)), plain(marks.colon)]);
  const taken = join([verdict, label, ...rest], '\n').length;
  const claim = text(card.claim, Math.max(CLAIM_KEPT, room - taken - 2 * start.length - 4));
  return join([verdict, claim.length === 0 ? EMPTY : line(join([label, alone(claim, marks)])), ...rest], '\n');
}

function text(foreign: string, limit: number): Piece {
  return plain(cutText(toForeignText(foreign), limit));
}
