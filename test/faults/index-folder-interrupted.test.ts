import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ToText } from '../../src/providers/documents/document-file.ts';
import { createIndexFixture, toCounts } from '../e2e/index-folder-fixture.ts';

let fixture: ReturnType<typeof createIndexFixture>;
beforeEach(() => {
  fixture = createIndexFixture();
});
afterEach(() => fixture.remove());

describe('npm run index, interrupted', () => {
  it('finds each part of a long document, and stops within it when it is interrupted', async () => {
    const paragraphs = Array.from({ length: 400 }, (_, n) => `Paragraph${n} ${'has many words '.repeat(100)}`);
    fixture.write('book.txt', paragraphs.join('\n\n'));
    const stop = new AbortController();
    const openFile: typeof fixture.store.documents.openFile = (...place) => {
      const opened = fixture.store.documents.openFile(...place);
      const add: typeof opened.add = async (rows) => {
        await opened.add(rows);
        stop.abort();
      };
      return { ...opened, add };
    };
    const documents = { ...fixture.store.documents, openFile };
    expect(await fixture.run([fixture.folder], { signal: stop.signal, documents })).toMatchObject({ code: 130 });
    expect(await fixture.find('paragraph0')).toEqual([]);
    await fixture.run([fixture.folder]);
    for (const n of [0, 200, 399]) {
      expect(await fixture.find(`paragraph${n}`)).toMatchObject([
        { page: { text: expect.stringMatching(`Paragraph${n} `) } },
      ]);
    }
    expect(await fixture.store.documents.size()).toBeGreaterThan(10);
  });

  it('refuses a second run while one goes on, and leaves whole files when it is interrupted', async () => {
    fixture.write('a.txt', 'Alpha.');
    fixture.write('b.html', '<p>Bravo.</p>');
    fixture.write('c.txt', 'Charlie.');
    const stop = new AbortController();
    let second: ReturnType<typeof fixture.run> | undefined;
    const slow: ToText = {
      ...fixture.toText,
      async html(_bytes, signal) {
        second = fixture.run([fixture.folder]);
        await second;
        stop.abort();
        signal.throwIfAborted();
        return { text: 'never' };
      },
    };
    const first = await fixture.run([fixture.folder], { signal: stop.signal, toText: slow });
    expect(await second).toMatchObject({
      code: 4,
      err: expect.stringMatching(/^Another index run is using[^\n]*\n$/),
    });
    expect(first).toMatchObject({ code: 130, err: expect.stringContaining('run the same command to continue') });
    expect(toCounts(first.out)).toEqual([1, 0, 0, 0, 0]);
    expect(await fixture.store.documents.size()).toBe(1);
    expect(toCounts((await fixture.run([fixture.folder])).out)).toEqual([2, 0, 1, 0, 0]);
  });

  it('keeps the old version of a file when the process is killed within the new one', async () => {
    const toLines = (count: number, word: string) =>
      Array.from({ length: count }, (_, n) => JSON.stringify({ text: `${word} ${n} ${'filler '.repeat(300)}` })).join(
        '\n',
      );
    fixture.write('many.jsonl', toLines(3, 'oldword'));
    await fixture.run([fixture.folder]);
    fixture.write('many.jsonl', toLines(4_000, 'newword'));
    const at = (path: string) => JSON.stringify(join(import.meta.dirname, '../..', path));
    const script = `
      const { indexFolderCommand } = await import(${at('src/cli/index-folder.ts')});
      const { openStore } = await import(${at('src/providers/store/open-store.ts')});
      const store = openStore({ file: ${JSON.stringify(fixture.file)} });
      const openFile = (...place) => {
        const opened = store.documents.openFile(...place);
        return { ...opened, add: (rows) => { opened.add(rows); process.send('batch'); } };
      };
      await indexFolderCommand([${JSON.stringify(fixture.folder)}], { store: { ...store, documents: { ...store.documents, openFile } },
        toText: {}, stdout: process.stdout, stderr: process.stderr, now: () => new Date(), signal: new AbortController().signal });`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.once('message', () => child.kill('SIGKILL'));
    const ended = await new Promise((resolve) => child.on('exit', (_code, signal) => resolve(signal)));
    expect(ended).toBe('SIGKILL');
    expect(await fixture.find('oldword')).toHaveLength(3);
    expect(await fixture.find('newword')).toEqual([]);
    // The dead run's lock runs out by itself; until then the sentence stands.
    expect((await fixture.run([fixture.folder])).code).toBe(4);
  });
});
