import { createClient, ErrorReply, ReconnectStrategyError, type RedisClientType } from '@redis/client';
import type { Keyv } from 'keyv';
import type { Atomically } from '../../chat/ports.ts';
import { defined } from '../../core/defined.ts';
import { ClaimcheckError } from '../../shared/errors.ts';
import { createRedisAtomically } from './redis-atomically.ts';
import { createRedisKeyv } from './redis-keyv.ts';

/** How long a connection may take to come about, in ms. */
const CONNECT_MS = 5_000;
/** A server that is not heard from for so long is taken for gone, in ms. */
const SILENCE_MS = 5_000;
/** The longest pause between two tries to connect again, in ms. */
const LONGEST_PAUSE_MS = 1_000;

/** Redis' codes where name or password is wrong or missing. Source: https://redis.io/docs/latest/commands/auth/ */
const NOT_LET_IN: ReadonlySet<string> = new Set(['WRONGPASS', 'NOAUTH', 'NOPERM']);

/** Caches and counters that any number of processes share. */
export interface RedisCaches {
  /** As `Store.keyv`. @param toKey what a key is kept under; itself unless told */
  keyv(namespace: string, toKey?: (key: string) => string): Keyv;
  /** As `Store.atomically`. */
  atomically(namespace: string, toKey?: (key: string) => string): Atomically;
  close(): Promise<void>;
}

/**
 * Connects to Redis. A connection that is lost later is made again by itself; until then changes in one step reject, and caches are empty.
 *
 * @param url `redis://…` or `rediss://…`
 * @param onFault told of lost connections, and of what could not be kept
 * @throws ClaimcheckError `store-unavailable`, from this and from every change in one step
 */
export async function openRedis(url: string, onFault: (error: unknown) => void): Promise<RedisCaches> {
  let isOpen = false;
  const client: RedisClientType = createClient({
    url,
    // Whoever asks is told at once that it cannot be had, and need not wait until it can.
    disableOfflineQueue: true,
    pingInterval: SILENCE_MS / 2,
    socket: {
      connectTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: (tries, cause) => (isOpen ? Math.min(LONGEST_PAUSE_MS, 50 * 2 ** tries) : cause),
    },
  });
  // Each cache listens.
  client.setMaxListeners(0);
  const counting: RedisClientType = client.duplicate();
  const where = URL.parse(url)?.host ?? '';
  const toError = (cause: unknown) => {
    // Its first word is Redis' code; the others can repeat a command.
    const said = cause instanceof ReconnectStrategyError ? cause.originalError : cause;
    const code = said instanceof ErrorReply ? (/^[A-Z]+/.exec(said.message)?.[0] ?? 'ERR') : undefined;
    const what =
      code === undefined
        ? 'cannot be reached: start it, or mend REDIS_URL'
        : NOT_LET_IN.has(code)
          ? 'does not let this user in: mend the name or password in REDIS_URL'
          : `refuses (${code}): mend its settings, or mend REDIS_URL`;
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
