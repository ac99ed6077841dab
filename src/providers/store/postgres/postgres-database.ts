import type { z } from 'zod';
import { isConflict, toMisfitError } from './postgres-errors.ts';
import { type Asking, createPostgresPool, type PostgresPool } from './postgres-pool.ts';
import type { Sql } from './sql.ts';

/** How often a transaction that met another one is begun anew. */
const MOST_TRIES = 3;

/** Asks the database. Each call rejects with a `ClaimcheckError` where PostgreSQL refuses. `Row` is what the SQL says. */
export interface Queries {
  all<Row>(query: Sql): Promise<Row[]>;
  get<Row>(query: Sql): Promise<Row | undefined>;
  /** @returns how many rows were written or removed */
  run(query: Sql): Promise<number>;
}

/** One PostgreSQL database, by a pool of connections. */
export interface PostgresDatabase extends Queries {
  readonly pool: PostgresPool;
  /** Runs `work` as a whole or not at all. It is begun anew where it met another one, and so does nothing but ask. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** Reads a value that was stored as JSON. @param shape what has to be there; any unless told @throws ClaimcheckError `store-corrupt` if it is none, or does not fit */
  parseJson<T>(json: string, shape?: z.ZodType): T;
  /** A second call does nothing. */
  close(): Promise<void>;
}

/** Makes the pool; nothing is connected yet. @param url `postgres://…` */
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

/** @returns nothing where it is no JSON */
function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
