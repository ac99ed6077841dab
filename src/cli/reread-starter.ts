import { setTimeout as sleep } from 'node:timers/promises';
import type { Keyv } from 'keyv';
import { defined } from '../core/defined.ts';
import { OutOfReach } from '../core/out-of-reach.ts';
import { OWN_PACK } from '../core/reviews/adopt-review.ts';
import { retakeChecks } from '../core/reviews/retake.ts';
import type { Citation, ClaimReview, Page } from '../core/types.ts';
import { findQuote, holdsQuote } from '../providers/claim-reviews/starter-quote.ts';
import type { Store } from '../providers/store/ports.ts';

const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** How often to look for shown entries whose sources were not read yet. */
const LOOK_MS = 5 * MINUTE_MS;
/** The pause between pages: nearly all sources are on one host, and nobody waits for them. */
const BETWEEN_PAGES_MS = 20 * 1000;
/** How long a page that was read stays fresh. */
const FRESH_MS = 30 * DAY_MS;
/** The pause before an unreadable page is tried again. */
const RETRY_MS = DAY_MS;

/** The result of reading a page: the day, and the sentence that supports the citation, if there is one. */
interface Seen {
  on: string;
  quote?: string;
}

export interface RereadOptions {
  store: Pick<Store, 'archives' | 'priors' | 'checks'>;
  /** Results by page address and cited statement. */
  seen: Keyv;
  /** Reads one public page; rejects with `OutOfReach`. */
  read(url: string, signal: AbortSignal): Promise<Page>;
  now(): Date;
  signal: AbortSignal;
  /** Called after each entry that changed. */
  onRead?(): Promise<void>;
  pause?(ms: number, signal: AbortSignal): Promise<unknown>;
}

/**
 * Reads the sources of shown starter entries in the background. For each page it stores the sentence that supports the citation, verbatim, with the day.
 * Runs until aborted; an unreachable page is tried again the next day.
 */
export async function rereadStarter(options: RereadOptions): Promise<void> {
  const { store, signal, pause = (ms) => sleep(ms, undefined, { signal }) } = options;
  while (!signal.aborted) {
    for (const id of await store.archives.reviewsTaken(OWN_PACK)) {
      const review = await store.priors.review(id);
      if (review && !signal.aborted) await reread(review, { ...options, pause });
    }
    await pause(LOOK_MS, signal).catch(() => {});
  }
}

async function reread(review: ClaimReview, options: RereadOptions & { pause: NonNullable<RereadOptions['pause']> }) {
  const { store, now, onRead } = options;
  const citations: Citation[] = [];
  for (const citation of review.citations) citations.push(await rereadCitation(citation, options));
  if (JSON.stringify(citations) === JSON.stringify(review.citations)) return;
  await store.priors.addReviews([{ ...review, citations }]);
  await retakeChecks(await store.archives.checksFrom([review.id]), { ...store, now });
  await onRead?.();
}

async function rereadCitation(
  citation: Citation,
  { seen, read, now, signal, pause }: RereadOptions & { pause: NonNullable<RereadOptions['pause']> },
): Promise<Citation> {
  const { source, statement, quote: before } = citation;
  const key = `${source.url} ${statement}`;
  const known = await seen.get<Seen>(key);
  if (known) return withSeen(citation, known);
  if (signal.aborted) return citation;
  try {
    const { text } = await read(source.url, signal);
    const paragraphs = text.split('\n');
    const found =
      before !== undefined && holdsQuote(paragraphs, before) ? { quote: before } : findQuote(paragraphs, statement);
    const fresh: Seen = { on: now().toISOString().slice(0, 10), ...('quote' in found ? { quote: found.quote } : {}) };
    await seen.set(key, fresh, FRESH_MS);
    return withSeen(citation, fresh);
  } catch (error) {
    if (signal.aborted) return citation;
    if (!(error instanceof OutOfReach)) throw error;
    // An unreachable page proves nothing about its content: earlier results stay.
    await seen.set(
      key,
      before === undefined ? { on: '' } : defined({ on: citation.quoteVerifiedAt ?? '', quote: before }),
      RETRY_MS,
    );
    return citation;
  } finally {
    await pause(BETWEEN_PAGES_MS, signal).catch(() => {});
  }
}

function withSeen({ source, statement }: Citation, { on, quote }: Seen): Citation {
  if (quote === undefined) return { source, statement, quoteVerified: false };
  return { source, statement, quote, quoteVerified: true, ...(on === '' ? {} : { quoteVerifiedAt: on }) };
}
