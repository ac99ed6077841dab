import type { z } from 'zod';
import { isConflict, toMisfitError } from './postgres-errors.ts';
import { type Asking, createPostgresPool, type PostgresPool } from './postgres-pool.ts';
import type { Sql } from './sql.ts';

/** The most attempts at a transaction that conflicts with another one. */
const MOST_TRIES = 3;

/** Queries the database. Each call rejects with a `ClaimcheckError` if PostgreSQL fails. `Row` must match the SQL; it is not checked. */
export interface Queries {
  all<Row>(query: Sql): Promise<Row[]>;
  get<Row>(query: Sql): Promise<Row | undefined>;
  /** @returns the number of rows written or deleted */
  run(query: Sql): Promise<number>;
}

/** A PostgreSQL database with its connection pool. */
export interface PostgresDatabase extends Queries {
  readonly pool: PostgresPool;
  /** Runs `work` in a transaction. It is retried after a conflict with another one, so it must do nothing but query. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** Parses a stored JSON value. @param shape default: any @throws ClaimcheckError `store-corrupt` if it is not JSON or does not fit */
  parseJson<T>(json: string, shape?: z.ZodType): T;
  /** A second call does nothing. */
  close(): Promise<void>;
}

/** Creates the database with its pool, without connecting. @param url `postgres://…` */
export function createPostgresDatabase(url: string): PostgresDatabase {
  const pool = createPostgresPool(url);

  async function transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await pool.transaction((client) => work(toQueries(client)));
      } catch (error) {
        if (tries >= MOST_TRIES || !isConflict(error)) throw error;
      }
    }
  }

  return {
    pool,
    transaction,
    ...toQueries(pool),
    parseJson<T>(json: string, shape?: z.ZodType): T {
      const value = parse(json);
      if (value === undefined || shape?.safeParse(value).success === false) throw toMisfitError(pool.where);
      return value as T;
    },
    close: pool.close,
  };
}

function toQueries({ query: ask }: Asking): Queries {
  return {
    all: async <Row>(query: Sql) => (await ask(query.toQuery())).rows as Row[],
    get: async <Row>(query: Sql) => (await ask(query.toQuery())).rows[0] as Row | undefined,
    run: async (query) => (await ask(query.toQuery())).rowCount ?? 0,
  };
}

/** @returns undefined if it is not JSON */
function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
