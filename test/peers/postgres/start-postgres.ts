import { execFileSync } from 'node:child_process';
import { globSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import {
  createServerProcess,
  findFreePort,
  findProgram,
  makeServerFolder,
  SERVER_OWNER,
  type ServerProcess,
} from '../server-process.ts';

/** Debian keeps the servers' programs apart from everybody's. */
const INITDB = findProgram('initdb', globSync('/usr/lib/postgresql/*/bin'));

/** The path of one of the same PostgreSQL's programs. `initdb` may stand on `PATH` as a link without the others, so it is followed. */
export const toProgram = (name: string): string => join(dirname(INITDB ? realpathSync(INITDB) : ''), name);

/** Why there is no PostgreSQL for tests on this machine; nothing where there is one. */
export const WHY_NO_POSTGRES = INITDB ? undefined : 'no PostgreSQL server is installed: apt-get install postgresql';

/** A real PostgreSQL with a folder of its own, on loopback. Beside the owner there are `locked`, who has a password, and `guest`, who owns nothing. */
export interface PostgresPeer extends Pick<ServerProcess, 'kill' | 'close'> {
  port: number;
  /** The address of a new, empty database. */
  newDatabase(): Promise<string>;
  /** Starts it again after `kill`. */
  start(): Promise<void>;
}

let shared: Promise<PostgresPeer> | undefined;

/** The one for all that a test process runs, started when it is first needed. It ends with the process: its tests leave it running. */
export function sharePostgres(): Promise<PostgresPeer> {
  shared ??= startPostgres();
  return shared;
}

/**
 * Starts one. It forgets nothing when it is killed, and would where the power fails: nothing is synced.
 *
 * @param others settings in place of those for tests
 */
export async function startPostgres(others: Readonly<Record<string, string>> = {}): Promise<PostgresPeer> {
  if (!INITDB) throw new Error(WHY_NO_POSTGRES);
  const folder = makeServerFolder();
  const data = `${folder}/data`;
  const init = [
    '-D',
    data,
    '-U',
    'claimcheck',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
    '--no-instructions',
  ];
  execFileSync(INITDB, init, { ...SERVER_OWNER, cwd: '/', stdio: ['ignore', 'ignore', 'inherit'] });
  // Whoever is not locked needs no password.
  writeFileSync(`${data}/pg_hba.conf`, 'host all locked all scram-sha-256\nhost all all all trust\n');
  const port = await findFreePort();
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    fsync: 'off',
    max_connections: 200,
    shared_buffers: '64MB',
    ...others,
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const toUrl = (database: string) => `postgres://claimcheck@127.0.0.1:${port}/${database}`;
  const ask = async (sql: string) => {
    const client = new Client({ connectionString: toUrl('postgres') });
    // A server that ends while it is asked is an answer too.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(sql);
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  const server = createServerProcess(folder, [toProgram('postgres'), '-D', data, ...options], () => ask('SELECT 1'));
  await server.start();
  await ask("CREATE ROLE locked LOGIN PASSWORD 'right'; CREATE ROLE guest LOGIN");
  let databases = 0;
  return {
    ...server,
    port,
    async newDatabase() {
      databases += 1;
      await ask(`CREATE DATABASE test_${databases}`);
      return toUrl(`test_${databases}`);
    },
  };
}
