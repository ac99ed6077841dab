import Keyv from 'keyv';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { PageLimits } from '../../src/providers/pages/limits.ts';
import { createPageReader, type WebPageReader } from '../../src/providers/pages/web-reader.ts';
import { createPagePeer, type Handler, type PagePeer } from '../peers/pages/index.ts';

export const soon = (): AbortSignal => AbortSignal.timeout(15_000);

/** A web server on loopback and a reader of its pages, for all tests of a `describe`. */
export function usePages() {
  let peer: PagePeer;
  let reader: WebPageReader;
  let count = 0;
  const createReader = (limits: Partial<PageLimits> = {}): WebPageReader =>
    createPageReader({
      cache: new Keyv(),
      now: () => new Date('2026-01-15T12:00:00Z'),
      ports: [peer.port],
      lookup: peer.lookup,
      allowAddress: peer.allowAddress,
      threads: 1,
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
