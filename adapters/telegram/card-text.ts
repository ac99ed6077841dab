import { type CardMarks, ENGLISH_MARKS } from '../../src/core/card/marks.ts';
import type { CardRelated, CardSource, VerdictCard } from '../../src/core/card/verdict-card.ts';
import { cutText, toForeignText } from './foreign-text.ts';
import { bold, EMPTY, italic, join, link, type Piece, plain } from './html.ts';
import { MARKUP_BYTES_LIMIT, TEXT_LIMIT } from './limits.ts';

/**
 * The most that one text of a card may take, in UTF-16 units: ours, and such that the lines that always stay (verdict,
 * attribution, claim, why, footer) fit TEXT_LIMIT together.
 */
const AT_MOST = {
  symbol: 16,
  heading: 150,
  attribution: 300,
  why: 1500,
  footer: 100,
  title: 60,
  line: 300,
  word: 120,
  noted: 200,
};

/** A claim that has to give room keeps this much of itself. */
const CLAIM_KEPT = 300;
/** Statements give room in these steps. */
const STATEMENT_STEPS = [400, 200, 100, 0];
/** No card has more; with four entities each at most, it is also far below ENTITY_LIMIT. */
const MOST_SOURCES = 10;
const MOST_RELATED = 8;
const MOST_NOTES = 3;

/** U+200F: begins a line of a right-to-left language that starts with a symbol or a number. */
export const RIGHT_TO_LEFT_MARK = '\u200f';

/** How much of a card is shown. */
interface Room {
  claim: number;
  related: number;
  statement: number;
  sources: number;
}

/**
 * The text of a card. Where it would be over Telegram's limit, the claim is cut first, then similar checks go, then what
 * sources are cited for, then sources; the verdict, its why and the footer always stay.
 */
export function renderCardText(given: VerdictCard): Piece {
  const card = toForeignCard(given);
  const full: Room = {
    claim: TEXT_LIMIT,
    related: card.related.length,
    statement: 1000,
    sources: card.sources.length,
  };
  let piece = layOut(card, full);
  for (const room of lessAndLess(card, full, piece.length - TEXT_LIMIT)) {
    if (piece.length <= TEXT_LIMIT && Buffer.byteLength(piece.html) <= MARKUP_BYTES_LIMIT) break;
    piece = layOut(card, room);
  }
  return piece;
}

function* lessAndLess(card: VerdictCard, full: Room, over: number): Generator<Room> {
  const claim = Math.max(CLAIM_KEPT, card.claim.length - over);
  yield { ...full, claim };
  const small = { ...full, claim: CLAIM_KEPT };
  for (let related = full.related - 1; related >= 0; related -= 1) yield { ...small, related };
  for (const statement of STATEMENT_STEPS) yield { ...small, related: 0, statement };
  for (let sources = full.sources - 1; sources >= 0; sources -= 1)
    yield { ...small, related: 0, statement: 0, sources };
}

function layOut(card: VerdictCard, room: Room): Piece {
  const start = plain(card.direction === 'rtl' ? RIGHT_TO_LEFT_MARK : '');
  const line = (...pieces: Piece[]) => (pieces.every(({ length }) => length === 0) ? EMPTY : join([start, ...pieces]));
  const titled = (title: string, entries: Piece[][]) =>
    join(
      entries.length > 0 ? [line(bold(text(title, AT_MOST.title))), ...entries.flat().map((one) => line(one))] : [],
      '\n',
    );

  const marks = card.marks ?? ENGLISH_MARKS;
  const claim = alone(text(card.claim, room.claim), marks);
  const footer = [card.asOf, card.confidence ?? '', card.idLine].map((part) => text(part, AT_MOST.footer));
  return join(
    [
      join(
        [
          line(join([text(card.symbol, AT_MOST.symbol), bold(text(card.heading, AT_MOST.heading))], ' ')),
          line(italic(text(card.attribution ?? '', AT_MOST.attribution))),
          claim.length > 0 ? line(bold(text(card.titles.claim, AT_MOST.title)), plain(marks.colon), claim) : EMPTY,
        ],
        '\n',
      ),
      join(
        [
          alone(text(card.why, AT_MOST.why), marks),
          ...card.notes.slice(0, MOST_NOTES).map((note) => italic(text(note, AT_MOST.noted))),
        ].map((one) => line(one)),
        '\n',
      ),
      titled(
        card.titles.sources,
        card.sources.slice(0, room.sources).map((source) => renderSource(source, room.statement, marks)),
      ),
      titled(
        card.titles.related,
        card.related.slice(0, room.related).map((one) => [renderRelated(one, marks)]),
      ),
      line(italic(join(footer, ' · '))),
    ],
    '\n\n',
  );
}

/** `1. Title, Publisher, date (note)` and below it `supports the claim: “statement”` */
function renderSource(source: CardSource, statementLimit: number, marks: CardMarks): Piece[] {
  const title = text(source.title, AT_MOST.line);
  const publisher = alone(text(source.publisher, AT_MOST.word), marks);
  // A page without a title is named by its publisher: a link needs something to stand on.
  const named = title.length > 0 ? [alone(link(source.url, title), marks), publisher] : [link(source.url, publisher)];
  const note = text(source.note ?? '', AT_MOST.word);
  const about = join([
    plain(`${Math.trunc(source.number)}. `),
    join([...named, text(source.date ?? '', AT_MOST.word)], marks.comma),
    note.length > 0 ? join([plain(' ('), note, plain(')')]) : EMPTY,
  ]);
  const [open, close] = marks.quote;
  const statement = alone(text(source.statement, statementLimit), marks);
  const quoted = source.quoted && statement.length > 0;
  const said = quoted ? join([plain(open), statement, plain(close)]) : statement;
  return [about, join([text(source.stance ?? '', AT_MOST.word), said], marks.colon)];
}

/** `• ❌ False: claim (Publisher); differs in …` */
function renderRelated(related: CardRelated, marks: CardMarks): Piece {
  const claim = text(related.claim, AT_MOST.line);
  const publisher = alone(text(related.publisher ?? '', AT_MOST.word), marks);
  const verdict = join([text(related.symbol, AT_MOST.symbol), text(related.heading, AT_MOST.word)], ' ');
  const named = join([
    alone(link(related.url, claim.length > 0 ? claim : publisher), marks),
    claim.length > 0 && publisher.length > 0 ? join([plain(' ('), publisher, plain(')')]) : EMPTY,
  ]);
  const differs = text(related.differs ?? '', AT_MOST.line);
  return join([plain('• '), join([join([verdict, named], marks.colon), differs], marks.semicolon)]);
}

/** What may run in the other direction, with its marks kept with it. */
export function alone(piece: Piece, { isolate: [open, close] }: CardMarks): Piece {
  return piece.length === 0 ? piece : join([plain(open), piece, plain(close)]);
}

function text(foreign: string, limit: number): Piece {
  return plain(cutText(foreign, limit));
}

/** The card with every text made fit to be shown, once: laying out happens up to some twenty times. */
function toForeignCard(card: VerdictCard): VerdictCard {
  const { sources, related, titles } = card;
  return {
    ...toForeignTexts(card),
    titles: toForeignTexts(titles),
    notes: card.notes.map(toForeignText),
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
