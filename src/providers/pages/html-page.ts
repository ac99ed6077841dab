import { decodeHTML } from 'entities';
import { defined } from '../../core/defined.ts';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { ArchivedCopy } from '../../core/text/archived-copy.ts';
import type { Page } from '../../core/types.ts';
import { readArchived } from './archived-page.ts';
import { type DomDocument, type DomElement, parseDocument } from './dom.ts';
import { isInterstitial } from './interstitial.ts';
import { parseJsonLd } from './json-ld.ts';
import { toPageDate } from './page-date.ts';
import { readVisibleText } from './page-styles.ts';
import { stripUnseen, toLine } from './visible-signs.ts';

/** The longest title and publisher's name, in UTF-16 units. */
export const MAX_TITLE = 300;
const MAX_PUBLISHER = 80;

/** The `<meta>` names that hold the date of publication, best first. */
const DATE_METAS = [
  'article:published_time',
  'og:published_time',
  'datepublished',
  'citation_publication_date',
  'citation_date',
  'dc.date.issued',
  'dcterms.issued',
  'dcterms.created',
  'dc.date',
  'parsely-pub-date',
  'sailthru.date',
  'publish-date',
  'publication_date',
  'pubdate',
  'date',
];
const PUBLISHER_METAS = ['og:site_name', 'application-name', 'dc.publisher', 'citation_publisher'];
const TITLE_METAS = ['og:title', 'twitter:title', 'citation_title'];

/** The host of a URL without `www.`: the publisher's name if the page states none. */
export function toHostName(url: string): string {
  const host = URL.parse(url)?.hostname ?? '';
  return host.replace(/^www\./, '');
}

/** The longest host shown, in UTF-16 units. A longer one keeps its end, which tells whose it is. */
const MAX_HOST = 40;

/**
 * A page's publisher: its host, followed by the name that it states. Anybody can call a page “Reuters”, and the reader of a card does
 * not see where its links lead.
 */
function toPublisher(named: string | undefined, url: string): string {
  const host = toHostName(url);
  if (!named || toLetters(named) === toLetters(host)) return host || named || '';
  const shown = host.length > MAX_HOST ? `…${host.slice(1 - MAX_HOST)}` : host;
  return shown ? `${shown} (${named})` : named;
}

const toLetters = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** The canonical form of a BCP 47 tag; undefined for anything else. */
function toLanguage(tag: string | null): string | undefined {
  try {
    return tag ? Intl.getCanonicalLocales(tag.trim().replaceAll('_', '-'))[0] : undefined;
  } catch {
    return undefined;
  }
}

function readMetas(document: DomDocument): Map<string, string> {
  const metas = new Map<string, string>();
  for (const meta of document.getElementsByTagName('meta')) {
    const name = meta.getAttribute('property') ?? meta.getAttribute('name') ?? meta.getAttribute('itemprop');
    const content = meta.getAttribute('content')?.trim();
    const key = name?.trim().toLowerCase();
    if (key && content && !metas.has(key)) metas.set(key, content);
  }
  return metas;
}

const first = (document: DomDocument, tag: string): DomElement | undefined => {
  for (const element of document.getElementsByTagName(tag)) return element;
  return undefined;
};

function readTimes(document: DomDocument): string[] {
  const marked: string[] = [];
  const others: string[] = [];
  for (const time of document.getElementsByTagName('time')) {
    const value = time.getAttribute('datetime') ?? '';
    const isMarked = time.hasAttribute('pubdate') || time.getAttribute('itemprop') === 'datePublished';
    (isMarked ? marked : others).push(value);
  }
  // Several unmarked dates may just as well belong to other articles.
  return others.length === 1 ? [...marked, ...others] : marked;
}

/** The types of scripts that may render a page, as opposed to data. */
const DRAWING = /^(?:|module|(?:text|application)\/(?:java|ecma)script)$/i;

/**
 * Adds the article body from JSON-LD if the page shows less than half of it and has a script that may render the rest; without a
 * script, no browser would show it, so it counts as hidden text. Markup in the body is read like a page.
 */
function withArticleBody(text: string, body: string | undefined, document: DomDocument): string {
  if (body === undefined || body.length <= 2 * text.length) return text;
  const scripts = [...document.getElementsByTagName('script')];
  if (!scripts.some((script) => DRAWING.test(script.getAttribute('type')?.trim() ?? ''))) return text;
  const isMarkup = /<\/?[a-z][^<>]{0,500}>/i.test(body);
  const paragraphs = isMarkup
    ? readVisibleText(parseDocument(body), body.length)
    : stripUnseen(decodeHTML(body))
        .replace(/[^\S\n]+/g, ' ')
        .replace(/ ?\n\s*/g, '\n\n')
        .trim();
  if (paragraphs.length <= 2 * text.length) return text;
  return paragraphs.includes(text) ? paragraphs : `${text}\n\n${paragraphs}`.trim();
}

/**
 * Parses an HTML page. Title, date and the publisher's name after the host are the page's own statements, each cut to one line.
 *
 * @param now in ms since 1970; later dates are dropped
 * @param limit of the text, in UTF-16 units
 * @param archived for an archived copy, what is known of its original
 * @throws OutOfReach `refused` for an interstitial (log-in, consent, bot test), `not-a-page` if its styles take too long
 */
export function parseHtmlPage(html: string, url: string, now: number, limit: number, archived?: ArchivedCopy): Page {
  const document = parseDocument(html);
  const copy = readArchived(document, archived);
  const metas = readMetas(document);
  const scripts: string[] = [];
  for (const script of document.getElementsByTagName('script')) {
    if (/^application\/ld\+json/i.test(script.getAttribute('type')?.trim() ?? '')) scripts.push(script.textContent);
  }
  const jsonLd = parseJsonLd(scripts);
  const text = withArticleBody(readVisibleText(document, limit), jsonLd.body, document).slice(0, limit);
  const toTitle = (raw: string | undefined): string => toLine(raw ?? '', MAX_TITLE);
  const heading = (): string => toTitle(first(document, 'h1')?.textContent);
  const window = first(document, 'title')?.textContent;
  const isArticle =
    jsonLd.isArticle ||
    /^article$/i.test(metas.get('og:type') ?? '') ||
    metas.has('article:published_time') ||
    first(document, 'article') !== undefined;
  if (isInterstitial(document, { titles: [toTitle(window), heading()], text, isArticle })) {
    throw new OutOfReach('refused', 'the site hides the page from automated readers');
  }
  const titles = [...TITLE_METAS.map((name) => metas.get(name)), jsonLd.headline, window];
  const title = titles.map(toTitle).find(Boolean) || heading();
  const names = [jsonLd.publisher, ...PUBLISHER_METAS.map((name) => metas.get(name))];
  const publisher = toPublisher(names.map((name) => toLine(name ?? '', MAX_PUBLISHER)).find(Boolean), copy?.url ?? url);
  const dates = [jsonLd.datePublished, ...DATE_METAS.map((name) => metas.get(name)), ...readTimes(document)];
  const taken = copy?.day === undefined ? now : Math.min(now, Date.parse(copy.day));
  const publishedAt = dates.map((date) => toPageDate(date, taken)).find(Boolean) ?? copy?.day;
  const language = toLanguage(first(document, 'html')?.getAttribute('lang') ?? null);
  return { url, title, publisher, text, ...defined({ publishedAt, language, original: copy?.url }) };
}
