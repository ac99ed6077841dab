/** What a reader's client could make of a text. */
export interface Reading {
  /** The text as it is shown, without escapes and without our markup's own signs. */
  text: string;
  /** Every address that could become a link, masked or bare. */
  links: string[];
  /** Mentions, timestamps, custom emoji, command links, shortcodes: everything that turns into something else. */
  specials: string[];
  /** Signs of emphasis, code and spoilers that are not escaped. */
  marks: string[];
  /** Quotes, headings, subtexts, lists: what the beginning of each line opens. */
  blocks: string[];
}

const BARE_LINK = /^(?:https?|steam|discord|mailto|tel):\/?\/?[^\s<]+/i;
const ANGLE = /^<(?:@[!&]?\d+|#\d+|a?:\w+:\d+|t:-?\d+(?::\w)?|\/[^>]*:\d+|id:\w+[^>]*|\+[\d-]+|[^\s<>@]+@[^\s<>]+)>/;
const ANGLE_LINK = /^<(\w+:\/[^ >]+)>/;
const SHORTCODE = /^:[\w+-]+:/;
const BLOCK = /^ *(>>> |> |#{1,3} |-# |[-*+] |\d{1,9}\. )/;
const MARKS = /^(?:\*+|_+|~~|\|\||`+)/;

/**
 * Reads Discord's markdown suspiciously: where clients differ, or a link could end in more than one place, it takes every
 * possibility. A bracket that closes a link's text counts even if it is escaped, since Discord's reader does not mind
 * escapes there.
 */
export function readMarkdown(source: string): Reading {
  const reading: Reading = { text: '', links: [], specials: [], marks: [], blocks: [] };
  for (const line of source.split('\n')) {
    const block = BLOCK.exec(line)?.[1];
    if (block) reading.blocks.push(block);
    if (reading.text !== '') reading.text += '\n';
    readLine(block ? line.slice(line.indexOf(block) + block.length) : line, reading);
  }
  return reading;
}

function readLine(line: string, reading: Reading): void {
  let rest = line;
  const take = (found: string, into: string[], shown = found) => {
    into.push(found);
    reading.text += shown;
    rest = rest.slice(found.length);
  };
  while (rest !== '') {
    const before = reading.text.at(-1) ?? ' ';
    const escaped = /^\\([^0-9A-Za-z\s])/u.exec(rest);
    const found = BARE_LINK.exec(rest)?.[0];
    const special = ANGLE.exec(rest)?.[0] ?? /^@(?:everyone|here)/.exec(rest)?.[0] ?? SHORTCODE.exec(rest)?.[0];
    const mark = MARKS.exec(rest)?.[0];
    if (escaped) {
      reading.text += escaped[1];
      rest = rest.slice(escaped[0].length);
    } else if (rest.startsWith('[') && maskedLinks(rest).length > 0) {
      const [first] = maskedLinks(rest);
      reading.links.push(...maskedLinks(rest).map(({ target }) => target));
      // Its text is read like any other.
      readLine(first?.text ?? '', reading);
      rest = rest.slice(first?.length ?? 1);
    } else if (special) take(special, reading.specials);
    else if (ANGLE_LINK.test(rest)) take(ANGLE_LINK.exec(rest)?.[1] ?? '', reading.links);
    else if (found && !/[0-9A-Za-z]/.test(before)) take(found, reading.links);
    else if (mark) take(mark, reading.marks, '');
    else {
      const [character = ''] = rest;
      reading.text += character;
      rest = rest.slice(character.length);
    }
  }
}

/** All ways in which a link that begins here could end. */
function maskedLinks(rest: string): { text: string; target: string; length: number }[] {
  return [...rest.matchAll(/\]\(\s*<?([^\s]*?)>?\s*\)/g)].map((end) => ({
    text: rest.slice(1, end.index),
    target: (end[1] ?? '').replace(/\\(.)/g, '$1'),
    length: end.index + end[0].length,
  }));
}
