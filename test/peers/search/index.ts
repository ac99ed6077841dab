import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Call, Dialect, FoundPage } from './dialects.ts';

/** A fault to answer every call with from now on, instead of the pages. */
export type Fault =
  | { kind: 'status'; status: number; headers?: Record<string, string> }
  | { kind: 'body'; body: string; status?: number }
  /** A right answer, with an unknown field of 100,000 nested lists. */
  | { kind: 'nested' }
  /** The connection is cut in the middle of the answer. */
  | { kind: 'cut' }
  /** The answer never ends. */
  | { kind: 'endless' }
  /** The head of an answer comes, and nothing after it. */
  | { kind: 'drip' }
  /** Nothing comes. */
  | { kind: 'silent' };

/** A search API on loopback. */
export interface SearchPeer {
  /** Scheme, host and port. */
  origin: string;
  journal: Call[];
  serve(pages: readonly FoundPage[]): void;
  /** @param times how many calls it is for; default: all */
  fail(fault: Fault, times?: number): void;
  /** Resolves with the next call as soon as it has been read. */
  nextCall(): Promise<Call>;
  close(): Promise<void>;
}

/** @param key what the API takes for its key */
export async function createSearchPeer(dialect: Dialect, key: string): Promise<SearchPeer> {
  const journal: Call[] = [];
  const waiting: ((call: Call) => void)[] = [];
  let pages: readonly FoundPage[] = [];
  let fault: Fault | undefined;
  let faultsLeft = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    journal.push(call);
    for (const resolve of waiting.splice(0)) resolve(call);
    const refusal = dialect.refuse(call, key);
    if (refusal) {
      send(response, refusal.status, JSON.stringify(refusal.body));
      return;
    }
    const body = JSON.stringify(dialect.answer(pages, call));
    if (fault && faultsLeft > 0) {
      faultsLeft -= 1;
      await answerWith(fault, response, body, key);
    } else send(response, 200, body);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    journal,
    serve(found) {
      pages = found;
    },
    fail(next, times = Number.POSITIVE_INFINITY) {
      fault = next;
      faultsLeft = times;
    },
    nextCall: () => new Promise((resolve) => waiting.push(resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answerWith(fault: Fault, response: ServerResponse, body: string, key: string): Promise<void> {
  const json = { 'content-type': 'application/json' };
  switch (fault.kind) {
    case 'status':
      // Some APIs and proxies repeat the key they were given.
      send(response, fault.status, JSON.stringify({ error: { message: `refused: ${key}` } }), fault.headers);
      break;
    case 'body':
      send(response, fault.status ?? 200, fault.body);
      break;
    case 'nested':
      send(response, 200, `{"extra":${'['.repeat(100_000)}${']'.repeat(100_000)},${body.slice(1)}`);
      break;
    case 'cut':
      response.writeHead(200, { ...json, 'content-length': body.length + 100 });
      response.write(body, () => response.destroy());
      break;
    case 'drip':
      response.writeHead(200, json).write(body.slice(0, 10));
      break;
    case 'endless': {
      response.writeHead(200, json);
      const chunks = function* () {
        yield '{"results":["';
        for (;;) yield 'a'.repeat(65_536);
      };
      // It ends when the client has had enough.
      await pipeline(chunks, response).catch(() => {});
      break;
    }
    case 'silent':
      break;
  }
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const { pathname: path, searchParams: parameters } = new URL(request.url ?? '/', 'http://peer.invalid');
  const body: unknown = text ? JSON.parse(text) : {};
  const { method = '', headers } = request;
  return { method, path, parameters, headers, body: body as Call['body'] };
}
