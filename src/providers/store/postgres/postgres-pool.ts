import { Pool, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
import { defined } from '../../../core/defined.ts';
import { createGuard } from './postgres-errors.ts';

/** Connections per process. PostgreSQL's default limit is 100 in all. */
const MOST_CONNECTIONS = 10;
/** The time limit for connecting, in ms. */
export const CONNECT_MS = 5_000;
/** How long a statement may wait for a lock, in ms; the same as in the embedded store. */
const LOCK_MS = 5_000;

/** A connection or pool to query. Rejects with a `ClaimcheckError` if PostgreSQL fails or cannot be reached. */
export interface Asking {
  query<Row extends QueryResultRow>(query: string | QueryConfig, values?: unknown[]): Promise<Answered<Row>>;
}

type Answered<Row extends QueryResultRow> = Pick<QueryResult<Row>, 'rows' | 'rowCount'>;

/** A pool of connections to a database. */
export interface PostgresPool extends Asking {
  /** Host and database name for messages, without password. */
  readonly where: string;
  /** Runs `work` in a transaction on a separate connection. @param work its error rolls everything back and is rethrown unchanged */
  transaction<T>(work: (client: Asking) => Promise<T>): Promise<T>;
  /** A second call does nothing. */
  close(): Promise<void>;
}

export interface PoolOptions {
  /** The most connections. Default: 10. */
  connections?: number;
  /** The time limit in ms for connecting and for each query, after which the connection is dropped. Default: 5 s to connect, none for queries. */
  answerMs?: number;
}

/** Creates a pool, without connecting. @param url `postgres://…` */
export function createPostgresPool(url: string, { connections, answerMs }: PoolOptions = {}): PostgresPool {
  const where = toPlace(url);
  const pool = new Pool({
    connectionString: url,
    max: connections ?? MOST_CONNECTIONS,
    connectionTimeoutMillis: answerMs ?? CONNECT_MS,
    ...defined({ query_timeout: answerMs }),
    application_name: 'claimcheck',
    options: `-c lock_timeout=${LOCK_MS}`,
  });
  // If the server closes an idle connection, the next query opens a new one.
  pool.on('error', () => undefined);
  let closing: Promise<void> | undefined;

  const guard = createGuard(where);
  const toAsking = (way: Pick<Pool, 'query'>): Asking => ({
    query: (query, values) => guard(way.query(query, values)),
  });

  return {
    where,
    ...toAsking(pool),
    async transaction(work) {
      const client = await guard(pool.connect());
      // A broken connection rejects the next query anyway; without a listener, its error would end the process.
      const onError = () => undefined;
      client.on('error', onError);
      const asking = toAsking(client);
      let broken: boolean | undefined = true;
      try {
        await asking.query('BEGIN');
        const made = await work(asking);
        await asking.query('COMMIT');
        broken = undefined;
        return made;
      } finally {
        client.off('error', onError);
        // A connection in an unknown state is closed, and the server rolls back its transaction.
        client.release(broken);
      }
    },
    close() {
      closing ??= pool.end();
      return closing;
    },
  };
}

/** Host and database name of an address for messages, without password. */
export function toPlace(url: string): string {
  const { host = '', pathname = '' } = URL.parse(url) ?? {};
  return `${host}${pathname}`;
}
