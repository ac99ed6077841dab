import { Parser } from 'htmlparser2';

/** Where a page sends its reader on by itself. */
export interface Refresh {
  /** As it stands there; empty where the page only loads itself again. */
  target: string;
}

/** A page that stays longer than this, in seconds, is meant to be read. */
const LONGEST_DELAY = 10;
/** Bytes at a page's beginning that are looked at: what sends on stands in the head. */
const MOST_BYTES = 65_536;
/** UTF-16 units of text, outside of `noscript`, of a page that says something by itself. */
const LEAST_WORDS = 200;
/** Inside these, a `meta` sends nobody on. */
const INERT = new Set(['template', 'svg', 'iframe', 'noembed', 'noframes', 'textarea', 'select']);
const UNSEEN = new Set([...INERT, 'script', 'style', 'title', 'noscript']);
/** `Refresh: 3; url=/next`, in all forms that browsers take. Source: HTML, shared declarative refresh steps. */
const FORM = /^\s*(\d{1,6})(?:\.[\d.]*)?(?:[\s;,]+(?:url\s*=\s*)?(?:"([^"]*)|'([^']*)|(\S.*)))?/is;

/** What a `Refresh` header or its `meta` says; nothing where it waits long or says nothing. */
export function parseRefresh(content: string): Refresh | undefined {
  const [, seconds, double, single, bare] = FORM.exec(content) ?? [];
  if (seconds === undefined || Number(seconds) > LONGEST_DELAY) return undefined;
  return { target: (double ?? single ?? bare ?? '').trim() };
}

/**
 * Reads the first `meta` that sends the reader on soon. One within `noscript` is followed where the page says nothing else:
 * a reader without scripts is sent on by it, and a page with text is read as it stands.
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
