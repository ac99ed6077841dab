import { defined } from '../defined.ts';
import type { PageReader, SearchHit } from '../ports.ts';
import type { Failure, Page } from '../types.ts';
import { createStage, toWhy } from './stage.ts';

interface ReadPagesOptions {
  reader?: PageReader | undefined;
  toPublisherKey(url: string): string;
  /** How many pages are wanted, and how many of one publisher at most; once half of them are there, the rest have `graceMs`. */
  limits: { pages: number; pagesPerPublisher: number; readMs: number; graceMs: number };
  /** Called as soon as a page is there; false says that it is of no use. @param rank the hit's place, from 0 */
  onPage(page: Page, rank: number): boolean;
}

/**
 * Reads the best hits, all at once; a page that cannot be read, or is of no use, gives its place to the next. Hits that bring their page are not fetched.
 *
 * @returns what could not be read, by host, in the order of the hits
 * @throws the signal's reason once it is aborted
 */
export async function readPages(
  hits: readonly SearchHit[],
  { reader, toPublisherKey, onPage, limits: { pages, pagesPerPublisher, readMs, graceMs } }: ReadPagesOptions,
  signal: AbortSignal,
): Promise<Failure[]> {
  const stage = createStage(readMs, signal);
  const waiting = hits
    .map((hit, rank) => ({ hit, rank, publisher: toPublisherKey(hit.url) }))
    .filter(({ hit }) => hit.page ?? reader);
  const counts = new Map<string, number>();
  const failed: { rank: number; failure: Failure }[] = [];
  let read = 0;
  /** A failing page is replaced, but not for ever: twice as many as wanted are tried. */
  let tries = 2 * pages;

  const next = () => {
    const at = waiting.findIndex(({ publisher }) => (counts.get(publisher) ?? 0) < pagesPerPublisher);
    return at < 0 || tries <= 0 ? undefined : waiting.splice(at, 1)[0];
  };
  async function fillPlace(): Promise<void> {
    for (let one = next(); one && !stage.signal.aborted; one = next()) {
      const { hit, rank, publisher } = one;
      tries -= 1;
      counts.set(publisher, (counts.get(publisher) ?? 0) + 1);
      try {
        const page = hit.page ?? (reader && (await stage.run((stop) => reader.read(hit.url, stop))));
        if (page && onPage(withHit(page, hit), rank)) {
          read += 1;
          if (read === Math.ceil(pages / 2)) stage.endIn(graceMs);
          return;
        }
      } catch (error) {
        signal.throwIfAborted();
        failed.push({ rank, failure: { name: toHost(hit.url), why: toWhy(error) } });
      }
      counts.set(publisher, (counts.get(publisher) ?? 1) - 1);
    }
  }

  await Promise.all(Array.from({ length: pages }, fillPlace)).finally(stage.close);
  signal.throwIfAborted();
  return failed.sort((one, other) => one.rank - other.rank).map(({ failure }) => failure);
}

/** What the page itself does not say is taken from the search. */
function withHit(page: Page, { title, publisher, publishedAt }: SearchHit): Page {
  const dated = page.publishedAt ?? publishedAt;
  return {
    ...page,
    title: page.title || title,
    publisher: page.publisher || (publisher ?? toHost(page.url)),
    ...defined({ publishedAt: dated }),
  };
}

/** The host of an address, for people. */
export function toHost(url: string): string {
  return (URL.parse(url)?.hostname ?? '').replace(/^www\./, '') || url;
}
