import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadDocumentLines } from '../../src/providers/documents/load-lines.ts';
import { createDocumentFolder } from '../../src/providers/search/document-folder.ts';
import type { StoredDocument } from '../../src/providers/store/documents.ts';
import { type EmbeddedStore, openStore } from '../../src/providers/store/open-store.ts';
import { describeSearchProvider } from '../contracts/search-provider.ts';
import { createStoreFolder } from './store-folder.ts';

const files = createStoreFolder();
afterAll(files.remove);

describeSearchProvider(
  'A folder of documents',
  async () => {
    const { documents, close } = openStore({ file: ':memory:' });
    return {
      provider: createDocumentFolder({ documents }),
      async serve(pages) {
        const path = join(files.path, 'served.jsonl');
        writeFileSync(path, pages.map(({ snippet, ...page }) => JSON.stringify({ ...page, text: snippet })).join('\n'));
        await loadDocumentLines(path, documents, signal);
      },
      close: async () => close(),
    };
  },
  { overHttp: false, webAddresses: false },
);

let store: EmbeddedStore;
let file: string;
beforeEach(() => {
  file = files.newFile();
  store = openStore({ file });
});
afterEach(() => store.close());

const signal = new AbortController().signal;
const put = async (path: string, ...documents: Partial<StoredDocument>[]) =>
  store.documents.openFile((await store.documents.folder('/docs', 'docs')).id, path).finish(
    `hash of ${path}`,
    documents.map((document) => ({ url: `document:docs/${path}`, title: path, text: '', ...document })),
  );
const search = (text: string, options: { limit?: number; before?: string; publisher?: string } = {}) => {
  const { limit = 5, ...rest } = options;
  return createDocumentFolder({ documents: store.documents, ...rest }).search({ text, language: 'en', limit }, signal);
};
const urls = async (...args: Parameters<typeof search>) => (await search(...args)).map(({ url }) => url);

