import type { DetailsReply } from '../../commands/reply.ts';
import { ENGLISH_MARKS } from '../../src/core/card/marks.ts';
import { alone, createLine } from './foreign-card.ts';
import { cutText, toForeignText } from './foreign-text.ts';
import { bold, EMPTY, join, link, type Piece, plain } from './html.ts';
import { ENTITY_LIMIT, MARKUP_BYTES_LIMIT, TEXT_LIMIT } from './limits.ts';

/** Our own limits of a report's lines and titles, in UTF-16 units. */
const LONGEST_LINE = 1500;
const LONGEST_TITLE = 300;
/** Nobody reads more in a chat; the sources have the rest. */
const MOST_MESSAGES = 4;

/** A report as one or more messages, split between lines. Pure; always valid, and within Telegram's limits. */
export function renderDetails(reply: DetailsReply): string[] {
  const line = createLine(reply);
  const marks = reply.marks ?? ENGLISH_MARKS;
  const [open, close] = marks.quote;
  const lines: Piece[] = [line(bold(text(reply.title, LONGEST_TITLE)))];
  for (const section of reply.sections) {
    // The newline makes an empty line; `join` would drop an empty piece.
    const title = line(bold(text(section.title, LONGEST_TITLE)));
    if (title.length > 0) lines.push(join([plain('\n'), title]));
    for (const { text: words, url, quoted } of section.lines) {
      const piece = text(words, LONGEST_LINE);
      if (piece.length === 0) continue;
      const named = quoted ? join([plain(open), alone(piece, marks), plain(close)]) : link(url, piece);
      lines.push(line(named));
    }
  }
  return toMessages(lines.filter(({ length }) => length > 0)).map(({ html }) => html);
}

function toMessages(lines: readonly Piece[]): Piece[] {
  const messages: Piece[] = [];
  let piece = EMPTY;
  let count = 0;
  for (const line of lines) {
    const longer = join([piece, line], '\n');
    const fits = longer.length <= TEXT_LIMIT && Buffer.byteLength(longer.html) <= MARKUP_BYTES_LIMIT;
    // A line has at most one entity.
    if (fits && count < ENTITY_LIMIT) {
      piece = longer;
      count += 1;
      continue;
    }
    if (piece.length > 0) messages.push(piece);
    piece = line;
    count = 1;
  }
  if (piece.length > 0) messages.push(piece);
  return messages.slice(0, MOST_MESSAGES);
}

function text(foreign: string, limit: number): Piece {
  return plain(cutText(toForeignText(foreign), limit));
}
