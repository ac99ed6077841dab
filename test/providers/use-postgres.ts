import { Pool } from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { type PostgresPeer, startPostgres, WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';

/** A real PostgreSQL for the tests of a file, which ends with them. @param tables the SQL that makes what the test needs */
export function usePostgres(tables: string) {
  let server: PostgresPeer | undefined;
  const pools: Pool[] = [];
  beforeAll(async () => {
    if (WHY_NO_POSTGRES === undefined) server = await startPostgres();
  });
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await server?.close();
  });
  const toPool = (connectionString: string) => {
    const pool = new Pool({ connectionString });
    // An idle connection that the server ends is made anew at the next question.
    pool.on('error', () => undefined);
    pools.push(pool);
    return pool;
  };
  return {
    get server(): PostgresPeer {
      if (!server) throw new Error('PostgreSQL was not started.');
      return server;
    },
    /** One more way to a database of this test, as another process has it. */
    toPool,
    async newDatabase() {
      if (!server) throw new Error('PostgreSQL was not started.');
      const url = await server.newDatabase();
      const pool = toPool(url);
      await pool.query(tables);
      return { url, pool };
    },
  };
}
