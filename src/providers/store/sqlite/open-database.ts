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

/** How long a call waits for another process' write. Ours take milliseconds; an import commits every few thousand rows. */
const BUSY_TIMEOUT_MS = 5000;

/** Switching to WAL does not wait by itself where two processes do it at once, so it is tried again this often. */
const WAL_RETRY_MS = 20;

/** No file system's times are coarser (FAT's are even seconds). A file that is made empty has the time of its making as its last change. */
const CLOCKS_STEP_MS = 2_500;

/** No database is smaller than one page, in bytes. Source: https://sqlite.org/fileformat.html#pages */
const SMALLEST_PAGE = 512;

export interface OpenDatabaseOptions {
  /** Path of the one file, or `:memory:` for a store that is gone with the process. */
  file: string;
  /** Never writes, not even to bring the file up to date. */
  readOnly?: boolean;
  /** How long a call waits for another process' lock. */
  busyTimeoutMs?: number;
}

/**
 * Opens the store, and makes file and folder where there are none. Two processes may open the same new file at once.
 * Nothing that is there is ever overwritten or made anew: a file that cannot be used is left as it is.
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
        throw toUnavailableError(path, 'it has to be brought up to date first: open it once for writing');
    } else {
      if (!inMemory) useWal(connection, busyTimeoutMs);
      // What is removed is overwritten, not only given free: chat text lies in it.
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

/** Looks at the file before SQLite does, which is more forgiving than is safe. @throws ClaimcheckError and the file system's errors */
export function inspectFile(path: string, readOnly: boolean): void {
  // The WAL first: its bytes come after the file's, so that a store being made this very moment is not taken for a broken one.
  const wal = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw toUnavailableError(path, 'it is a folder: choose a file');
  // SQLite would take the missing or emptied file for a new one, and throw away the WAL with what was saved last.
  if (wal > 0 && (found?.size ?? 0) === 0) throw toCorruptError(path);
  // One that was made this moment was never written; one that is older was more than nothing.
  if (found?.size === 0 && found.birthtimeMs > 0 && found.mtimeMs - found.birthtimeMs > CLOCKS_STEP_MS)
    throw toEmptiedError(path);
  // SQLite takes a file of one byte for an empty one, and writes over it.
  if (found && found.size > 0 && found.size < SMALLEST_PAGE) throw toCorruptError(path);
  if (found) return;
  if (readOnly) throw toUnavailableError(path, 'there is no such file: check its name');
  // Chat text lies in it: a folder of our making is for this user alone.
  makeFolder(dirname(path), 0o700);
}

/**
 * @returns the file's format; 0 for a new one. Nothing has been written to it yet.
 * @throws ClaimcheckError `store-newer`, or `store-corrupt` for somebody else's file
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
  // SQLite's own waiting is off meanwhile, or each of these tries could take the whole time.
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

/** Takes the steps the file has not taken, all or none. Of two processes the second finds them taken. */
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
 * Makes a folder and those above it that are missing, one by one. Node's own `recursive` never returns where a file system
 * refuses a new folder with ENOENT, as Linux does below /proc: it goes up to the parent, finds it there, and tries again.
 *
 * @param path absolute
 * @param mode of each folder that is made
 * @throws the file system's error, ENOENT where nothing can be made
 */
export function makeFolder(path: string, mode: number): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process may have made it in between.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
