import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/providers/store/open-store.ts';
import { toCheck, toPublicScope } from '../contracts/samples.ts';
import { startCommand } from '../e2e/command-process.ts';
import { createStoreFolder } from '../providers/store-folder.ts';

const LAUNCHER = fileURLToPath(new URL('../../bin/claimcheck.mjs', import.meta.url));
const scope = toPublicScope();
const folder = createStoreFolder();
afterAll(() => folder.remove());

/** Large enough that a copy takes a while. */
const FILLING = 16_000_000;
let old: string;
let young: string;
beforeAll(async () => {
  old = await makeLarge('old');
  young = await makeLarge('young');
});

async function makeLarge(name: string): Promise<string> {
  const file = join(mkdtempSync(join(folder.path, 'of-')), 'store.db');
  const store = openStore({ file });
  await store.checks.save(toCheck(name), scope);
  store.db.prepare("INSERT INTO meta (key, value) VALUES ('filling', hex(zeroblob(:size)))").run({ size: FILLING / 2 });
  store.close();
  return file;
}

/** Which of the two a file is, and that it is whole. */
function whichIs(file: string): string {
  const db = new DatabaseSync(file);
  const [row] = db
    .prepare('SELECT id, (SELECT integrity_check FROM pragma_integrity_check) AS whole FROM checks')
    .all();
  db.close();
  return `${row?.id} ${row?.whole}`;
}

const partIn = (path: string) => readdirSync(path).find((name) => name.endsWith('.part'));

/** Resolves once the copy in this folder has so many bytes, or when the command ends. */
async function untilPartHas(path: string, bytes: number, ended: Promise<unknown>): Promise<void> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  while (!isOver) {
    const part = partIn(path);
    if (part !== undefined && (statSync(join(path, part), { throwIfNoEntry: false })?.size ?? 0) >= bytes) return;
    await new Promise(setImmediate);
  }
}

/** Kills the command each time its copy in this folder has so many bytes: at its beginning, on its way, and while it is looked through. */
async function killOnItsWay(path: string, start: () => ReturnType<typeof startCommand>, check: () => void) {
  for (const bytes of [0, FILLING / 4, FILLING]) {
    const command = start();
    await untilPartHas(path, bytes, command.ended);
    command.kill('SIGKILL');
    await command.ended;
    expect(partIn(path)).toBeDefined();
    check();
  }
}

describe('a kill in the middle', { timeout: 120_000 }, () => {
  it('of a backup leaves the backup before it, and the next one tidies up', async () => {
    const path = mkdtempSync(join(folder.path, 'kill-'));
    const file = join(path, 'backup.sqlite');
    cpSync(old, file);
    const start = () => startCommand(path, young, ['backup', file, '--replace']);
    await killOnItsWay(path, start, () => expect(whichIs(file)).toBe('old ok'));
    expect(await start().ended).toMatchObject({ code: 0 });
    expect(readdirSync(path)).toEqual(['backup.sqlite']);
    expect(whichIs(file)).toBe('young ok');
  });

  it('of a restore leaves the store', async () => {
    const path = mkdtempSync(join(folder.path, 'kill-'));
    const store = join(path, 'store.db');
    cpSync(old, store);
    const start = () => startCommand(path, store, ['restore', young]);
    await killOnItsWay(path, start, () => expect(whichIs(store)).toBe('old ok'));
    expect(await start().ended).toMatchObject({ code: 0 });
    expect(readdirSync(path)).toEqual(['store.db', expect.stringMatching(/^store\.db\.before-/)]);
    expect(whichIs(store)).toBe('young ok');
  });
});

