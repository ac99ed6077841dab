import { isTooLate } from '../../core/evidence/stage.ts';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { ImageReader, LanguageModel, ReviewLookup, SearchProvider } from '../../core/ports.ts';
import type { FailureKind } from '../../core/types.ts';
import { isRepeating } from './server-words.ts';

/** The shortest time between two log lines of a provider, in ms. */
const EVERY_MS = 60_000;

/** What the operator's log records of a failed call. It contains nothing that people wrote. */
export interface FailureFacts {
  provider: string;
  kind: FailureKind;
  /** The HTTP status. */
  status?: number | undefined;
  /** The server's own words. */
  serverSaid?: string | undefined;
  /** Failures of this provider since its last line that were not logged. */
  leftOut: number;
}

/** Records providers' failed calls. */
export interface FailureLog {
  /** @param asked the words of people that were sent: a server that repeats them is not quoted */
  note(provider: string, error: OutOfReach, asked: string): void;
}

/**
 * A log with at most one line per provider and minute.
 *
 * @param write receives the facts, and a sentence that says what to do
 * @param nowMs ms on a monotonic clock
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

/** Logs a call that rejects with `OutOfReach` or because its time is up, and rethrows its error. */
async function noting<T>(log: FailureLog, name: string, asked: string, call: Promise<T>) {
  try {
    return await call;
  } catch (error) {
    if (error instanceof OutOfReach) log.note(name, error, asked);
    else if (isTooLate(error)) log.note(name, new OutOfReach('time-limit', `${name} did not answer in time.`), asked);
    throw error;
  }
}

/** The same provider, with its failures logged. */
export function toNotedSearch(provider: SearchProvider, log: FailureLog): SearchProvider {
  const { name } = provider;
  return { name, search: (query, signal) => noting(log, name, query.text, provider.search(query, signal)) };
}

/** The same lookup, with its failures logged. */
export function toNotedLookup(lookup: ReviewLookup, log: FailureLog): ReviewLookup {
  const { name } = lookup;
  return { name, lookUp: (query, signal) => noting(log, name, query.text, lookup.lookUp(query, signal)) };
}

/** The same model, with its failures logged. */
export function toNotedModel(model: LanguageModel, log: FailureLog): LanguageModel {
  const { name } = model;
  return { name, ask: (request, signal) => noting(log, name, request.user, model.ask(request, signal)) };
}

/** The same image reader, with its failures logged under `name`. */
export function toNotedReader(reader: ImageReader, name: string, log: FailureLog): ImageReader {
  return { ...reader, read: (picture, signal) => noting(log, name, '', reader.read(picture, signal)) };
}
