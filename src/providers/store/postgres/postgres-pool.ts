import { Pool, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
import { defined } from '../../../core/defined.ts';
import { createGuard } from './postgres-errors.ts';

/** Connections of one process. PostgreSQL allows 100 in all unless told otherwise. */
const MOST_CONNECTIONS = 10;
/** How long a connection may take to come about, in ms. */
export const CONNECT_MS = 5_000;
/** How long a statement may wait for another's lock, in ms: as long as in the embedded store. */
const LOCK_MS = 5_000;

/** Whom PostgreSQL is asked by. Rejects with a `ClaimcheckError` where it refuses or cannot be reached. */
export interface Asking {
  query<Row extends QueryResultRow>(query: string | QueryConfig, values?: unknown[]): Promise<Answered<Row>>;
}

type Answered<Row extends QueryResultRow> = Pick<QueryResult<Row>, 'rows' | 'rowCount'>;

/** Connections to one database. */
export interface PostgresPool extends Asking {
  /** Host and name, for people; no password. */
  readonly where: string;
  /** Runs work in a transaction, on a connection of its own. @param work what it throws undoes everything, and passes as it is */
  transaction<T>(work: (client: Asking) => Promise<T>): Promise<T>;
  /** A second call does nothing. */
  close(): Promise<void>;
}

export interface PoolOptions {
  /** How many at once; 10 unless told. */
  connections?: number;
  /** After so many ms without an answer a question is given up, and its connection; none unless told. */
  answerMs?: number;
}

/** Makes it; nothing is connected yet. @param url `postgres://…` */
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
  // An idle connection that the server ends is made anew at the next question.
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
      // One that breaks rejects what is asked next. Without a listener it ends the process as well.
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
        // A connection in an unknown state is nobody's: the server undoes what it left open.
        client.release(broken);
      }
    },
    close() {
      closing ??= pool.end();
      return closing;
    },
  };
}

/** Host and name of an address, for people; no password. */
export function toPlace(url: string): string {
  const { host = '', pathname = '' } = URL.parse(url) ?? {};
  return `${host}${pathname}`;
}
