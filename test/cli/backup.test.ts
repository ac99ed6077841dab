import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PassThrough } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { backupCommand } from '../../src/cli/backup.ts';
import { restoreCommand } from '../../src/cli/restore.ts';
import { type EmbeddedStore, openStore } from '../../src/providers/store/open-store.ts';
import { MIGRATIONS } from '../../src/providers/store/sqlite/migrations.ts';
import { toCheck, toPublicScope } from '../contracts/samples.ts';
import { createStoreFolder } from '../providers/store-folder.ts';

const scope = toPublicScope();
const folder = createStoreFolder();
afterAll(() => folder.remove());
const NEVER = new AbortController().signal;

const open: EmbeddedStore[] = [];
const openFile = (file: string): EmbeddedStore => {
  const store = openStore({ file });
  open.push(store);
  return store;
};
afterAll(() => {
  for (const store of open) store.close();
});

const made = new Map<string, Promise<string>>();

async function makeOnce(names: readonly string[]): Promise<string> {
  const file = folder.newFile();
  const store = openStore({ file });
  for (const name of names) await store.checks.save(toCheck(name), scope);
  store.close();
  return file;
}

/** A store file with a check of each of these names, closed, in a folder of its own. */
async function makeStore(...names: string[]): Promise<string> {
  const key = names.join();
  const template = made.get(key) ?? makeOnce(names);
  made.set(key, template);
  const file = join(mkdtempSync(join(folder.path, 'of-')), 'store.db');
  copyFileSync(await template, file);
  return file;
}

/** Which of these checks a store file has, as a bot finds it. */
async function checksIn(file: string, ...names: string[]): Promise<string[]> {
  const store = openStore({ file });
  const found = await Promise.all(names.map((name) => store.checks.get(name, scope)));
  store.close();
  return found.flatMap((check) => check?.id ?? []);
}

async function run(command: typeof backupCommand, database: string, args: string[], now = '2026-11-23T12:00:00Z') {
  const [stdout, stderr] = [new PassThrough({ encoding: 'utf8' }), new PassThrough({ encoding: 'utf8' })];
  const code = await command(args, { database, stdout, stderr, signal: NEVER, now: () => new Date(now) });
  return { code, out: stdout.read() ?? '', err: stderr.read() ?? '' };
}
const backUp = (database: string, args: string[], now?: string) => run(backupCommand, database, args, now);
const restore = (database: string, args: string[], now?: string) => run(restoreCommand, database, args, now);

/** What stands in a folder besides these. */
const others = (path: string, ...names: string[]) => readdirSync(path).filter((name) => !names.includes(name));

