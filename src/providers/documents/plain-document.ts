import { HIDDEN } from '../../core/language/characters.ts';

/** The byte-order marks of UTF-16. */
const MARKS: readonly [readonly number[], string][] = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/**
 * Decodes a text file as UTF-8, or as UTF-16 if it has a byte-order mark.
 *
 * @returns undefined for any other encoding; a guess could produce words that nobody wrote
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

/** Normalises line endings, drops invisible characters and trailing spaces, and leaves at most one empty line between paragraphs. */
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
 * Splits a long text between paragraphs, otherwise between lines, after a sentence, or at a space. Each part is searched, ranked
 * and quoted by itself, so that a book costs a check no more than an article.
 *
 * @param most the longest part, in UTF-16 units
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
    // Never cut inside a surrogate pair.
    const cut = end ?? (/[\ud800-\udbff]$/.test(head) ? most - 1 : most);
    parts.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '') parts.push(rest);
  return parts;
}
