import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { z } from 'zod';
import { createGroupCommit } from './group-commit.ts';
import { toCorruptError, toMisfitError, toStoreError } from './sqlite-errors.ts';

/** Parameter values by name, without the colon. */
type Params = Record<string, SQLInputValue>;

/** A prepared statement. Every call throws a `ClaimcheckError` if SQLite fails. */
export interface Statement<Row> {
  get(params?: Params): Row | undefined;
  all(params?: Params): Row[];
  /** @returns the number of rows written or deleted */
  run(params?: Params): number;
  /** Runs an INSERT of one row, ten times as fast as with `RETURNING`, which builds a temporary table. @returns its rowid */
  insert(params?: Params): number;
}

/** An open store file. All calls but `together` are synchronous. Errors are a `ClaimcheckError` that names the file and the fix. */
export interface Database {
  /** Absolute path, or `:memory:`. */
  readonly file: string;
  readonly readOnly: boolean;
  /**
   * Prepares a statement for repeated use.
   * `Row` must match the SQL. Rows are not validated, since all tables are STRICT; JSON in them is (`parseJson`).
   */
  prepare<Row = never>(sql: string): Statement<Row>;
  /** Runs `work` in a write transaction, which is rolled back if it throws. Must not be nested. */
  transaction<T>(work: () => T): T;
  /**
   * Group commit: runs `work` in one transaction with all other calls in the same turn of the event loop, so that they share one disk
   * sync. The change is on disk when it resolves. Rejects with what `work` throws, without affecting the other calls.
   */
  together<T>(work: () => T): Promise<T>;
  /**
   * Runs `work` without waiting for a disk sync. A power cut can undo it and everything written after it; killing the process undoes
   * nothing. Must not be nested in a transaction.
   */
  unhurried<T>(work: () => T): T;
  /** Parses a stored JSON value. @param shape default: any @throws ClaimcheckError `store-corrupt` if it is not JSON or does not fit */
  parseJson<T>(json: string, shape?: z.ZodType): T;
  /** Checkpoints the write-ahead log into the file and truncates it, unless another process is reading or writing right now. */
  emptyLog(): void;
  /** Closes the file. A second call does nothing. */
  close(): void;
}

/**
 * Wraps a connection so that SQLite's errors are translated in one place.
 *
 * @param connection open, with all pragmas set
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
    // IMMEDIATE takes the write lock at once: a transaction that reads before it writes could otherwise fail midway with BUSY.
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
        // Does not wait for other processes; what cannot be done now is done next time.
        connection.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)');
        connection.exec(`PRAGMA busy_timeout = ${Number(waits)}`);
      });
    },
    close() {
      if (connection.isOpen) guard(() => connection.close());
    },
  };
}

/** Rolls back a failed transaction, unless SQLite has already done so (on a full disk, for example). */
export function rollBack(connection: DatabaseSync): void {
  if (!connection.isOpen || !connection.isTransaction) return;
  try {
    connection.exec('ROLLBACK');
  } catch {
    // The original error is more useful than this one, and an open transaction ends with the connection.
  }
}