describe('npm run backup', () => {
  it('copies a store in use, with what was written a moment ago, into one private file', async () => {
    const file = await makeStore('old');
    const store = openFile(file);
    await store.checks.save(toCheck('new'), scope);
    const to = join(folder.path, 'a', 'copy.sqlite');
    mkdirSync(join(folder.path, 'a'));
    const { code, out } = await backUp(file, [to]);
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringMatching(/^Saved in .*copy\.sqlite \(\d\.\d MB\).* intact\.\n$/),
    });
    if (process.platform !== 'win32') expect(statSync(to).mode & 0o777).toBe(0o600);
    expect(others(join(folder.path, 'a'))).toEqual(['copy.sqlite']);
    await store.checks.save(toCheck('newer'), scope);
    expect(await checksIn(to, 'old', 'new', 'newer')).toEqual(['old', 'new']);
  });

  it('leaves a file alone that is there already, and replaces it where it is told to', async () => {
    const file = await makeStore('one');
    const to = join(folder.path, 'there.sqlite');
    writeFileSync(to, 'mine');
    const refused = await backUp(file, [to]);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('already exists: name another file, or add --replace.');
    expect(readFileSync(to, 'utf8')).toBe('mine');
    expect(await backUp(file, [to, '--replace'])).toMatchObject({ code: 0 });
    expect(await checksIn(to, 'one')).toEqual(['one']);
    expect(others(folder.path).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it.each([
    ['the store itself', (file: string) => file, 'is the store itself'],
    ['another name of the store', (file: string) => `${file}.link`, 'is the store itself'],
    ['what is no file', () => '/dev/null', 'is not a regular file'],
  ])('never replaces %s', async (_, toTarget, said) => {
    const file = await makeStore('one');
    if (process.platform !== 'win32') symlinkSync(file, `${file}.link`);
    const { code, err } = await backUp(file, [toTarget(file), '--replace']);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(said) });
    expect(await checksIn(file, 'one')).toEqual(['one']);
  });

  it('gives backups in a folder the time as their name, and keeps as many as it is told', async () => {
    const file = await makeStore('one');
    const into = join(folder.path, 'many');
    mkdirSync(into);
    writeFileSync(join(into, 'claimcheck-notes.sqlite'), 'mine');
    for (const day of ['05', '02', '03', '04']) await backUp(file, [into, '--keep', '3'], `2026-11-${day}T03:00:00Z`);
    expect(others(into, 'claimcheck-notes.sqlite')).toEqual(
      ['03', '04', '05'].map((day) => `claimcheck-2026-11-${day}T03-00-00Z.sqlite`),
    );
  });

  it.each([
    ['nothing', []],
    ['two files', ['a', 'b']],
    ['a number to keep and no folder', ['a', '--keep', '3']],
    ['no number to keep', ['.', '--keep', '0']],
    ['what it does not know', ['a', '--often']],
  ])('refuses %s with its usage', async (_, args) => {
    const { code, err } = await backUp(await makeStore('one'), args);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('Usage: npm run backup') });
  });

  it('says what is wrong where there is no store, a damaged one, or no folder to write to', async () => {
    const none = join(folder.path, 'none.db');
    expect(await backUp(none, [`${none}.copy`])).toMatchObject({
      code: 5,
      err: expect.stringMatching(/none\.db .*no such file/),
    });
    expect(existsSync(none)).toBe(false);
    const broken = await makeStore('one');
    const bytes = readFileSync(broken);
    writeFileSync(broken, bytes.fill(0x55, 8192, 60_000));
    expect(await backUp(broken, [`${broken}.copy`])).toMatchObject({
      code: 5,
      err: expect.stringMatching(/store\.db is damaged/),
    });
    const file = await makeStore('one');
    const nowhere = join(folder.path, 'not', 'there', 'x.sqlite');
    expect(await backUp(file, [nowhere])).toMatchObject({
      code: 5,
      err: expect.stringContaining(`${nowhere} cannot be used`),
    });
    expect(others(folder.path).filter((name) => name.includes('.part') || name.includes('.copy'))).toEqual([]);
  });
});

