import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Handler } from '../peers/pages/index.ts';
import { soon, usePages } from './pages-fixture.ts';

const ZEROS = Buffer.alloc(12_000_000, 0x20);
const packed =
  (bytes: Uint8Array, encoding: string): Handler =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': encoding }).end(bytes);
  };
/** Sends for as long as somebody reads; tells how much was taken. */
const endless =
  (headers: Record<string, string>, sent: { bytes: number; closed: Promise<void> }): Handler =>
  (_request, response) => {
    const chunk = Buffer.from('<p>A page that goes on and on.</p>'.repeat(1_000));
    response.writeHead(200, { 'content-type': 'text/html', ...headers });
    sent.closed = new Promise((resolve) => response.on('close', resolve));
    const more = (): void => {
      while (!response.destroyed && sent.bytes < 50_000_000) {
        sent.bytes += chunk.length;
        if (!response.write(chunk)) {
          response.once('drain', more);
          return;
        }
      }
      response.end();
    };
    more();
  };

describe('a page that misbehaves', () => {
  const site = usePages();
  const { read } = site;

  it.each([
    ['that says how long it is', { 'content-length': '50000000' }],
    ['that does not', {}],
  ])('of 50 MB %s is left at the limit', async (_case, headers) => {
    const sent = { bytes: 0, closed: Promise.resolve() };
    await expect(read(endless(headers, sent))).rejects.toMatchObject({ why: 'too-large' });
    await sent.closed;
    expect(sent.bytes).toBeLessThan(20_000_000);
  });

  it.each([
    ['gzip', gzipSync(ZEROS)],
    ['deflate', deflateSync(ZEROS)],
    ['br', brotliCompressSync(ZEROS)],
    ['zstd', zstdCompressSync(ZEROS)],
  ])('is left at the limit where %s hides a bomb', async (encoding, bytes) => {
    expect(bytes.length).toBeLessThan(100_000);
    await expect(read(packed(bytes, encoding))).rejects.toMatchObject({ why: 'too-large' });
  });

  it.each([
    ['gzip', gzipSync('<p>It is packed.</p>')],
    ['deflate', deflateSync('<p>It is packed.</p>')],
    ['br', brotliCompressSync('<p>It is packed.</p>')],
    ['zstd', zstdCompressSync('<p>It is packed.</p>')],
  ])('is unpacked from %s', async (encoding, bytes) => {
    expect((await read(packed(bytes, encoding))).text).toBe('It is packed.');
  });

  it.each([
    ['is packed in no known way', packed(Buffer.from('x'), 'compress'), 'bad-answer'],
    ['is packed many times over', packed(gzipSync(gzipSync('x')), 'gzip, gzip'), 'bad-answer'],
    ['says gzip and is none', packed(Buffer.from('<p>plain text, really'), 'gzip'), 'bad-answer'],
    ['says br and is none', packed(Buffer.from('<p>plain text, really'), 'br'), 'bad-answer'],
    [
      'sends huge headers',
      ((_q, r) => r.writeHead(200, { x: 'a'.repeat(60_000) }).end('x')) satisfies Handler,
      'too-large',
    ],
    [
      'is shorter than it says',
      ((_q, r) => {
        r.writeHead(200, { 'content-type': 'text/html', 'content-length': '500' });
        r.write('<p>x');
        setImmediate(() => r.socket?.end());
      }) satisfies Handler,
      'unreachable',
    ],
    [
      'is cut off in the middle',
      ((_q, r) => {
        r.writeHead(200, { 'content-type': 'text/html' });
        r.write('<p>x');
        setImmediate(() => r.socket?.resetAndDestroy());
      }) satisfies Handler,
      'unreachable',
    ],
    [
      'hangs up at once',
      ((q) => {
        q.socket.destroy();
      }) satisfies Handler,
      'unreachable',
    ],
    [
      'speaks no HTTP',
      ((q) => {
        q.socket.end('220 mail.example ESMTP\r\n');
      }) satisfies Handler,
      'bad-answer',
    ],
    [
      'is a picture',
      ((_q, r) => r.writeHead(200, { 'content-type': 'image/png' }).end('x')) satisfies Handler,
      'not-a-page',
    ],
    [
      'is a program without a type',
      ((_q, r) => r.writeHead(200).end(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0]))) satisfies Handler,
      'not-a-page',
    ],
    [
      'has no text',
      ((_q, r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<p> </p>')) satisfies Handler,
      'not-a-page',
    ],
    ['is gone', ((_q, r) => r.writeHead(404).end()) satisfies Handler, 'refused'],
    ['is ill', ((_q, r) => r.writeHead(503).end()) satisfies Handler, 'unreachable'],
    [
      'claims to be a PDF',
      ((_q, r) =>
        r.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF-1.7 no, it is not')) satisfies Handler,
      'not-a-page',
    ],
  ] as [string, Handler, string][])('that %s is out of reach', async (_case, handler, why) => {
    await expect(read(handler)).rejects.toMatchObject({ name: 'OutOfReach', why });
  });

  it('that asks for less is asked again when it said', async () => {
    const busy = read((_request, response) => response.writeHead(429, { 'retry-after': '7' }).end());
    await expect(busy).rejects.toMatchObject({ why: 'rate-limited', retryAfterMs: 7_000 });
  });

  it('that is longer than it says ends where it said', async () => {
    const page = await read((request) => {
      request.socket.end(
        'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 11\r\n\r\n<p>Hello.<b>more and more',
      );
    });
    expect(page.text).toBe('Hello.');
  });

  it.each([
    ['to itself', (_hop: number) => '/loop0'],
    ['further and further', (hop: number) => `/loop${hop + 1}`],
  ])('that redirects %s is left after five', async (_case, toNext) => {
    for (let hop = 0; hop < 9; hop += 1) {
      site.peer.serve(`/loop${hop}`, (_request, response) => response.writeHead(302, { location: toNext(hop) }).end());
    }
    site.peer.asked.length = 0;
    const loop = site.reader.read(`http://news.example:${site.peer.port}/loop0`, soon());
    await expect(loop).rejects.toMatchObject({ why: 'bad-answer' });
    expect(site.peer.asked).toHaveLength(6);
  });

  it('is read after redirects under its last URL, without a fragment', async () => {
    site.peer.serve('/new', '<p>Moved here.</p>');
    const url = site.peer.serve('/old', (_request, response) =>
      response.writeHead(301, { location: '/new#part' }).end(),
    );
    const page = await site.reader.read(`${url}#top`, soon());
    expect(page).toMatchObject({ url: `http://news.example:${site.peer.port}/new`, text: 'Moved here.' });
  });
});