describe('createDocumentFolder', () => {
  it('finds a document by a word with two letters swapped', async () => {
    await put('a.txt', { text: 'Autism has many causes.' });
    expect(await urls('autsim')).toEqual(['document:docs/a.txt']);
  });

  it('finds a document by other forms of its words, with the page it is', async () => {
    await put('a.txt', {
      text: 'The cities built tramways in 1901.',
      publishedAt: '2020-01-02',
      language: 'en',
      publisher: 'Us',
    });
    await put('b.txt', { text: 'Nothing about that.' });
    const source = { url: 'document:docs/a.txt', title: 'a.txt', publisher: 'Us', publishedAt: '2020-01-02' };
    const text = 'The cities built tramways in 1901.';
    expect(await search('Which city had a tramway?')).toEqual([
      { ...source, snippet: text, page: { ...source, text, language: 'en' } },
    ]);
  });

  it.each([
    ['document:docs/x.txt', {}, 'Own documents'],
    ['document:docs/x.txt', { publisher: 'The Archive' }, 'The Archive'],
    ['https://www.e.example/x', { publisher: 'The Archive' }, 'e.example'],
  ])('names who published %s where it does not say it itself', async (url, options, publisher) => {
    await put('x.txt', { url, text: 'tramways' });
    expect(await search('tramway', options)).toMatchObject([{ publisher, page: { publisher } }]);
  });

  it('shows a long document once, by its best part', async () => {
    await put(
      'book.txt',
      { text: 'trams and many other things of a town' },
      { text: 'trams trams' },
      { text: 'no word of it' },
    );
    expect(await search('trams')).toMatchObject([{ page: { text: 'trams trams' } }]);
  });

  it('gives the best first, and no more than asked for', async () => {
    for (const n of [1, 2, 3, 4]) await put(`${n}.txt`, { text: `trams ${'and filler words '.repeat(n * 10)}` });
    expect(await urls('trams', { limit: 2 })).toEqual(['document:docs/1.txt', 'document:docs/2.txt']);
    expect(await urls('trams', { limit: 0 })).toEqual([]);
  });

  it('leaves out what is dated after the day, or not at all, when a day is given', async () => {
    await put('before.txt', { text: 'trams', publishedAt: '2021-05-04' });
    await put('on.txt', { text: 'trams', publishedAt: '2021-05-05T23:59:59.000Z' });
    await put('after.txt', { text: 'trams', publishedAt: '2021-05-06' });
    await put('undated.txt', { text: 'trams' });
    expect((await urls('trams', { before: '2021-05-05' })).sort()).toEqual([
      'document:docs/before.txt',
      'document:docs/on.txt',
    ]);
    expect(await urls('trams')).toHaveLength(4);
  });

  it.each([
    '',
    '"',
    "'; DROP TABLE documents; --",
    'trams AND NOT (',
    'a*',
    'title:trams^2',
    '\0',
    '\ud800',
    '😀',
    '{x} : y',
  ])('takes %j as text', async (text) => {
    await put('a.txt', { text: 'Something of trams and a title' });
    await expect(search(text)).resolves.toBeInstanceOf(Array);
    expect(await urls('trams')).toEqual(['document:docs/a.txt']);
  });

  it('stops with the signal’s reason', async () => {
    const provider = createDocumentFolder({ documents: store.documents });
    const query = { text: 'trams', language: 'en', limit: 1 };
    await expect(provider.search(query, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});

describe('the document store', () => {
  it('shows a file only when it is whole, and its new version in the old one’s place', async () => {
    await put('a.txt', { text: 'old trams' });
    const { id } = await store.documents.folder('/docs', 'docs');
    const opened = store.documents.openFile(id, 'a.txt');
    await opened.add([{ url: 'document:docs/a.txt', title: 'a', text: 'new trams' }]);
    expect(await search('trams')).toMatchObject([{ page: { text: 'old trams' } }]);
    await opened.finish('new', []);
    expect(await search('trams')).toMatchObject([{ page: { text: 'new trams' } }]);
    expect(await store.documents.sweep()).toBe(false);
    expect([...(await store.documents.files(id))]).toEqual([['a.txt', 'new']]);
    expect(await search('trams')).toHaveLength(1);
    expect(await store.documents.size()).toBe(1);
  });

  it('writes a file that could not be written the first time', async () => {
    const { id } = await store.documents.folder('/docs', 'docs');
    const opened = store.documents.openFile(id, 'a.txt');
    const row = { url: 'document:docs/a.txt', title: 'a', text: 'new trams' };
    await expect(opened.finish('new', [{ ...row, url: null as never }])).rejects.toThrow();
    await opened.finish('new', [row]);
    expect(await search('trams')).toMatchObject([{ page: { text: 'new trams' } }]);
  });

  it('gives two folders of one name different ones', async () => {
    expect((await store.documents.folder('/x/docs', 'docs')).name).toBe('docs');
    expect((await store.documents.folder('/y/docs', 'docs')).name).toBe('docs-2');
    expect((await store.documents.folder('/x/docs', 'docs')).name).toBe('docs');
  });

  it('is made anew where the stems have changed', async () => {
    await put('a.txt', { text: 'tramways' });
    const { db } = store;
    db.prepare(`INSERT INTO document_terms (document_terms) VALUES ('delete-all')`).run();
    expect(await search('tramway')).toEqual([]);
    db.prepare(`UPDATE meta SET value = 'of old' WHERE key = 'document-terms-probe'`).run();
    store.close();
    store = openStore({ file });
    expect(await search('tramway')).toHaveLength(1);
  });

  it('is filled from one file of JSON Lines for a dataset run', async () => {
    const path = join(files.path, 'documents.jsonl');
    const lines = Array.from({ length: 1_201 }, (_, n) => JSON.stringify({ text: `Tram ${n}`, date: '2020-01-01' }));
    writeFileSync(path, [...lines, 'broken'].join('\n'));
    const memory = openStore({ file: ':memory:' });
    expect(await loadDocumentLines(path, memory.documents, signal)).toEqual({ taken: 1_201, refused: 1 });
    const provider = createDocumentFolder({ documents: memory.documents, before: '2020-01-01' });
    const query = { text: 'tram 1200', language: 'en', limit: 3 };
    expect(await provider.search(query, signal)).toMatchObject([{ page: { text: 'Tram 1200' } }, {}, {}]);
    memory.close();
  });
});
