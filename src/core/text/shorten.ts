import { UNSPACED } from '../language/characters.ts';

/**
 * The beginning of a text; what is longer ends with a whole word and an ellipsis.
 *
 * @param limit UTF-16 units, the ellipsis and its space not counted
 */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Half of a character is none.
  const start = text.slice(0, limit).replace(/[\ud800-\udbff]$/, '');
  // Where words are not parted by spaces, the last space may stand far back: the sign itself is the border there.
  if (UNSPACED.test(start.at(-1) ?? '')) return `${start} …`;
  return `${start.replace(/\s+\S*$/u, '')} …`;
}
