import { afterAll } from 'vitest';
import { createPostgresDatabase, type PostgresDatabase } from '../../src/providers/store/postgres/postgres-database.ts';
import { sharePostgres } from '../peers/postgres/start-postgres.ts';

/** Databases of a real PostgreSQL for the tests of a file. @param tables the SQL that makes what the test needs */
export function usePostgres(tables: string, toServer = sharePostgres) {
  const opened: PostgresDatabase[] = [];
  afterAll(async () => {
    await Promise.all(opened.map((db) => db.close()));
  });
  const open = (url: string) => {
    const db = createPostgresDatabase(url);
    opened.push(db);
    return db;
  };
  return {
    /** One more way to a database of this test, as another process has it. */
    open,
    async newDatabase() {
      const url = await (await toServer()).newDatabase();
      const db = open(url);
      await db.pool.query(tables);
      return { url, db };
    },
  };
}
