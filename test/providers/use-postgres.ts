import { afterAll, beforeAll } from 'vitest';
import { createPostgresDatabase, type PostgresDatabase } from '../../src/providers/store/postgres/postgres-database.ts';
import { type PostgresPeer, startPostgres, WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';

/** A real PostgreSQL for the tests of a file, which ends with them. @param tables the SQL that makes what the test needs */
export function usePostgres(tables: string) {
  let server: PostgresPeer | undefined;
  const opened: PostgresDatabase[] = [];
  beforeAll(async () => {
    if (WHY_NO_POSTGRES === undefined) server = await startPostgres();
  });
  afterAll(async () => {
    await Promise.all(opened.map((db) => db.close()));
    await server?.close();
  });
  const open = (url: string) => {
    const db = createPostgresDatabase(url);
    opened.push(db);
    return db;
  };
  return {
    get server(): PostgresPeer {
      if (!server) throw new Error('PostgreSQL was not started.');
      return server;
    },
    /** One more way to a database of this test, as another process has it. */
    open,
    async newDatabase() {
      if (!server) throw new Error('PostgreSQL was not started.');
      const url = await server.newDatabase();
      const db = open(url);
      await db.pool.query(tables);
      return { url, db };
    },
  };
}
