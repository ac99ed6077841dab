import { describe, expect, it } from 'vitest';
import { parseJsonLd } from '../../src/providers/pages/json-ld.ts';
import { toIsoDate } from '../../src/providers/text/iso-date.ts';
import { parseLooseJson } from '../../src/providers/text/loose-json.ts';
import { read, toReview } from './read-archive.ts';

const CLAIM = 'Für die Bäckerprüfung zahlt man 9 €';
const ROWS = `claim;rating;publisher;date\n${CLAIM};Falsch;Prüfstelle Süd;46082\n`;
/** As Excel saves it; all its letters are in Latin-1 but the euro. */
const toWindows = (text: string) =>
  Buffer.from(Array.from(text, (letter) => (letter === '€' ? 0x80 : (letter.codePointAt(0) ?? 0))));
const toUtf16 = (text: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

describe('a CSV file as spreadsheets save it', () => {
  it.each([
    ['UTF-8', Buffer.from(ROWS)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${ROWS}`)],
    ['Windows-1252', toWindows(ROWS)],
    [
      'Windows-1252 behind much ASCII',
      toWindows(`${ROWS.split('\n')[0]}\n${'a;true;b;c\n'.repeat(2_000)}${CLAIM};Falsch;Süd;x\n`),
    ],
    ['UTF-16, little end first', toUtf16(`\ufeff${ROWS}`, 'le')],
    ['UTF-16, big end first', toUtf16(`\ufeff${ROWS}`, 'be')],
    ['UTF-16 without a mark', toUtf16(ROWS, 'le')],
    ['UTF-16 without a mark, big end first', toUtf16(ROWS, 'be')],
    ['a line that names the delimiter', Buffer.from(`sep=;\r\n${ROWS.replaceAll('\n', '\r\n')}`)],
    ['a title above', Buffer.from(`Checks of the year;;;\n\n${ROWS}`)],
    ['both above', Buffer.from(`sep=;\nChecks of the year\n${ROWS}`)],
  ])('is read: %s', async (_, bytes) => {
    const { claims, error } = await read(bytes, 'archive.csv');
    expect(error).toBeUndefined();
    expect(claims).toContain(CLAIM);
  });

  it('that changes its encoding is refused, and what was read before stays', async () => {
    const bytes = Buffer.concat([Buffer.from(ROWS), toWindows(`${CLAIM} mehr;Falsch;Süd;x\n`)]);
    const { error } = await read(bytes, 'archive.csv');
    expect(error).toBe(
      'The file begins as UTF-8 and continues in another encoding. Save it as UTF-8, and import it again.',
    );
  });

  it('without the columns is refused by its header, not its title', async () => {
    const { error } = await read('sep=;\nOur checks\nclaim;what we think\na;b\n', 'archive.csv');
    expect(error).toContain('has no column for the rating; its columns are claim, what we think.');
  });
});

describe('JSON-LD as pages have it', () => {
  const json = JSON.stringify(toReview(1));
  it.each([
    ['a raw line feed in a string', json.replace('Claim number', 'Claim\nnumber')],
    ['a semicolon behind', `${json};`],
    ['entities', json.replaceAll('"', '&quot;')],
    ['comments', `/* made by a plugin */ ${json.replace('{', '{ // the review\n')}`],
    ['trailing commas', json.replace(/\}$/, ',}')],
    ['CDATA', `//<![CDATA[\n${json}\n//]]>`],
  ])('is read: %s', async (_, script) => {
    const { claims, refused } = await read(`<script type="application/ld+json">${script}</script>`, 'page.html');
    expect(refused).toEqual([]);
    expect(claims).toHaveLength(1);
    expect(
      parseJsonLd([
        script
          .replace('"url"', '"datePublished":"2026-03-04","url"')
          .replace('&quot;url&quot;', '&quot;datePublished&quot;:&quot;2026-03-04&quot;,&quot;url&quot;'),
      ]).datePublished,
    ).toBe('2026-03-04');
  });

  it.each([
    ['cut off', json.slice(0, -20)],
    ['no JSON', 'var a = {}; alert("x")'],
    ['a word', 'hello'],
    ['empty', ''],
  ])('is refused: %s', (_, script) => {
    expect(() => parseLooseJson(script)).toThrow(SyntaxError);
  });
});

describe('toIsoDate, of common forms', () => {
  it.each([
    ['46082', '2026-03-01'],
    ['3.4.2026', '2026-04-03'],
    ['3 de abril de 2026', '2026-04-03'],
    ['3. April 2026', '2026-04-03'],
    ['3 avril 2026', '2026-04-03'],
    ['2026年4月3日', '2026-04-03'],
    ['3 квітня 2026', '2026-04-03'],
    ['٣ أبريل ٢٠٢٦', '2026-04-03'],
    ['03/04/2026', undefined],
    ['2026-03', undefined],
    ['April 2026', undefined],
    ['12345', undefined],
  ])('%j is %j', (raw, day) => {
    expect(toIsoDate(raw)).toBe(day);
  });
});
