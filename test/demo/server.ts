import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parsePictureHeader } from '../../src/providers/images/picture-header.ts';
import { type Doing, parseDoing, parsePerson } from './acts.ts';
import { createLive } from './live.ts';
import { toMadeUpPage } from './made-up-page.ts';
import type { Outcome, PersonId, Platform, State } from './page/views.ts';
import { readPageFile } from './page-files.ts';
import type { Side } from './side.ts';

export interface DemoServerOptions {
  port: number;
  sides: Readonly<Record<Platform, Side>>;
  toState(me: PersonId): State;
}

export interface DemoServer {
  url: string;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
/** A picture of 10 MB in base64, and a message of 4,000 characters, each of them escaped. */
const BODY_LIMIT = 14.1 * 1024 * 1024;
/** Nothing but the page's own files; no text from a chat can become code, load anything, or be sent anywhere. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/**
 * The page and what it asks for, on loopback alone: other machines cannot reach it, and other pages in the same browser are
 * refused by the names under which they come.
 */
export async function startDemoServer({ port, sides, toState }: DemoServerOptions): Promise<DemoServer> {
  const live = createLive(toState);
  for (const side of Object.values(sides)) side.onChange(live.tell);

  async function act(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isJson = request.headers['content-type'] === 'application/json';
    const doing = isJson ? parseDoing(await readBody(request)) : undefined;
    if (!doing) return send(response, 400, 'text/plain', 'This is not something a person can do here.');
    send(response, 200, 'application/json', JSON.stringify(await toOutcome(sides[doing.platform], doing)));
    live.tell();
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host, origin } = request.headers;
    const own = toHosts((server.address() as AddressInfo).port);
    if (!own.includes(host ?? '') || (origin !== undefined && !own.includes(origin.replace(/^http:\/\//, ''))))
      return send(response, 403, 'text/plain', 'This page is for this machine alone.');
    const url = new URL(request.url ?? '/', `http://${host}`);
    if (request.method === 'POST' && url.pathname === '/act') return act(request, response);
    if (request.method !== 'GET') return send(response, 405, 'text/plain', 'There is nothing to do this to.');
    const person = parsePerson(url.searchParams.get('who'));
    if (url.pathname === '/live' && person) return live.open(person, response);
    const picture = /^\/picture\/(discord|telegram)\/([\w-]{1,100})$/.exec(url.pathname);
    if (picture) return sendPicture(response, sides[picture[1] as Platform].picture(picture[2] ?? ''));
    const file =
      url.pathname === '/made-up' ? toMadeUpPage(url.searchParams.get('url') ?? '') : readPageFile(url.pathname);
    if (file) send(response, 200, file.type, file.text);
    else send(response, 404, 'text/plain', 'There is nothing here.');
  }

  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(port, HOST);
  await once(server, 'listening');
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}/`,
    async close() {
      live.close();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** A name that leads here from elsewhere is not one of these. */
const toHosts = (port: number): string[] => [`${HOST}:${port}`, `localhost:${port}`];

async function toOutcome(side: Side, { who, room, act }: Doing): Promise<Outcome> {
  try {
    return await side.act(who, room, act);
  } catch (error) {
    // The stand-ins say what a person cannot do, as the platforms' own programs would not let them.
    return { toast: error instanceof Error ? error.message : 'That cannot be done.' };
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > BODY_LIMIT) return '';
  }
  return text;
}

/** Only what has the beginning of a picture. */
function sendPicture(response: ServerResponse, bytes: Uint8Array | undefined): void {
  const header = bytes && parsePictureHeader(bytes);
  if (header) response.writeHead(200, { 'content-type': header.mediaType }).end(bytes);
  else send(response, 404, 'text/plain', 'There is no such picture.');
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(text);
}
