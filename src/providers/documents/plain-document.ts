import { HIDDEN } from '../../core/language/characters.ts';

/** The byte-order marks that say how a text is written. */
const MARKS: readonly [readonly number[], string][] = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/**
 * Decodes a text file: UTF-8, or UTF-16 where its first bytes say so.
 *
 * @returns nothing where it is written in another way; guessing would make words of it that nobody wrote
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const mark = MARKS.find(([start]) => start.every((byte, place) => bytes[place] === byte));
  try {
    const text = new TextDecoder(mark?.[1] ?? 'utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Line ends of one kind, nothing invisible, at most one empty line between paragraphs. */
export function toTidyText(raw: string): string {
  return raw
    .replace(/\r\n?|[\v\f\u2028\u2029]/g, '\n')
    .replace(HIDDEN, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .toWellFormed();
}

/**
 * Cuts a long text between paragraphs; where one is too long, after a sentence, or at a space. Each part is searched, ranked and
 * quoted by itself, so that a book costs a check no more than an article.
 *
 * @param most UTF-16 units a part has
 */
export function toParts(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const head = rest.slice(0, most);
    const half = most / 2;
    const end = [
      head.lastIndexOf('\n\n'),
      head.lastIndexOf('\n'),
      head.lastIndexOf('. ') + 1,
      head.lastIndexOf(' '),
    ].find((place) => place > half);
    // A cut inside a pair of surrogates would leave half a character on either side.
    const cut = end ?? (/[\ud800-\udbff]$/.test(head) ? most - 1 : most);
    parts.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '') parts.push(rest);
  return parts;
}
