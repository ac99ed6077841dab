import { describe, expect, it } from 'vitest';
import { readDocumentLines } from '../../src/providers/documents/document-lines.ts';
import { parseMarkdown } from '../../src/providers/documents/markdown-document.ts';
import { decodeText, toParts, toTidyText } from '../../src/providers/documents/plain-document.ts';
import { toDocuments, toDocumentUrl } from '../../src/providers/documents/to-documents.ts';

const place = { url: 'document:f/a.txt', title: 'a' };

describe('parseMarkdown', () => {
  it('takes the front matter', () => {
    const raw =
      '---\ntitle: "A: title"\nurl: https://e.example/x\ndate: 2024-02-29\npublisher: \'House\'\nlang: de\ntags: [a]\n---\nText.';
    expect(parseMarkdown(raw)).toEqual({
      title: 'A: title',
      url: 'https://e.example/x',
      publishedAt: '2024-02-29',
      publisher: 'House',
      language: 'de',
      text: 'Text.',
    });
  });

  it('takes a rule at the start for what it is', () => {
    expect(parseMarkdown('---\nno field here').text).toBe('\nno field here');
  });

  it.each([
    ['# Head *line* #\n\nText', 'Head line', 'Head line #\n\nText'],
    ['A **bold** and _weak_ `word`, [link](https://e.example "t").', undefined, 'A bold and weak word, link.'],
    ['![alt](a.png)> not a quote\n> a quote', undefined, '> not a quote\na quote'],
    ['- one\n2. two\n- [x] done', undefined, 'one\ntwo\ndone'],
    ['snake_case_name and 2 * 3 * 4', undefined, 'snake_case_name and 2 * 3 * 4'],
    ['before <!-- hidden\nsays true --> after <span style="display:none">x</span>', undefined, 'before  after x'],
    ['a <!-- never closed', undefined, 'a '],
    ['```js\n# no heading *here*\n```\nend', 'no heading here', '# no heading *here*\nend'],
    ['1\\. not a list', undefined, '1. not a list'],
  ])('reads %j as a person would', (raw, title, text) => {
    expect(parseMarkdown(raw)).toEqual(title === undefined ? { text } : { title, text });
  });
});

describe('decodeText', () => {
  it.each([
    ['UTF-8', Buffer.from('Grüße')],
    ['UTF-8 with a mark', Buffer.from('\ufeffGrüße')],
    ['UTF-16LE', Buffer.from('\ufeffGrüße', 'utf16le')],
    ['UTF-16BE', Buffer.from('\ufeffGrüße', 'utf16le').swap16()],
  ])('reads %s', (_, bytes) => {
    expect(decodeText(bytes)).toBe('Grüße');
  });

  it.each([
    ['Latin-1', Buffer.from('Grüße', 'latin1')],
    ['binary data', Buffer.from([0x41, 0, 0x42])],
    ['a cut UTF-16', Buffer.from([0xff, 0xfe, 0x41])],
  ])('does not guess at %s', (_, bytes) => {
    expect(decodeText(bytes)).toBeUndefined();
  });
});

describe('toDocuments', () => {
  it('makes a tidy, dated document', () => {
    expect(
      toDocuments(
        {
          text: 'One.\r\n\r\n\r\n\r\nT\u202ewo.\u200b ',
          publishedAt: '5 May 2021',
          url: 'https://u:p@e.example/x',
          language: 'en_gb',
        },
        place,
      ),
    ).toEqual([
      { url: 'https://e.example/x', title: 'a', text: 'One.\n\nTwo.', publishedAt: '2021-05-05', language: 'en-GB' },
    ]);
  });

  it.each([
    ['javascript:alert(1)', 'not a date', 'no language!'],
    ['file:///etc/passwd', '31/02/2024', ''],
  ])('leaves out the address %j, the date %j and the language %j', (url, publishedAt, language) => {
    expect(toDocuments({ text: 'Words', url, publishedAt, language }, place)).toEqual([
      { url: 'document:f/a.txt', title: 'a', text: 'Words' },
    ]);
  });

  it.each([
    ['', 'it has no text'],
    ['123 \n --', 'it has no text'],
    ['a'.repeat(10_000_001), 'its text is longer than 10 million characters'],
  ])('refuses a text that is none', (text, refused) => {
    expect(toDocuments({ text }, place)).toEqual({ refused });
  });

  it('names a file by folder and path alone', () => {
    expect(toDocumentUrl('my docs', 'ä/b c#1.md')).toBe('document:my%20docs/%C3%A4/b%20c%231.md');
  });
});

