/** What a page may cost. All can be set for tests; each default has its reason. */
export interface PageLimits {
  /** Bytes of HTML or text as sent: forty times a usual article. */
  htmlBytes: number;
  /** Bytes of a PDF as sent: a report with pictures. */
  pdfBytes: number;
  /** Bytes of HTML or text after decompression: text packs about five to one, a bomb a thousand to one. */
  unpackedHtmlBytes: number;
  /** Bytes of a PDF after decompression of the transfer; a PDF is packed already. */
  unpackedPdfBytes: number;
  /** Bytes of robots.txt that are looked at: RFC 9309, section 2.5 asks for at least 500 KiB. */
  robotsBytes: number;
  /** A page in all, with robots.txt and redirects, in ms: a person waits for the card. */
  totalMs: number;
  /** Until the headers of one answer have come, in ms. */
  headersMs: number;
  /** Parsing of one page, in ms: a usual one takes 30; the rest are made to be slow. */
  parseMs: number;
  /** Redirects that are followed; RFC 9309, section 2.3.1.2 asks for five. */
  redirects: number;
  /** Pages at once in all: the results of about two checks. */
  atOnce: number;
  /** Pages at once from one host: what browsers' ancestors took as polite. */
  atOncePerHost: number;
  /** Pages of a PDF. */
  pdfPages: number;
  /** UTF-16 units of text that are kept of a page: a book's chapter. */
  textCharacters: number;
}

/** The limits that hold where none are given. */
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

/** Longest URL that is asked for: the sitemap protocol's limit. */
export const MAX_URL_CHARACTERS = 2_048;
