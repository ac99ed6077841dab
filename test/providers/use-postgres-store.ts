import { afterAll, afterEach, beforeAll } from 'vitest';
import { openPostgres, type PostgresTables } from '../../src/providers/store/postgres/open-postgres.ts';
import { sharePostgres } from '../peers/postgres/start-postgres.ts';

/** A database of a real PostgreSQL that each test of a file finds empty. */
export function usePostgresStore() {
  let url = '';
  const stores: PostgresTables[] = [];
  let inUse = 0;
  beforeAll(async () => {
    url = await (await sharePostgres()).newDatabase();
  });
  afterEach(async () => {
    inUse = 0;
    const [first] = stores;
    // A store's key is made at its opening, and stays.
    await first?.db.pool.query(`
      DO $$ DECLARE name text; BEGIN
        SET LOCAL session_replication_role = replica; -- in whatever order
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('schema_version', 'meta') LOOP
          EXECUTE format('DELETE FROM %I', name);
        END LOOP;
        DELETE FROM meta WHERE key <> 'person-hash-key';
      END $$`);
  });
  afterAll(() => Promise.all(stores.map(({ db }) => db.close())));
  return {
    /** The test's store, once more where it is open already. What was opened for the tests before is taken again. */
    async open(): Promise<PostgresTables> {
      const store = stores[inUse] ?? (await openPostgres(url));
      stores[inUse] = store;
      inUse += 1;
      return store;
    },
  };
}
