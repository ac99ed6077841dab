import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createSavedResults } from '../../src/chat/saved-results.ts';
import { toTerms } from '../../src/core/language/tokens.ts';
import { openStore } from '../../src/providers/store/open-store.ts';
import { openDatabase } from '../../src/providers/store/sqlite/open-database.ts';
import { toPublicScope } from '../contracts/samples.ts';
import { createStoreFolder } from '../providers/store-folder.ts';
import { asRefusal } from '../providers/store-refusal.ts';

const SCRIPT = fileURLToPath(new URL('../providers/store-process.ts', import.meta.url));
const folder = createStoreFolder();
const scope = toPublicScope();
const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});
afterAll(() => folder.remove());

function start(task: string, file: string, name = '') {
  const child = spawn(process.execPath, [SCRIPT, task, file, name], { stdio: 'pipe' });
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

/** What the process said, after it has ended. */
async function run(task: string, file: string, name = '') {
  const child = start(task, file, name);
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const [code] = await once(child, 'close');
  return { code, err, lines: out.split('\n').slice(0, -1) };
}

/** Kills the process in the middle of its work, after it has said so many lines. @returns the whole lines it said */
async function killAfter(lines: number, task: string, file: string, name: string): Promise<string[]> {
  const child = start(task, file, name);
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (out.split('\n').length > lines) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'close');
  expect(signal).toBe('SIGKILL');
  return out.split('\n').slice(0, -1);
}

describe('several processes on one file', { timeout: 60_000 }, () => {
  it('three that open the same new file at the same moment all do, ten times over', async () => {
    const file = folder.newFile();
    const children = ['a', 'b', 'c'].map((name) => start('starts', file, name));
    const readers = children.map(({ stdout }) => createInterface({ input: stdout })[Symbol.asyncIterator]());
    const said = () => Promise.all(readers.map(async (reader) => (await reader.next()).value));
    expect(await said()).toEqual(['ready', 'ready', 'ready']);
    for (let i = 0; i < 10; i += 1) {
      for (const { stdin } of children) stdin.write('.');
      expect(await said()).toEqual(['opened', 'opened', 'opened']);
    }
    for (const { stdin } of children) stdin.end();
  });

  it('two that write at once lose nothing', async () => {
    const file = folder.newFile();
    const results = await Promise.all(['a', 'b'].map((name) => run('insert', file, name)));
    expect(results.map(({ code, err }) => ({ code, err }))).toEqual([
      { code: 0, err: '' },
      { code: 0, err: '' },
    ]);
    const store = openStore({ file });
    expect(await store.reviewCount()).toBe(1000);
    expect(store.db.prepare('SELECT count(*) AS n FROM checks').get()).toEqual({ n: 1000 });
    expect(store.db.prepare('SELECT count(*) AS n FROM surfaces').get()).toEqual({ n: 2000 });
    for (const name of ['a', 'b']) {
      for (let i = 0; i < 500; i += 1) {
        expect(await store.checks.get(`${name}-${i}`, scope)).toBeDefined();
        expect(await store.priors.review(`${name}-${i}`)).toBeDefined();
      }
    }
    store.close();
  });

  it('two that save the same claims at once get the same ids', async () => {
    const file = folder.newFile();
    const [a, b] = await Promise.all(['a', 'b'].map((name) => run('race', file, name)));
    expect(a?.lines).toHaveLength(200);
    expect(a?.lines).toEqual(b?.lines);
    const store = openStore({ file });
    expect(store.db.prepare('SELECT count(*) AS n FROM checks').get()).toEqual({ n: 200 });
    store.close();
  });
});

describe('several processes that count together', { timeout: 60_000 }, () => {
  it('let in no more of a group than its limit, and no fewer', async () => {
    const file = folder.newFile();
    const runs = await Promise.all(['a', 'b', 'c'].map((name) => run('admit', file, name)));
    expect(runs.map(({ code, err }) => ({ code, err }))).toEqual(Array(3).fill({ code: 0, err: '' }));
    expect(runs.flatMap(({ lines }) => lines)).toHaveLength(60);
  });

  it('set aside no more money than there is', async () => {
    const file = folder.newFile();
    const runs = await Promise.all(['a', 'b', 'c'].map((name) => run('reserve', file, name)));
    expect(runs.map(({ code, err }) => ({ code, err }))).toEqual(Array(3).fill({ code: 0, err: '' }));
    const halves = runs.flatMap(({ lines }) => lines).filter((line) => Number(line.slice(2)) % 2 === 0).length;
    const whole = runs.flatMap(({ lines }) => lines).length - halves;
    // 0.1 was spent of each that was settled, 0.2 is held by each other; what is left is too little for one more.
    expect(halves + 2 * whole).toBeGreaterThanOrEqual(59);
    expect(halves + 2 * whole).toBeLessThanOrEqual(60);
  });

  it('keep every result for a person', async () => {
    const file = folder.newFile();
    const names = ['a', 'b', 'c', 'd', 'e'];
    await Promise.all(names.map((name) => run('keep', file, name)));
    const store = openStore({ file });
    const kept = await createSavedResults(store.keyv('kept'), store.atomically('kept')).of('discord', 'p1');
    expect(kept.map(({ checkId }) => checkId).sort()).toEqual(names);
    store.close();
  });
});

describe('a process that is killed', { timeout: 60_000 }, () => {
  it('has lost nothing that it said was saved', async () => {
    const file = folder.newFile();
    const said: string[] = [];
    for (const [name, lines] of [
      ['k1', 5],
      ['k2', 40],
      ['k3', 120],
    ] as const) {
      said.push(...(await killAfter(lines, 'stream', file, name)));
    }
    expect(said.length).toBeGreaterThanOrEqual(165);
    const store = openStore({ file });
    expect(store.db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    store.db.prepare(`INSERT INTO surface_terms (surface_terms) VALUES ('integrity-check')`).run();
    const cache = store.keyv('kill');
    for (const id of said) {
      expect(await store.checks.get(id, scope)).toBeDefined();
      expect(await store.checks.findByKey(`alias ${id}`, scope)).toBeDefined();
      expect(await store.priors.review(`${id}-b`)).toBeDefined();
      expect(await cache.has(id)).toBe(true);
    }
    expect(await store.priors.search(toTerms('headline'), scope, 1000)).not.toEqual([]);
    store.close();
  });

  it('leaves each batch whole or not there at all', async () => {
    const file = folder.newFile();
    const said = await killAfter(3, 'batches', file, 'b');
    const store = openStore({ file });
    const size = await store.reviewCount();
    expect(size % 1000).toBe(0);
    expect(size).toBeGreaterThanOrEqual(said.length * 1000);
    expect(store.db.prepare('SELECT count(*) AS n FROM surfaces').get()).toEqual({ n: size });
    store.close();
  });
});

it('a store is waited for while a new file is being made ready by somebody else', () => {
  const file = folder.newFile();
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  const before = performance.now();
  expect(() => openDatabase({ file, busyTimeoutMs: 100 })).toThrow(asRefusal('store-busy', file));
  expect(performance.now() - before).toBeGreaterThanOrEqual(95);
  other.exec('ROLLBACK');
  openDatabase({ file, busyTimeoutMs: 100 }).close();
  other.close();
});
