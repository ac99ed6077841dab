import type { ClaimReview } from '../../core/types.ts';
import { ClaimcheckError } from '../../shared/errors.ts';
import { type RawRecord, SNIFF_CHARACTERS, toArchiveFormat } from './archive-format.ts';
import { peek, readArchiveText } from './archive-text.ts';
import { findReviews } from './find-reviews.ts';
import { parseClaimReview, type ReviewDefaults } from './parse-claim-review.ts';
import { readCsv, toDelimiter } from './read-csv.ts';
import { readHtml } from './read-html.ts';
import { readJson } from './read-json.ts';
import { readJsonLines } from './read-json-lines.ts';
import { createReferences } from './references.ts';

/** A review, or why a record was refused; `place` is its location in the archive. */
export type ReadReview =
  | {
      place: string;
      review: ClaimReview /** The original text of a date that could not be parsed. */;
      unread?: string;
    }
  | { place: string; refused: string /** The record's JSON, or the text that could not be parsed. */; text: string };

export interface ArchiveOptions {
  bytes: AsyncIterable<Uint8Array>;
  /** File name or address; decides between formats that look alike. */
  name: string;
  defaults?: ReviewDefaults;
}

async function readRecords(bytes: AsyncIterable<Uint8Array>, name: string): Promise<AsyncGenerator<RawRecord>> {
  const { head, all } = await peek(readArchiveText(bytes), SNIFF_CHARACTERS);
  const text = head.join('');
  if (text.trim() === '') {
    await all.return(undefined);
    throw new ClaimcheckError('import-failed', 'The file is empty. Give one with ClaimReviews in it.');
  }
  switch (toArchiveFormat(text, name)) {
    case 'json':
      return readJson(all);
    case 'json-lines':
      return readJsonLines(all);
    case 'html':
      return readHtml(all);
    case 'csv':
      return readCsv(all, toDelimiter(text.trimStart()));
  }
}

function toJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than the stack allows.
    return '';
  }
}

function toReadReview(place: string, raw: unknown, defaults: ReviewDefaults): ReadReview {
  const review = parseClaimReview(raw, defaults);
  if ('refused' in review) return { place, refused: review.refused, text: toJson(raw) };
  const date: unknown = (raw as { datePublished?: unknown }).datePublished;
  const isUnread = review.reviewDate === undefined && typeof date === 'string' && date.trim() !== '';
  return { place, review, ...(isUnread ? { unread: date } : {}) };
}

/**
 * Reads an archive of ClaimReviews of any size, in bounded memory: JSON-LD (an object, a list, a `@graph`), the Data Commons
 * feed, answers of Google's Fact Check Tools API, JSON Lines, CSV, HTML with embedded JSON-LD, and each of these with gzip.
 *
 * @throws ClaimcheckError `import-failed` if the file is damaged, has no known format, or holds no record. Reviews before the
 * damage have been yielded already. Errors of `bytes` pass through.
 */
export async function* readClaimReviews({ bytes, name, defaults = {} }: ArchiveOptions): AsyncGenerator<ReadReview> {
  const references = createReferences();
  let found = 0;
  for await (const record of await readRecords(bytes, name)) {
    if ('refused' in record) {
      found += 1;
      yield record;
      continue;
    }
    const { place, value, mayBeOther } = record;
    if (mayBeOther) references.remember(value);
    const reviews = findReviews(value);
    if (reviews.length === 0 && !mayBeOther) {
      found += 1;
      yield { place, refused: 'it is not a ClaimReview', text: toJson(value) };
    }
    for (const raw of reviews) {
      found += 1;
      const review = references.take(place, raw);
      if (review) yield toReadReview(place, review, defaults);
    }
  }
  for (const { place, review } of references.rest()) yield toReadReview(place, review, defaults);
  if (found === 0) {
    throw new ClaimcheckError(
      'import-failed',
      'The archive contains no ClaimReview. Import JSON-LD, the Data Commons feed, JSON Lines, CSV or HTML.',
    );
  }
}
