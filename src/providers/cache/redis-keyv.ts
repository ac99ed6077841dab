import KeyvRedis from '@keyv/redis';
import type { RedisClientType } from '@redis/client';
import { Keyv, type KeyvStorageEntry } from 'keyv';
import { asItIs } from './draft.ts';

export interface RedisKeyvOptions {
  /** Is connected; the owner closes it, `disconnect` does not. */
  client: RedisClientType;
  /** Keys of other namespaces are never seen. */
  namespace: string;
  /** What a key is kept under; itself unless told. */
  toKey?: (key: string) => string;
}

/** What all keys of a cache begin with. A name that is given to Redis as a pattern names nothing else. */
export function toPrefix(namespace: string): string {
  return `claimcheck:${encodeURIComponent(namespace).replace(/[*!'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`;
}

/**
 * A `Keyv` in Redis. What is over goes by the server's clock alone; a time to live is counted from when it arrives there. Where Redis is away nothing is
 * found and nothing kept.
 *
 * @param onFault told of that, each time
 */
export function createRedisKeyv({ namespace, ...options }: RedisKeyvOptions, onFault: (error: unknown) => void): Keyv {
  const store = new ServerTimedRedis(options.client, options.toKey ?? asItIs);
  const keyv = new Keyv({ store, namespace: toPrefix(namespace), checkExpired: false });
  keyv.on('error', onFault);
  return keyv;
}

/** Keyv's own adapter gives Redis moments of this machine's clock, and closes the connection that all share. */
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
      // Keyv has added this machine's moment to the time to live.
      const ttlMs = expires === undefined ? undefined : Math.round(expires - now);
      if (ttlMs !== undefined && ttlMs <= 0) batch.del(name);
      else batch.set(name, String(value), ttlMs === undefined ? {} : { expiration: { type: 'PX', value: ttlMs } });
    }
    if (entries.length > 0) await batch.exec();
    return entries.map(() => true);
  }

  override async disconnect(): Promise<void> {
    // The connection is everybody's.
  }
}
