import { getDocumentProxy } from 'unpdf';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { Page } from '../../core/types.ts';
import { MAX_TITLE, toHostName } from './html-page.ts';
import { toPdfDate } from './page-date.ts';
import { stripUnseen, toLine } from './visible-signs.ts';

/** Letters smaller than this, in points, are meant to be hidden. */
const MIN_FONT_POINTS = 2;
/** A vertical step of more than this many letter heights starts a paragraph. */
const PARAGRAPH_STEP = 1.9;

interface Piece {
  str: string;
  hasEOL: boolean;
  transform: number[];
  height: number;
}

/** Joins lines into paragraphs, and words that were hyphenated at a line's end. */
function toParagraphs(pieces: readonly Piece[]): string {
  let text = '';
  let line = '';
  let lastY: number | undefined;
  const endLine = (gap: string): void => {
    const ended = line.trim();
    line = '';
    if (!ended) return;
    if (!text) text = ended;
    else if (gap === ' ' && /\p{L}-$/u.test(text) && /^\p{Ll}/u.test(ended)) text = text.slice(0, -1) + ended;
    else text += gap + ended;
  };
  let gap = ' ';
  for (const piece of pieces) {
    const y = piece.transform[5] ?? 0;
    const size = Math.abs(piece.transform[3] ?? 0) || Math.abs(piece.transform[1] ?? 0) || piece.height;
    if (piece.str.trim() && size < MIN_FONT_POINTS) continue;
    if (piece.str.trim()) {
      if (lastY !== undefined && Math.abs(lastY - y) > size * 0.5) {
        endLine(gap);
        gap = Math.abs(lastY - y) > size * PARAGRAPH_STEP ? '\n\n' : ' ';
      }
      lastY = y;
    }
    line += piece.str;
    if (piece.hasEOL) line += ' ';
  }
  endLine(gap);
  return stripUnseen(text).replace(/[ \t\u00A0]+/g, ' ');
}

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

async function toPage(
  pdf: Pdf,
  url: string,
  now: number,
  limits: { pdfPages: number; textCharacters: number },
): Promise<Page> {
  const pages: string[] = [];
  let length = 0;
  for (
    let number = 1;
    number <= Math.min(pdf.numPages, limits.pdfPages) && length < limits.textCharacters;
    number += 1
  ) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const text = toParagraphs(items.filter((item) => 'str' in item));
    if (text) pages.push(text);
    length += text.length;
  }
  const text = pages.join('\n\n').slice(0, limits.textCharacters).toWellFormed();
  if (!text) throw new OutOfReach('not-a-page', 'the PDF has no text');
  const { info } = await pdf.getMetadata();
  const facts = new Map<string, unknown>(Object.entries(info));
  const named = facts.get('Title');
  const title = toLine(typeof named === 'string' ? named : '', MAX_TITLE) || toLine(text.slice(0, 400), 120);
  const publishedAt = toPdfDate(facts.get('CreationDate'), now);
  const publisher = toHostName(url);
  return { url, title, publisher, text, ...(publishedAt && { publishedAt }) };
}

/**
 * Parses a PDF's text into a page. Nothing in it is executed or rendered: no scripts, no fonts, no pictures.
 *
 * @param now in ms since 1970; later dates are dropped
 * @throws OutOfReach `not-a-page` if it is broken, encrypted, or holds only pictures
 */
export async function parsePdfPage(
  bytes: Uint8Array,
  url: string,
  now: number,
  limits: { pdfPages: number; textCharacters: number },
): Promise<Page> {
  try {
    const pdf = await getDocumentProxy(bytes, {
      enableXfa: false,
      disableFontFace: true,
      useSystemFonts: false,
      useWasm: false,
      maxImageSize: 0,
      stopAtErrors: false,
      verbosity: 0,
    });
    try {
      return await toPage(pdf, url, now, limits);
    } finally {
      await pdf.loadingTask.destroy();
    }
  } catch (error) {
    if (error instanceof OutOfReach) throw error;
    throw new OutOfReach('not-a-page', 'the PDF cannot be read', { cause: error });
  }
}
