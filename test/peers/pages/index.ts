import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Keyv from 'keyv';
import type { Lookup } from '../../../src/providers/pages/guarded-agent.ts';
import { PAGE_LIMITS } from '../../../src/providers/pages/limits.ts';
import { createParsePool, type ParsePool } from '../../../src/providers/pages/parse-pool.ts';
import type { PageReaderOptions } from '../../../src/providers/pages/web-reader.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A web of pages on loopback: every host name leads to it, and it keeps what it was asked. */
export interface PagePeer {
  port: number;
  /** `host path` of each request, in order; robots.txt has a list of its own. */
  asked: string[];
  askedRobots: string[];
  /** How often a name was looked up. */
  lookups: string[];
  lookup: Lookup;
  allowAddress(address: string, port: number): boolean;
  /** Serves a path on all hosts, as HTML or by a handler of its own; gives its URL on `news.example`. */
  serve(path: string, answer: string | Handler, headers?: Record<string, string>): string;
  /** Addresses a name leads to, one answer after the other; the last one stays. */
  resolve(host: string, ...answers: string[][]): void;
  close(): Promise<void>;
}

export async function createPagePeer(address = '127.0.0.1', wantedPort = 0): Promise<PagePeer> {
  const routes = new Map<string, Handler>();
  const names = new Map<string, string[][]>();
  const asked: string[] = [];
  const askedRobots: string[] = [];
  const lookups: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    (path === '/robots.txt' ? askedRobots : asked).push(`${host} ${path}`);
    const handler = routes.get(path) ?? routes.get(path.replace(/\?.*$/, ''));
    if (handler) handler(request, response);
    else response.writeHead(404, { 'content-type': 'text/html' }).end('<p>There is nothing here.');
  });
  // A new connection for each request, so that each one is looked up and checked.
  server.keepAliveTimeout = 1;
  server.maxRequestsPerSocket = 1;
  server.listen(wantedPort, address);
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the peer has no port');
  const { port } = bound;
  return {
    port,
    asked,
    askedRobots,
    lookups,
    lookup(hostname, _options, done) {
      lookups.push(hostname);
      const answers = names.get(hostname) ?? [[address]];
      const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
      setImmediate(() =>
        done(
          null,
          answer.map((each) => ({ address: each, family: each.includes(':') ? 6 : 4 })),
        ),
      );
    },
    allowAddress: (asking, askingPort) => asking === address && askingPort === port,
    serve(path, answer, headers = {}) {
      const type = { 'content-type': 'text/html; charset=utf-8' };
      routes.set(
        path,
        typeof answer === 'function'
          ? answer
          : (_request, response) => {
              response.writeHead(200, { ...type, ...headers }).end(answer);
            },
      );
      return `http://news.example:${port}${path}`;
    },
    resolve(host, ...answers) {
      names.set(host, answers);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

let pool: ParsePool | undefined;

/** The threads that parse for all readers of a test process: loading one costs more than most tests. They keep a process that is not ended from ending. */
export function sharedPool(): ParsePool {
  pool ??= createParsePool(2, PAGE_LIMITS.parseMs);
  return pool;
}

/** What a reader needs to read the peer's pages. */
export const toReaderOptions = (peer: PagePeer, cache = new Keyv()): PageReaderOptions => ({
  cache,
  now: () => new Date('2026-01-15T12:00:00Z'),
  ports: [peer.port],
  lookup: peer.lookup,
  allowAddress: peer.allowAddress,
  pool: sharedPool(),
});
