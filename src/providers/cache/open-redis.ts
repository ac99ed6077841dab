import { createClient, ErrorReply, ReconnectStrategyError, type RedisClientType } from '@redis/client';
import type { Keyv } from 'keyv';
import type { Atomically } from '../../chat/ports.ts';
import { defined } from '../../core/defined.ts';
import { ClaimcheckError } from '../../shared/errors.ts';
import { createRedisAtomically } from './redis-atomically.ts';
import { createRedisKeyv } from './redis-keyv.ts';

/** The time limit for connecting, in ms. */
const CONNECT_MS = 5_000;
/** A server that stays silent this long counts as gone, in ms. */
const SILENCE_MS = 5_000;
/** The longest pause between two attempts to reconnect, in ms. */
const LONGEST_PAUSE_MS = 1_000;

/** Redis error codes for a wrong or missing name or password. Source: https://redis.io/docs/latest/commands/auth/ */
const NOT_LET_IN: ReadonlySet<string> = new Set(['WRONGPASS', 'NOAUTH', 'NOPERM']);

/** Caches and counters shared by any number of processes. */
export interface RedisCaches {
  /** As `Store.keyv`. @param toKey maps a key to the key it is stored under; default: itself */
  keyv(namespace: string, toKey?: (key: string) => string): Keyv;
  /** As `Store.atomically`. */
  atomically(namespace: string, toKey?: (key: string) => string): Atomically;
  close(): Promise<void>;
}

/**
 * Connects to Redis. It reconnects after a lost connection; until then atomic changes reject, and caches seem empty.
 *
 * @param url `redis://…` or `rediss://…`
 * @param onFault called for each lost connection and each failed cache operation
 * @throws ClaimcheckError `store-unavailable`, here and from every atomic change
 */
export async function openRedis(url: string, onFault: (error: unknown) => void): Promise<RedisCaches> {
  let isOpen = false;
  const client: RedisClientType = createClient({
    url,
    // Commands fail at once while Redis is unreachable, instead of waiting for it.
    disableOfflineQueue: true,
    pingInterval: SILENCE_MS / 2,
    socket: {
      connectTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: (tries, cause) => (isOpen ? Math.min(LONGEST_PAUSE_MS, 50 * 2 ** tries) : cause),
    },
  });
  // Each cache adds a listener.
  client.setMaxListeners(0);
  const counting: RedisClientType = client.duplicate();
  const where = URL.parse(url)?.host ?? '';
  const toError = (cause: unknown) => {
    // The first word is Redis' error code; the rest may repeat a command.
    const said = cause instanceof ReconnectStrategyError ? cause.originalError : cause;
    const code = said instanceof ErrorReply ? (/^[A-Z]+/.exec(said.message)?.[0] ?? 'ERR') : undefined;
    const what =
      code === undefined
        ? 'cannot be reached: start it, or correct REDIS_URL'
        : NOT_LET_IN.has(code)
          ? 'rejects this user: correct the user name or password in REDIS_URL'
          : `reports an error (${code}): check its settings and REDIS_URL`;
    return new ClaimcheckError('store-unavailable', `Redis at ${where} ${what}.`, { cause });
  };
  for (const one of [client, counting]) one.on('error', (error: unknown) => isOpen && onFault(toError(error)));
  try {
    await Promise.all([client.connect(), counting.connect()]);
  } catch (error) {
    for (const one of [client, counting]) if (one.isOpen) one.destroy();
    throw toError(error);
  }
  isOpen = true;
  const change = createRedisAtomically(counting);
  return {
    keyv: (namespace, toKey) => createRedisKeyv({ client, namespace, ...defined({ toKey }) }, onFault),
    atomically(namespace, toKey) {
      const atomically = change({ namespace, ...defined({ toKey }) });
      return async (keys, work) => {
        let thrown: { error: unknown } | undefined;
        try {
          return await atomically(keys, (entries) => {
            try {
              return work(entries);
            } catch (error) {
              thrown = { error };
              throw error;
            }
          });
        } catch (error) {
          throw thrown?.error === error ? error : toError(error);
        }
      };
    },
    async close() {
      isOpen = false;
      await Promise.all([client, counting].map((one) => (one.isReady ? one.close() : one.destroy())));
    },
  };
}
