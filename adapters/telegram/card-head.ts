import { type CardMarks, ENGLISH_MARKS } from '../../src/core/card/marks.ts';
import type { CardClosest, VerdictCard } from '../../src/core/card/verdict-card.ts';
import { alone, toText } from './foreign-card.ts';
import { bold, EMPTY, italic, join, type Piece, plain } from './html.ts';

/** The limit of each text in a card's head, in UTF-16 units. */
export interface HeadRoom {
  title: number;
  claim: number;
  asked: number;
  matched: number;
  /** A closest checked claim. */
  closest: number;
  rating: number;
  others: number;
  heading: number;
  attribution: number;
}

const SYMBOL = 16;

/**
 * The first lines of a card, without empty ones. What was asked comes before any label: a notification, the chat list and the pinned-message bar show
 * only the beginning.
 * @param card as `toForeignCard` returns it
 */
export function renderHead(card: VerdictCard, room: HeadRoom): Piece[] {
  const marks = card.marks ?? ENGLISH_MARKS;
  const { titles, asked, closest } = card;
  const claim = alone(toText(card.claim, room.claim), marks);
  const titled = (title: string, ...said: Piece[]) =>
    said.every(({ length }) => length === 0)
      ? EMPTY
      : join([bold(toText(title, room.title)), join(said, ' · ')], marks.colon);
  const lines = closest
    ? [titled(titles.asked, claim), ...closest.flatMap((one, at) => renderClosest(one, closest[at - 1], card, room))]
    : [
        asked
          ? titled(
              titles.asked,
              alone(toText(asked.text, room.asked), marks),
              toText(asked.matched ?? '', room.matched),
            )
          : EMPTY,
        asked ? titled(titles.claim, claim) : bold(claim),
        join([toText(card.symbol, SYMBOL), bold(toText(card.heading, room.heading))], ' '),
        italic(toText(card.attribution ?? '', room.attribution)),
      ];
  return lines.filter(({ length }) => length > 0);
}

/** `🔎 Closest checked claim: “claim” — rated “False” by …`, and below it the other publishers who checked it. */
function renderClosest(
  { title, claim, rating, others = '' }: CardClosest,
  before: CardClosest | undefined,
  { symbol, marks = ENGLISH_MARKS }: VerdictCard,
  room: HeadRoom,
): Piece[] {
  // The second of two under the same title does not repeat it.
  const shown = title === before?.title ? EMPTY : bold(toText(title, room.title));
  const said = join([toQuote(toText(claim, room.closest), marks), toText(rating, room.rating)], ' — ');
  const line = join([toText(symbol, SYMBOL), join([shown, said], marks.colon)], ' ');
  return [line, toText(others, room.others)];
}

function toQuote(claim: Piece, marks: CardMarks): Piece {
  const [open, close] = marks.quote;
  return claim.length === 0 ? EMPTY : join([plain(open), alone(claim, marks), plain(close)]);
}
