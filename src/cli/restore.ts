import { linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MIGRATIONS } from '../providers/store/sqlite/migrations.ts';
import { makeFolder } from '../providers/store/sqlite/open-database.ts';
import { isBusy, isDamaged, toStoreError } from '../providers/store/sqlite/sqlite-errors.ts';
import { makeWholeCopy, removePart } from '../providers/store/sqlite/whole-copy.ts';
import { ClaimcheckError } from '../shared/errors.ts';
import { type CopyOptions, isSameFile, readPlace, toServersWork, toStamp } from './backup.ts';
import { EXIT, runToExit } from './command-line.ts';

const USAGE = `Usage: npm run restore -- FILE

Checks a backup and puts it in place of the store. First stop the bot and everything else that uses the store. The old store
is kept next to it, with the time in its name.

  --help   show this text

Exit codes: 0 restored; 2 wrong usage; 3 the settings are wrong; 4 the store is in use; 5 the backup is damaged or from a
newer version, or the store cannot be written. On failure, nothing is changed.
`;

/** `npm run restore`: replaces the store with a backup. @returns the exit code */
export async function restoreCommand(args: string[], options: CopyOptions): Promise<number> {
  const { stderr, signal } = options;
  return runToExit(() => restore(args, options), {
    stderr,
    signal,
    usage: USAGE,
    stopped: 'Stopped: nothing was changed.',
  });
}

async function restore(args: string[], { database, databaseUrl, stdout, now }: CopyOptions): Promise<number> {
  const asked = readPlace(args, {}, 'Name one file to restore.');
  if (!asked) {
    stdout.write(USAGE);
    return EXIT.done;
  }
  if (databaseUrl !== undefined) throw toServersWork('restore it with pg_restore');
  const [from, store] = [resolve(asked.place), resolve(database)];
  if (isSameFile(from, store)) throw new ClaimcheckError('usage', `${from} is the store itself: name a backup.`);
  refuseInUse(store, 'restore the backup');
  const { part, version } = await copyBeside(from, store);
  const aside = `${store}.before-${toStamp(now())}`;
  let isKept: boolean;
  try {
    // Another process may have opened the store meanwhile.
    refuseInUse(store, 'restore the backup');
    isKept = keepAside(store, aside);
    renameSync(part, store);
  } catch (error) {
    removePart(part);
    throw toStoreError(error, store);
  }
  const lines = [
    `Restored ${store} from ${from}.`,
    isKept ? `The previous store is kept as ${aside}: delete it once everything works.` : '',
    version < MIGRATIONS.length ? 'The backup is from an older version; the next start upgrades it.' : '',
  ];
  stdout.write(
    lines
      .filter((line) => line !== '')
      .map((line) => `${line}\n`)
      .join(''),
  );
  return EXIT.done;
}

async function copyBeside(from: string, store: string) {
  try {
    makeFolder(dirname(store), 0o700);
  } catch (error) {
    throw toStoreError(error, store);
  }
  return makeWholeCopy(from, store);
}

/**
 * Merges a store's write-ahead log into its file, which SQLite does only for the sole user of the store. A damaged file passes: it needs a backup.
 *
 * @param next what the person can do afterwards, for the message
 * @throws ClaimcheckError `store-in-use` if another process has the store open
 */
export function refuseInUse(store: string, next: string): void {
  if (!statSync(store, { throwIfNoEntry: false })) return;
  let connection: DatabaseSync | undefined;
  try {
    connection = new DatabaseSync(store, { timeout: 0 });
    connection.exec('PRAGMA journal_mode = DELETE');
  } catch (error) {
    if (isBusy(error)) {
      throw new ClaimcheckError(
        'store-in-use',
        `The store ${store} is in use: stop the bot and every other process that uses it, then ${next}.`,
        { cause: error },
      );
    }
    if (!isDamaged(error)) throw toStoreError(error, store);
  } finally {
    connection?.close();
  }
}

/** Gives the current store a second name, so that a store exists at every moment. @returns false if there is no store */
function keepAside(store: string, aside: string): boolean {
  const isThere = statSync(store, { throwIfNoEntry: false }) !== undefined;
  if (isThere) linkSync(store, aside);
  // A damaged or lost store may have left these files; SQLite would apply them to the new one.
  for (const suffix of ['-wal', '-journal']) {
    if (statSync(store + suffix, { throwIfNoEntry: false })) renameSync(store + suffix, aside + suffix);
  }
  rmSync(`${store}-shm`, { force: true });
  return isThere;
}