describe('a store that is written to all the time', { timeout: 60_000 }, () => {
  it('is copied as it was at one moment', async () => {
    const path = mkdtempSync(join(folder.path, 'busy-'));
    const [file, store] = [join(path, 'backup.sqlite'), join(path, 'store.db')];
    cpSync(old, store);
    const opened = openStore({ file: store });
    const pair = opened.db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('left', :n), ('right', :n)");
    const command = startCommand(path, store, ['backup', file]);
    let isOver = false;
    let written = 0;
    void command.ended.then(() => {
      isOver = true;
    });
    while (!isOver) {
      written += 1;
      opened.db.transaction(() => pair.run({ n: String(written) }));
      await new Promise(setImmediate);
    }
    expect(await command.ended).toMatchObject({ code: 0 });
    expect(written).toBeGreaterThan(20);
    opened.close();
    const copy = new DatabaseSync(file);
    const [left, right] = copy.prepare("SELECT value FROM meta WHERE key IN ('left', 'right')").all();
    copy.close();
    expect(left).toEqual(right);
    expect(Number(left?.value)).toBeLessThanOrEqual(written);
    expect(whichIs(file)).toBe('old ok');
  });
});

const mounts = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']);
describe.skipIf(mounts.status !== 0)('a full disk (skipped where nothing may be mounted)', { timeout: 60_000 }, () => {
  /** Runs a command on a disk of 4 MB at `path`. @returns what it said, then the names that stand there */
  function onSmallDisk(path: string, before: string, database: string, args: string) {
    const script = `mount -t tmpfs -o size=4m none "$1" && ${before} "$2" "$3" ${args}; code=$?; ls -A "$1" >&2; exit $code`;
    const { status, stderr } = spawnSync(
      'unshare',
      ['-rm', 'sh', '-c', script, 'sh', path, process.execPath, LAUNCHER],
      {
        encoding: 'utf8',
        cwd: path,
        env: { PATH: process.env.PATH, CLAIMCHECK_DATABASE: database },
      },
    );
    const [said, ...names] = stderr.trim().split('\n');
    return { status, said, names };
  }

  it('is told in one sentence, and leaves nothing of the backup', () => {
    const path = mkdtempSync(join(folder.path, 'full-'));
    expect(onSmallDisk(path, '', old, `backup "${path}/x.sqlite"`)).toEqual({
      status: 5,
      said: expect.stringMatching(/x\.sqlite has no space left: /),
      names: [],
    });
  });

  it('keeps the store that a backup was to replace', () => {
    const path = mkdtempSync(join(folder.path, 'full-'));
    const make = `CLAIMCHECK_DATABASE="${path}/s.db" "$2" "$3" jobs >/dev/null &&`;
    const { status, said, names } = onSmallDisk(path, make, join(path, 's.db'), `restore "${old}"`);
    expect({ status, said, names }).toEqual({
      status: 5,
      said: expect.stringMatching(/s\.db has no space left: /),
      names: ['s.db'],
    });
  });
});

const isRoot = process.getuid?.() === 0;
describe.skipIf(process.platform === 'win32')('a folder that may not be written to', { timeout: 60_000 }, () => {
  it('is named, and left as it was', () => {
    const path = mkdtempSync(join(folder.path, 'locked-'));
    const [store, into] = [join(path, 'store.db'), join(path, 'into')];
    cpSync(old, store);
    chmodSync(path, 0o777);
    chmodSync(store, 0o666);
    mkdirSync(into, { mode: 0o555 });
    // Rights mean nothing to root.
    const nobody = isRoot ? { uid: 65_534, gid: 65_534 } : {};
    const { status, stderr } = spawnSync(process.execPath, [LAUNCHER, 'backup', join(into, 'x.sqlite')], {
      ...{ ...nobody, encoding: 'utf8', cwd: path },
      env: { PATH: process.env.PATH, CLAIMCHECK_DATABASE: store },
    });
    expect({ status, stderr }).toEqual({ status: 5, stderr: expect.stringMatching(/x\.sqlite is read-only: .*\n$/) });
    expect(existsSync(join(into, 'x.sqlite'))).toBe(false);
    expect(readdirSync(into)).toEqual([]);
  });
});
