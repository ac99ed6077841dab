import Keyv from 'keyv';
import { describe, expect, it } from 'vitest';
import { createPageReader } from '../../src/providers/pages/web-reader.ts';
import { soon, usePages } from '../providers/pages-fixture.ts';

describe('a page that takes its time', () => {
  const site = usePages();
  const { read } = site;

  it.each([
    ['drips', (send: (text: string) => void) => setInterval(() => send('.'), 20)],
    ['falls silent', () => setInterval(() => {}, 1_000)],
  ])('that %s is left after its time', async (_case, go) => {
    const hasty = site.createReader({ totalMs: 300 });
    const url = site.peer.serve('/slow', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).write('<p>');
      const timer = go((text) => response.write(text));
      response.on('close', () => clearInterval(timer));
    });
    await expect(hasty.read(url, soon())).rejects.toMatchObject({ why: 'time-limit' });
    await hasty.close();
  });

  it('that is made to be slow to parse is ended with its thread, and the next one is read', async () => {
    const hasty = site.createReader({ parseMs: 1_000 });
    const slow = site.peer.serve('/slow', '<b><i>x'.repeat(800_000));
    await expect(hasty.read(slow, soon())).rejects.toMatchObject({ why: 'too-large' });
    expect((await hasty.read(site.peer.serve('/quick', 'quick'), soon())).text).toBe('quick');
    await hasty.close();
  });

  it('that nests without end is read all the same', async () => {
    expect((await read(`${'<div>'.repeat(10_000)}deep`)).text).toBe('deep');
  });

  it.each([
    ['while the name is looked up', 'lookup'],
    ['while robots.txt is awaited', '/robots.txt'],
    ['while the page is awaited', '/page'],
    ['in the middle of the page', 'body'],
  ])('is let go within 100 ms when the signal is aborted %s', async (_case, place) => {
    const controller = new AbortController();
    const reason = new Error('no longer wanted');
    let abortedAt = 0;
    const abort = (): void => {
      setImmediate(() => {
        abortedAt = performance.now();
        controller.abort(reason);
      });
    };
    const { lookup } = site.peer;
    const own = createPageReader({
      cache: new Keyv(),
      now: () => new Date(),
      ports: [site.peer.port],
      allowAddress: site.peer.allowAddress,
      lookup: place === 'lookup' ? abort : lookup,
    });
    site.peer.serve('/page', (_request, response) => {
      if (place === 'body') response.writeHead(200, { 'content-type': 'text/html' }).write('<p>');
      if (place === 'body' || place === '/page') abort();
    });
    if (place === '/robots.txt') site.peer.serve(place, abort);
    const abandoned = own.read(`http://news.example:${site.peer.port}/page`, controller.signal);
    await expect(abandoned).rejects.toBe(reason);
    expect(performance.now() - abortedAt).toBeLessThan(100);
    await own.close();
  });

  it('takes no more places than there are, in all and on its host', async () => {
    const own = site.createReader({ atOnce: 3, atOncePerHost: 2 });
    let open = 0;
    let most = 0;
    const perHost = new Map<string, number>();
    let mostPerHost = 0;
    site.peer.serve('/page', (request, response) => {
      const host = request.headers.host ?? '';
      open += 1;
      perHost.set(host, (perHost.get(host) ?? 0) + 1);
      most = Math.max(most, open);
      mostPerHost = Math.max(mostPerHost, ...perHost.values());
      setTimeout(() => {
        open -= 1;
        perHost.set(host, (perHost.get(host) ?? 0) - 1);
        response.writeHead(200, { 'content-type': 'text/html' }).end('<p>A page.</p>');
      }, 20);
    });
    const urls = ['a', 'b', 'c'].flatMap((host) =>
      [0, 1, 2, 3, 4].map((n) => `http://${host}.example:${site.peer.port}/page?${n}`),
    );
    const pages = await Promise.all(urls.map((url) => own.read(url, soon())));
    expect(pages).toHaveLength(15);
    expect(most).toBe(3);
    expect(mostPerHost).toBe(2);
    await own.close();
  });
});
