import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { z } from 'zod';
import { createGroupCommit } from './group-commit.ts';
import { toCorruptError, toMisfitError, toStoreError } from './sqlite-errors.ts';

/** Values by name, without the colon. */
type Params = Record<string, SQLInputValue>;

/** A prepared statement. Every call throws a `ClaimcheckError` where SQLite refuses. */
export interface Statement<Row> {
  get(params?: Params): Row | undefined;
  all(params?: Params): Row[];
  /** @returns how many rows were written or removed */
  run(params?: Params): number;
  /** Runs an INSERT of one row. @returns its rowid. Ten times as fast as `RETURNING`, which keeps a table of its own */
  insert(params?: Params): number;
}

/** One open store file. All calls are synchronous, and throw a `ClaimcheckError` that names the file and the fix. */
export interface Database {
  /** Absolute path, or `:memory:`. */
  readonly file: string;
  readonly readOnly: boolean;
  /**
   * Prepares a statement once, to be used many times.
   * `Row` is what the SQL says: all tables are STRICT, so that rows are not parsed again; JSON in them is (`parseJson`).
   */
  prepare<Row = never>(sql: string): Statement<Row>;
  /** Runs `work` in a write transaction: all of it, or nothing if it throws. Not to be nested. */
  transaction<T>(work: () => T): T;
  /**
   * Runs `work` in one transaction with all that is asked for in the same turn of the event loop: the disk is waited for once, and not once
   * for each. On the disk when it resolves. Rejects with what `work` throws, which undoes nobody else's.
   */
  together<T>(work: () => T): Promise<T>;
  /**
   * Runs `work` without waiting for the disk: a power cut can undo it, together with all that was written after it; a killed process undoes
   * nothing. Not to be nested in a transaction.
   */
  unhurried<T>(work: () => T): T;
  /** Reads a value that was stored as JSON. @param shape what has to be there @throws ClaimcheckError `store-corrupt` if it is none, or does not fit */
  parseJson<T>(json: string, shape?: z.ZodType): T;
  /** Brings the write-ahead log into the file, and empties it, unless another process is reading or writing just now. */
  emptyLog(): void;
  /** Closes the file. A second call does nothing. */
  close(): void;
}

/**
 * Wraps a connection so that every call translates SQLite's errors in one place.
 *
 * @param connection open, with its pragmas set
 * @param file the name shown in errors
 */
export function createDatabase(connection: DatabaseSync, file: string, readOnly: boolean): Database {
  const guard = <T>(call: () => T): T => {
    try {
      return call();
    } catch (error) {
      throw toStoreError(error, file);
    }
  };
  const transaction = <T>(work: () => T): T => {
    // IMMEDIATE takes the write lock first: a transaction that reads and then writes can otherwise fail half-way with BUSY.
    guard(() => connection.exec('BEGIN IMMEDIATE'));
    try {
      const result = work();
      guard(() => connection.exec('COMMIT'));
      return result;
    } catch (error) {
      rollBack(connection);
      throw error;
    }
  };
  return {
    file,
    readOnly,
    transaction,
    together: createGroupCommit(transaction),
    prepare<Row>(sql: string): Statement<Row> {
      const statement = guard(() => connection.prepare(sql));
      return {
        get: (params = {}) => guard(() => statement.get(params)) as Row | undefined,
        all: (params = {}) => guard(() => statement.all(params)) as Row[],
        run: (params = {}) => Number(guard(() => statement.run(params)).changes),
        insert: (params = {}) => Number(guard(() => statement.run(params)).lastInsertRowid),
      };
    },
    unhurried<T>(work: () => T): T {
      guard(() => connection.exec('PRAGMA synchronous = NORMAL'));
      try {
        return work();
      } finally {
        guard(() => connection.exec('PRAGMA synchronous = FULL'));
      }
    },
    parseJson<T>(json: string, shape?: z.ZodType): T {
      let value: unknown;
      try {
        value = JSON.parse(json);
      } catch (error) {
        throw toCorruptError(file, error);
      }
      if (shape && !shape.safeParse(value).success) throw toMisfitError(file);
      return value as T;
    },
    emptyLog() {
      guard(() => {
        const waits = connection.prepare('PRAGMA busy_timeout').get()?.timeout;
        // Nobody is waited for: what is not done now is done the next time.
        connection.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)');
        connection.exec(`PRAGMA busy_timeout = ${Number(waits)}`);
      });
    },
    close() {
      if (connection.isOpen) guard(() => connection.close());
    },
  };
}

/** Ends a failed transaction. SQLite may have ended it by itself (on a full disk, for one). */
export function rollBack(connection: DatabaseSync): void {
  if (!connection.isOpen || !connection.isTransaction) return;
  try {
    connection.exec('ROLLBACK');
  } catch {
    // The error that led here says more than this one; an open transaction ends with the connection.
  }
}
