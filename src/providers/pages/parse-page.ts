import sniffEncoding from 'html-encoding-sniffer';
import type { ArchivedCopy } from '../../core/text/archived-copy.ts';
import type { Page } from '../../core/types.ts';
import { guessCharset } from './guess-charset.ts';
import { MAX_TITLE, parseHtmlPage, toHostName } from './html-page.ts';
import { type PageKind, toCharset } from './media-type.ts';
import { parsePdfPage } from './pdf-page.ts';
import { stripUnseen, toLine } from './visible-signs.ts';

/** A page's bytes, and what is needed to parse them, as plain data. */
export interface RawPage {
  url: string;
  kind: PageKind;
  /** As the server sent it; empty if there is none. */
  contentType: string;
  bytes: Uint8Array;
  /** For an archived copy: what is known of its original. */
  copy?: ArchivedCopy;
  /** In ms since 1970; later dates are dropped. */
  now: number;
  limits: { pdfPages: number; textCharacters: number };
}

/** The first bytes of a page, in which it must name its encoding and language. */
const PRESCAN_BYTES = 4_096;

/** The primary subtag of the page's `lang` attribute. */
function toLanguage(start: string): string | undefined {
  return /<html\b[^>]{0,500}?\slang\s*=\s*["']?([a-z]{2,3})\b/i.exec(start)?.[1]?.toLowerCase();
}

/** Decodes bytes by byte-order mark, header or `<meta>`, otherwise by their letters. Invalid bytes become U+FFFD. */
function decode(bytes: Uint8Array, contentType: string, kind: PageKind): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, PRESCAN_BYTES));
  const label = toCharset(contentType) ?? /^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w-]{1,40})/.exec(start)?.[1];
  let encoding = sniffEncoding(bytes, {
    ...(label && { transportLayerEncodingLabel: label }),
    defaultEncoding: isUtf8(bytes) ? 'UTF-8' : 'windows-1252',
    maxPrescanBytes: kind === 'html' ? PRESCAN_BYTES : 0,
  });
  // Wrong labels are common; well-formed UTF-8 with multi-byte characters is hardly ever anything else.
  if (encoding !== 'UTF-8' && !/^UTF-16/.test(encoding) && hasHighBytes(bytes) && isUtf8(bytes)) encoding = 'UTF-8';
  // Servers declare windows-1252 for any content, and many pages declare nothing.
  if (encoding === 'windows-1252' || !hasHighBytes(bytes))
    encoding = guessCharset(bytes, toLanguage(start)) ?? encoding;
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    // A truncated body may end inside a character.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
};

const hasHighBytes = (bytes: Uint8Array): boolean => bytes.some((byte) => byte > 127);

/** Elements that HTML does not close by `/>`. */
const CLOSED = /<(script|style|title|iframe|textarea|noscript|template|div|p|span|a|i|b|em|td|li)\b([^<>]*)\/>/g;

/** Expands XML's self-closing elements, which HTML would leave open. */
function toHtml(text: string, contentType: string): string {
  return /xml/i.test(contentType) ? text.replace(CLOSED, '<$1$2></$1>') : text;
}

/** Parses a page. It may be slow: `createParsePool` runs it where it can be stopped. @throws OutOfReach `not-a-page` or `refused` */
export async function parsePage(raw: RawPage): Promise<Page> {
  const { url, kind, now, limits } = raw;
  if (kind === 'pdf') return await parsePdfPage(raw.bytes, url, now, limits);
  const decoded = decode(raw.bytes, raw.contentType, kind);
  if (kind === 'html') {
    return parseHtmlPage(toHtml(decoded, raw.contentType), url, now, limits.textCharacters, raw.copy);
  }
  const text = stripUnseen(decoded.slice(0, limits.textCharacters * 2).replace(/\r\n?/g, '\n')).trim();
  const title = toLine(text.slice(0, MAX_TITLE).split('\n', 1)[0] ?? '', 120);
  return { url, title, publisher: toHostName(url), text: text.slice(0, limits.textCharacters).toWellFormed() };
}