describe('npm run restore', () => {
  it('puts the backup in the store’s place, and keeps what was there', async () => {
    const [file, backup] = [await makeStore('bad'), await makeStore('good')];
    const { code, out } = await restore(file, [backup]);
    const aside = `${file}.before-2026-11-23T12-00-00Z`;
    expect({ code, out }).toEqual({
      code: 0,
      out: `Restored ${file} from ${backup}.\nThe previous store is kept as ${aside}: delete it once everything works.\n`,
    });
    expect(await checksIn(file, 'bad', 'good')).toEqual(['good']);
    expect(await checksIn(aside, 'bad', 'good')).toEqual(['bad']);
    expect(await checksIn(backup, 'good')).toEqual(['good']);
  });

  it('makes a store on a new machine', async () => {
    const [file, backup] = [join(folder.path, 'fresh', 'deeper', 'store.db'), await makeStore('good')];
    expect(await restore(file, [backup])).toEqual({ code: 0, out: `Restored ${file} from ${backup}.\n`, err: '' });
    expect(await checksIn(file, 'good')).toEqual(['good']);
  });

  it('refuses while anything has the store open, and changes nothing', async () => {
    const [file, backup] = [await makeStore('kept'), await makeStore('good')];
    const store = openFile(file);
    const { code, err } = await restore(file, [backup]);
    expect({ code, err }).toEqual({
      code: 4,
      err: expect.stringMatching(/^The store .* is in use: stop the bot/),
    });
    expect(readdirSync(dirname(file)).toSorted()).toEqual(['store.db', 'store.db-shm', 'store.db-wal']);
    await store.checks.save(toCheck('more'), scope);
    store.close();
    expect(await checksIn(file, 'kept', 'more')).toEqual(['kept', 'more']);
    expect(await restore(file, [backup])).toMatchObject({ code: 0 });
  });

  it('brings an older store’s backup up to date at the start', async () => {
    const [file, older] = [await makeStore('new'), join(folder.path, 'older.sqlite')];
    const made = new DatabaseSync(older);
    made.exec(`${MIGRATIONS.slice(0, 3).join('')}; PRAGMA application_id = ${0x436c6d63}; PRAGMA user_version = 3`);
    made.exec("INSERT INTO meta (key, value) VALUES ('told', 'long ago')");
    made.close();
    expect((await restore(file, [older])).out).toContain('older version');
    const store = openFile(file);
    expect(await store.meta.get('told')).toBe('long ago');
  });

  it.each([
    [
      'of a newer version',
      (file: string) => alter(file, `PRAGMA user_version = ${MIGRATIONS.length + 1}`),
      /newer Claimcheck/,
    ],
    [
      'of another program',
      (file: string) => alter(file, 'PRAGMA application_id = 7'),
      /is damaged or is not a Claimcheck store/,
    ],
    ['that is empty', (file: string) => writeFileSync(file, ''), /is damaged or is not a Claimcheck store/],
    ['that is cut off', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 40_000)), /is damaged/],
    [
      'that is damaged in the middle',
      (file: string) => writeFileSync(file, readFileSync(file).fill(0x55, 8192, 60_000)),
      /is damaged/,
    ],
    ['that is text', (file: string) => writeFileSync(file, 'claims '.repeat(200)), /is damaged/],
  ])('refuses a backup %s, and changes nothing', async (_, spoil, said) => {
    const [file, backup] = [await makeStore('kept'), await makeStore('good')];
    spoil(backup);
    const { code, err } = await restore(file, [backup]);
    expect({ code, err }).toEqual({ code: 5, err: expect.stringMatching(said) });
    expect(err).toContain(backup);
    expect(readdirSync(dirname(file))).toEqual(['store.db']);
    expect(await checksIn(file, 'kept')).toEqual(['kept']);
  });

  it.each([
    ['is damaged', (file: string) => writeFileSync(file, 'claims '.repeat(200))],
    ['is of a newer version', (file: string) => alter(file, 'PRAGMA user_version = 900')],
    ['is emptied, with its log beside it', (file: string) => writeFileSync(file, '')],
  ])('takes the place of a store that %s', async (_, spoil) => {
    const [file, backup, killed] = [await makeStore('bad'), await makeStore('good'), await makeStore('other', 'two')];
    // As a killed process leaves it: a log of another store's pages, which must not get into the new one.
    const store = openFile(killed);
    await store.checks.save(toCheck('late'), scope);
    copyFileSync(`${killed}-wal`, `${file}-wal`);
    spoil(file);
    expect(await restore(file, [backup])).toMatchObject({ code: 0 });
    expect(await checksIn(file, 'bad', 'good', 'other', 'late')).toEqual(['good']);
  });

  it.each([
    ['nothing', () => []],
    ['the store itself', (file: string) => [file]],
  ])('refuses %s with its usage', async (_, toArgs) => {
    const file = await makeStore('one');
    expect(await restore(file, toArgs(file))).toMatchObject({
      code: 2,
      err: expect.stringContaining('Usage: npm run restore'),
    });
  });
});

function alter(file: string, sql: string): void {
  const other = new DatabaseSync(file);
  other.exec(sql);
  other.close();
}
