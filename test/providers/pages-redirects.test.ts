import { describe, expect, it } from 'vitest';
import { createCookieJar } from '../../src/providers/pages/cookie-jar.ts';
import type { Handler } from '../peers/pages/index.ts';
import { raw, soon, usePages } from './pages-fixture.ts';

const STORY = 'The bridge was closed in May.';
const html = (head: string, rest = '<body>') =>
  raw('200 OK\r\ncontent-type: text/html', `<html><head>${head}</head>${rest}`);
const meta = (content: string) => `<meta http-equiv="refresh" content="${content}">`;

const site = usePages();
const { read } = site;

describe('a page that leads elsewhere', () => {
  const serveStory = (path: string) => site.peer.serve(path, `<p>${STORY}`);

  it.each<[string, string, Handler]>([
    ['301', '/moved', raw('301 x\r\nlocation: /moved')],
    ['302', '/moved', raw('302 x\r\nLocation: moved')],
    ['303', '/moved', raw('303 x\r\nlocation: ./moved')],
    ['307 with two targets', '/moved', raw('307 x\r\nlocation: /moved\r\nlocation: /other')],
    ['308', '/moved', raw('308 x\r\nlocation:/moved#part')],
    ['UTF-8 in Location', '/r%C3%A9al/%D8%B3', raw('302 x\r\nlocation: /réal/س')],
    ['UTF-8 in its query', '/q?w=%C3%A9', raw('302 x\r\nlocation: /q?w=é')],
    ['Latin-1 in Location', '/r%E9al', raw('302 x\r\nlocation: /réal', '', 'latin1')],
    ['an escaped Location', '/r%C3%A9al', raw('302 x\r\nlocation: /r%C3%A9al')],
    ['Refresh: 0', '/moved', raw('200 OK\r\ncontent-type: text/html\r\nrefresh: 0;url=/moved')],
    ['Refresh: 3 in capitals', '/moved', raw('200 OK\r\ncontent-type: text/html\r\nREFRESH: 3; URL="/moved"')],
    ['Refresh with UTF-8', '/r%C3%A9al', raw('200 OK\r\ncontent-type: text/html\r\nrefresh: 0;url=/réal')],
    ['a meta', '/moved', html(meta('0; url=/moved'))],
    ['a meta in quotes', '/moved', html(`<META HTTP-EQUIV=Refresh CONTENT="1;URL='/moved'">`)],
    ['a meta without url=', '/moved', html(meta('2 /moved'))],
    ['a meta with a comma and a fraction', '/moved', html(meta(' 0.5 , url = /moved '))],
    ['a meta with entities', '/q?a=1&b=2', html(meta('0;url=/q?a=1&amp;b=2'))],
    ['a meta with UTF-8', '/r%C3%A9al', html(meta('0;url=/réal'))],
    ['a meta in the body', '/moved', html('', `<body><p>Wait.${meta('5;url=/moved')}`)],
    ['the first of two', '/moved', html(meta('0;url=/moved') + meta('0;url=/other'))],
    ['a meta behind a slow one', '/moved', html(meta('600') + meta('0;url=/moved'))],
    [
      'a short link',
      '/moved',
      html(`<noscript>${meta('0;URL=/moved')}</noscript><title>/moved</title>`, '<script>location="/moved"</script>'),
    ],
    [
      'a page for readers without scripts',
      '/moved',
      html('', `<body>Loading…<noscript>${meta('0;url=/moved')}</noscript>`),
    ],
  ])('is followed: %s', async (_, path, handler) => {
    serveStory(path);
    expect(await read(handler)).toMatchObject({ url: `http://news.example:${site.peer.port}${path}`, text: STORY });
  });

  it('is followed to a host written in UTF-8', async () => {
    serveStory('/moved');
    const page = await read(raw(`302 x\r\nlocation: http://münchen.example:${site.peer.port}/moved`));
    expect(page.url).toBe(`http://xn--mnchen-3ya.example:${site.peer.port}/moved`);
  });

  it.each<[string, string]>([
    ['a slow one', meta('30;url=/other')],
    ['one to itself', meta('0')],
    ['one to its own address', meta('0;url=?')],
    ['one to a part of itself', meta('0;url=#top')],
    ['no number', meta('url=/other')],
    ['another name', '<meta name="refresh" content="0;url=/other">'],
    ['a comment', `<!-- ${meta('0;url=/other')} -->`],
    ['a script', `<script>var a = '${meta('0;url=/other')}'</script>`],
    ['a template', `<template>${meta('0;url=/other')}</template>`],
    ['noscript in a page with text', `<noscript>${meta('0;url=/other')}</noscript><p>${STORY.repeat(10)}</p>`],
  ])('is read as it stands where its refresh is in %s', async (_, head) => {
    site.peer.serve('/other', '<p>Another.');
    expect((await read(html(head, `<body><p>${STORY}`))).text).toContain(STORY);
  });

  it.each<[string, (hop: number) => string]>([
    ['Refresh', (hop) => `200 OK\r\ncontent-type: text/html\r\nrefresh: 0;url=/turn${hop + 1}`],
    ['a meta', (hop) => `200 OK\r\ncontent-type: text/html\r\n\r\n${meta(`0;url=/turn${hop + 1}`)}`],
    [
      'all kinds in turn',
      (hop) =>
        [
          `302 x\r\nlocation: /turn${hop + 1}`,
          `200 OK\r\nrefresh: 0;url=/turn${hop + 1}`,
          `200 OK\r\ncontent-type: text/html\r\n\r\n${meta(`0;url=/turn${hop + 1}`)}`,
        ][hop % 3] ?? '',
    ],
    ['new cookies', (hop) => `302 x\r\nset-cookie: a${hop}=1\r\nlocation: /turn${hop + 1}`],
  ])('is left after five hops by %s', async (_, toHead) => {
    for (let hop = 0; hop < 9; hop += 1) site.peer.serve(`/turn${hop}`, raw(toHead(hop)));
    site.peer.asked.length = 0;
    const turning = site.createReader();
    await expect(turning.read(`http://news.example:${site.peer.port}/turn0`, soon())).rejects.toMatchObject({
      why: 'bad-answer',
    });
    expect(site.peer.asked).toHaveLength(6);
    await turning.close();
  });

  it('is left after five hops where it sets a new cookie and loads itself again', async () => {
    site.peer.asked.length = 0;
    let count = 0;
    const handler: Handler = (...args) => {
      count += 1;
      raw(`200 OK\r\ncontent-type: text/html\r\nset-cookie: a=${count}`, meta('0'))(...args);
    };
    await expect(read(handler)).rejects.toMatchObject({ why: 'bad-answer' });
    expect(count).toBe(6);
  });

  it.each([
    ['http://169.254.169.254/latest', 'address-refused'],
    ['file:///etc/passwd', 'address-refused'],
    ['javascript:alert(1)', 'address-refused'],
    ['/private', 'robots'],
  ])('is not followed to %s, in whatever way', async (target, why) => {
    site.peer.serve('/robots.txt', 'user-agent: *\ndisallow: /private');
    const reader = site.createReader();
    const ways = [
      `302 x\r\nlocation: ${target}`,
      `200 OK\r\nrefresh: 0;url=${target}`,
      `200 OK\r\ncontent-type: text/html\r\n\r\n${meta(`0;url=${target}`)}`,
    ];
    for (const [at, way] of ways.entries()) {
      await expect(reader.read(site.peer.serve(`/way${at}`, raw(way)), soon())).rejects.toMatchObject({ why });
    }
    await reader.close();
  });
});

