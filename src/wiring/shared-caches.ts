import type { RedisCaches } from '../providers/cache/open-redis.ts';
import type { Store } from '../providers/store/open-store.ts';
import type { PersonHash } from '../providers/store/sqlite/prints.ts';

/** What may be lost with Redis: pages, and the counters of the last days. Settings and kept results stay in the store. */
const IN_REDIS: ReadonlySet<string> = new Set(['pages', 'manners', 'budget']);

/**
 * The same store, with Redis for what many processes read and count all the time.
 *
 * @param toHash the store's own: what names persons or private chats is a code in Redis as well
 */
export function withRedis<Kept extends Pick<Store, 'keyv' | 'atomically'>>(
  store: Kept,
  redis: RedisCaches,
  toHash: PersonHash,
): Kept {
  const toKey = (namespace: string, coded = false) => (coded ? (key: string) => toHash(namespace, key) : undefined);
  return {
    ...store,
    keyv: (namespace, options) =>
      IN_REDIS.has(namespace)
        ? redis.keyv(namespace, toKey(namespace, options?.coded))
        : store.keyv(namespace, options),
    atomically: (namespace, options) =>
      IN_REDIS.has(namespace)
        ? redis.atomically(namespace, toKey(namespace, options?.coded))
        : store.atomically(namespace, options),
  };
}
