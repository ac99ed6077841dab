import { afterAll, afterEach, beforeAll } from 'vitest';
import { openPostgres, type PostgresTables } from '../../src/providers/store/postgres/open-postgres.ts';
import { type PostgresPeer, startPostgres } from '../peers/postgres/start-postgres.ts';

/** A real PostgreSQL for the tests of a file, and one database that each test finds empty. */
export function usePostgresStore() {
  let server: PostgresPeer | undefined;
  let url = '';
  const opened: PostgresTables[] = [];
  beforeAll(async () => {
    server = await startPostgres();
    url = await server.newDatabase();
  });
  afterEach(async () => {
    const [first] = opened;
    // A store's key is made at its opening, and stays.
    await first?.db.pool.query(`
      DO $$ DECLARE name text; BEGIN
        SET LOCAL session_replication_role = replica; -- in whatever order
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('schema_version', 'meta') LOOP
          EXECUTE format('DELETE FROM %I', name);
        END LOOP;
      END $$`);
    await first?.db.pool.query("DELETE FROM meta WHERE key <> 'person-hash-key'");
    for (const { db } of opened.splice(0)) await db.close();
  });
  afterAll(() => server?.close());
  return {
    /** The server's own, for what is done to it. */
    server(): PostgresPeer {
      if (!server) throw new Error('PostgreSQL was not started.');
      return server;
    },
    url: () => url,
    /** Opens the test's store, once more where it is open already. */
    async open(): Promise<PostgresTables> {
      const store = await openPostgres(url);
      opened.push(store);
      return store;
    },
  };
}
