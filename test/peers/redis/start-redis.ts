import { createClient } from '@redis/client';
import {
  createServerProcess,
  findFreePort,
  findProgram,
  makeServerFolder,
  type ServerProcess,
} from '../server-process.ts';

const REDIS = findProgram('redis-server');

/** Why there is no Redis for tests on this machine; nothing where there is one. */
export const WHY_NO_REDIS = REDIS ? undefined : 'no Redis server is installed: apt-get install redis-server';

/** A real Redis with a folder of its own, on loopback. */
export interface RedisPeer extends Pick<ServerProcess, 'start' | 'kill' | 'close'> {
  /** The address of its n-th database, from 0 to 15. */
  url(database?: number): string;
}

/** Starts one, which writes every change down at once. */
export async function startRedis(): Promise<RedisPeer> {
  if (!REDIS) throw new Error(WHY_NO_REDIS);
  const folder = makeServerFolder();
  const port = await findFreePort();
  const url = (database = 0) => `redis://127.0.0.1:${port}/${database}`;
  const settings = { port, bind: '127.0.0.1', dir: folder, appendonly: 'yes', appendfsync: 'no', save: '' };
  const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const server = createServerProcess(folder, [REDIS, ...options], async () => {
    const client = createClient({ url: url(), socket: { reconnectStrategy: false } });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await client.ping();
    } finally {
      client.destroy();
    }
  });
  await server.start();
  return { ...server, url };
}
