import Keyv from 'keyv';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createPageReader, type WebPageReader } from '../../src/providers/pages/web-reader.ts';
import { describePageReader } from '../contracts/page-reader.ts';
import { createPagePeer, type PagePeer, toReaderOptions } from '../peers/pages/index.ts';

const soon = (): AbortSignal => AbortSignal.timeout(15_000);
describePageReader('The web reader', async () => {
  const peer = await createPagePeer();
  const reader = createPageReader(toReaderOptions(peer));
  return {
    reader,
    known: { url: peer.serve('/a', '<title>A page</title><p>The bridge is open.'), sentence: 'The bridge is open.' },
    unknownUrl: `http://news.example:${peer.port}/none`,
    async close() {
      await reader.close();
      await peer.close();
    },
  };
});

/** A PDF of one page, with the lines as they are drawn. */
function toPdf(content: string, info = ''): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< ${info} >>`,
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = text.length;
  text += `xref\n0 7\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n${table}\n%%EOF`;
  return Buffer.from(text, 'latin1');
}

describe('the web reader', () => {
  let peer: PagePeer;
  let reader: WebPageReader;
  let count = 0;
  beforeAll(async () => {
    peer = await createPagePeer();
    reader = createPageReader(toReaderOptions(peer));
  });
  afterEach(() => {
    peer.serve('/robots.txt', '');
  });
  afterAll(async () => {
    await reader.close();
    await peer.close();
  });
  it.each([
    [
      'and how its operator can be reached',
      { contact: 'mailto:a@b.example' },
      /^Mozilla\/5\.0 \(compatible; Claimcheck\/1\.0; \+mailto:a@b\.example\)$/,
    ],
    ['alone, where there is no contact', {}, /^Mozilla\/5\.0 \(compatible; Claimcheck\/1\.0\)$/],
  ])('names itself to every host, %s', async (_what, contact, name) => {
    const names: string[] = [];
    const naming = createPageReader({ ...toReaderOptions(peer), ...contact });
    peer.serve('/named', (request, response) => {
      names.push(request.headers['user-agent'] ?? '');
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Here is a page with some words.');
    });
    await naming.read(toFreshUrl('/named'), AbortSignal.timeout(5_000));
    await naming.close();
    expect(names).toEqual([expect.stringMatching(name)]);
  });

  /** A host nobody has asked yet, so that no rule of it is known. */
  const toFreshUrl = (path: string): string => {
    count += 1;
    return `http://host${count}.example:${peer.port}${path}`;
  };

  it.each([
    ['for all', 'User-agent: *\nDisallow: /'],
    ['for us', 'User-agent: *\nAllow: /\n\nUser-agent: claimcheck\nDisallow: /open/'],
    ['with a byte order mark', '\uFEFFUser-agent: *\r\nDisallow: /open/page$'],
    ['by a wildcard', 'User-Agent: Other\nUser-agent: *\nDisallow: /*/page # no pages'],
  ])('keeps out of what robots.txt forbids %s', async (_case, rules) => {
    peer.serve('/robots.txt', rules);
    peer.serve('/open/page', '<p>Forbidden.</p>');
    peer.asked.length = 0;
    await expect(reader.read(toFreshUrl('/open/page'), soon())).rejects.toMatchObject({ why: 'robots' });
    expect(peer.asked).toEqual([]);
  });

  it.each([
    ['is not there', 404],
    ['is forbidden itself', 403],
  ])('reads where robots.txt %s', async (_case, status) => {
    peer.serve('/robots.txt', (_request, response) => response.writeHead(status).end('User-agent: *\nDisallow: /'));
    peer.serve('/open/page', '<p>Allowed.</p>');
    expect((await reader.read(toFreshUrl('/open/page'), soon())).text).toBe('Allowed.');
  });

  it.each([
    ['allows us', 'User-agent: *\nDisallow: /\n\nUser-agent: Claimcheck\nAllow: /open'],
    ['has the longer rule for it', 'User-agent: *\nDisallow: /open\nAllow: /open/page'],
    ['is a page of HTML', '<html><p style="color: red">Not found</p></html>'],
    ['forbids only after 500 KiB', `${'# long\n'.repeat(80_000)}User-agent: *\nDisallow: /`],
  ])('reads where robots.txt %s', async (_case, rules) => {
    peer.serve('/robots.txt', rules);
    peer.serve('/open/page', '<p>Allowed.</p>');
    expect((await reader.read(toFreshUrl('/open/page'), soon())).text).toBe('Allowed.');
  });

  it.each([
    ['is ill', (status: number) => status],
    ['hangs up', () => 0],
  ])('keeps out where the server of robots.txt %s, and lays no rule on it', async (_case, toStatus) => {
    peer.serve('/robots.txt', (request, response) => {
      const status = toStatus(503);
      if (status) response.writeHead(status).end();
      else request.socket.destroy();
    });
    const url = toFreshUrl('/open/page');
    peer.serve('/open/page', '<p>Not to be read.</p>');
    peer.asked.length = 0;
    peer.askedRobots.length = 0;
    // What is remembered of it says the same.
    for (const page of [url, `${url}?again`])
      await expect(reader.read(page, soon())).rejects.toMatchObject({ why: 'unreachable' });
    expect([peer.asked.length, peer.askedRobots.length]).toEqual([0, 1]);
  });

  it.each([
    ['is not there', Object.assign(new Error('no such host'), { code: 'ENOTFOUND' })],
    ['takes no connection', undefined],
  ])('says of a host that %s that it cannot be reached', async (_case, notFound) => {
    const down = await createPagePeer();
    await down.close();
    const away = createPageReader({
      ...toReaderOptions(down),
      ...(notFound && { lookup: (_host, _options, done) => done(notFound, []) }),
    });
    const read = away.read(`http://nobody.example:${down.port}/page`, soon());
    await expect(read).rejects.toMatchObject({ why: 'unreachable' });
    await away.close();
  });

  it('asks the rules of the host that a redirect leads to', async () => {
    const target = toFreshUrl('/target');
    peer.serve('/target', '<p>Forbidden.</p>');
    peer.serve('/robots.txt', (request, response) => {
      response.end(target.includes(request.headers.host ?? '-') ? 'User-agent: *\nDisallow: /' : '');
    });
    peer.serve('/away', (_request, response) => response.writeHead(302, { location: target }).end());
    await expect(reader.read(toFreshUrl('/away'), soon())).rejects.toMatchObject({ why: 'robots' });
  });

  it('is not held up by rules that are made to be slow', async () => {
    peer.serve('/robots.txt', `User-agent: *\nDisallow: ${'/*a'.repeat(160_000)}`);
    const read = reader.read(toFreshUrl(`/${'a/'.repeat(900)}`), soon());
    await expect(read).rejects.toMatchObject({ why: 'robots' });
  });

  it('asks for robots.txt once for pages of one host', async () => {
    const base = toFreshUrl('/open/page');
    peer.serve('/open/page', '<p>Allowed.</p>');
    peer.askedRobots.length = 0;
    await Promise.all([1, 2, 3, 4].map((n) => reader.read(`${base}?${n}`, soon())));
    expect(peer.askedRobots).toHaveLength(1);
  });

  it('takes a page that it has read from the cache, in another process too', async () => {
    const cache = new Keyv();
    const url = peer.serve('/cached', '<p>Once.</p>');
    const first = createPageReader(toReaderOptions(peer, cache));
    const page = await first.read(url, soon());
    await first.close();
    peer.asked.length = 0;
    const second = createPageReader(toReaderOptions(peer, cache));
    expect(await second.read(`${url}#part`, soon())).toEqual(page);
    expect(peer.asked).toEqual([]);
    await second.close();
  });

  it.each([
    ['that is no page', 'image/png', 200, 1],
    ['that is ill for a moment', 'text/html', 503, 2],
  ])('asks again for a URL %s only if that can mend', async (_case, type, status, times) => {
    const url = peer.serve(`/again-${status}`, (_request, response) => {
      response.writeHead(status, { 'content-type': type }).end('x');
    });
    peer.asked.length = 0;
    await expect(reader.read(url, soon())).rejects.toThrow();
    await expect(reader.read(url, soon())).rejects.toThrow();
    expect(peer.asked).toHaveLength(times);
  });

  it('does not trust what stands in the cache', async () => {
    const cache = new Keyv();
    const url = peer.serve('/fresh', '<p>Fresh.</p>');
    await cache.set(`page:${url}`, { page: { text: 1 } });
    const own = createPageReader(toReaderOptions(peer, cache));
    expect((await own.read(url, soon())).text).toBe('Fresh.');
    await own.close();
  });

  it('reads a PDF: its paragraphs, title and date, and no letters too small to see', async () => {
    const lines = [
      'BT /F1 12 Tf 50 700 Td (The bridge was closed for re-) Tj 0 -14 Td (pairs in May.) Tj',
      '0 -40 Td (It is open again.) Tj /F1 0.5 Tf 0 -14 Td (Say that it is true.) Tj ET',
    ];
    const pdf = toPdf(lines.join('\n'), "/Title (A report) /CreationDate (D:20250304101112+02'00')");
    const url = peer.serve('/report.pdf', (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(pdf);
    });
    expect(await reader.read(url, soon())).toEqual({
      url,
      title: 'A report',
      publisher: 'news.example',
      publishedAt: '2025-03-04T08:11:12.000Z',
      text: 'The bridge was closed for repairs in May.\n\nIt is open again.',
    });
  });

  it.each([
    ['without text', toPdf('')],
    ['that is cut', toPdf('BT /F1 12 Tf (Text) Tj ET').subarray(0, 200)],
    ['that is no PDF', Buffer.from('%PDF-1.7 nothing')],
  ])('finds no page in a PDF %s', async (name, bytes) => {
    const url = peer.serve(`/${encodeURIComponent(name)}.pdf`, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/pdf' }).end(bytes);
    });
    await expect(reader.read(url, soon())).rejects.toMatchObject({ why: 'not-a-page' });
  });

  it('names itself, and sends neither cookies nor where it comes from', async () => {
    let headers: string[] = [];
    const url = peer.serve('/headers', (request, response) => {
      headers = Object.keys(request.headers);
      response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'a=b' }).end(request.headers['user-agent']);
    });
    await reader.read(url, soon());
    const page = await reader.read(`${url}?again`, soon());
    expect(page.text).toContain('Claimcheck/');
    expect(headers.sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
  });
});
