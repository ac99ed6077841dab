import { ENGLISH_MARKS } from '../../src/core/card/marks.ts';
import { toRowNotes, type VerdictCard } from '../../src/core/card/verdict-card.ts';
import { renderCardText } from './card.ts';
import { renderHead } from './card-head.ts';
import { alone, createLine, toForeignCard, toText } from './foreign-card.ts';
import { EMPTY, italic, join, link, type Piece, plain } from './html.ts';
import { MARKUP_BYTES_LIMIT, TEXT_LIMIT } from './limits.ts';

/** The limits of one row, in UTF-16 units, if there is room; the verdict's heading and the id are never cut further. */
const AT_MOST = {
  title: 60,
  matched: 60,
  attribution: 120,
  rating: 120,
  others: 150,
  why: 300,
  noted: 120,
  publisher: 60,
};
const HEADING = 100;
const ID = 60;
const MOST_SOURCES = 4;
/** At least this much of a claim is kept, to tell rows apart. */
const CLAIM_KEPT = 40;
/** The limit of what was asked, and of the closest claim. */
const ASKED = 200;
/** The fractions of these limits that a row tries in turn until it fits; the last one always fits. */
const SHARES = [1, 0.5, 0.25];
/** The most cards in one message: three of its own, and five kept ones. */
const MOST_ROWS = 5;
/** The shortest a text can be cut to, in UTF-16 units. */
const SHORTEST = 2;

/**
 * All cards of a reply in one text: a single one as it is, several as one row each, so that none is left out and no verdict line is cut. If the room
 * does not suffice, claims are cut.
 */
export function renderCards(cards: readonly VerdictCard[]): Piece {
  const [first, ...more] = cards;
  if (!first) return EMPTY;
  if (more.length === 0) return renderCardText(first);
  const shown = cards.slice(0, MOST_ROWS).map(toForeignCard);
  const room = Math.floor((TEXT_LIMIT - 2 * shown.length) / shown.length);
  const rows = (withLinks: boolean) =>
    join(
      shown.map((card, at) => renderRow(card, { number: at + 1, room, withLinks })),
      '\n\n',
    );
  const piece = rows(true);
  // Escaping lengthens addresses; without links the sources are still named.
  return Buffer.byteLength(piece.html) <= MARKUP_BYTES_LIMIT ? piece : rows(false);
}

interface Row {
  number: number;
  room: number;
  withLinks: boolean;
}

function renderRow(card: VerdictCard, row: Row): Piece {
  const claims = 1 + (card.asked ? 1 : 0) + (card.closest?.length ?? 0);
  let piece = EMPTY;
  for (const share of SHARES) {
    const taken = layOutRow(card, row, share, SHORTEST).length;
    const each = SHORTEST + Math.floor((row.room - taken) / claims);
    piece = layOutRow(card, row, share, Math.max(CLAIM_KEPT, each));
    if (piece.length <= row.room) break;
  }
  return piece;
}

/** `1. claim`; below it `❌ False` or the closest claims; then the reasons, the sources, and the id. */
function layOutRow(card: VerdictCard, { number, withLinks }: Row, share: number, claim: number): Piece {
  const line = createLine(card);
  const marks = card.marks ?? ENGLISH_MARKS;
  const most = (part: keyof typeof AT_MOST) => Math.floor(AT_MOST[part] * share);
  const others = Math.min(claim, ASKED);
  const room = {
    title: most('title'),
    claim: card.closest ? others : claim,
    asked: others,
    matched: most('matched'),
    closest: others,
    rating: most('rating'),
    others: most('others'),
    heading: HEADING,
    attribution: most('attribution'),
  };
  const [first = EMPTY, ...more] = renderHead(card, room);
  const sources = card.sources.slice(0, MOST_SOURCES).map(({ url, publisher }) => {
    const name = toText(publisher, most('publisher'));
    return alone(withLinks ? link(url, name) : name, marks);
  });
  // The other notes are only on the card itself.
  const [note = ''] = toRowNotes(card);
  const lines = [
    join([plain(`${number}.`), first], ' '),
    ...more,
    alone(toText(card.why, most('why')), marks),
    italic(toText(note, most('noted'))),
    join(sources, ' · '),
    italic(toText(card.idLine, ID)),
  ];
  return join(
    lines.map((one) => line(one)),
    '\n',
  );
}
