import { Pool } from 'pg';
import { isConflict, toPostgresError } from './postgres-errors.ts';
import type { Sql } from './sql.ts';
import { inTransaction } from './transaction.ts';

/** Connections of one process. PostgreSQL allows 100 in all unless told otherwise. */
const MOST_CONNECTIONS = 10;
/** How long a connection may take to come about, in ms. */
const CONNECT_MS = 5_000;
/** How long a statement may wait for another's lock, in ms: as long as in the embedded store. */
const LOCK_MS = 5_000;
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
  /** Host and name, for people; no password. */
  readonly where: string;
  readonly pool: Pool;
  /** Runs `work` as a whole or not at all. It is begun anew where it met another one, and so does nothing but ask. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** A second call does nothing. */
  close(): Promise<void>;
}

/** Makes the pool; nothing is connected yet. @param url `postgres://…` */
export function createPostgresDatabase(url: string): PostgresDatabase {
  const where = toPlace(url);
  const pool = new Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'claimcheck',
    options: `-c lock_timeout=${LOCK_MS}`,
  });
  // An idle connection that the server ends is made anew at the next question.
  pool.on('error', () => undefined);
  let closing: Promise<void> | undefined;

  const guard = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw toPostgresError(error, where);
    }
  };

  const tryOnce = <T>(work: (queries: Queries) => Promise<T>): Promise<T> =>
    inTransaction(pool, (client) => work(toQueries((query) => client.query(query.toQuery()))));

  async function transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await tryOnce(work);
      } catch (error) {
        if (tries >= MOST_TRIES || !isConflict(error)) throw isOurs(error) ? error : toPostgresError(error, where);
      }
    }
  }

  return {
    where,
    pool,
    transaction,
    ...toQueries((query) => guard(pool.query(query.toQuery()))),
    close() {
      closing ??= pool.end();
      return closing;
    },
  };
}

type Ask = (query: Sql) => Promise<{ rows: unknown[]; rowCount: number | null }>;

function toQueries(ask: Ask): Queries {
  return {
    all: async <Row>(query: Sql) => (await ask(query)).rows as Row[],
    get: async <Row>(query: Sql) => (await ask(query)).rows[0] as Row | undefined,
    run: async (query) => (await ask(query)).rowCount ?? 0,
  };
}

/** What the work itself threw passes as it is: an error of the driver or the network has a code, and no work's own has. */
function isOurs(error: unknown): boolean {
  return !(error instanceof Error && ('code' in error || /connection|timeout/i.test(error.message)));
}

function toPlace(url: string): string {
  const { host = '', pathname = '' } = URL.parse(url) ?? {};
  return `${host}${pathname}`;
}
