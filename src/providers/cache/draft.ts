import { jsonSerializer } from 'keyv';
import type { Entries } from '../../chat/ports.ts';

/** A change of an entry: its new text as Keyv serializes it, with its time to live, or undefined if the entry is deleted. */
export type Change = { text: string; ttlMs: number | undefined } | undefined;

/**
 * Runs `work` on entries that were read beforehand. Nothing is written; `changes` holds the changes by key.
 *
 * @param texts the entries' texts as Keyv serializes them, for every key that the work may use
 * @param at the server's time; see `Entries`
 * @throws what the work throws, or an Error if it uses another key, which is a bug
 */
export function runOnDraft<T>(
  work: (entries: Entries) => T,
  texts: ReadonlyMap<string, string | undefined>,
  at?: number,
): { made: T; changes: Map<string, Change> } {
  const changes = new Map<string, Change>();
  const check = (key: string) => {
    if (!texts.has(key)) throw new Error('An entry was used that was not named before.');
  };
  const made = work({
    at,
    get(key) {
      check(key);
      const text = changes.has(key) ? changes.get(key)?.text : texts.get(key);
      return text === undefined ? undefined : jsonSerializer.parse<{ value: unknown }>(text).value;
    },
    set(key, value, ttlMs) {
      check(key);
      changes.set(key, { text: jsonSerializer.stringify({ value }), ttlMs });
    },
    delete(key) {
      check(key);
      changes.set(key, undefined);
    },
  });
  return { made, changes };
}

/** The default `toKey`: stores each key unchanged. */
export const asItIs = (key: string): string => key;
