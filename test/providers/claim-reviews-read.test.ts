import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CLAIMS, read, THREE, toReview } from './read-archive.ts';

const toCsv = (delimiter: string, rows: string[][]): string =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join('\r\n');
const ROWS = THREE.map(({ claimReviewed, url }) => [claimReviewed, 'False', url]);
const PAGE = `<!doctype html><html><head><script>var a = "<script type='application/ld+json'>";</script>
  <SCRIPT data-x="1" type="application/ld+json">${JSON.stringify(THREE[0])}</SCRIPT></head><body><p>x</p>
  <script type='application/ld+json'>/*<![CDATA[*/${JSON.stringify({ '@graph': THREE.slice(1) })}/*]]>*/</script></body></html>`;
const API = {
  claims: THREE.map(({ claimReviewed, url }) => ({
    text: claimReviewed,
    claimant: 'Somebody',
    claimDate: '2020-01-01T00:00:00Z',
    claimReview: [
      {
        publisher: { name: 'Checkers', site: 'example.org' },
        url,
        title: 'T',
        textualRating: 'False',
        languageCode: 'en',
      },
    ],
  })),
  nextPageToken: 'x',
};

const FORMS: [string, string | Uint8Array][] = [
  ['a JSON list', JSON.stringify(THREE)],
  ['a pretty JSON list', JSON.stringify(THREE, null, 2)],
  ['a @graph', JSON.stringify({ '@context': 'https://schema.org', '@graph': THREE })],
  [
    'the Data Commons feed',
    JSON.stringify({
      '@type': 'DataFeed',
      dataFeedElement: THREE.map((item) => ({ '@type': 'DataFeedItem', item: [item] })),
    }),
  ],
  [
    'a feed whose items are single',
    JSON.stringify({ dataFeedElement: THREE.map((item) => ({ '@type': 'DataFeedItem', item })) }),
  ],
  ['an API answer', JSON.stringify(API)],
  ['articles that hold reviews', JSON.stringify(THREE.map((review) => ({ '@type': 'NewsArticle', review })))],
  ['JSON Lines', THREE.map((review) => JSON.stringify(review)).join('\n')],
  [
    'JSON Lines with empty lines, CRLF and a last newline',
    `\r\n${THREE.map((review) => JSON.stringify(review)).join('\r\n\r\n')}\r\n`,
  ],
  [
    'JSON Lines of flat rows',
    THREE.map(({ claimReviewed: claim, url }) =>
      JSON.stringify({ claim, rating: 'False', url, publisher: 'Checkers' }),
    ).join('\n'),
  ],
  ['CSV with commas', toCsv(',', [['Claim', 'Rating', 'URL'], ...ROWS])],
  ['CSV with semicolons and a byte-order mark', `\ufeff${toCsv(';', [['claim_text', 'verdict', 'link'], ...ROWS])}`],
  ['CSV with tabs', toCsv('\t', [['claimReviewed', 'textualRating', 'url'], ...ROWS])],
  ['CSV in UTF-16', Buffer.from(`\ufeff${toCsv('\t', [['claim', 'rating', 'url'], ...ROWS])}`, 'utf16le')],
  ['CSV with flattened JSON-LD names', toCsv(',', [['claimReviewed', 'reviewRating.alternateName', 'url'], ...ROWS])],
  [
    'CSV in short rows',
    `claim,rating,url,date\n${THREE.map(({ claimReviewed }) => `"${claimReviewed}",False`).join('\n')}`,
  ],
  ['an HTML page', PAGE],
  [
    'a dump of script elements',
    THREE.map((review) => `<script type="application/ld+json">${JSON.stringify(review)}</script>`).join('\n'),
  ],
];

describe('readClaimReviews', () => {
  it.each(FORMS)('reads %s', async (_, content) => {
    expect(await read(content, 'archive', { publisher: 'Checkers' })).toEqual({ claims: CLAIMS, refused: [] });
  });

  it.each(FORMS)('reads %s as gzip', async (_, content) => {
    const packed = gzipSync(content);
    expect(await read(packed, 'archive.gz', { publisher: 'Checkers' })).toEqual({ claims: CLAIMS, refused: [] });
  });

  it('reads one review that is the whole document', async () => {
    expect(await read(JSON.stringify(THREE[0], null, 1))).toEqual({ claims: [CLAIMS[0]], refused: [] });
  });

  it('keeps newlines inside quotes together', async () => {
    expect((await read('claim,rating,publisher\n"Two\nlines, one claim",False,P')).claims).toEqual([
      'Two lines, one claim',
    ]);
  });

  it.each([
    ['before', (org: object, review: object) => [org, review]],
    ['behind', (org: object, review: object) => [review, org]],
  ])('finds the publisher that stands %s its review in the graph', async (_, order) => {
    const org = { '@type': 'Organization', '@id': '#org', name: 'Graph House' };
    const graph = { '@graph': order(org, toReview(1, { author: { '@id': '#org' } })) };
    expect(await read(JSON.stringify(graph))).toEqual({ claims: [CLAIMS[0]], refused: [] });
  });

  it('refuses a review whose publisher is nowhere in the graph', async () => {
    const { refused } = await read(JSON.stringify({ '@graph': [toReview(1, { author: { '@id': '#nobody' } })] }));
    expect(refused).toEqual([expect.stringMatching(/^record 1: it has no publisher/)]);
  });

  it.each([
    ['archive.jsonl', '{"claim": "a broken first li\n{"claim":"b","rating":"False","publisher":"P"}', ['b']],
    ['archive.json', '{\n"claim": "c", "rating": "False", "publisher": "P"}', ['c']],
    ['archive.ndjson', '{"claim":"d","rating":"False","publisher":"P"}', ['d']],
  ])('lets the name %s decide between forms that look alike', async (name, content, claims) => {
    expect((await read(content, name)).claims).toEqual(claims);
  });
});
