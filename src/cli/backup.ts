import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import type { ParseArgsConfig } from 'node:util';
import { toStoreError } from '../providers/store/sqlite/sqlite-errors.ts';
import { makeWholeCopy, removePart } from '../providers/store/sqlite/whole-copy.ts';
import { ClaimcheckError } from '../shared/errors.ts';
import { EXIT, readArguments, runToExit } from './command-line.ts';

const USAGE = `Usage: npm run backup -- FILE [--replace]
       npm run backup -- FOLDER [--keep N]

Copies the whole store into one file and checks the copy. You can run it while the bot is running. The file appears only
once the copy is complete.

  --replace   replace FILE if it exists, once the new copy is complete
  --keep N    keep only the newest N dated backups in FOLDER
  --help      show this text

Exit codes: 0 saved; 2 wrong usage, or FILE exists; 3 the settings are wrong; 5 the store cannot be read or the backup cannot be
written. On failure, existing files stay as they are.
`;

/** The names of dated backups; their alphabetical order is chronological. */
const DATED = /^claimcheck-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.sqlite$/;

/** What the commands that copy a store (backup, restore, migrate-store) get from outside. */
export interface CopyOptions {
  /** The configured store file. */
  database: string;
  /** `postgres://…`: the store is in PostgreSQL, where backup and restore do not work. */
  databaseUrl?: string;
  stdout: Writable;
  stderr: Writable;
  signal: AbortSignal;
  now(): Date;
}

/** `npm run backup`: a complete copy of the store, even while the bot runs. @returns the exit code */
export async function backupCommand(args: string[], options: CopyOptions): Promise<number> {
  const { stderr, signal } = options;
  return runToExit(() => makeBackup(args, options), {
    stderr,
    signal,
    usage: USAGE,
    stopped: 'Stopped: nothing was saved.',
  });
}

async function makeBackup(args: string[], { database, databaseUrl, stdout, now }: CopyOptions): Promise<number> {
  const missing = 'Name one file or folder for the backup.';
  const asked = readPlace(args, { replace: { type: 'boolean' }, keep: { type: 'string' } }, missing);
  if (!asked) {
    stdout.write(USAGE);
    return EXIT.done;
  }
  const { place, values } = asked;
  if (databaseUrl !== undefined) throw toServersWork('back it up with pg_dump');
  const store = resolve(database);
  const folder = isFolder(place) ? resolve(place) : undefined;
  const keep = parseKeep(values.keep, folder);
  const file = folder === undefined ? resolve(place) : join(folder, `claimcheck-${toStamp(now())}.sqlite`);
  refuseTarget(file, store, values.replace === true);
  const { part } = await makeWholeCopy(store, file);
  try {
    // It may have been created meanwhile.
    refuseTarget(file, store, values.replace === true);
    renameSync(part, file);
  } catch (error) {
    removePart(part);
    throw toStoreError(error, file);
  }
  stdout.write(`Saved in ${file} (${toMegabytes(statSync(file).size)}) and checked: the copy is intact.\n`);
  if (folder !== undefined && keep !== undefined) removeOld(folder, keep);
  return EXIT.done;
}

/**
 * The one path that a command takes, and its options.
 *
 * @param missing the message if there is no path, or more than one
 * @returns undefined for `--help`
 * @throws ClaimcheckError `usage`
 */
export function readPlace(
  args: string[],
  options: NonNullable<ParseArgsConfig['options']>,
  missing: string,
): { place: string; values: Readonly<Record<string, unknown>> } | undefined {
  const { values, positionals } = readArguments({
    args,
    allowPositionals: true,
    options: { ...options, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return undefined;
  const [place, ...more] = positionals;
  if (!place || more.length > 0) throw new ClaimcheckError('usage', missing);
  return { place, values };
}

/** The error for a store that is not a file. */
export function toServersWork(what: string): ClaimcheckError {
  const message = `DATABASE_URL is set, so the store is in PostgreSQL: ${what} instead (docs/scaling.md).`;
  return new ClaimcheckError('store-unavailable', message);
}

/** A timestamp in UTC that is valid in file names on every system. */
export function toStamp(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
}

/** Whether two paths name the same file. */
export function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((file) => statSync(file, { bigint: true, throwIfNoEntry: false }));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function parseKeep(value: unknown, folder: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (folder === undefined) throw new ClaimcheckError('usage', '--keep only works with an existing folder: name one.');
  if (!/^[1-9]\d{0,4}$/.test(String(value)))
    throw new ClaimcheckError('usage', '--keep takes a whole number from 1 to 99999.');
  return Number(value);
}

/** @throws ClaimcheckError `usage` if something exists there that must not be replaced */
function refuseTarget(file: string, store: string, mayReplace: boolean): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return;
  if (isSameFile(file, store)) throw new ClaimcheckError('usage', `${file} is the store itself: name another file.`);
  if (!found.isFile()) throw new ClaimcheckError('usage', `${file} is not a regular file: name another one.`);
  if (!mayReplace) throw new ClaimcheckError('usage', `${file} already exists: name another file, or add --replace.`);
}

function removeOld(folder: string, keep: number): void {
  const names = readdirSync(folder).filter((name) => DATED.test(name));
  for (const name of names.toSorted().slice(0, -keep)) rmSync(join(folder, name));
}

function toMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
