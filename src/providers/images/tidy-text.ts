import { withoutScreenParts } from '../../core/claim/screenshot-lines.ts';
import { HIDDEN } from '../../core/language/characters.ts';

/** A line that begins anew: a bullet, or a number with a dot or a bracket. */
const LIST_ITEM = /^(?:[•▪‣◦*–-]|\d{1,2}[.)])\s/u;

/**
 * Makes running text of the lines of a picture: what an app puts around messages is taken out, the lines of a paragraph are joined, a word that was divided at
 * the end of a line is whole again, and what has neither letter nor digit is left out. Words are never changed.
 * @param text lines; an empty one parts paragraphs
 * @returns paragraphs, parted by an empty line
 */
export function tidyText(text: string): string {
  const lines = text.normalize('NFC').replace(/\r\n?/g, '\n').split('\n').map(toVisible).join('\n');
  return withoutScreenParts(lines)
    .split('\n\n')
    .map(toParagraph)
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

/** Controls and formatting cannot be seen in a picture; the soft hyphen can, and parts a word. */
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
