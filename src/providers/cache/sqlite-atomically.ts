import { jsonSerializer } from 'keyv';
import type { Atomically } from '../../chat/ports.ts';
import { asItIs, prepareCache, type SqliteKeyvOptions } from './sqlite-keyv.ts';

/** As Keyv writes an entry. */
interface Envelope {
  value: unknown;
  expires?: number | undefined;
}

/**
 * Changes of a cache's entries in one step, each a transaction: what it writes, a `Keyv` over the same namespace reads, and the other way
 * round. Rejects with the store's `ClaimcheckError`, or with what the work throws; nothing is written then.
 *
 * @param options.unhurried a power cut may undo the last changes; see `Database`
 */
export function createSqliteAtomically(options: SqliteKeyvOptions & { unhurried?: boolean }): Atomically {
  const { db, namespace, unhurried = false, toKey = asItIs, now = () => Date.now() } = options;
  const { read, write, remove, sweep } = prepareCache(db);
  const transaction = <T>(work: () => T): T =>
    unhurried ? db.unhurried(() => db.transaction(work)) : db.transaction(work);

  return async (work) =>
    transaction(() => {
      let swept = false;
      return work({
        get(given) {
          const key = toKey(given);
          const row = read.get({ namespace, key, now: now() });
          return row && jsonSerializer.parse<Envelope>(row.value).value;
        },
        set(given, value, ttlMs) {
          const key = toKey(given);
          // Work that writes nothing is spared the disk.
          if (!swept) sweep.run({ now: now() });
          swept = true;
          const expires = ttlMs === undefined ? undefined : now() + ttlMs;
          const envelope = jsonSerializer.stringify({ value, expires } satisfies Envelope);
          write.run({ namespace, key, value: envelope, expires: expires ?? null });
        },
        delete: (given) => void remove.get({ namespace, key: toKey(given), now: now() }),
      });
    });
}
