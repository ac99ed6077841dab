import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createImportFixture, toCounts, toLines, toReview } from '../e2e/import-fixture.ts';

let fixture: ReturnType<typeof createImportFixture>;
beforeEach(() => {
  fixture = createImportFixture();
});
afterEach(() => fixture.remove());

describe('npm run import, from a server', () => {
  it('follows redirects, unpacks, and reads a feed from a server', async () => {
    const feed = { dataFeedElement: [1, 2, 3].map((n) => ({ item: [toReview(n)] })) };
    const url = await fixture.serve((path, response) => {
      if (path === '/old') response.writeHead(302, { location: '/feed.json.gz' }).end();
      else response.end(gzipSync(JSON.stringify(feed)));
    });
    expect(toCounts((await fixture.run([`${url}/old`])).out)).toMatchObject({ added: 3 });
  });

  it.each<[string, (path: string, response: ServerResponse) => void, RegExp]>([
    [
      'a page that is not there',
      (_, response) => response.writeHead(404).end('{}'),
      /answered 404 Not Found\. Check the address/,
    ],
    [
      'endless redirects',
      (_, response) => response.writeHead(301, { location: '/x' }).end(),
      /redirects more than 5 times/,
    ],
    [
      'a redirect to a file',
      (_, response) => response.writeHead(301, { location: 'file:///etc/passwd' }).end(),
      /^Only files and http/,
    ],
    ['silence', () => {}, /sent nothing for 0\.2 s/],
    ['silence in the middle', (_, response) => response.write(`${toLines(10)}\n`), /sent nothing for 0\.2 s/],
    [
      'a connection that is cut',
      (_, response) => response.write(`${toLines(10)}\n`, () => response.destroy()),
      /^The connection to .* failed/,
    ],
  ])('answers a server with %s by a clear sentence', async (_, answer, message) => {
    const url = await fixture.serve(answer);
    expect(await fixture.run([`${url}/x`], { stallMs: 200 })).toMatchObject({
      code: 3,
      err: expect.stringMatching(message),
    });
  });
});
