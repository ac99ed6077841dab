import { resolve } from 'node:path';
import { claimTarget } from '../providers/store/move/claim-target.ts';
import { createDatabaseRows } from '../providers/store/move/database-rows.ts';
import { createFileRows } from '../providers/store/move/file-rows.ts';
import { copyTables, findDifferences, type Moved, type Way } from '../providers/store/move/move-store.ts';
import { type EmbeddedStore, openStore } from '../providers/store/open-store.ts';
import { noteWhole } from '../providers/store/postgres/half-moved.ts';
import { createPostgresDatabase, type PostgresDatabase } from '../providers/store/postgres/postgres-database.ts';
import { migrate } from '../providers/store/postgres/postgres-migrations.ts';
import { inspectFile } from '../providers/store/sqlite/open-database.ts';
import { toStoreError } from '../providers/store/sqlite/sqlite-errors.ts';
import { ClaimcheckError } from '../shared/errors.ts';
import type { CopyOptions } from './backup.ts';
import { EXIT, readArguments, runToExit } from './command-line.ts';
import { toFigure } from './refusals.ts';
import { refuseInUse } from './restore.ts';

const USAGE = `Usage: npm run migrate-store -- [FILE] [postgres://name:password@host:5432/database]

Copies the whole store from its file into an empty PostgreSQL database and compares all rows. First stop the bot and everything
else that uses the store. The file stays as it is. Cached pages are not copied; the bot reads them again. If a run is stopped or
killed, run the same command again to resume it.

  FILE        the store's file; default: CLAIMCHECK_DATABASE
  postgres:…  the database; default: DATABASE_URL, which keeps the password out of the process list
  --help      show this text

Exit codes: 0 all rows are copied and identical; 1 some rows differ; 2 wrong usage, or the database has other data; 3 the settings
are wrong; 4 the store is in use; 5 the file cannot be read or the database cannot be used.
`;

/** How many differences are listed; the others are only counted. */
const MOST_NAMED = 50;
/** The interval between progress lines. */
const LINE_EVERY_MS = 5_000;

/** `npm run migrate-store`: copies the file's store into PostgreSQL. @returns the exit code */
export async function migrateStoreCommand(args: string[], options: CopyOptions): Promise<number> {
  return runToExit(() => migrateStore(args, options), {
    ...{ stderr: options.stderr, signal: options.signal, usage: USAGE },
    stopped: 'Stopped. Run the same command to continue; it copies nothing twice.',
  });
}

async function migrateStore(args: string[], options: CopyOptions): Promise<number> {
  const { values, positionals } = readArguments({
    args,
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    options.stdout.write(USAGE);
    return EXIT.done;
  }
  const { file, url } = toEnds(positionals, options);
  const store = openAlone(file);
  const target = createPostgresDatabase(url);
  try {
    await migrate(target);
    return await move(store, target, options);
  } finally {
    await target.close();
    await store.close();
  }
}

/** @throws ClaimcheckError `usage` */
function toEnds(given: readonly string[], { database, databaseUrl }: CopyOptions): { file: string; url: string } {
  const isUrl = (text: string) => /^postgres(?:ql)?:\/\//i.test(text);
  const [first, ...others] = given;
  const [file = database, url = databaseUrl, ...more] =
    first !== undefined && isUrl(first) && others.length === 0 ? [undefined, first] : given;
  if (isUrl(file))
    throw new ClaimcheckError('usage', 'A store can only be migrated from a file to PostgreSQL: name the file first.');
  if (url === undefined || more.length > 0)
    throw new ClaimcheckError('usage', 'Name the file and the database, or set DATABASE_URL.');
  if (!isUrl(url)) throw new ClaimcheckError('usage', 'Give the address of the database, like postgres://host/name.');
  return { file: resolve(file), url };
}

/**
 * Migrates the file's schema, and locks everybody else out of it until it is closed.
 *
 * @throws ClaimcheckError `store-in-use`, and as `openStore`
 */
function openAlone(file: string): EmbeddedStore {
  try {
    inspectFile(file, true);
  } catch (error) {
    throw toStoreError(error, file);
  }
  refuseInUse(file, 'migrate it');
  const store = openStore({ file });
  try {
    // An exclusive transaction keeps readers out only without a write-ahead log.
    store.db.prepare('PRAGMA journal_mode = DELETE').get();
    store.db.prepare('BEGIN EXCLUSIVE').run();
    return store;
  } catch (error) {
    store.db.close();
    throw error;
  }
}

async function move({ db }: EmbeddedStore, target: PostgresDatabase, options: CopyOptions): Promise<number> {
  const { stdout, stderr, signal, now } = options;
  const say = (line: string) => void stdout.write(`${line}\n`);
  let last = now().getTime();
  const onRows = (table: string, rows: number) => {
    const time = now().getTime();
    if (time - last < LINE_EVERY_MS) return;
    last = time;
    stderr.write(`  ${table}: ${toFigure(rows)} so far\n`);
  };
  const way = { from: createFileRows(db), to: createDatabaseRows(target), signal, onRows };
  const standing = await claimTarget(db, target);
  if (standing === 'done')
    say('This store has already been migrated to that database: no rows are copied, all are compared.');
  else await copyTables(way, standing === 'begun', (moved) => say(toLine(moved)));
  say('Comparing all rows …');
  const differences = await tellDifferences(way, say);
  if (differences > 0) {
    say(
      `Rows that differ: ${toFigure(differences)}. If the bot has used the database since the migration, this is expected.`,
    );
    return EXIT.changed;
  }
  if (standing !== 'done') await noteWhole(target, now());
  say(`Done: every row of ${db.file} was read back from ${target.pool.where} and is identical.`);
  say('Set DATABASE_URL in .env to that address and start the bot. Keep the file until you have seen the bot work.');
  return EXIT.done;
}

async function tellDifferences(way: Way, say: (line: string) => void): Promise<number> {
  let count = 0;
  for await (const { table, key, what } of findDifferences(way)) {
    count += 1;
    if (count <= MOST_NAMED) say(`${table} ${key}: ${what}`);
  }
  return count;
}

function toLine({ table, copied, there }: Moved): string {
  return `  ${table.padEnd(16)} ${toFigure(copied).padStart(11)} copied ${toFigure(there).padStart(11)} already there`;
}
