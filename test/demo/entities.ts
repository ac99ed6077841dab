import type { MessageEntity } from 'grammy/types';
import type { Mark, Piece } from './page/views.ts';

/** How each kind of entity is shown; what is not here is shown as plain text. https://core.telegram.org/bots/api#messageentity */
const MARKS: Readonly<Partial<Record<MessageEntity['type'], Mark>>> = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  spoiler: 'spoiler',
  code: 'code',
  pre: 'pre',
  blockquote: 'quote',
  text_link: 'link',
  url: 'link',
  mention: 'mention',
  text_mention: 'mention',
  bot_command: 'mention',
  hashtag: 'mention',
};

/** A text of Telegram with what is marked in it. Entities that cross each other are cut, as clients cut them. Pure. */
export function parseEntities(text: string, entities: readonly MessageEntity[] = []): Piece[] {
  const sorted = entities.toSorted((one, other) => one.offset - other.offset || other.length - one.length);
  return parseRange(text, 0, text.length, sorted);
}

function parseRange(text: string, from: number, to: number, entities: readonly MessageEntity[]): Piece[] {
  const pieces: Piece[] = [];
  let at = from;
  for (const [index, entity] of entities.entries()) {
    const end = Math.min(to, entity.offset + entity.length);
    if (entity.offset < at || entity.offset >= to || end <= entity.offset) continue;
    if (entity.offset > at) pieces.push(text.slice(at, entity.offset));
    const inside = parseRange(text, entity.offset, end, entities.slice(index + 1));
    pieces.push(...toPieces(entity, text.slice(entity.offset, end), inside));
    at = end;
  }
  if (at < to) pieces.push(text.slice(at, to));
  return pieces;
}

function toPieces(entity: MessageEntity, shown: string, inside: Piece[]): Piece[] {
  const as = MARKS[entity.type];
  if (as === undefined) return inside;
  if (as !== 'link') return [{ as, inside }];
  const href = entity.type === 'text_link' ? entity.url : /^https?:\/\//i.test(shown) ? shown : `https://${shown}`;
  return [{ as, href, inside }];
}
