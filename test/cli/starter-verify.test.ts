import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StarterCitation, type StarterEntry, toStarterJson } from '../../src/cli/starter-files.ts';
import { toParagraphs } from '../../src/cli/starter-page.ts';
import { starterVerifyCommand } from '../../src/cli/starter-verify.ts';
import { readStarterPack } from '../../src/providers/claim-reviews/starter-pack.ts';
import { findQuote, toSentences } from '../../src/providers/claim-reviews/starter-quote.ts';

const GUM = 'The sale of chewing gum in Singapore has been illegal since 1992.';
const PAGES: Record<string, { status?: number; type?: string; body: string }> = {
  '/gum': {
    body: `<!doctype html><html><head><title>Gum</title><style>p { x: y }</style></head><body><nav>The sale of chewing gum: menu.</nav>
      <table><tr><td>The sale of chewing gum in Singapore has been illegal since 1992 in a table.</td></tr></table>
      <p>Singapore is a city. The <b>sale</b> of <a href="/x">chewing gum</a> in Singapore has been illegal since 1992.<sup class="reference">[1]</sup>
      It was banned &amp; fined.[citation needed] Was it? Dr. Lee of the U.S. Embassy chewed none.</p></body></html>`,
  },
  '/opposite': { body: '<p>The sale of chewing gum in Singapore has never been illegal since 1992.</p>' },
  '/other-year': { body: '<p>The sale of chewing gum in Singapore has been illegal since 1994.</p>' },
  '/gone': { status: 404, body: 'no' },
  '/pdf': { type: 'application/pdf', body: '%PDF' },
  '/huge': { body: `<p>${'x'.repeat(5_100_000)}</p>` },
};

