import { describe, expect, it } from 'vitest';
import { toPublisherName } from '../../src/core/card/publisher-name.ts';
import { toArchivedCopy } from '../../src/core/text/archived-copy.ts';
import { toPublisherKey } from '../../src/providers/text/web-url.ts';
import { soon, usePages } from './pages-fixture.ts';

const ORIGINAL = 'https://news.example.com/a?x=1';

describe('the address of an archived copy', () => {
  it.each<[string, { url?: string; day?: string } | undefined]>([
    [`https://web.archive.org/web/20240501120000/${ORIGINAL}`, { url: ORIGINAL, day: '2024-05-01' }],
    [`https://web.archive.org/web/20240501120000if_/${ORIGINAL}`, { url: ORIGINAL, day: '2024-05-01' }],
    [
      'https://web.archive.org/web/20240501id_/news.example.com/a',
      { url: 'http://news.example.com/a', day: '2024-05-01' },
    ],
    ['https://web.archive.org/web/2024/http://news.example.com:80/', { url: 'http://news.example.com/' }],
    [
      'http://web.archive.org/web/20240501/https:/news.example.com/a',
      { url: 'https://news.example.com/a', day: '2024-05-01' },
    ],
    [
      'https://web.archive.org/web/20240501/https%3A%2F%2Fnews.example.com%2Fa',
      { url: 'https://news.example.com/a', day: '2024-05-01' },
    ],
    ['https://web.archive.org/web/*/https://news.example.com/a', { url: 'https://news.example.com/a' }],
    [`https://archive.org/web/20240501000000/${ORIGINAL}`, { url: ORIGINAL, day: '2024-05-01' }],
    ['https://www.web.archive.org/save/https://news.example.com/a', { url: 'https://news.example.com/a' }],
    [`https://archive.ph/2024.05.01-120000/${ORIGINAL}`, { url: ORIGINAL, day: '2024-05-01' }],
    ['https://archive.is/20240501/news.example.com/a', { url: 'http://news.example.com/a', day: '2024-05-01' }],
    [`https://archive.today/newest/${ORIGINAL}`, { url: ORIGINAL }],
    ['https://archive.li/AbC12', {}],
    ['https://perma.cc/ABCD-1234', {}],
    ['https://ghostarchive.org/archive/AbC12', {}],
    ['https://webcache.googleusercontent.com/search?q=cache:news.example.com/a', { url: 'http://news.example.com/a' }],
    [
      'https://webcache.googleusercontent.com/search?q=cache:AbC_123-xyZ:https://news.example.com/a+bridge+may',
      { url: 'https://news.example.com/a' },
    ],
    [
      'https://megalodon.jp/2019-0826-1234-56/https://news.example.com:443/a',
      { url: 'https://news.example.com/a', day: '2019-08-26' },
    ],
    [
      'https://megalodon.jp/2019-0826-1234-56/news.example.com/a',
      { url: 'http://news.example.com/a', day: '2019-08-26' },
    ],
    [`https://arquivo.pt/wayback/20240501120000/${ORIGINAL}`, { url: ORIGINAL, day: '2024-05-01' }],
    ['https://webcitation.org/query?url=https%3A%2F%2Fnews.example.com%2Fa', { url: 'https://news.example.com/a' }],
    [
      `https://archive.ph/2025.01.01-000000/https://web.archive.org/web/20240501/${ORIGINAL}`,
      { url: ORIGINAL, day: '2024-05-01' },
    ],
    ['https://web.archive.org/web/20241399/https://news.example.com/', { url: 'https://news.example.com/' }],
    ['https://web.archive.org/web/20240501/javascript:alert(1)', { day: '2024-05-01' }],
    ['https://archive.org/details/book', undefined],
    ['https://archive.org.evil.example/web/20240501/https://news.example.com/', undefined],
    ['https://news.example.com/web/20240501/https://other.example.com/', undefined],
    ['urn:x', undefined],
  ])('%s tells of %j', (address, copy) => {
    expect(toArchivedCopy(address)).toEqual(copy);
  });

  it.each([
    [`https://web.archive.org/web/2024/${ORIGINAL}`, 'example.com'],
    ['https://archive.ph/2024.05.01-120000/https://kelp.blogspot.com/a', 'free/kelp.blogspot.com'],
    ['https://archive.ph/AbC12', ''],
    ['https://web.archive.org/web/2024/http://203.0.113.7/', ''],
    ['https://archive.org/details/book', 'archive.org'],
  ])('%s is said by %j', (address, key) => {
    expect(toPublisherKey(address)).toBe(key);
  });

  it('agrees with the original’s publisher on a card', () => {
    const copy = 'https://web.archive.org/web/2024/https://checkers.example.org/a';
    expect(toPublisherName('Checkers', copy)).toBe('Checkers');
    expect(toPublisherName('Reuters', copy)).toBe('checkers.example.org');
    expect(toPublisherName('', 'https://archive.ph/AbC12')).toBe('archive.ph');
  });
});

