import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { toFingerprint } from '../prints.ts';
import { createDatabase, type Database, rollBack } from './database.ts';
import { definePersonCode } from './later-migrations.ts';
import { APPLICATION_ID, MIGRATIONS } from './migrations.ts';
import {
  isBusy,
  toCorruptError,
  toEmptiedError,
  toNewerError,
  toStoreError,
  toUnavailableError,
} from './sqlite-errors.ts';

/** How long a call waits for another process's write, in ms. Ours take milliseconds; an import commits every few thousand rows. */
const BUSY_TIMEOUT_MS = 5000;

/** The retry interval in ms for switching to WAL, which does not wait by itself if two processes do it at once. */
const WAL_RETRY_MS = 20;

/** In ms. No file system has coarser timestamps (FAT has two seconds). A file created empty was last modified when it was created. */
const CLOCKS_STEP_MS = 2_500;

/** The smallest page size in bytes; no database is smaller than a page. Source: https://sqlite.org/fileformat.html#pages */
const SMALLEST_PAGE = 512;

export interface OpenDatabaseOptions {
  /** Path of the file, or `:memory:` for a store that ends with the process. */
  file: string;
  /** Never writes, not even to migrate the file. */
  readOnly?: boolean;
  /** How long a call waits for another process's lock, in ms. Default: 5,000. */
  busyTimeoutMs?: number;
}

/**
 * Opens the store, and creates file and folder if they do not exist. Two processes may open the same new file at once.
 * Existing data is never overwritten: a file that cannot be used is left untouched.
 *
 * @throws ClaimcheckError `store-newer`, `store-read-only`, `store-full`, `store-corrupt`, `store-busy`, `store-unavailable`
 */
export function openDatabase({
  file,
  readOnly = false,
  busyTimeoutMs = BUSY_TIMEOUT_MS,
}: OpenDatabaseOptions): Database {
  const inMemory = file === ':memory:';
  const path = inMemory ? file : resolve(file);
  let connection: DatabaseSync | undefined;
  try {
    if (!inMemory) inspectFile(path, readOnly);
    connection = new DatabaseSync(path, { readOnly, timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
    const version = readVersion(connection, path);
    if (readOnly) {
      if (version < MIGRATIONS.length)
        throw toUnavailableError(path, 'it must be upgraded first: open it once for writing');
    } else {
      if (!inMemory) useWal(connection, busyTimeoutMs);
      // Overwrites deleted data instead of only freeing its space, since it contains chat text.
      connection.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
      if (version < MIGRATIONS.length) {
        connection.function('fingerprint', { deterministic: true }, (text) => toFingerprint(String(text)));
        definePersonCode(connection);
        migrate(connection, path);
      }
    }
    return createDatabase(connection, path, readOnly);
  } catch (error) {
    if (connection?.isOpen) connection.close();
    throw toStoreError(error, path);
  }
}

/** Inspects the file before SQLite opens it, since SQLite is too forgiving. @throws ClaimcheckError or the file system's errors */
export function inspectFile(path: string, readOnly: boolean): void {
  // The WAL is checked first: it is written after the file, so a store that is just being created does not look broken.
  const wal = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw toUnavailableError(path, 'it is a folder: choose a file');
  // SQLite would take a missing or emptied file for a new one, and discard the WAL with the latest data.
  if (wal > 0 && (found?.size ?? 0) === 0) throw toCorruptError(path);
  // An empty file that was modified after its creation once had content; a new one was never written.
  if (found?.size === 0 && found.birthtimeMs > 0 && found.mtimeMs - found.birthtimeMs > CLOCKS_STEP_MS)
    throw toEmptiedError(path);
  // SQLite takes a file of one byte for an empty one, and overwrites it.
  if (found && found.size > 0 && found.size < SMALLEST_PAGE) throw toCorruptError(path);
  if (found) return;
  if (readOnly) throw toUnavailableError(path, 'there is no such file: check its name');
  // The store contains chat text, so a new folder is accessible to this user only.
  makeFolder(dirname(path), 0o700);
}

/**
 * Reads the version of the file's format, without writing to it.
 * @returns 0 for a new file. @throws ClaimcheckError `store-newer`, or `store-corrupt` for another program's file
 */
export function readVersion(connection: DatabaseSync, path: string): number {
  const row = connection
    .prepare(`SELECT (SELECT user_version FROM pragma_user_version) AS version,
      (SELECT application_id FROM pragma_application_id) AS application,
      EXISTS (SELECT 1 FROM sqlite_schema) AS used`)
    .get();
  const version = Number(row?.version);
  const ours = row?.application === APPLICATION_ID;
  const used = row?.used === 1;
  if (version > MIGRATIONS.length && (ours || !used)) throw toNewerError(path, version, MIGRATIONS.length);
  if (!ours && (used || version !== 0)) throw toCorruptError(path);
  return version;
}

function useWal(connection: DatabaseSync, busyTimeoutMs: number): void {
  // Disables SQLite's own waiting, since otherwise a single attempt could use up the whole time.
  connection.exec('PRAGMA busy_timeout = 0');
  for (let waitedMs = 0; ; waitedMs += WAL_RETRY_MS) {
    try {
      connection.exec('PRAGMA journal_mode = WAL');
      connection.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
      return;
    } catch (error) {
      if (!isBusy(error) || waitedMs >= busyTimeoutMs) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAL_RETRY_MS);
    }
  }
}

/** Applies all pending migrations in one transaction. Of two processes, the second finds them applied. */
function migrate(connection: DatabaseSync, path: string): void {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const version = readVersion(connection, path);
    for (const step of MIGRATIONS.slice(version)) connection.exec(step);
    connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`);
  } catch (error) {
    rollBack(connection);
    throw error;
  }
}

/**
 * Creates a folder and its missing parents, one by one. Node's `recursive` option never returns if a file system refuses a new
 * folder with ENOENT, as Linux does below /proc: it finds that the parent exists and tries again.
 *
 * @param path absolute
 * @param mode of each new folder
 * @throws the file system's error; ENOENT if no folder can be created there
 */
export function makeFolder(path: string, mode: number): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process may have created it in the meantime.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
