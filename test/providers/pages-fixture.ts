import { afterAll, afterEach, beforeAll } from 'vitest';
import { PAGE_LIMITS, type PageLimits } from '../../src/providers/pages/limits.ts';
import { createParsePool } from '../../src/providers/pages/parse-pool.ts';
import { createPageReader, type WebPageReader } from '../../src/providers/pages/web-reader.ts';
import { createPagePeer, type Handler, type PagePeer, toReaderOptions } from '../peers/pages/index.ts';

export const soon = (): AbortSignal => AbortSignal.timeout(15_000);

/** An answer as its bytes, past all that Node would mend. */
export const raw =
  (head: string, body: string | Buffer = '', encoding: BufferEncoding = 'utf8'): Handler =>
  ({ socket }) => {
    const bytes = Buffer.concat([Buffer.from(`HTTP/1.1 ${head}\r\n\r\n`, encoding), Buffer.from(body)]);
    socket.end(bytes);
  };

/** A web server on loopback and a reader of its pages, for all tests of a `describe`. */
export function usePages() {
  let peer: PagePeer;
  let reader: WebPageReader;
  let count = 0;
  const createReader = (limits: Partial<PageLimits> = {}): WebPageReader =>
    createPageReader({
      ...toReaderOptions(peer),
      pool: createParsePool(1, { ...PAGE_LIMITS, ...limits }.parseMs),
      limits,
    });
  beforeAll(async () => {
    peer = await createPagePeer();
    reader = createReader();
  });
  afterEach(() => {
    peer.serve('/robots.txt', '');
  });
  afterAll(async () => {
    await reader.close();
    await peer.close();
  });
  return {
    createReader,
    get peer() {
      return peer;
    },
    get reader() {
      return reader;
    },
    read: (answer: string | Handler, headers?: Record<string, string>) =>
      reader.read(peer.serve(`/page-${count++}`, answer, headers), soon()),
  };
}
