import { isWebAddress } from '../../src/core/text/web-address.ts';
import { LINK_LIMIT } from './limits.ts';

/** A part of a message: its HTML, and its length after Telegram parsed the markup, in UTF-16 units. */
export interface Piece {
  html: string;
  length: number;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '');
}

/** Text as it is, escaped. */
export function plain(text: string): Piece {
  return { html: escapeHtml(text), length: text.length };
}

export const EMPTY: Piece = plain('');

function tagged(tag: 'b' | 'i', { html, length }: Piece): Piece {
  return length === 0 ? EMPTY : { html: `<${tag}>${html}</${tag}>`, length };
}

export const bold = (piece: Piece): Piece => tagged('b', piece);

export const italic = (piece: Piece): Piece => tagged('i', piece);

/** The piece as a link, if the address is plain http(s); otherwise the piece alone. */
export function link(url: string | undefined, piece: Piece): Piece {
  const href = toHref(url);
  if (!href || piece.length === 0) return piece;
  return { html: `<a href="${escapeHtml(href)}">${piece.html}</a>`, length: piece.length };
}

/** Concatenates pieces, with `separator` between the non-empty ones. */
export function join(pieces: readonly Piece[], separator = ''): Piece {
  const full = pieces.filter(({ length }) => length > 0);
  const between = plain(separator);
  return {
    html: full.map(({ html }) => html).join(between.html),
    length: full.reduce((sum, { length }) => sum + length, 0) + Math.max(0, full.length - 1) * between.length,
  };
}

/** An address with a name and password can imitate another site: it is not linked. */
function toHref(url: string | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  const { username, password, href } = new URL(url);
  const isPlain = isWebAddress(url) && username === '' && password === '';
  return isPlain && href.length <= LINK_LIMIT ? href : undefined;
}
