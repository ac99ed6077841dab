import { type RedisClientType, WatchError } from '@redis/client';
import type { Atomically } from '../../chat/ports.ts';
import { createTurns } from '../../shared/async.ts';
import { asItIs, type Change, runOnDraft } from './draft.ts';
import { type RedisKeyvOptions, toPrefix } from './redis-keyv.ts';

/**
 * Atomic changes of caches' entries, across all processes on one Redis. It watches the entries (WATCH), and a write succeeds only if
 * nobody else has changed them since; otherwise the work runs again. No process can leave a lock behind. Times are the server's.
 *
 * @param client a dedicated connection, since WATCH applies to a whole connection
 * @throws the client's errors, and what the work throws
 */
export function createRedisAtomically(client: RedisClientType) {
  const turns = createTurns();

  /** @returns undefined if another process changed an entry first */
  async function tryOnce<T>(
    names: ReadonlyMap<string, string>,
    work: (texts: ReadonlyMap<string, string | undefined>, at: number) => { made: T; changes: Map<string, Change> },
  ): Promise<{ made: T } | undefined> {
    const watched = [...names.values()];
    const [, [seconds = '', micros = ''], found] = await Promise.all([
      client.watch(watched),
      client.sendCommand<string[]>(['TIME']),
      client.mGet(watched),
    ]);
    const texts = new Map([...names.keys()].map((key, at) => [key, found[at] ?? undefined]));
    try {
      const { made, changes } = work(texts, Number(seconds) * 1000 + Math.floor(Number(micros) / 1000));
      if (changes.size === 0) return { made };
      const batch = client.multi();
      for (const [key, change] of changes) {
        const name = names.get(key) ?? '';
        if (!change) batch.del(name);
        else {
          const { text, ttlMs } = change;
          batch.set(
            name,
            text,
            ttlMs === undefined ? {} : { expiration: { type: 'PX', value: Math.max(1, Math.round(ttlMs)) } },
          );
        }
      }
      await batch.exec();
      return { made };
    } catch (error) {
      if (error instanceof WatchError) return undefined;
      throw error;
    } finally {
      if (client.isWatching) await client.unwatch();
    }
  }

  return ({ namespace, toKey = asItIs }: Omit<RedisKeyvOptions, 'client'>): Atomically =>
    (keys, work) =>
      // Calls within a process take turns, so that only other processes can force the work to run again.
      turns.take('', async () => {
        const prefix = toPrefix(namespace);
        const names = new Map(keys.map((key) => [key, `${prefix}::${toKey(key)}`]));
        for (;;) {
          const done = await tryOnce(names, (texts, at) => runOnDraft(work, texts, at));
          if (done) return done.made;
        }
      });
}
