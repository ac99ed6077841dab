import type { MessageEntity } from 'grammy/types';
import { badRequest, type Refusal } from './refusal.ts';

/** What stands in the chat: the text without markup, and what is marked in it (offsets in UTF-16 units). */
export interface ParsedText {
  text: string;
  entities: MessageEntity[];
}

const TAGS: Readonly<
  Record<string, 'bold' | 'italic' | 'underline' | 'strikethrough' | 'code' | 'pre' | 'blockquote'>
> = {
  b: 'bold',
  i: 'italic',
  u: 'underline',
  s: 'strikethrough',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const CHARACTER = /^&(?:(lt|gt|amp|quot)|#(\d{1,7})|#x([0-9a-f]{1,6}));/i;
const START_TAG = /^<([a-z]+)((?: [a-z-]+="[^"<>]*")*)>/;
const END_TAG = /^<\/([a-z]+)>/;

/** TDLib, clean_input_string: controls become spaces; line separators, bidirectional overrides and some marks go. */
function clean(character: string): string {
  if (/[\r\u2028-\u202e]|\u030a|\u0333|\u033f/.test(character)) return '';
  return character < ' ' && character !== '\n' ? ' ' : character;
}

/** TDLib, strip_empty_characters: a text of nothing but these is empty. */
const NOTHING_TO_SEE = /^[\s\u200b-\u200f\u202e\ufeff]*$/;

interface OpenTag {
  name: string;
  offset: number;
  href?: string;
}

/**
 * Parses Telegram's HTML parse mode, strictly: a raw `<`, `>` or `&` that belongs to no tag or entity is refused too,
 * although the real server lets some pass, because it is always a sign of text that was not escaped.
 * @throws Refusal 400 "can't parse entities: …"
 */
export function parseHtml(html: string): ParsedText {
  const entities: MessageEntity[] = [];
  const open: OpenTag[] = [];
  let text = '';
  let at = 0;
  const refuse = (why: string): Refusal =>
    badRequest(`can't parse entities: ${why} at byte offset ${Buffer.byteLength(html.slice(0, at))}`);

  while (at < html.length) {
    const character = html[at] ?? '';
    const rest = html.slice(at, at + 5000);
    if (character === '&') {
      const found = CHARACTER.exec(rest);
      if (!found) throw refuse('Unsupported character entity');
      text += clean(toCharacter(found));
      at += found[0].length;
    } else if (character === '<' && rest[1] === '/') {
      const name = END_TAG.exec(rest)?.[1];
      if (!name) throw refuse('Unclosed end tag');
      const tag = open.pop();
      if (!tag) throw refuse('Unexpected end tag');
      if (tag.name !== name) throw refuse(`Unmatched end tag, expected "</${tag.name}>", found "</${name}>"`);
      const entity = toEntity(tag, text.length);
      if (entity) entities.push(entity);
      at += name.length + 3;
    } else if (character === '<') {
      const found = START_TAG.exec(rest);
      if (!found?.[1]) throw refuse('Unclosed start tag');
      const tag = toTag(found[1], found[2] ?? '', text.length);
      if (!tag) throw refuse(`Unsupported start tag "${found[1]}"`);
      open.push(tag);
      at += found[0].length;
    } else {
      if (character === '>') throw refuse('Unexpected character ">"');
      text += clean(character);
      at += 1;
    }
  }
  const left = open.pop();
  if (left) throw badRequest(`can't parse entities: Can't find end tag corresponding to start tag "${left.name}"`);
  return trim({ text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) });
}

function toCharacter(found: RegExpExecArray): string {
  const [, named, decimal, hex] = found;
  if (named) return NAMED[named.toLowerCase()] ?? '';
  const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

function toTag(name: string, attributes: string, offset: number): OpenTag | undefined {
  if (name in TAGS && Object.hasOwn(TAGS, name)) return attributes === '' ? { name, offset } : undefined;
  const href = /^ href="([^"<>]*)"$/.exec(attributes)?.[1];
  if (name !== 'a' || href === undefined) return undefined;
  const decoded = href.replace(/&(?:(lt|gt|amp|quot)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (...found) =>
    toCharacter(found as unknown as RegExpExecArray),
  );
  return { name, offset, href: decoded };
}

/** An empty range is no entity; neither is a link that is no link, as Telegram drops both without a word. */
function toEntity({ name, offset, href }: OpenTag, end: number): MessageEntity | undefined {
  const length = end - offset;
  if (length === 0) return undefined;
  if (href === undefined) return { type: TAGS[name] ?? 'bold', offset, length };
  const person = /^tg:\/\/user\?id=(\d+)$/.exec(href)?.[1];
  if (person)
    return { type: 'text_mention', offset, length, user: { id: Number(person), is_bot: false, first_name: '' } };
  return /^(https?|tg|ftp):\/\/\S+$/i.test(href) ? { type: 'text_link', offset, length, url: href } : undefined;
}

/** Telegram trims white space off both ends, and moves the entities along. */
function trim({ text, entities }: ParsedText): ParsedText {
  const lead = text.length - text.trimStart().length;
  const trimmed = NOTHING_TO_SEE.test(text) ? '' : text.trim();
  const moved = entities.flatMap((entity) => {
    const offset = Math.max(0, entity.offset - lead);
    const length = Math.min(trimmed.length, entity.offset - lead + entity.length) - offset;
    return length > 0 ? [{ ...entity, offset, length }] : [];
  });
  return { text: trimmed, entities: moved };
}
