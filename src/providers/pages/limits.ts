/** The limits for reading a page. Tests can set them all; the reason for each default follows. */
export interface PageLimits {
  /** Bytes of HTML or text as sent: forty times a typical article. */
  htmlBytes: number;
  /** Bytes of a PDF as sent: a report with pictures. */
  pdfBytes: number;
  /** Bytes of HTML or text after decompression: text compresses about five to one, a zip bomb a thousand to one. */
  unpackedHtmlBytes: number;
  /** Bytes of a PDF after decompression of the transfer; a PDF is compressed already. */
  unpackedPdfBytes: number;
  /** Bytes of robots.txt that are read: RFC 9309, section 2.5 asks for at least 500 KiB. */
  robotsBytes: number;
  /** Total time for a page with robots.txt and redirects, in ms: a person is waiting for the card. */
  totalMs: number;
  /** Time for connecting and for the headers of a response, in ms; also the total time for robots.txt. */
  headersMs: number;
  /** Time for parsing a page, in ms: a typical page takes 30; only pages made to be slow exceed this. */
  parseMs: number;
  /** Redirects to follow; RFC 9309, section 2.3.1.2 asks for five. */
  redirects: number;
  /** Concurrent pages in all: the results of about two checks. */
  atOnce: number;
  /** Concurrent pages per host: what early browsers considered polite. */
  atOncePerHost: number;
  /** Pages of a PDF to read. */
  pdfPages: number;
  /** UTF-16 units of text to keep of a page: a book's chapter. */
  textCharacters: number;
}

/** The default limits. */
export const PAGE_LIMITS: PageLimits = {
  htmlBytes: 2_000_000,
  pdfBytes: 10_000_000,
  unpackedHtmlBytes: 6_000_000,
  unpackedPdfBytes: 20_000_000,
  robotsBytes: 500 * 1024,
  totalMs: 10_000,
  headersMs: 5_000,
  parseMs: 3_000,
  redirects: 5,
  atOnce: 10,
  atOncePerHost: 2,
  pdfPages: 50,
  textCharacters: 200_000,
};

/** The longest URL that is requested: the sitemap protocol's limit. */
export const MAX_URL_CHARACTERS = 2_048;