let folder: string;
let server: Server;
let base: string;
let asked: { url: string; agent: string | undefined }[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'claimcheck-verify-'));
  asked = [];
  server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', agent: request.headers['user-agent'] });
    const page = PAGES[request.url ?? ''];
    response
      .writeHead(page?.status ?? 200, { 'content-type': page?.type ?? 'text/html; charset=utf-8' })
      .end(page?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const toEntry = (slug: string, url: string, citation: Partial<StarterCitation> = {}): StarterEntry => ({
  '@context': 'https://schema.org',
  '@type': 'ClaimReview',
  '@id': `urn:claimcheck:starter:${slug}`,
  claimReviewed: `The claim of ${slug}.`,
  reviewRating: { alternateName: 'True' },
  author: { name: 'Pack' },
  citation: [{ '@type': 'WebPage', url, abstract: GUM, quoteVerified: false, ...citation }],
});

async function verify(entries: StarterEntry[], args: string[] = []) {
  const path = join(folder, 'pack.json');
  const before = toStarterJson(entries);
  writeFileSync(path, before);
  const texts = { out: '', err: '' };
  const toStream = (key: 'out' | 'err') =>
    new Writable({
      write(chunk, _encoding, done) {
        texts[key] += chunk;
        done();
      },
    });
  const code = await starterVerifyCommand(args, {
    folder,
    fetch,
    stdout: toStream('out'),
    stderr: toStream('err'),
    now: () => new Date('2026-11-24T10:00:00Z'),
    signal: new AbortController().signal,
    pauseMs: 0,
  });
  const after = readFileSync(path, 'utf8');
  const citations = (JSON.parse(after) as StarterEntry[]).map((entry) => entry.citation[0]);
  return { code, ...texts, citations, isChanged: after !== before };
}

describe('starter:verify', () => {
  it('stores the whole sentence of the page that states it', async () => {
    const { code, citations, out } = await verify([toEntry('gum', `${base}/gum`)]);
    expect(code).toBe(0);
    expect(citations[0]).toMatchObject({ quote: GUM, quoteVerified: true, quoteVerifiedAt: '2026-11-24' });
    expect(out).toContain('Quotes found on their pages: 1; not found or not reachable: 0.');
    const { reviews } = await readStarterPack(folder);
    expect(reviews[0]?.citations[0]).toMatchObject({ quote: GUM, quoteVerified: true });
  });

  it('fetches a page once, says who it is, and changes nothing on a second run', async () => {
    const entries = [toEntry('one', `${base}/gum`), toEntry('two', `${base}/gum#History`)];
    const { citations } = await verify(entries);
    expect(citations.map((citation) => citation?.quoteVerified)).toEqual([true, true]);
    expect(asked).toEqual([{ url: '/gum', agent: expect.stringContaining('Claimcheck') }]);
    entries.forEach((entry, place) => {
      Object.assign(entry.citation[0] ?? {}, citations[place], { quoteVerifiedAt: '2026-01-01' });
    });
    expect((await verify(entries)).isChanged).toBe(false);
  });

  it.each<[string, RegExp]>([
    ['/opposite', /gum: http.*\n {2}no sentence says it; the nearest \(it seems to say the opposite\): “The sale/],
    ['/other-year', /the nearest \(it lacks 1992\): “The sale/],
    ['/gone', /the page answered 404/],
    ['/pdf', /the page is application\/pdf, not HTML/],
    ['/huge', /the page is larger than 5 MB/],
  ])('reports why %s has no quote', async (path, reason) => {
    const { code, out, citations } = await verify([toEntry('gum', base + path)]);
    expect(code).toBe(0);
    expect(out).toMatch(reason);
    expect(citations[0]).not.toHaveProperty('quote');
    expect(citations[0]?.quoteVerified).toBe(false);
  });

  it('takes back a quote that has left its page, but not one whose page is out of reach', async () => {
    const quote = { quote: GUM, quoteVerified: true, quoteVerifiedAt: '2026-01-01' };
    const { citations } = await verify([
      toEntry('left', `${base}/other-year`, quote),
      toEntry('gone', `${base}/gone`, quote),
    ]);
    expect(citations[0]).not.toHaveProperty('quote');
    expect(citations[0]?.quoteVerified).toBe(false);
    expect(citations[1]).toMatchObject(quote);
  });

  it('writes nothing with --check, and says by its exit code that it would', async () => {
    expect(await verify([toEntry('gum', `${base}/gum`)], ['--check'])).toMatchObject({ code: 1, isChanged: false });
    expect(await verify([toEntry('gum', `${base}/gone`)], ['--check'])).toMatchObject({ code: 0, isChanged: false });
  });

  it('takes one entry with --only', async () => {
    const entries = [toEntry('one', `${base}/gum`), toEntry('two', `${base}/gone`)];
    const { citations } = await verify(entries, ['--only', 'one']);
    expect(citations.map((citation) => citation?.quoteVerified)).toEqual([true, false]);
    expect(asked.map(({ url }) => url)).toEqual(['/gum']);
    expect(await verify(entries, ['--only', 'three'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('three'),
    });
  });

  it('says in one sentence that there is no network, and changes nothing', async () => {
    const entries = Array.from({ length: 9 }, (_, n) => toEntry(`n${n}`, `http://127.0.0.1:1/${n}`));
    const { code, err, isChanged } = await verify(entries);
    expect({ code, isChanged }).toEqual({ code: 3, isChanged: false });
    expect(err).toBe('There is no network connection, so nothing was checked and no file was changed.\n');
  });
});

describe('reading a page', () => {
  it('leaves out what is no text and keeps sentences whole', () => {
    expect(toParagraphs(PAGES['/gum']?.body ?? '').flatMap(toSentences)).toEqual([
      'Singapore is a city.',
      GUM,
      'It was banned & fined.',
      'Was it?',
      'Dr. Lee of the U.S. Embassy chewed none.',
    ]);
  });

  it.each([
    ['<p>a<p>b<br>c', ['a', 'b', 'c']],
    ['<table><tr><table>x</table>y</table>z', ['z']],
    ['<!-- <p>no</p> -->yes', ['yes']],
    ['<script>if (a < b) "</p>"</script>yes<style>', ['yes']],
    ['a < b and <b title="x > y">c</b>', ['a < b and c']],
    ['<p>open <script>never closed', ['open']],
  ])('reads %s', (html, paragraphs) => {
    expect(toParagraphs(html)).toEqual(paragraphs);
  });

  it('takes no question, no fragment and no short sentence for a quote', () => {
    const paragraphs = [
      'Has gum been illegal in Singapore since 1992?',
      'gum sale illegal in Singapore since 1992.',
      'Gum illegal since 1992.',
    ];
    expect(findQuote(paragraphs, 'Gum has been illegal in Singapore since 1992.')).toHaveProperty('reason');
  });
});
