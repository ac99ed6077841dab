import { isTooLate } from '../../core/evidence/stage.ts';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { ImageReader, LanguageModel, ReviewLookup, SearchProvider } from '../../core/ports.ts';
import type { FailureKind } from '../../core/types.ts';
import { isRepeating } from './server-words.ts';

/** A provider's line comes no oftener, in ms. */
const EVERY_MS = 60_000;

/** What the operator's log says of a failed call; nothing in it is people's. */
export interface FailureFacts {
  provider: string;
  kind: FailureKind;
  /** HTTP. */
  status?: number | undefined;
  /** The server's own words. */
  serverSaid?: string | undefined;
  /** Failures of this provider since its last line. */
  leftOut: number;
}

/** Told of a provider's failed calls. */
export interface FailureLog {
  /** @param asked what was sent of people's words: a server that repeats them is not quoted */
  note(provider: string, error: OutOfReach, asked: string): void;
}

/**
 * One line a failing provider and minute.
 *
 * @param write takes the facts, and a sentence that says what to do
 * @param nowMs ms on a clock that never goes back
 */
export function createFailureLog(
  write: (facts: FailureFacts, sentence: string) => void,
  nowMs: () => number = () => performance.now(),
): FailureLog {
  const lines = new Map<string, { at: number; leftOut: number }>();
  return {
    note(provider, { why: kind, message, status, serverWords: words }, asked) {
      const { at, leftOut } = lines.get(provider) ?? { at: Number.NEGATIVE_INFINITY, leftOut: 0 };
      if (nowMs() - at < EVERY_MS) return void lines.set(provider, { at, leftOut: leftOut + 1 });
      lines.set(provider, { at: nowMs(), leftOut: 0 });
      const serverSaid = words === undefined || isRepeating(words, asked) ? undefined : words;
      write({ provider, kind, status, serverSaid, leftOut }, message);
    },
  };
}

/** Whatever rejects with `OutOfReach`, or is not waited for any longer, is noted; it rejects all the same. */
async function noting<T>(log: FailureLog, name: string, asked: string, call: Promise<T>) {
  try {
    return await call;
  } catch (error) {
    if (error instanceof OutOfReach) log.note(name, error, asked);
    else if (isTooLate(error)) log.note(name, new OutOfReach('time-limit', `${name} did not answer in time.`), asked);
    throw error;
  }
}

/** The same provider, whose failures are noted. */
export function toNotedSearch(provider: SearchProvider, log: FailureLog): SearchProvider {
  const { name } = provider;
  return { name, search: (query, signal) => noting(log, name, query.text, provider.search(query, signal)) };
}

/** The same look-up, whose failures are noted. */
export function toNotedLookup(lookup: ReviewLookup, log: FailureLog): ReviewLookup {
  const { name } = lookup;
  return { name, lookUp: (query, signal) => noting(log, name, query.text, lookup.lookUp(query, signal)) };
}

/** The same model, whose failures are noted. */
export function toNotedModel(model: LanguageModel, log: FailureLog): LanguageModel {
  const { name } = model;
  return { name, ask: (request, signal) => noting(log, name, request.user, model.ask(request, signal)) };
}

/** The same reader of pictures, whose failures are noted under a name. */
export function toNotedReader(reader: ImageReader, name: string, log: FailureLog): ImageReader {
  return { ...reader, read: (picture, signal) => noting(log, name, '', reader.read(picture, signal)) };
}
