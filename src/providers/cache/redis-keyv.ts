import KeyvRedis from '@keyv/redis';
import type { RedisClientType } from '@redis/client';
import { Keyv, type KeyvStorageEntry } from 'keyv';
import { asItIs } from './draft.ts';

export interface RedisKeyvOptions {
  /** Already connected; closed by its owner, not by `disconnect`. */
  client: RedisClientType;
  /** Keys of other namespaces are invisible. */
  namespace: string;
  /** Maps a key to the key it is stored under. Default: itself. */
  toKey?: (key: string) => string;
}

/** The prefix of all keys of a cache. Glob characters are escaped, so that it is safe in a Redis key pattern. */
export function toPrefix(namespace: string): string {
  return `claimcheck:${encodeURIComponent(namespace).replace(/[*!'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`;
}

/**
 * A `Keyv` in Redis. Expiry follows the server's clock alone; a time to live starts when the write reaches the server. While Redis is
 * unreachable, reads find nothing and writes are dropped.
 *
 * @param onFault called for each failed operation
 */
export function createRedisKeyv({ namespace, ...options }: RedisKeyvOptions, onFault: (error: unknown) => void): Keyv {
  const store = new ServerTimedRedis(options.client, options.toKey ?? asItIs);
  const keyv = new Keyv({ store, namespace: toPrefix(namespace), checkExpired: false });
  keyv.on('error', onFault);
  return keyv;
}

/** Replaces parts of Keyv's own adapter, which sends expiry times by this machine's clock and closes the shared connection. */
class ServerTimedRedis extends KeyvRedis<string> {
  readonly #client: RedisClientType;
  readonly #toKey: (key: string) => string;

  constructor(client: RedisClientType, toKey: (key: string) => string) {
    super(client, { throwOnErrors: true });
    this.#client = client;
    this.#toKey = toKey;
  }

  override createKeyPrefix(key: string, namespace?: string): string {
    return super.createKeyPrefix(this.#toKey(key), namespace);
  }

  override async set(key: string, value: string, expires?: number): Promise<boolean> {
    const [done = false] = await this.setMany([expires === undefined ? { key, value } : { key, value, expires }]);
    return done;
  }

  override async setMany<Value>(entries: KeyvStorageEntry<Value>[]): Promise<boolean[]> {
    const now = Date.now();
    const batch = this.#client.multi();
    for (const { key, value, expires } of entries) {
      const name = this.createKeyPrefix(key, this.namespace);
      // Keyv has added this machine's time to the time to live.
      const ttlMs = expires === undefined ? undefined : Math.round(expires - now);
      if (ttlMs !== undefined && ttlMs <= 0) batch.del(name);
      else batch.set(name, String(value), ttlMs === undefined ? {} : { expiration: { type: 'PX', value: ttlMs } });
    }
    if (entries.length > 0) await batch.exec();
    return entries.map(() => true);
  }

  override async disconnect(): Promise<void> {
    // The connection is shared.
  }
}
