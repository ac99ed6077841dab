import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Refusal, refuse, refuseForNow } from './refusal.ts';
import { ROUTES, type Route } from './routes.ts';
import type { JournalEntry, World } from './world.ts';

/** Requests that are to fail, a number of times, before they are looked at. */
export interface Trouble {
  method?: string;
  path: RegExp;
  times: number;
  /** 429 with this pause, or an HTTP status, or one of Discord's codes, or no answer at all. */
  with: { retryAfterSeconds: number } | { status: number } | { code: number } | 'silence';
  /** The request is done all the same, and only its answer is lost. */
  afterwards?: boolean;
}

export interface HttpOptions {
  token: string;
  troubles: Trouble[];
}

const NAMES_AND_ANSWERS = /^\/interactions\/|^\/webhooks\//;

/** Discord's REST interface, version 10, under `/api/v10`. */
export function createHttp(world: World, { token, troubles }: HttpOptions): Server {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const path = decodeURIComponent(url.pathname.replace(/^\/api\/v10/, ''));
    const method = request.method ?? 'GET';
    const query = Object.fromEntries(url.searchParams);
    const entry: JournalEntry = { at: world.now(), kind: 'rest', verb: method, path, query };
    world.journal.push(entry);
    try {
      entry.body = await readBody(request);
      world.changes.emit('request', entry);
      if (!url.pathname.startsWith('/api/v10/'))
        throw new Refusal(400, { code: 50_041, message: 'Invalid API version provided' });
      const needsToken = !NAMES_AND_ANSWERS.test(path);
      if (needsToken && request.headers.authorization !== `Bot ${token}`) throw refuse(0);
      const trouble = troubles.find((one) => one.times > 0 && (one.method ?? method) === method && one.path.test(path));
      if (trouble) trouble.times -= 1;
      if (trouble?.with === 'silence') return;
      if (trouble && !trouble.afterwards) throw toRefusal(trouble.with);
      const result = find(method, path)({ world, query: url.searchParams, body: entry.body, host: url.host });
      if (trouble) throw toRefusal(trouble.with);
      entry.status = result === undefined ? 204 : 200;
      if (result === undefined) response.writeHead(204).end();
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(500, { code: 0, message: String(error) });
      entry.status = refusal.status;
      entry.refusal = refusal.body;
      response
        .writeHead(refusal.status, { 'content-type': 'application/json', ...refusal.headers })
        .end(JSON.stringify(refusal.body));
    }
    world.changes.emit('change');
  }
  return createServer((request, response) => void answer(request, response));
}

function find(method: string, path: string): ReturnType<Route['bind']> {
  for (const route of ROUTES) {
    const found = route.method === method ? route.path.exec(path) : null;
    if (found) return route.bind(found.slice(1));
  }
  throw new Refusal(404, { code: 0, message: `404: Not Found (${method} ${path})` });
}

function toRefusal(how: Exclude<Trouble['with'], 'silence'>): Refusal {
  if ('retryAfterSeconds' in how) return refuseForNow(how.retryAfterSeconds);
  return 'code' in how ? refuse(how.code) : new Refusal(how.status, { code: 0, message: 'trouble' });
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text === '' ? undefined : JSON.parse(text);
}
