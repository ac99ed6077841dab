import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/chat/group-settings.ts';
import { createRateLimits } from '../../src/chat/rate-limits.ts';
import { createPostgresAtomically } from '../../src/providers/cache/postgres-atomically.ts';
import { createPostgresKeyv } from '../../src/providers/cache/postgres-keyv.ts';
import type { PostgresPool } from '../../src/providers/store/postgres/postgres-pool.ts';
import { CACHE_TABLE } from '../../src/providers/store/postgres/postgres-tables.ts';
import { describeAtomically } from '../contracts/atomically.ts';
import { describeCountingProcesses } from '../contracts/counting-processes.ts';
import { describeKeyv } from '../contracts/keyv.ts';
import { WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';
import { usePostgres } from './use-postgres.ts';

describe.skipIf(WHY_NO_POSTGRES !== undefined)(`in PostgreSQL (${WHY_NO_POSTGRES ?? 'on a real server'})`, () => {
  const postgres = usePostgres(CACHE_TABLE);
  let pool: PostgresPool;
  let other: PostgresPool;
  let url: string;
  beforeAll(async () => {
    const made = await postgres.newDatabase();
    pool = made.db.pool;
    url = made.url;
    other = postgres.open(made.url).pool;
  });
  beforeEach(() => pool.query('TRUNCATE cache'));
  const later = async (ms: number) => void (await pool.query('UPDATE cache SET expires_at = expires_at - $1', [ms]));

  describeKeyv('the cache, over two connections', async () => {
    let turn = 0;
    return {
      open(namespace) {
        turn += 1;
        return createPostgresKeyv({ pool: turn % 2 === 0 ? pool : other, namespace });
      },
      later,
      close: async () => undefined,
    };
  });

  describe('a change of the cache in one step', () => {
    let turn = 0;
    describeAtomically(() => ({
      atomically: (namespace) => {
        // Each call goes another way, as those of two processes do.
        const ways = [pool, other].map((way) => createPostgresAtomically({ pool: way, namespace, unhurried: true }));
        return (keys, work) => {
          turn += 1;
          const way = ways[turn % 2];
          if (!way) throw new Error('There are two.');
          return way(keys, work);
        };
      },
      keyv: (namespace) => createPostgresKeyv({ pool, namespace }),
      later,
    }));

    describeCountingProcesses(
      () => url,
      () => ({
        keyv: (namespace) => createPostgresKeyv({ pool, namespace }),
        atomically: (namespace) => createPostgresAtomically({ pool, namespace }),
      }),
    );

    it('leaves no key to be read where keys are coded', async () => {
      const options = { pool, namespace: 'n', toKey: (key: string) => `code of ${key.length}` };
      await createPostgresAtomically(options)(['secret'], (entries) => entries.set('secret', 1));
      expect(await createPostgresKeyv(options).get('secret')).toBe(1);
      expect(JSON.stringify((await pool.query('SELECT * FROM cache')).rows)).not.toContain('secret');
    });

    it('goes by the server’s clock: a machine whose clock is wrong lets nobody ask more often', async () => {
      const chat = { id: 'p1', kind: 'private' } as const;
      const ask = (at: number) => ({
        id: `e${at}`,
        platform: 'discord',
        actorId: 'p1',
        chat,
        command: 'check',
        text: '',
      });
      const machines = [0, 6, -6].map((hours) =>
        createRateLimits({
          atomically: createPostgresAtomically({ pool, namespace: 'manners' }),
          now: () => new Date(Date.now() + hours * 3_600_000),
          limits: { personPerMinute: 3 },
        }),
      );
      const said: (string | undefined)[] = [];
      for (const [at, limits] of [...machines, ...machines].entries())
        said.push((await limits.admit(ask(at), DEFAULT_SETTINGS))?.why);
      expect(said).toEqual([undefined, undefined, undefined, 'person-pause', 'person-pause', 'person-pause']);
    });
  });
});
