import { closeSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { inspectFile, readVersion } from './open-database.ts';
import { isDamaged, toCorruptError, toStoreError } from './sqlite-errors.ts';

/** All pages in one step: the copy is the store of one moment, and whoever writes meanwhile neither waits nor makes it begin again. */
const ALL_PAGES = 2 ** 31 - 1;

/** A copy on its way: the name it is for, the process that makes it, and SQLite's own file beside it. */
const PART = /^(.+)\.(\d+)\.part(?:-journal)?$/;

/**
 * Copies a store, also while others write to it, into a file beside `to` that nothing else has to go with. It is whole: SQLite has looked at every page
 * and index, and it is on the disk. Only this user may read it.
 *
 * @param from absolute path of a store of this version or an older one; it is only read
 * @param to absolute path that the copy is for; nothing is done to it
 * @returns the copy's path, to be renamed
 * @throws ClaimcheckError as `openDatabase`; nothing is left of the copy then
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
      // As it comes it would need a write-ahead log beside it.
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

/** @param to named where the file system refuses */
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

/** Takes a copy away that is not wanted any more. */
export function removePart(part: string): void {
  for (const file of [part, `${part}-journal`]) rmSync(file, { force: true });
}

/** What a process that was killed has left of its copy. */
function removeLeftOvers(to: string): void {
  const folder = dirname(to);
  for (const name of listNames(folder)) {
    const [, target, pid] = PART.exec(name) ?? [];
    if (target === basename(to) && !isRunning(Number(pid))) rmSync(join(folder, name), { force: true });
  }
}

/** Of a folder that cannot be read there is nothing to tidy; what is wrong with it is said when something is written there. */
function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isRunning(pid: number): boolean {
  // In a container every run may have the same number, and so what another has left.
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process may not be asked, and is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
