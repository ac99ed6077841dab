import type { Atomically } from '../../chat/ports.ts';
import { asItIs, runOnDraft } from './draft.ts';
import { prepareCache, type SqliteKeyvOptions } from './sqlite-keyv.ts';

/**
 * Atomic changes of a cache's entries, each in one transaction. They share their entries with a `Keyv` over the same namespace.
 * Rejects with the store's `ClaimcheckError`, or with what the work throws; then nothing is written.
 *
 * @param options.unhurried a power cut may undo the last changes; see `Database`
 */
export function createSqliteAtomically(options: SqliteKeyvOptions & { unhurried?: boolean }): Atomically {
  const { db, namespace, unhurried = false, toKey = asItIs, now = () => Date.now() } = options;
  const { read, write, remove, sweep } = prepareCache(db);
  const transaction = <T>(work: () => T): T =>
    unhurried ? db.unhurried(() => db.transaction(work)) : db.transaction(work);

  return async (keys, work) =>
    transaction(() => {
      const readOne = (key: string) => read.get({ namespace, key: toKey(key), now: now() })?.value;
      const { made, changes } = runOnDraft(work, new Map(keys.map((key) => [key, readOne(key)])));
      // Work that changes nothing causes no disk write.
      if (changes.size > 0) sweep.run({ now: now() });
      for (const [given, change] of changes) {
        const key = toKey(given);
        if (!change) remove.get({ namespace, key, now: now() });
        else {
          const expires = change.ttlMs === undefined ? null : now() + change.ttlMs;
          write.run({ namespace, key, value: change.text, expires });
        }
      }
      return made;
    });
}
