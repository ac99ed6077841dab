import { HIDDEN, withoutPiles } from '../../src/core/language/characters.ts';
import { isWebAddress } from '../../src/core/text/web-address.ts';

/**
 * Makes text from people, pages and models harmless in Discord's markdown. The client drops a backslash before any ASCII punctuation and shows the
 * character itself, so escaping never changes what is read. discord.js' `escapeMarkdown` is not used: it skips what is inside addresses and after `<a:`,
 * leaves mentions, timestamps and bare addresses alone, and scans back over the whole text for every `_`.
 */

/**
 * Every character that begins or ends markup: emphasis, code, spoilers, links and their brackets, headings, quotes, anything in angle brackets
 * (mentions, timestamps, custom emoji, commands), `@everyone`, and the colon of `https://` (bare addresses become links otherwise) and of `:emoji:`.
 */
const MARKUP = /[\\*_~|`<>[\]()@:#]/g;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** One line of well-formed text: invisible characters and stacked marks removed, white space collapsed to single spaces. */
export function toPlainLine(text: string): string {
  return withoutPiles(text.toWellFormed().replace(HIDDEN, '')).replace(/\s+/g, ' ').trim();
}

/**
 * The text as one line of markdown that shows it literally, in at most `longest` UTF-16 units. Overlong text is cut between graphemes, never inside an
 * escape, and ends in `…`.
 */
export function escapeText(text: string, longest: number): string {
  return clip(toPlainLine(text), longest, escapeMarkup);
}

/** As `escapeText`, for places where Discord shows no markdown (footers, labels). */
export function clipPlain(text: string, longest: number): string {
  return clip(toPlainLine(text), longest, (part) => part);
}

/**
 * The text of a link. Square brackets become round ones: Discord's parser ignores escapes while it looks for the end of the link text, so that a square
 * bracket, escaped or not, would break the link.
 */
export function escapeLinkText(text: string, longest: number): string {
  return escapeText(text.replaceAll('[', '(').replaceAll(']', ')'), longest);
}

/**
 * The address for use within `](<…>)`, percent-encoded wherever a character could end it. Undefined for anything but plain http or https: other schemes,
 * a name or password before the host (which can imitate another site), brackets in the host, or more than `longest` units.
 */
export function toLinkTarget(address: string, longest: number): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (!isWebAddress(url) || url.username || url.password || /[^\w.:-]/.test(url.host)) return undefined;
  const target = url.href.replace(
    /[()<>[\]\\|`*"'\s]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return target.length <= longest ? target : undefined;
}

function escapeMarkup(part: string): string {
  return part.replace(MARKUP, '\\$&');
}

/** Lists and numbers only count at the beginning of a line, and any text may end up there. */
function escapeBeginning(line: string): string {
  return line.replace(/^([-+])/, '\\$1').replace(/^(\d{1,9})\./, '$1\\.');
}

function clip(line: string, longest: number, convert: (part: string) => string): string {
  const beginning = convert === escapeMarkup ? escapeBeginning : (text: string) => text;
  // Escaping never shortens text.
  const whole = line.length <= longest ? beginning(convert(line)) : line;
  if (whole.length <= longest) return whole;
  // Two units are reserved: one for the `…`, one for an escape at the beginning.
  const kept = fill(graphemes.segment(line), longest - 2, convert) || fill(toParts(line), longest - 2, convert);
  return longest < 3 ? '…'.slice(0, longest) : `${beginning(kept).trimEnd()}…`;
}

function fill(parts: Iterable<{ segment: string }>, room: number, convert: (part: string) => string): string {
  let kept = '';
  for (const { segment } of parts) {
    const next = kept + convert(segment);
    if (next.length > room) break;
    kept = next;
  }
  return kept;
}

/** Code points, for the rare text whose first grapheme (a letter under many accents) exceeds the room. */
function* toParts(line: string): Iterable<{ segment: string }> {
  for (const segment of line) yield { segment };
}
