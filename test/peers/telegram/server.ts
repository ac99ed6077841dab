import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Callers, watchCallers } from '../callers.ts';
import type { CallMethod } from './methods.ts';
import { Refusal, tooManyRequests } from './refusal.ts';
import type { World } from './world.ts';

/** A call as it came in. */
export interface JournalEntry {
  method: string;
  payload: Record<string, unknown>;
  /** HTTP status it was answered with; 0 while it is not. */
  status: number;
}

/** A fault to answer a method's next calls with, instead of its result. */
export type Fault =
  | { kind: 'flood'; retryAfterS: number }
  | { kind: 'refuse'; code: number; description: string }
  /** Nothing is ever answered. */
  | { kind: 'hang' }
  /** The connection is cut without an answer. */
  | { kind: 'drop' }
  /** It is done, and the connection is cut before anybody hears of it. */
  | { kind: 'lose' };

/** The Bot API's HTTP face on loopback. */
export interface PeerServer extends Callers {
  apiRoot: string;
  journal: JournalEntry[];
  /** Answers the next `times` calls of a method with a fault. */
  fail(method: string, fault: Fault, times?: number): void;
  close(): Promise<void>;
}

/** Opens a port on loopback and answers `/bot<token>/<method>` there. */
export async function createPeerServer(world: World, token: string, call: CallMethod): Promise<PeerServer> {
  const journal: JournalEntry[] = [];
  const faults = new Map<string, Fault[]>();

  function giveFile(url: string, response: ServerResponse): void {
    const [, given, path] = /^\/file\/bot([^/]+)\/(.+)$/.exec(decodeURIComponent(url)) ?? [];
    const file = world.files.values().find((one) => one.path === path);
    const fault = faults.get('file')?.shift();
    journal.push({ method: 'file', payload: { path }, status: 0 });
    if (fault?.kind === 'drop') response.destroy();
    else if (given !== token || !file || fault) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.bytes);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.startsWith('/file/')) return giveFile(request.url, response);
    const [, given, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(decodeURIComponent(request.url ?? '')) ?? [];
    const payload = parsePayload(await readBody(request));
    const entry: JournalEntry = { method, payload, status: 0 };
    // A port is soon given to somebody else: what asks for another server's address is none of the bot's calls.
    if (request.url?.startsWith('/bot')) {
      journal.push(entry);
      world.events.emit('request', entry);
    }
    let body: object;
    try {
      // Telegram says "Not Found" to what cannot be a token, "Unauthorized" to one that is nobody's.
      if (!given || !/^\d+:[\w-]{35}$/.test(given)) throw new Refusal(404, 'Not Found');
      if (given !== token) throw new Refusal(401, 'Unauthorized');
      const fault = faults.get(method)?.shift();
      if (fault?.kind === 'hang') return;
      if (fault?.kind === 'drop') {
        response.destroy();
        return;
      }
      if (fault?.kind === 'lose') {
        await call(method, payload, response);
        response.destroy();
        return;
      }
      if (fault?.kind === 'flood') throw tooManyRequests(fault.retryAfterS);
      if (fault?.kind === 'refuse') throw new Refusal(fault.code, fault.description);
      body = { ok: true, result: await call(method, payload, response) };
      entry.status = 200;
    } catch (error) {
      const { code, message, parameters } =
        error instanceof Refusal ? error : new Refusal(500, `Internal Server Error: ${String(error)}`);
      entry.status = code;
      const extra = Object.keys(parameters).length > 0 ? { parameters } : {};
      body = { ok: false, error_code: code, description: message, ...extra };
    }
    world.events.emit('change');
    if (response.destroyed) return;
    response.writeHead(entry.status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  const { gone } = watchCallers(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    apiRoot: `http://127.0.0.1:${port}`,
    journal,
    gone,
    fail(method, fault, times = 1) {
      faults.set(method, [...(faults.get(method) ?? []), ...Array.from({ length: times }, () => fault)]);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parsePayload(body: string): Record<string, unknown> {
  if (body === '') return {};
  const parsed: unknown = JSON.parse(body);
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}
