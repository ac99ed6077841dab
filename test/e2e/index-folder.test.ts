import { renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { indexDocuments } from '../../src/providers/documents/index-documents.ts';
import { walkFolder } from '../../src/providers/documents/walk-folder.ts';
import { createIndexFixture, toCounts } from './index-folder-fixture.ts';

const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 61>>stream
BT /F1 12 Tf 20 200 Td (Harbour dredging took nine years.) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>`;

let fixture: ReturnType<typeof createIndexFixture>;
beforeEach(() => {
  fixture = createIndexFixture();
});
afterEach(() => fixture.remove());

describe('npm run index', () => {
  it('makes documents of every kind of file findable', async () => {
    fixture.write('plain.txt', 'The lighthouse was built in 1823.');
    fixture.write(
      'sub/deep/note.MD',
      '---\nurl: https://e.example/n\ndate: 2020-02-03\n---\n# A heading\n\nWindmills *ground* corn.',
    );
    fixture.write(
      'page.html',
      '<title>Ferry times</title><p>The ferry leaves at noon.</p><p style="display:none">secretword</p>',
    );
    fixture.write('paper.pdf', PDF);
    fixture.write(
      'lines.jsonl',
      '{"text": "Goats graze on the dyke.", "title": "Goats"}\n{"text": "Sheep graze there too."}\n',
    );
    const { code, out, err } = await fixture.run([fixture.folder]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Scanned 5 files in .*docs in \d+\.\d s and read 6 documents\.$/m);
    expect(toCounts(out)).toEqual([5, 0, 0, 0, 0]);
    const found = await Promise.all(['lighthouse', 'windmill', 'ferry', 'dredging', 'goats'].map(fixture.find));
    expect(found.map(([hit]) => [hit?.url.replace(/#.*/, '#'), hit?.title, hit?.publishedAt])).toEqual([
      ['document:docs/plain.txt', 'plain', undefined],
      ['https://e.example/n', 'A heading', '2020-02-03'],
      ['document:docs/page.html', 'Ferry times', undefined],
      ['document:docs/paper.pdf', expect.any(String), undefined],
      ['document:docs/lines.jsonl#', 'Goats', undefined],
    ]);
    expect(await fixture.find('secretword')).toEqual([]);
  });

  it('reads again only what has changed, and takes out what is gone', async () => {
    fixture.write('a.txt', 'Alpha stays.');
    fixture.write('b.txt', 'Bravo changes.');
    fixture.write('c.txt', 'Charlie goes.');
    fixture.write('d.jsonl', '{"text": "Delta stays."}');
    fixture.write('e.jsonl', '{"text": "Echo changes."}');
    await fixture.run([fixture.folder]);
    fixture.write('b.txt', 'Bravo changed to foxtrot.');
    fixture.write('e.jsonl', '{"text": "Echo changed to golf."}');
    unlinkSync(join(fixture.folder, 'c.txt'));
    fixture.write('new/h.txt', 'Hotel is new.');
    const { out } = await fixture.run([fixture.folder]);
    expect(toCounts(out)).toEqual([1, 2, 2, 1, 0]);
    const words = ['alpha', 'changes', 'foxtrot', 'charlie', 'delta', 'golf', 'hotel'];
    expect(await Promise.all(words.map(async (word) => (await fixture.find(word)).length))).toEqual([
      1, 2, 1, 0, 1, 1, 1,
    ]);
    expect(toCounts((await fixture.run([fixture.folder])).out)).toEqual([0, 0, 5, 0, 0]);
    expect(await fixture.store.documents.size()).toBe(5);
  });

  it('refuses what it cannot read, says why and where, and takes the old version out', async () => {
    fixture.write('good.txt', 'Fine words.');
    fixture.write('turns.txt', 'Words that are replaced.');
    await fixture.run([fixture.folder]);
    fixture.write('turns.txt', Buffer.from('Grüße', 'latin1'));
    fixture.write('broken.pdf', '%PDF-1.7 and nothing more');
    fixture.write('empty.md', '  \n');
    fixture.write('lines.jsonl', '{"text": "Whole line."}\n{broken\n{"title": "no text"}\n');
    const { code, out } = await fixture.run([fixture.folder]);
    expect(code).toBe(0);
    expect(toCounts(out)).toEqual([1, 0, 1, 0, 3]);
    expect(out).toContain('    1 × it is not UTF-8 text (save it as UTF-8): turns.txt\n');
    expect(out).toContain('    2 × it has no text: broken.pdf, empty.md\n');
    expect(out).toContain('    1 × the line is not valid JSON: lines.jsonl line 2\n');
    expect(await fixture.find('replaced')).toEqual([]);
    expect(await fixture.find('whole line')).toHaveLength(1);
  });

  it('passes over hidden files and follows no link', async () => {
    writeFileSync(join(fixture.base, 'outside.txt'), 'Outsideword.');
    fixture.write('in.txt', 'Insideword.');
    fixture.write('.hidden.txt', 'Hiddenword.');
    fixture.write('.git/x.txt', 'Hiddenword.');
    fixture.write('photo.jpg', 'x');
    symlinkSync(join(fixture.base, 'outside.txt'), join(fixture.folder, 'link.txt'));
    symlinkSync(fixture.base, join(fixture.folder, 'up'));
    const { out } = await fixture.run([fixture.folder]);
    expect(toCounts(out)).toEqual([1, 0, 0, 0, 0]);
    expect(out).toContain('  Links and files of other types skipped: 3.\n');
    expect(
      await Promise.all(['outsideword', 'hiddenword', 'insideword'].map(async (w) => (await fixture.find(w)).length)),
    ).toEqual([0, 0, 1]);
  });

  it('keeps what stands below a folder, or in a file, that cannot be opened now', async () => {
    fixture.write('a.txt', 'Alpha.');
    fixture.write('closed/b.txt', 'Bravo.');
    fixture.write('closed-not/c.txt', 'Charlie.');
    const gone = fixture.write('d.txt', 'Delta.');
    await fixture.run([fixture.folder]);
    const contents = await walkFolder(fixture.folder, new AbortController().signal);
    unlinkSync(gone);
    const outcomes: string[] = [];
    const removed = await indexDocuments(
      {
        documents: fixture.store.documents,
        folder: await fixture.store.documents.folder(fixture.folder, 'docs'),
        contents: {
          files: contents.files.filter(({ path }) => path === 'a.txt' || path === 'd.txt'),
          closed: [{ path: 'closed', refused: 'it cannot be opened' }],
          otherFiles: 0,
        },
        toText: fixture.toText,
        events: { onFile: ({ path }, outcome) => outcomes.push(`${path} ${outcome}`), onRefused() {}, onBytes() {} },
      },
      new AbortController().signal,
    );
    expect({ outcomes, removed }).toEqual({ outcomes: ['a.txt same', 'd.txt kept'], removed: 1 });
    expect(await Promise.all(['bravo', 'charlie', 'delta'].map(async (w) => (await fixture.find(w)).length))).toEqual([
      1, 0, 1,
    ]);
  });

  it('throws nothing away for a folder that is empty, and takes it out when it is told to', async () => {
    fixture.write('a.txt', 'Alpha.');
    await fixture.run([fixture.folder]);
    renameSync(join(fixture.folder, 'a.txt'), join(fixture.base, 'a.txt'));
    expect(await fixture.run([fixture.folder])).toMatchObject({
      code: 3,
      err: expect.stringContaining('use --remove to remove a folder'),
    });
    expect(await fixture.find('alpha')).toHaveLength(1);
    expect((await fixture.run(['--list'])).out).toMatch(/^ +1 files {2}.*docs\n$/);
    rmSync(fixture.folder, { recursive: true });
    expect(await fixture.run([fixture.folder, '--remove'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Removed 1 files in /),
    });
    expect(await fixture.find('alpha')).toEqual([]);
    expect((await fixture.run(['--list'])).out).toBe(
      'The index has no folders yet. Add one: npm run index -- FOLDER\n',
    );
    expect(await fixture.run([fixture.folder, '--remove'])).toMatchObject({
      code: 3,
      err: expect.stringContaining('not in the index'),
    });
  });

  it.each<[string, string[], number, RegExp]>([
    ['no argument', [], 2, /^Name one folder to index, or use --list on its own\.\n\nUsage: /],
    ['two folders', ['a', 'b'], 2, /^Name one folder/],
    ['a list of one', ['a', '--list'], 2, /^Name one folder/],
    ['an unknown option', ['a', '--oops'], 2, /Unknown option '--oops'/],
    ['a missing folder', ['/nowhere/at/all'], 3, /^\/nowhere\/at\/all does not exist: check its name\.\n$/],
    ['a file', [import.meta.filename], 3, /is a file: name its folder instead\.\n$/],
  ])('answers %s with exit code and sentence', async (_, args, code, err) => {
    expect(await fixture.run(args)).toMatchObject({ code, err: expect.stringMatching(err) });
    expect(await fixture.store.documents.size()).toBe(0);
  });

  it('explains itself, and draws how far it is', async () => {
    expect((await fixture.run(['--help'])).out).toMatch(
      /Usage: npm run index -- FOLDER.*Exit codes: 0 .*2 .*3 .*4 .*130/s,
    );
    fixture.write('a.txt', 'Alpha.');
    expect((await fixture.run([fixture.folder], { tty: true })).err).toContain('\r\x1b[2K');
  });
});
