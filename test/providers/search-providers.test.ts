import { afterEach, describe, expect, it } from 'vitest';
import { createBrave } from '../../src/providers/search/brave.ts';
import { createOpenAiWebSearch } from '../../src/providers/search/openai-web-search.ts';
import { createSearxng } from '../../src/providers/search/searxng.ts';
import { createTavily } from '../../src/providers/search/tavily.ts';
import { createWikipedia } from '../../src/providers/search/wikipedia.ts';
import * as dialects from '../peers/search/dialects.ts';
import { createSearchPeer, type SearchPeer } from '../peers/search/index.ts';

const apiKey = 'sk-secret-0123456789';
const { fetch } = globalThis;
const query = { text: 'The Great Wall can be seen from the Moon', language: 'en', limit: 5 };
const signal = new AbortController().signal;
const page = {
  url: 'https://example.org/wall',
  title: 'Seen from the <strong>Moon</strong>, not',
  snippet: 'It &amp; the <strong>Moon</strong>',
  publishedAt: '2025-04-12T14:22:41',
};
const hit = { url: page.url, title: 'Seen from the Moon, not', snippet: 'It & the Moon' };

const peers: SearchPeer[] = [];
afterEach(async () => {
  for (const peer of peers.splice(0)) await peer.close();
});
async function open(dialect: dialects.Dialect): Promise<SearchPeer> {
  const peer = await createSearchPeer(dialect, apiKey);
  peers.push(peer);
  return peer;
}

describe('Brave', () => {
  it('gives the publisher and the day', async () => {
    const peer = await open(dialects.brave);
    peer.serve([page]);
    const hits = await createBrave({ apiKey, baseUrl: `${peer.origin}/res/v1`, fetch }).search(query, signal);
    expect(hits).toEqual([{ ...hit, publisher: 'The Example Times', publishedAt: '2025-04-12' }]);
  });

  it.each([
    ['zh-Hant-TW', 'zh-hant'],
    ['zh', 'zh-hans'],
    ['ja', 'jp'],
    ['pt-BR', 'pt-br'],
    ['pt', 'pt-pt'],
    ['de-AT', 'de'],
    ['la', null],
    ['und', null],
  ])('asks in %s by search_lang %j', async (language, expected) => {
    const peer = await open(dialects.brave);
    await createBrave({ apiKey, baseUrl: `${peer.origin}/res/v1`, fetch }).search({ ...query, language }, signal);
    expect(peer.journal.map(({ parameters }) => parameters.get('search_lang'))).toEqual([expected]);
  });

  it.each([
    ['0, 1000', '1, 1419704', 1000],
    ['0, 0', '1, 3600', 3_600_000],
    ['1, 1000', '1, 3600', undefined],
    ['0', 'soon', undefined],
  ])('with %j left and a reset in %j it may be asked again in %j ms', async (remaining, reset, retryAfterMs) => {
    const peer = await open(dialects.brave);
    const headers = { 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset };
    peer.fail({ kind: 'status', status: 429, headers });
    const search = createBrave({ apiKey, baseUrl: `${peer.origin}/res/v1`, fetch }).search(query, signal);
    const why = (retryAfterMs ?? 0) > 3_600_000 ? 'quota-used' : 'rate-limited';
    await expect(search).rejects.toMatchObject({ why, retryAfterMs });
  });

  it('a wrong key is refused, and not named', async () => {
    const peer = await open(dialects.brave);
    const search = createBrave({ apiKey: 'wrong', baseUrl: `${peer.origin}/res/v1`, fetch }).search(query, signal);
    await expect(search).rejects.toMatchObject({
      why: 'key-refused',
      message: 'Brave answered with status 422: check its key and plan.',
    });
  });

  it('a key that no header takes is refused without being sent or named', async () => {
    const peer = await open(dialects.brave);
    const brave = createBrave({ apiKey: `${apiKey}\r\nx: 1`, baseUrl: `${peer.origin}/res/v1`, fetch });
    await expect(brave.search(query, signal)).rejects.toMatchObject({
      why: 'key-refused',
      message: "Brave's key or contact contains a character that HTTP headers do not allow.",
    });
    expect(peer.journal).toEqual([]);
  });
});

it('Tavily gives the day of news, and no publisher', async () => {
  const peer = await open(dialects.tavily);
  peer.serve([page]);
  const hits = await createTavily({ apiKey, baseUrl: peer.origin, fetch }).search(query, signal);
  expect(hits).toEqual([{ ...hit, publishedAt: '2025-04-12' }]);
});

describe('SearXNG', () => {
  it('gives the day, and is asked in the language alone', async () => {
    const peer = await open(dialects.searxng);
    peer.serve([page]);
    const searxng = createSearxng({ baseUrl: peer.origin, fetch });
    expect(await searxng.search({ ...query, language: 'de-AT' }, signal)).toEqual([
      { ...hit, publishedAt: '2025-04-12' },
    ]);
    expect(peer.journal[0]?.parameters.get('language')).toBe('de');
  });

  it('is out of reach if its engines do not answer', async () => {
    const peer = await open(dialects.searxng);
    peer.fail({
      kind: 'body',
      body: '{"results":[],"unresponsive_engines":[["google","timeout"],["brave","CAPTCHA"]]}',
    });
    await expect(createSearxng({ baseUrl: peer.origin, fetch }).search(query, signal)).rejects.toMatchObject({
      why: 'unreachable',
      message: 'SearXNG got no answer from 2 of its engines.',
    });
  });

  it('says what to set where JSON is not switched on', async () => {
    const peer = await open(dialects.searxng);
    peer.fail({ kind: 'body', status: 403, body: '<h1>Forbidden</h1>' });
    await expect(createSearxng({ baseUrl: peer.origin, fetch }).search(query, signal)).rejects.toMatchObject({
      why: 'refused',
      message: expect.stringContaining('json to search.formats'),
    });
  });
});

