/**
 * A process of its own that counts in a shared cache: `count-process.ts URL TASK`. It says `ready`, begins once its input is closed, adds 100 to the
 * entry `n`, one by one, and says `done`. `die`: it kills itself in the middle of a change.
 */
import { once } from 'node:events';
import { openRedis } from '../../src/providers/cache/open-redis.ts';
import { createPostgresAtomically } from '../../src/providers/cache/postgres-atomically.ts';
import { createPostgresPool } from '../../src/providers/store/postgres/postgres-pool.ts';

const [url = '', task = ''] = process.argv.slice(2);
const fail = (error: unknown): never => {
  throw error;
};

async function open() {
  if (url.startsWith('redis:')) {
    const redis = await openRedis(url, fail);
    return { atomically: redis.atomically('shared'), close: redis.close };
  }
  const pool = createPostgresPool(url);
  return { atomically: createPostgresAtomically({ pool, namespace: 'shared' }), close: pool.close };
}

const { atomically, close } = await open();
process.stdout.write('ready\n');
process.stdin.resume();
await once(process.stdin, 'end');
const add = () =>
  atomically(['n', 'm'], (entries) => {
    entries.set('n', Number(entries.get('n') ?? 0) + 1);
    if (task === 'die') process.kill(process.pid, 'SIGKILL');
  });
// Ten at once, as a bot that answers many people.
for (let tens = 0; tens < 10; tens += 1) await Promise.all(Array.from({ length: 10 }, add));
await close();
process.stdout.write('done\n');
