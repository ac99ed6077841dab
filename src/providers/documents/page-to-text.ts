import { defined } from '../../core/defined.ts';
import type { Page } from '../../core/types.ts';
import { createParsePool } from '../pages/parse-pool.ts';
import type { ToText } from './document-file.ts';
import type { PageText } from './to-documents.ts';

/** A file may take longer than a page that somebody is waiting for: a PDF of a thousand pages needs about half a minute. */
const PARSE_MS = 120_000;
const LIMITS = { pdfPages: 5_000, textCharacters: 10_000_000 };
/** Hides the files' own addresses from the parser, which would derive a publisher from the host. */
const NO_URL = 'document:';

const toPageText = ({ text, title, publisher, publishedAt, language }: Page): PageText => ({
  text,
  title,
  publisher,
  ...defined({ publishedAt, language }),
});

/**
 * Reads HTML and PDF files as the web reader reads pages: in a worker thread, without hidden text.
 *
 * @param now to drop dates in the future
 */
export function createPageToText(now: () => Date): ToText & { close(): Promise<void> } {
  const pool = createParsePool(1, PARSE_MS);
  const read = async (kind: 'html' | 'pdf', bytes: Uint8Array, signal: AbortSignal): Promise<PageText> => {
    const raw = { url: NO_URL, kind, contentType: '', bytes, now: now().getTime(), limits: LIMITS };
    return toPageText(await pool.parse(raw, signal));
  };
  return {
    html: (bytes, signal) => read('html', bytes, signal),
    pdf: (bytes, signal) => read('pdf', bytes, signal),
    close: () => pool.close(),
  };
}