describe('an archived copy', () => {
  const site = usePages();
  const story = (head = '') =>
    `<html><head><meta property="og:site_name" content="The News">${head}</head><body>` +
    '<div id="wm-ipp-base">12 captures</div><table id="HEADER"><td>Saved from</table><p>The bridge was closed.</p></body></html>';
  const read = (address: string, html: string, headers: Record<string, string> = {}) => {
    const url = new URL(address);
    site.peer.serve(url.pathname + url.search, html, headers);
    return site.reader.read(`http://${url.host}:${site.peer.port}${url.pathname}${url.search}`, soon());
  };
  const published = (day: string) => `<meta property="article:published_time" content="${day}">`;

  it.each<[string, string, string, Record<string, string>, object]>([
    [
      'by its address',
      '/web/20240501120000/https://news.example.com/a',
      '',
      {},
      { publishedAt: '2024-05-01', original: 'https://news.example.com/a' },
    ],
    [
      'with a day of its own',
      '/web/20240501120000/https://news.example.com/b',
      published('2023-02-03'),
      {},
      { publishedAt: '2023-02-03' },
    ],
    [
      'with a day after it was taken',
      '/web/20240501120000/https://news.example.com/c',
      published('2025-02-03'),
      {},
      { publishedAt: '2024-05-01' },
    ],
    [
      'by the headers of an archive',
      '/AbC',
      '',
      {
        link: '<https://news.example.com/a>; rel="original", </x>; rel="timegate"',
        'memento-datetime': 'Wed, 01 May 2024 12:00:00 GMT',
      },
      { publishedAt: '2024-05-01', original: 'https://news.example.com/a' },
    ],
    [
      'by the archive’s own mark',
      '/DeF',
      '<link rel="canonical" href="http://archive.today/2024.05.01-120000/https://news.example.com/a">',
      {},
      { publishedAt: '2024-05-01', original: 'https://news.example.com/a' },
    ],
    [
      'by the archive’s own form',
      '/GhI',
      '<input name="q" value="https://news.example.com/a">',
      {},
      { original: 'https://news.example.com/a' },
    ],
  ])('counts as what it is a copy of %s', async (_, path, head, headers, expected) => {
    const page = await read(
      `http://${path.startsWith('/web/') ? 'web.archive.org' : 'archive.ph'}${path}`,
      story(head),
      headers,
    );
    expect(page).toMatchObject({
      publisher: 'news.example.com (The News)',
      text: 'The bridge was closed.',
      ...expected,
    });
    expect(page.url).toContain(path);
  });

  it.each<[string, string, Record<string, string>]>([
    [
      'no archive',
      'http://evil.example/web/20240501/https://news.example.com/a',
      { link: '<https://news.example.com/a>; rel="original"' },
    ],
    ['an archive that says nothing', 'http://archive.ph/JkL', {}],
  ])('is its host’s own where it is of %s', async (_, address, headers) => {
    const page = await read(address, story(), headers);
    expect(page.publisher).toBe(`${new URL(address).host} (The News)`);
    expect(page.original).toBeUndefined();
  });

  it('is kept as one', async () => {
    const address = 'http://web.archive.org/web/20240601/https://news.example.com/b';
    expect(await read(address, story())).toEqual(await read(address, story()));
  });
});
