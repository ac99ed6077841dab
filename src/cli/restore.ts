import { linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MIGRATIONS } from '../providers/store/sqlite/migrations.ts';
import { makeFolder } from '../providers/store/sqlite/open-database.ts';
import { isBusy, isDamaged, toStoreError } from '../providers/store/sqlite/sqlite-errors.ts';
import { makeWholeCopy, removePart } from '../providers/store/sqlite/whole-copy.ts';
import { ClaimcheckError } from '../shared/errors.ts';
import { type CopyOptions, isSameFile, toServersWork, toStamp } from './backup.ts';
import { EXIT, readArguments, runToExit } from './command-line.ts';

const USAGE = `Usage: npm run restore -- FILE

Puts a backup in the store's place, once it was looked through and is whole. Stop the bot first, and everything else that
uses the store. What was there before is kept beside it, under a name with the time.

  --help   this text

Exit codes: 0 restored; 2 wrong usage; 3 the settings are wrong; 4 something uses the store; 5 the backup is damaged or of a
newer version, or the store cannot be written: nothing was changed.
`;

/** `npm run restore`: a backup in the store's place. @returns the exit code */
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
  const { values, positionals } = readArguments({
    args,
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    stdout.write(USAGE);
    return EXIT.done;
  }
  const [file, ...more] = positionals;
  if (!file || more.length > 0) throw new ClaimcheckError('usage', 'Give the one file to restore.');
  if (databaseUrl !== undefined) throw toServersWork('brings it back');
  const [from, store] = [resolve(file), resolve(database)];
  if (isSameFile(from, store)) throw new ClaimcheckError('usage', `${from} is the store itself: name a backup.`);
  refuseInUse(store);
  const { part, version } = await copyBeside(from, store);
  const aside = `${store}.before-${toStamp(now())}`;
  let isKept: boolean;
  try {
    // Also of who came meanwhile.
    refuseInUse(store);
    isKept = keepAside(store, aside);
    renameSync(part, store);
  } catch (error) {
    removePart(part);
    throw toStoreError(error, store);
  }
  const lines = [
    `Restored ${store} from ${from}.`,
    isKept ? `What was there before is kept as ${aside}: delete it when all is well.` : '',
    version < MIGRATIONS.length ? 'It is of an older version, and is brought up to date at the next start.' : '',
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
 * Brings a store's write-ahead log into its file, which SQLite does only for who has it alone. A damaged file passes: a backup is what it needs.
 *
 * @throws ClaimcheckError `store-in-use` where another process has it open
 */
function refuseInUse(store: string): void {
  if (!statSync(store, { throwIfNoEntry: false })) return;
  let connection: DatabaseSync | undefined;
  try {
    connection = new DatabaseSync(store, { timeout: 0 });
    connection.exec('PRAGMA journal_mode = DELETE');
  } catch (error) {
    if (isBusy(error)) {
      throw new ClaimcheckError(
        'store-in-use',
        `Something uses the store ${store}: stop the bot, and whatever else runs on it, then restore.`,
        { cause: error },
      );
    }
    if (!isDamaged(error)) throw toStoreError(error, store);
  } finally {
    connection?.close();
  }
}

/** Gives the present store a second name, so that at no moment there is none. @returns false where there is no store */
function keepAside(store: string, aside: string): boolean {
  const isThere = statSync(store, { throwIfNoEntry: false }) !== undefined;
  if (isThere) linkSync(store, aside);
  // A damaged store, or a lost one, still has them; SQLite would take them for the new one's.
  for (const suffix of ['-wal', '-journal']) {
    if (statSync(store + suffix, { throwIfNoEntry: false })) renameSync(store + suffix, aside + suffix);
  }
  rmSync(`${store}-shm`, { force: true });
  return isThere;
}