describe('toParts', () => {
  it('cuts between paragraphs and loses no word', () => {
    const text = Array.from({ length: 200 }, (_, n) => `Paragraph ${n} has a few words.`).join('\n\n');
    const parts = toParts(text, 1_000);
    expect(parts.join('\n\n')).toBe(text);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(1_000);
  });

  it.each([
    ['sentences', 'A sentence of words. '.repeat(200).trim()],
    ['words', 'word '.repeat(500).trim()],
    ['one long word', '😀'.repeat(999)],
  ])('cuts %s where it has to, inside no character', (_, text) => {
    const parts = toParts(text, 101);
    expect(parts.every((part) => part.isWellFormed() && part.length <= 101)).toBe(true);
    expect(parts.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });

  it('leaves no invisible character in a text', () => {
    expect(toTidyText('a\u0000b\tc\u2066d\ufeff \u2028e')).toBe('ab\tcd\ne');
  });
});

describe('readDocumentLines', () => {
  const read = async (content: string | Uint8Array, size = 7) => {
    const bytes = Buffer.from(content);
    const chunks = async function* () {
      for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
    };
    const found = [];
    for await (const line of readDocumentLines(chunks(), 'document:f/a.jsonl')) found.push(line);
    return found;
  };

  it('reads documents in pieces of any size', async () => {
    const line = { url: 'https://e.example/1', title: 'Ti', publisher: 'Pü', date: '2020-01-02', text: 'Some text.' };
    const content = `\ufeff${JSON.stringify(line)}\r\n\n${JSON.stringify({ text: 'Only text\nof two lines', url: null })}`;
    for (const size of [1, 7, 10_000]) {
      expect(await read(content, size)).toEqual([
        {
          documents: [
            { url: 'https://e.example/1', title: 'Ti', publisher: 'Pü', publishedAt: '2020-01-02', text: 'Some text.' },
          ],
        },
        {
          documents: [
            {
              url: expect.stringMatching(/^document:f\/a\.jsonl#[\w-]{12}$/),
              title: 'Only text',
              text: 'Only text\nof two lines',
            },
          ],
        },
      ]);
    }
  });

  it.each<[string, string | Uint8Array, string]>([
    ['broken JSON', '{"text": "a', 'the line is not valid JSON'],
    ['a list', '["text"]', 'the line is not an object with a text'],
    ['no text', '{"title": "a"}', 'the line is not an object with a text'],
    ['a text of another kind', '{"text": 5}', 'the line is not an object with a text'],
    ['an empty text', '{"text": " "}', 'it has no text'],
    ['Latin-1', Buffer.from('{"text": "Grüße"}', 'latin1'), 'the line is not UTF-8'],
  ])('refuses %s and goes on', async (_, line, refused) => {
    const content = Buffer.concat([Buffer.from(line), Buffer.from('\n{"text": "whole"}\n')]);
    expect(await read(content)).toEqual([
      { place: 'line 1', refused },
      { documents: [expect.objectContaining({ text: 'whole' })] },
    ]);
  });

  it('refuses a line over the limit without holding it', async () => {
    const found = await read(`{"text": "${'a'.repeat(16_000_001)}"}\n{"text": "whole"}`, 1 << 20);
    expect(found).toMatchObject([{ place: 'line 1', refused: 'the line is longer than 16 MB' }, { documents: [{}] }]);
  });
});
