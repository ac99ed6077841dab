import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepArchives } from '../../src/cli/keep-archives.ts';
import { createImportFixture, toReview } from './import-fixture.ts';

const NOON = Date.parse('2026-03-01T12:00:00Z');
const HOUR_MS = 60 * 60 * 1000;

let fixture: ReturnType<typeof createImportFixture>;
beforeEach(() => {
  fixture = createImportFixture();
});
afterEach(() => fixture.remove());

describe('an archive that a running bot keeps', () => {
  /** Goes through so many hours. */
  async function keep(archives: string[], hours: number) {
    const stop = new AbortController();
    const lines: string[] = [];
    let passed = 0;
    await keepArchives({
      ...{ archives, store: fixture.store, fetch, signal: stop.signal },
      now: () => new Date(NOON + passed * HOUR_MS),
      say: (line, isFault) => lines.push(`${isFault ? 'fault' : 'said'} ${line}`),
      async pause() {
        passed += 1;
        if (passed >= hours) stop.abort();
      },
    });
    return lines;
  }

  it('is read once a day, and only where it has changed', async () => {
    const asked: (string | undefined)[] = [];
    const address = await fixture.serve((_, response) => {
      asked.push(response.req.headers['if-none-match']);
      // It changes before the third day.
      const count = asked.length < 3 ? 1 : 3;
      const etag = `"${count}"`;
      if (response.req.headers['if-none-match'] === etag) return void response.writeHead(304).end();
      response.writeHead(200, { etag }).end(JSON.stringify(Array.from({ length: count }, (_, n) => toReview(n))));
    });
    const lines = await keep([`${address}/feed.json`], 60);
    expect(asked).toEqual([undefined, '"1"', '"1"']);
    expect(lines.filter((line) => line.includes('has not changed'))).toHaveLength(1);
    expect(await fixture.store.reviewCount()).toBe(3);
  });

  it('that cannot be had is tried again in an hour, and the next one is read', async () => {
    const address = await fixture.serve((path, response) => {
      if (path.includes('gone')) response.writeHead(500).end();
      else response.end(JSON.stringify([toReview(1)]));
    });
    const lines = await keep([`${address}/gone.json`, `${address}/feed.json`], 3);
    expect(lines.filter((line) => line.startsWith('fault') && line.includes('answered 500'))).toHaveLength(3);
    expect(await fixture.store.reviewCount()).toBe(1);
  });
});
