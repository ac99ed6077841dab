import { toPlainText } from '../providers/text/plain-text.ts';
import { readWithin } from '../shared/read-within.ts';

/** The largest page: Wikipedia's longest articles have about 3 MB. */
const MAX_PAGE_BYTES = 5_000_000;
const PAGE_TIMEOUT_MS = 20_000;
const USER_AGENT = 'Claimcheck-starter-verify/0.1 (checks quotes of the Claimcheck starter pack; one fetch a page)';

/** Elements without running text; their content is skipped. */
const SKIPPED = new Set('table nav aside footer noscript template figure form button select svg math head'.split(' '));
/** Elements whose content is not HTML. */
const RAW = new Set(['script', 'style', 'textarea', 'title', 'iframe']);
/** Inline elements; every other element ends the paragraph. */
const INLINE = new Set(
  'a abbr b bdi bdo cite code em i kbd mark q s small span strong sub sup time u var wbr font data dfn ins del'.split(
    ' ',
  ),
);
const TAG = /<!--|<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^<>"'])*)>/g;
/** Wikipedia's footnote marks: [12], [a], [note 3], [citation needed]. */
const FOOTNOTE =
  /\[(?:\d{1,3}|[a-z]{1,2}|note \d{1,3}|nb \d{1,3}|[a-z -]{0,30}(?:needed|source\??|when\?|who\?|dubious[a-z –-]*))\]/gi;

/** Why a page could not be read; `offline` if its server did not answer. */
export class PageError extends Error {
  override readonly name = 'PageError';
  readonly offline: boolean;

  constructor(message: string, offline = false) {
    super(message);
    this.offline = offline;
  }
}

/** The paragraphs of a page as plain text, without scripts, tables, menus and footnote marks. A simple parser without layout. */
export function toParagraphs(html: string): string[] {
  const paragraphs: string[] = [];
  const lower = html.toLowerCase();
  let text = '';
  let skipped: { name: string; depth: number } | undefined;
  let from = 0;
  const end = () => {
    const plain = toPlainText(text)
      .replace(FOOTNOTE, '')
      .replace(/ +([.,;:!?])/g, '$1')
      .replace(/ {2,}/g, ' ')
      .trim();
    if (plain) paragraphs.push(plain);
    text = '';
  };
  TAG.lastIndex = 0;
  for (let tag = TAG.exec(html); tag; tag = TAG.exec(html)) {
    if (!skipped) text += html.slice(from, tag.index);
    const [, slash, rawName, attributes = ''] = tag;
    const name = rawName?.toLowerCase();
    const closing = name ? `</${name}` : '-->';
    if (!name || (RAW.has(name) && !slash)) {
      const close = lower.indexOf(closing, TAG.lastIndex);
      TAG.lastIndex = close < 0 ? html.length : close + (name ? 0 : closing.length);
    } else if (skipped) {
      if (name === skipped.name) skipped.depth += slash ? -1 : attributes.endsWith('/') ? 0 : 1;
      if (skipped.depth === 0) skipped = undefined;
    } else if (!slash && (SKIPPED.has(name) || (name === 'sup' && /class=["'][^"']*reference/i.test(attributes)))) {
      skipped = { name, depth: 1 };
      if (name !== 'sup') end();
    } else if (!INLINE.has(name)) end();
    from = TAG.lastIndex;
  }
  if (!skipped) text += html.slice(from);
  end();
  return paragraphs;
}

const toTooLarge = () => new PageError(`the page is larger than ${MAX_PAGE_BYTES / 1e6} MB`);

function decode(bytes: Uint8Array, contentType: string): string {
  const charset = /charset=["']?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // An unknown character set.
    return new TextDecoder().decode(bytes);
  }
}

/**
 * Fetches one page and extracts its text.
 *
 * @throws PageError with the reason in words; `signal`'s reason if that is aborted
 */
export async function fetchParagraphs(
  url: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<string[]> {
  const timeout = AbortSignal.timeout(PAGE_TIMEOUT_MS);
  let response: Response | undefined;
  try {
    const headers = { 'user-agent': USER_AGENT, accept: 'text/html, text/plain;q=0.8', 'accept-language': 'en' };
    response = await fetch(url, { headers, signal: AbortSignal.any([signal, timeout]) });
    if (!response.ok) throw new PageError(`the page answered ${response.status}`);
    const type = response.headers.get('content-type') ?? '';
    if (type && !/html|text\/plain/i.test(type)) throw new PageError(`the page is ${type.slice(0, 40)}, not HTML`);
    return toParagraphs(decode(await readWithin(response, MAX_PAGE_BYTES, toTooLarge), type));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof PageError) throw error;
    if (timeout.aborted) throw new PageError(`the page took longer than ${PAGE_TIMEOUT_MS / 1000} s`);
    throw new PageError('the page could not be reached', response === undefined);
  } finally {
    // An unread body would keep the connection open.
    if (response?.body && !response.body.locked) await response.body.cancel().catch(() => {});
  }
}
