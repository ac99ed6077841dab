import type { RouterOptions } from '../../commands/router.ts';
import { openRedis, type RedisCaches } from '../providers/cache/open-redis.ts';
import type { Store } from '../providers/store/ports.ts';
import { toKeyMaker } from '../providers/store/prints.ts';

/** What may be lost with Redis: pages, and the counters of recent days. Settings and kept results stay in the store. */
const IN_REDIS: ReadonlySet<string> = new Set(['pages', 'manners', 'budget']);

/** A store combined with Redis. */
export interface Shared {
  store: Store;
  /** Closes the connections to Redis; the store stays open. */
  close(): Promise<void>;
}

/**
 * Connects to Redis.
 *
 * @param url `redis://…` or `rediss://…`
 * @throws ClaimcheckError `store-unavailable` if it cannot be reached
 */
export async function openShared(url: string, store: Store, onFault: RouterOptions['onFault']): Promise<Shared> {
  const redis = await openRedis(url, (error) => onFault(error, { platform: '', command: '', id: '' }));
  return { store: withRedis(store, redis), close: redis.close };
}

/** The same store, with Redis for what many processes read and count constantly. Keys that name persons or private chats are hashed there too. */
function withRedis(store: Store, redis: RedisCaches): Store {
  const toKey = (namespace: string, coded?: boolean) => toKeyMaker(store.toHash, namespace, coded);
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
