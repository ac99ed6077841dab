import { closeSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { inspectFile, readVersion } from './open-database.ts';
import { isDamaged, toCorruptError, toStoreError } from './sqlite-errors.ts';

/** Copies all pages in one step: the copy is a snapshot, and concurrent writers neither wait nor make the copy restart. */
const ALL_PAGES = 2 ** 31 - 1;

/** The name of an unfinished copy: the target's name and the process id; also that of SQLite's journal beside it. */
const PART = /^(.+)\.(\d+)\.part(?:-journal)?$/;

/**
 * Copies a store, even while others write to it, into a single self-contained file beside `to`. SQLite has verified every page and
 * index of the copy, and it is synced to disk. Only this user may read it.
 *
 * @param from absolute path of a store of this version or an older one, which is only read
 * @param to absolute path for the finished copy, which is left untouched
 * @returns the copy's path, for the caller to rename, and the version of its format
 * @throws ClaimcheckError as `openDatabase`; the copy is then deleted
 */
export async function makeWholeCopy(from: string, to: string): Promise<{ part: string; version: number }> {
  removeLeftOvers(to);
  const part = `${to}.${process.pid}.part`;
  let source: DatabaseSync | undefined;
  try {
    inspectFile(from, true);
    source = new DatabaseSync(from, { readOnly: true });
    const version = readVersion(source, from);
    if (version === 0) throw toCorruptError(from);
    makeEmpty(part, to);
    await copyInto(source, part, { from, to });
    return { part, version };
  } catch (error) {
    removePart(part);
    throw toStoreError(error, from);
  } finally {
    source?.close();
  }
}

async function copyInto(source: DatabaseSync, part: string, { from, to }: { from: string; to: string }): Promise<void> {
  try {
    await backup(source, part, { rate: ALL_PAGES });
    const copy = new DatabaseSync(part);
    try {
      // The backup is in WAL mode, which would need a log file beside it.
      copy.exec('PRAGMA journal_mode = DELETE');
      const found = copy.prepare('PRAGMA integrity_check(1)').get();
      if (found?.integrity_check !== 'ok') throw toCorruptError(from);
    } finally {
      copy.close();
    }
    onDisk(part);
  } catch (error) {
    throw toStoreError(error, isDamaged(error) ? from : to);
  }
}

/** Creates the file for the copy. @param to the name shown in errors */
function makeEmpty(part: string, to: string): void {
  try {
    closeSync(openSync(part, 'wx', 0o600));
  } catch (error) {
    throw toStoreError(error, to);
  }
}

function onDisk(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}

/** Deletes an unfinished or unwanted copy. */
export function removePart(part: string): void {
  for (const file of [part, `${part}-journal`]) rmSync(file, { force: true });
}

/** Deletes copies that killed processes have left behind. */
function removeLeftOvers(to: string): void {
  const folder = dirname(to);
  for (const name of listNames(folder)) {
    const [, target, pid] = PART.exec(name) ?? [];
    if (target === basename(to) && !isRunning(Number(pid))) rmSync(join(folder, name), { force: true });
  }
}

/** The names in a folder; none if it cannot be read, since the error then shows up when something is written there. */
function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isRunning(pid: number): boolean {
  // In a container, every run may have the same process id, so a copy with our own id is an earlier run's.
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM means that the process exists but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