describe('a page that tests for cookies', () => {
  const wall =
    (toSelf: (path: string) => Record<string, string>, sent: (string | undefined)[] = []): Handler =>
    (request, response) => {
      sent.push(request.headers.cookie);
      const url = request.url ?? '';
      const headers = { 'content-type': 'text/html' };
      if (request.headers.cookie?.includes('seen=1; lang=de')) response.writeHead(200, headers).end(`<p>${STORY}`);
      else {
        const cookies = [
          'seen=1; Path=/; HttpOnly; SameSite=Lax',
          'lang=de',
          'old=; Max-Age=0',
          'bad name=1',
          'é=1',
          'x="\u0001"',
        ];
        const { status = '302', body = '', ...more } = toSelf(url);
        response
          .writeHead(Number(status), {
            ...headers,
            ...more,
            'set-cookie': cookies.filter((one) => !/[^\x20-\x7e]/.test(one)),
          })
          .end(body);
      }
    };

  it.each<[string, (path: string) => Record<string, string>]>([
    ['redirects to itself', (path) => ({ location: path })],
    ['redirects to itself with a mark', (path) => ({ location: `${path}?tested=1` })],
    ['refreshes itself', () => ({ status: '200', refresh: '0' })],
    ['refreshes itself by its address', (path) => ({ status: '200', refresh: `1; url=${path}` })],
    ['has a meta that loads it again', () => ({ status: '200', body: meta('0') })],
  ])('is read where it %s', async (_, toSelf) => {
    expect((await site.read(wall(toSelf))).text).toBe(STORY);
  });

  it('gets its cookies back in that chain alone, and no other host gets them', async () => {
    const sent: (string | undefined)[] = [];
    const url = site.peer.serve(
      '/wall',
      wall((path) => ({ location: path }), sent),
    );
    await site.reader.read(url, soon());
    await site.reader.read(`${url}?again`, soon());
    expect(sent).toEqual([undefined, 'seen=1; lang=de', undefined, 'seen=1; lang=de']);
    let other: string | undefined = 'none';
    site.peer.serve('/there', (request, response) => {
      other = request.headers.cookie;
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<p>${STORY}`);
    });
    await site.read(
      raw(`302 x\r\nset-cookie: a=b; Domain=example\r\nlocation: http://other.example:${site.peer.port}/there`),
    );
    expect(other).toBeUndefined();
  });

  it('gets none back over a line that others read', () => {
    const jar = createCookieJar();
    expect(jar.take(new URL('https://a.example/'), ['a=1; Secure', 'b=2'])).toBe(true);
    expect(jar.take(new URL('https://a.example/'), ['a=1', 'b=2; Secure'])).toBe(false);
    expect(jar.toHeader(new URL('https://a.example/'))).toBe('a=1; b=2');
    expect(jar.toHeader(new URL('http://a.example/'))).toBe('a=1');
    jar.take(
      new URL('https://a.example/'),
      Array.from({ length: 99 }, (_, at) => `c${at}=1`),
    );
    expect(jar.toHeader(new URL('https://a.example/'))?.split('; ')).toHaveLength(30);
  });
});
