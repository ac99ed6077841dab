import { z } from 'zod';
import type { SearchHit } from '../../core/ports.ts';
import { toIsoDate } from '../text/iso-date.ts';
import { clip, toPlainText } from '../text/plain-text.ts';
import { toCanonicalUrl, toSiteName, toWebUrl } from '../text/web-url.ts';

const MAX_TITLE_CHARACTERS = 200;
const MAX_PUBLISHER_CHARACTERS = 100;
const MAX_SNIPPET_CHARACTERS = 500;

/** Inline elements that mark search terms, even inside a word. All other elements separate words. */
const INLINE_MARKS = /<\/?(?:strong|b|em|i|mark|span|u|wbr)\b[^<>]*>/gi;

/** A field that a provider may omit, set to null or fill with another type. */
export const OPTIONAL_TEXT = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined);

/** A list whose entries are parsed one by one: an entry that does not fit is dropped. `null` is an empty list. */
export const toListOf = <T>(entry: z.ZodType<T>) =>
  z
    .array(z.unknown())
    .nullable()
    .transform((entries) =>
      (entries ?? []).flatMap((one) => {
        const { success, data } = entry.safeParse(one);
        return success ? [data] : [];
      }),
    );

/** A result as a provider returned it; all of it is untrusted. */
export interface RawHit {
  url: string;
  title?: string | undefined;
  snippet?: string | undefined;
  publisher?: string | undefined;
  publishedAt?: string | undefined;
}

/**
 * Converts results into hits: plain text without markup, http(s) addresses, one hit per page, dates as ISO days, in the provider's
 * order. The title of a result without one is its site's name.
 *
 * @returns at most `limit`
 */
export function toHits(results: Iterable<RawHit>, limit: number): SearchHit[] {
  const hits = new Map<string, SearchHit>();
  for (const { url: rawUrl, title, snippet, publisher, publishedAt } of results) {
    if (hits.size >= limit) break;
    const url = toWebUrl(rawUrl);
    if (!url || hits.has(toCanonicalUrl(url))) continue;
    const hit: SearchHit = { url, title: toText(title, MAX_TITLE_CHARACTERS) || toSiteName(url) };
    const plainPublisher = toText(publisher, MAX_PUBLISHER_CHARACTERS);
    if (plainPublisher) hit.publisher = plainPublisher;
    const day = toIsoDate(publishedAt ?? '')?.slice(0, 10);
    if (day) hit.publishedAt = day;
    const plainSnippet = toText(snippet, MAX_SNIPPET_CHARACTERS);
    if (plainSnippet) hit.snippet = plainSnippet;
    hits.set(toCanonicalUrl(url), hit);
  }
  return [...hits.values()];
}

function toText(raw: string | undefined, max: number): string {
  return raw ? clip(toPlainText(raw.replace(INLINE_MARKS, '')), max) : '';
}

/** The number of hits to request: as many as wanted, at least one, at most the provider's limit. */
export function toCount(wanted: number, most: number): number {
  return Math.max(1, Math.min(Math.trunc(wanted), most));
}

/** An address relative to a base address, whose path is kept. @throws TypeError if the base is not an address */
export function toEndpoint(baseUrl: string, path: string, parameters: Readonly<Record<string, string>> = {}): string {
  const url = new URL(path, baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
