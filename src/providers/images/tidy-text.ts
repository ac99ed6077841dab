import { withoutScreenParts } from '../../core/claim/screenshot-lines.ts';
import { HIDDEN } from '../../core/language/characters.ts';

/** The start of a list item: a bullet, or a number with a dot or a bracket. */
const LIST_ITEM = /^(?:[•▪‣◦*–-]|\d{1,2}[.)])\s/u;

/**
 * Turns the lines of a picture into running text: drops the app's own elements around messages and lines without a letter or digit,
 * joins the lines of a paragraph, and rejoins words that were hyphenated at a line's end. Words are never changed.
 * @param text lines, with an empty line between paragraphs
 * @returns paragraphs, with an empty line between them
 */
export function tidyText(text: string): string {
  const lines = text.normalize('NFC').replace(/\r\n?/g, '\n').split('\n').map(toVisible).join('\n');
  return withoutScreenParts(lines)
    .split('\n\n')
    .map(toParagraph)
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

/** Control and format characters are invisible in a picture, except the soft hyphen at a line's end, which divides a word. */
function toVisible(line: string): string {
  return line
    .replace(/[^\S\n]+/g, ' ')
    .replace(HIDDEN, (hidden) => (hidden === '\u{AD}' ? hidden : ''))
    .trim();
}

function toParagraph(text: string): string {
  const lines = text.split('\n').filter((line) => /[\p{L}\p{N}]/u.test(line));
  let joined = '';
  for (const line of lines) {
    if (joined === '') joined = line;
    else if (LIST_ITEM.test(line)) joined += `\n${line}`;
    else if (/\p{Ll}{2}[-\u{AD}\u{2010}]$/u.test(joined) && /^\p{Ll}{2}/u.test(line))
      joined = joined.slice(0, -1) + line;
    else joined += ` ${line}`;
  }
  return joined.replaceAll('\u{AD}', '');
}
