import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs as a separate process, so that its work is not measured: on one loopback port it serves a search engine with Brave's API, pages of 100 KB on any
 * host, and a model. Its first argument is the delay of each answer in ms; it prints its port.
 */
const delayMs = Number(process.argv[2] ?? 0);
const RESULTS = 5;
const PAGE_BYTES = 100_000;

const WORDS =
  'the road river town council report people year bridge traffic work water school market office number family house winter summer money street north south letter paper garden light music story field stone'.split(
    ' ',
  );

/** A sentence that supports the claim, once on each page. */
const toSentence = (place: string, at: number) =>
  [
    `The ${place} bridge opened to traffic on 12 May 2024.`,
    `On 12 May 2024 the new bridge at ${place} opened to all traffic, the council said.`,
    `Traffic has been rolling over the ${place} bridge, which opened on 12 May 2024, ever since.`,
    `A ribbon was cut before the bridge of ${place} opened to traffic on 12 May 2024.`,
    `Work at ${place} ended when its bridge opened to traffic on 12 May 2024.`,
  ][at % RESULTS] ?? '';

function toPage(place: string, at: number): string {
  let seed = at + 1;
  const next = (most: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % most;
  };
  const paragraphs: string[] = [];
  let bytes = 0;
  while (bytes < PAGE_BYTES - 600) {
    const sentences = Array.from({ length: 4 }, () => {
      const words = Array.from({ length: 12 }, () => WORDS[next(WORDS.length)]).join(' ');
      return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${next(9_000)}.`;
    });
    if (paragraphs.length === 20) sentences.push(toSentence(place, at));
    const html = `<p class="body-text">${sentences.join(' ')} <a href="/more/${paragraphs.length}">more</a></p>`;
    bytes += html.length;
    paragraphs.push(html);
  }
  return `<!doctype html><html lang="en"><head><title>News of page ${at}</title><meta property="article:published_time" content="2024-05-1${at}"></head><body><nav><a href="/">Home</a></nav><article><h1>News of page ${at}</h1>${paragraphs.join('\n')}</article></body></html>`;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stand-in.invalid');
  const body = request.method === 'POST' ? await text(request) : '';
  if (url.pathname === '/robots.txt') {
    response.writeHead(404).end();
    return;
  }
  if (delayMs > 0) await sleep(delayMs);
  if (url.pathname.endsWith('/web/search')) send(response, toSearch(url.searchParams.get('q') ?? ''));
  else if (body !== '') send(response, toCompletion(body));
  else {
    const [, place = '', at = '0'] = url.pathname.split('/');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(toPage(place, Number(at)));
  }
}

/** The claim's place is the only capitalised word within it. */
function toSearch(query: string): object {
  const place = /\b[A-Z][a-z]+\d*(?= bridge)/.exec(query)?.[0] ?? 'Nowhere';
  const results = Array.from({ length: RESULTS }, (_, at) => ({
    title: `News of page ${at}`,
    url: `http://page-${at}.example:${port}/${place}/${at}`,
    description: `About ${place}`,
  }));
  return { type: 'search', query: { original: query }, web: { type: 'search', results } };
}

function toCompletion(body: string): object {
  const { model = '', messages = [] } = JSON.parse(body) as { model?: string; messages?: { content: string }[] };
  const user = messages.at(-1)?.content ?? '';
  const content = user.includes('<<<PASSAGE')
    ? toVerdict(user)
    : user.includes('<<<QUOTES')
      ? toExamination(user)
      : toClaims(user);
  return {
    ...{ id: 'chatcmpl-bench', object: 'chat.completion', created: 0, model },
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: JSON.stringify(content), refusal: null },
        finish_reason: 'stop',
      },
    ],
    usage: { prompt_tokens: 3_000, completion_tokens: 400, total_tokens: 3_400 },
  };
}

function toClaims(user: string): object {
  const message = /<<<MESSAGE>>>\n([\s\S]*?)\n<<<END/.exec(user)?.[1] ?? '';
  const claim = { text: message, kind: 'checkable', language: 'en', english: null, claimDate: null, saidBy: null };
  return { claims: [{ ...claim, privatePerson: false, questions: [], priors: [] }] };
}

function toVerdict(user: string): object {
  const passages = Array.from(user.matchAll(/<<<PASSAGE (\d+)>>>\n[\s\S]*?\n\n([\s\S]*?)\n<<<END PASSAGE/g));
  const citations = passages.flatMap(([, number, passage = '']) => {
    const quote = passage.split(/(?<=\.)\s+/).find((sentence) => sentence.includes('12 May 2024'));
    return quote === undefined ? [] : [{ passage: Number(number), quote, stance: 'supports' }];
  });
  const said = citations.slice(0, 2).map(({ quote }, at) => ({ text: quote, citations: [at + 1] }));
  const ratings = { true: 5, 'mostly-true': 2, 'partially-true': 1, misleading: 1, false: 1, unverified: 1 };
  return { questions: [], citations, ratings, summary: said, analysis: [], agesInDays: null };
}

function toExamination(user: string): object {
  const [quotes = '', sentences = ''] = user.split('<<<SENTENCES>>>');
  return {
    quotes: Array.from(quotes.matchAll(/^(\d+)\. Title: /gm), ([, n]) => ({
      ...{ n: Number(n), stance: 'all', part: '', by: 'page', how: 'asserted' },
    })),
    sentences: Array.from(sentences.matchAll(/^(\d+)\. /gm), ([, n]) => ({ n: Number(n), said: true })),
  };
}

function send(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => response.destroy());
});
let port = 0;
server.listen(0, '127.0.0.1', () => {
  ({ port } = server.address() as AddressInfo);
  process.stdout.write(`${port}\n`);
});
// The parent process has ended, so this one ends too.
process.stdin.resume().on('end', () => process.exit());
