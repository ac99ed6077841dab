import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { toStoreError } from '../providers/store/sqlite/sqlite-errors.ts';
import { makeWholeCopy, removePart } from '../providers/store/sqlite/whole-copy.ts';
import { ClaimcheckError } from '../shared/errors.ts';
import { EXIT, readArguments, runToExit } from './command-line.ts';

const USAGE = `Usage: npm run backup -- FILE [--replace]
       npm run backup -- FOLDER [--keep N]

Copies the whole store into one file, also while the bot runs, and checks the copy. A file is only there once it is whole.

  --replace   FILE may be there already; it is replaced once the new copy is whole
  --keep N    of the dated backups in FOLDER only the newest N stay
  --help      this text

Exit codes: 0 saved; 2 wrong usage, or FILE is there already; 3 the settings are wrong; 5 the store cannot be read or the
backup cannot be written: what was there before is still there.
`;

/** The names that backups get in a folder; in the order of their letters they are in the order of their time. */
const DATED = /^claimcheck-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.sqlite$/;

/** The process around the two commands that copy a store. */
export interface CopyOptions {
  /** The store's file, as it is set. */
  database: string;
  /** `postgres://…`: the store is there, and none of these commands can copy it. */
  databaseUrl?: string;
  stdout: Writable;
  stderr: Writable;
  signal: AbortSignal;
  now(): Date;
}

/** `npm run backup`: a whole copy of the store, also while the bot runs. @returns the exit code */
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
  const { values, positionals } = readArguments({
    args,
    allowPositionals: true,
    options: { replace: { type: 'boolean' }, keep: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    stdout.write(USAGE);
    return EXIT.done;
  }
  const [place, ...more] = positionals;
  if (!place || more.length > 0)
    throw new ClaimcheckError('usage', 'Give one file or one folder to put the backup in.');
  if (databaseUrl !== undefined) throw toServersWork('saves it');
  const store = resolve(database);
  const folder = isFolder(place) ? resolve(place) : undefined;
  const keep = parseKeep(values.keep, folder);
  const file = folder === undefined ? resolve(place) : join(folder, `claimcheck-${toStamp(now())}.sqlite`);
  refuseTarget(file, store, values.replace === true);
  const { part } = await makeWholeCopy(store, file);
  try {
    // It may have come into being meanwhile.
    refuseTarget(file, store, values.replace === true);
    renameSync(part, file);
  } catch (error) {
    removePart(part);
    throw toStoreError(error, file);
  }
  stdout.write(`Saved in ${file} (${toMegabytes(statSync(file).size)}), and looked through: it is whole.\n`);
  if (folder !== undefined && keep !== undefined) removeOld(folder, keep);
  return EXIT.done;
}

/** The sentence for a store that is no file. */
export function toServersWork(what: string): ClaimcheckError {
  const message = `The store is in PostgreSQL, as DATABASE_URL says, and PostgreSQL's own program ${what}: docs/scaling.md has the command.`;
  return new ClaimcheckError('store-unavailable', message);
}

/** A moment in UTC, as a part of a file's name on every system. */
export function toStamp(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
}

/** True of two names of one and the same file. */
export function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((file) => statSync(file, { bigint: true, throwIfNoEntry: false }));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function parseKeep(value: string | undefined, folder: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (folder === undefined) throw new ClaimcheckError('usage', '--keep is for a folder: give one that is there.');
  if (!/^[1-9]\d{0,4}$/.test(value)) throw new ClaimcheckError('usage', '--keep wants a number from 1 on.');
  return Number(value);
}

/** @throws ClaimcheckError `usage` where something is in the way that must not be replaced */
function refuseTarget(file: string, store: string, mayReplace: boolean): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return;
  if (isSameFile(file, store)) throw new ClaimcheckError('usage', `${file} is the store itself: name another file.`);
  if (!found.isFile()) throw new ClaimcheckError('usage', `${file} is no ordinary file: name another one.`);
  if (!mayReplace) throw new ClaimcheckError('usage', `${file} is there already: name another file, or add --replace.`);
}

function removeOld(folder: string, keep: number): void {
  const names = readdirSync(folder).filter((name) => DATED.test(name));
  for (const name of names.toSorted().slice(0, -keep)) rmSync(join(folder, name));
}

function toMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
