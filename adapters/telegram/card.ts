import { type CardMarks, ENGLISH_MARKS } from '../../src/core/card/marks.ts';
import type { CardRelated, CardSource, VerdictCard } from '../../src/core/card/verdict-card.ts';
import { type HeadRoom, renderHead } from './card-head.ts';
import { alone, createLine, toForeignCard, toText } from './foreign-card.ts';
import { bold, EMPTY, italic, join, link, type Piece, plain } from './html.ts';
import { MARKUP_BYTES_LIMIT, TEXT_LIMIT } from './limits.ts';

/**
 * Our own limits of a card's texts, in UTF-16 units. The parts that always stay fit TEXT_LIMIT together: what was asked, the verdict or the closest
 * claims, the reasons, and the footer.
 */
const AT_MOST = {
  symbol: 16,
  heading: 150,
  attribution: 300,
  matched: 120,
  rating: 150,
  others: 150,
  why: 1500,
  footer: 100,
  title: 60,
  line: 300,
  word: 120,
  noted: 200,
};

/** The least that is kept of a claim when it is cut. */
const CLAIM_KEPT = 300;
/** The limit of what was asked or checked before, with enough room and without. */
const ASKED = 600;
const ASKED_KEPT = 200;
/** The lengths that statements are cut to, one step after the other. */
const STATEMENT_STEPS = [400, 200, 100, 0];
const MOST_NOTES = 3;

/** How much of a card is shown; limits in UTF-16 units, counts of entries. */
interface Room extends Pick<HeadRoom, 'claim' | 'asked' | 'closest'> {
  related: number;
  /** Whether similar checks show their reasons. */
  reasons: boolean;
  statement: number;
  sources: number;
}

/**
 * The text of a card. Beyond Telegram's limit, these give way in order: the reasons of similar checks, part of the claim, similar checks, the statements
 * of sources, the sources. What was asked, the verdict, its reasons and the footer always stay.
 */
export function renderCardText(given: VerdictCard): Piece {
  const card = toForeignCard(given);
  const all: Room = {
    claim: TEXT_LIMIT,
    asked: ASKED,
    closest: ASKED,
    related: card.related.length,
    reasons: true,
    statement: 1000,
    sources: card.sources.length,
  };
  let piece = layOut(card, all);
  for (const room of lessAndLess(card, all)) {
    if (piece.length <= TEXT_LIMIT && Buffer.byteLength(piece.html) <= MARKUP_BYTES_LIMIT) break;
    piece = layOut(card, room);
  }
  return piece;
}

function* lessAndLess(card: VerdictCard, all: Room): Generator<Room> {
  const full = { ...all, reasons: false };
  yield full;
  const claim = Math.max(CLAIM_KEPT, card.claim.length - (layOut(card, full).length - TEXT_LIMIT));
  yield { ...full, claim };
  const small = { ...full, claim: CLAIM_KEPT, asked: ASKED_KEPT, closest: ASKED_KEPT };
  for (let related = full.related - 1; related >= 0; related -= 1) yield { ...small, related };
  for (const statement of STATEMENT_STEPS) yield { ...small, related: 0, statement };
  for (let sources = full.sources - 1; sources >= 0; sources -= 1)
    yield { ...small, related: 0, statement: 0, sources };
}

function layOut(card: VerdictCard, room: Room): Piece {
  const line = createLine(card);
  const titled = (title: string, entries: Piece[][]) =>
    join(
      entries.length > 0 ? [line(bold(toText(title, AT_MOST.title))), ...entries.flat().map((one) => line(one))] : [],
      '\n',
    );

  const marks = card.marks ?? ENGLISH_MARKS;
  const footer = [card.asOf, card.confidence ?? '', card.idLine].map((part) => toText(part, AT_MOST.footer));
  return join(
    [
      join(
        renderHead(card, { ...AT_MOST, ...room }).map((one) => line(one)),
        '\n',
      ),
      join(
        [
          alone(toText(card.why, AT_MOST.why), marks),
          ...card.notes.slice(0, MOST_NOTES).map((note) => italic(toText(note, AT_MOST.noted))),
        ].map((one) => line(one)),
        '\n',
      ),
      titled(
        card.titles.sources,
        card.sources.slice(0, room.sources).map((source) => renderSource(source, room.statement, marks)),
      ),
      titled(
        card.titles.related,
        card.related.slice(0, room.related).map((one) => renderRelated(one, room.reasons, marks)),
      ),
      line(italic(join(footer, ' · '))),
    ],
    '\n\n',
  );
}

/** `1. Title, Publisher, date (note)`, and below it `supports the claim: “statement”` */
function renderSource(source: CardSource, statementLimit: number, marks: CardMarks): Piece[] {
  const title = toText(source.title, AT_MOST.line);
  const publisher = alone(toText(source.publisher, AT_MOST.word), marks);
  // A page without a title shows its publisher: a link needs a text.
  const named = title.length > 0 ? [alone(link(source.url, title), marks), publisher] : [link(source.url, publisher)];
  const note = toText(source.note ?? '', AT_MOST.word);
  const about = join([
    plain(`${Math.trunc(source.number)}. `),
    join([...named, toText(source.date ?? '', AT_MOST.word)], marks.comma),
    note.length > 0 ? join([plain(' ('), note, plain(')')]) : EMPTY,
  ]);
  const [open, close] = marks.quote;
  const statement = alone(toText(source.statement, statementLimit), marks);
  const quoted = source.quoted && statement.length > 0;
  const said = quoted ? join([plain(open), statement, plain(close)]) : statement;
  return [about, join([toText(source.stance ?? '', AT_MOST.word), said], marks.colon)];
}

/** `• ❌ False: claim (Publisher); differs in …`, and below it the reasons */
function renderRelated(related: CardRelated, withReason: boolean, marks: CardMarks): Piece[] {
  const claim = toText(related.claim, AT_MOST.line);
  const publisher = alone(toText(related.publisher ?? '', AT_MOST.word), marks);
  const verdict = join([toText(related.symbol, AT_MOST.symbol), toText(related.heading, AT_MOST.word)], ' ');
  const named = join([
    alone(link(related.url, claim.length > 0 ? claim : publisher), marks),
    claim.length > 0 && publisher.length > 0 ? join([plain(' ('), publisher, plain(')')]) : EMPTY,
  ]);
  const differs = toText(related.differs ?? '', AT_MOST.line);
  const reason = withReason ? alone(toText(related.reason ?? '', AT_MOST.line), marks) : EMPTY;
  return [join([plain('• '), join([join([verdict, named], marks.colon), differs], marks.semicolon)]), reason];
}
