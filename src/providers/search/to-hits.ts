import { z } from 'zod';
import type { SearchHit } from '../../core/ports.ts';
import { toIsoDate } from '../text/iso-date.ts';
import { clip, toPlainText } from '../text/plain-text.ts';
import { toCanonicalUrl, toSiteName, toWebUrl } from '../text/web-url.ts';

const MAX_TITLE_CHARACTERS = 200;
const MAX_PUBLISHER_CHARACTERS = 100;
const MAX_SNIPPET_CHARACTERS = 500;

/** Marks of what was searched for, which stand inside words; other elements part words. */
const INLINE_MARKS = /<\/?(?:strong|b|em|i|mark|span|u|wbr)\b[^<>]*>/gi;

/** A field that a provider leaves out, sets to null or fills with something else at times. */
export const OPTIONAL_TEXT = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined);

/** Entries that are each read by themselves: what does not fit is left out, and spoils no other. `null` is an empty list. */
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

/** A result as a provider gave it; all of it is hostile. */
export interface RawHit {
  url: string;
  title?: string | undefined;
  snippet?: string | undefined;
  publisher?: string | undefined;
  publishedAt?: string | undefined;
}

/**
 * Hits of plain text with http(s) addresses: no markup, one hit a page, dates as ISO days, in the provider's order. A result
 * without a title is named by its site.
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

/** How many hits are asked for: what is wanted, at least one, at most what the provider gives at once. */
export function toCount(wanted: number, most: number): number {
  return Math.max(1, Math.min(Math.trunc(wanted), most));
}

/** An address below a base address, whose own path is kept. @throws TypeError if the base is no address */
export function toEndpoint(baseUrl: string, path: string, parameters: Readonly<Record<string, string>> = {}): string {
  const url = new URL(path, baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
