import { Parser } from 'htmlparser2';

/** A redirect by a `Refresh` header or `<meta http-equiv="refresh">`. */
export interface Refresh {
  /** The address as written; empty if the page only reloads itself. */
  target: string;
}

/** A page with a longer delay than this, in seconds, is meant to be read. */
const LONGEST_DELAY = 10;
/** The first bytes of a page that are searched: a refresh is in its head. */
const MOST_BYTES = 65_536;
/** A page with at least this much text outside `noscript` has content of its own. UTF-16 units. */
const LEAST_WORDS = 200;
/** Inside these elements, a `meta` refresh has no effect. */
const INERT = new Set(['template', 'svg', 'iframe', 'noembed', 'noframes', 'textarea', 'select']);
const UNSEEN = new Set([...INERT, 'script', 'style', 'title', 'noscript']);
/** `Refresh: 3; url=/next`, in all forms that browsers accept. Source: HTML, shared declarative refresh steps. */
const FORM = /^\s*(\d{1,6})(?:\.[\d.]*)?(?:[\s;,]+(?:url\s*=\s*)?(?:"([^"]*)|'([^']*)|(\S.*)))?/is;

/** Parses the value of a `Refresh` header or `meta`; undefined if it is invalid or its delay is too long. */
export function parseRefresh(content: string): Refresh | undefined {
  const [, seconds, double, single, bare] = FORM.exec(content) ?? [];
  if (seconds === undefined || Number(seconds) > LONGEST_DELAY) return undefined;
  return { target: (double ?? single ?? bare ?? '').trim() };
}

/**
 * Finds the first `meta` refresh with a short delay. One inside `noscript` counts only if the page has little other text: without
 * scripts it would be followed, but a page with text can be read as it is.
 */
export function findRefresh(bytes: Uint8Array): Refresh | undefined {
  const html = new TextDecoder().decode(bytes.subarray(0, MOST_BYTES));
  if (!/http-equiv\s*=\s*["']?\s*refresh/i.test(html)) return undefined;
  const open: string[] = [];
  let plain: Refresh | undefined;
  let unscripted: Refresh | undefined;
  let words = 0;
  const parser = new Parser({
    onopentag(name, { 'http-equiv': equiv = '', content = '' }) {
      const isRefresh = name === 'meta' && equiv.trim().toLowerCase() === 'refresh';
      if (isRefresh && !open.some((outer) => INERT.has(outer))) {
        if (open.includes('noscript')) unscripted ??= parseRefresh(content);
        else plain ??= parseRefresh(content);
      }
      if (UNSEEN.has(name)) open.push(name);
    },
    ontext(text) {
      if (open.length === 0) words += text.trim().length;
    },
    onclosetag(name) {
      if (open.at(-1) === name) open.pop();
    },
  });
  parser.end(html);
  return plain ?? (words < LEAST_WORDS && bytes.length <= MOST_BYTES ? unscripted : undefined);
}
