import { jsonSerializer } from 'keyv';
import type { Entries } from '../../chat/ports.ts';

/** What becomes of an entry: its text as Keyv has it, with how long it is kept, or nothing where it goes. */
export type Change = { text: string; ttlMs: number | undefined } | undefined;

/**
 * Runs work over entries that were read before, and writes nothing: what it changes is in `changes`, by key.
 *
 * @param texts the entries' texts as Keyv has them, of every key that the work may name
 * @param at the server's moment; see `Entries`
 * @throws what the work throws, and a fault of ours where it names another key
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

/** What a key is kept under, unless told. */
export const asItIs = (key: string): string => key;