describe('Wikipedia', () => {
  const toWikipedia = ({ origin }: SearchPeer) =>
    createWikipedia({ contact: 'ops@example.org', baseUrl: `${origin}/{language}`, fetch });

  it('gives the article and its beginning', async () => {
    const peer = await open(dialects.wikipedia);
    peer.serve([page]);
    expect(await toWikipedia(peer).search(query, signal)).toEqual([{ ...hit, publisher: 'Wikipedia' }]);
    expect(peer.journal[0]?.headers['user-agent']).toBe('claimcheck/0.1 (ops@example.org)');
  });

  it.each([
    ['de', 'de'],
    ['pt-BR', 'pt'],
    ['nb', 'no'],
    ['yue-HK', 'zh-yue'],
    ['tlh', 'en'],
    ['und', 'en'],
    ['evil.example/#', 'en'],
  ])('for %s the wiki %s is asked', async (language, wiki) => {
    const peer = await open(dialects.wikipedia);
    peer.serve([page]);
    await toWikipedia(peer).search({ ...query, language }, signal);
    expect(peer.journal.map(({ path }) => path)).toEqual([`/${wiki}/w/api.php`]);
  });

  it('where no article has all words, those with some are asked for, once', async () => {
    const peer = await open(dialects.wikipedia);
    expect(await toWikipedia(peer).search(query, signal)).toEqual([]);
    expect(peer.journal.map(({ parameters }) => parameters.get('gsrsearch'))).toEqual([
      query.text,
      'Great OR Wall OR seen OR from OR Moon',
    ]);
  });

  it.each([
    ['ratelimited', 'rate-limited'],
    ['internal_api_error', 'bad-answer'],
  ])('the error %s, which comes with status 200, is %s', async (code, why) => {
    const peer = await open(dialects.wikipedia);
    peer.fail({ kind: 'body', body: JSON.stringify({ error: { code, info: 'Secret text.' } }) });
    await expect(toWikipedia(peer).search(query, signal)).rejects.toMatchObject({ why });
  });
});

describe('OpenAI web search', () => {
  async function openOpenAi() {
    const peer = await open(dialects.openAi);
    const usage: unknown[] = [];
    const options = { apiKey, model: 'gpt-x', baseUrl: `${peer.origin}/v1`, fetch };
    const provider = createOpenAiWebSearch({ ...options, onUsage: (spent) => usage.push(spent) });
    return { peer, usage, provider };
  }

  it('gives what is cited, then the other sources, and nothing from the prose', async () => {
    const { peer, provider, usage } = await openOpenAi();
    peer.serve(Array.from({ length: 12 }, (_, at) => ({ ...page, url: `https://site${at}.example/?a=1` })));
    const hits = await provider.search({ ...query, limit: 20 }, signal);
    expect(hits.map(({ url }) => url)).toEqual(Array.from({ length: 12 }, (_, at) => `https://site${at}.example/?a=1`));
    expect(hits[0]).toEqual({ url: 'https://site0.example/?a=1', title: hit.title });
    expect(hits[11]).toEqual({ url: 'https://site11.example/?a=1', title: 'site11.example' });
    expect(usage).toEqual([{ inputTokens: 328, outputTokens: 356, calls: 1 }]);
  });

  it.each([
    ['a form that is not documented', '{"output":"x",', 0],
    ['no search', '{"status":"completed","output":[],', 0],
    ['a failed search', '{"status":"completed","output":[{"type":"web_search_call","status":"failed"}],', 1],
    ['a failed answer', '{"status":"failed","output":[],', 0],
  ])('counts the tokens of an answer with %s', async (_, start, calls) => {
    const { peer, provider, usage } = await openOpenAi();
    peer.fail({ kind: 'body', body: `${start}"usage":{"input_tokens":7,"output_tokens":9}}` });
    await expect(provider.search(query, signal)).rejects.toMatchObject({ why: 'bad-answer' });
    expect(usage).toEqual([{ inputTokens: 7, outputTokens: 9, calls }]);
  });

  it('asks for the search tool and its sources, is not stored, and is asked once', async () => {
    const { peer, provider } = await openOpenAi();
    peer.fail({ kind: 'status', status: 500 });
    await expect(provider.search(query, signal)).rejects.toMatchObject({ why: 'unreachable' });
    expect(peer.journal).toHaveLength(1);
    expect(peer.journal[0]?.body).toMatchObject({
      ...{ model: 'gpt-x', input: query.text, store: false, tool_choice: 'required' },
      include: ['web_search_call.action.sources'],
    });
  });
});
