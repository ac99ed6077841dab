import { afterEach, describe, expect, it } from 'vitest';
import type { SearchProvider } from '../../src/core/ports.ts';
import { createGoogleFactCheck } from '../../src/providers/claim-reviews/google-fact-check.ts';
import { createBrave } from '../../src/providers/search/brave.ts';
import { createOpenAiWebSearch } from '../../src/providers/search/openai-web-search.ts';
import { createSearxng } from '../../src/providers/search/searxng.ts';
import { createTavily } from '../../src/providers/search/tavily.ts';
import { createWikipedia } from '../../src/providers/search/wikipedia.ts';
import { startFactCheck } from '../peers/fact-check/index.ts';
import * as dialects from '../peers/search/dialects.ts';
import { createSearchPeer } from '../peers/search/index.ts';

const apiKey = 'sk-secret-0123456789';
const { fetch } = globalThis;
const query = { text: 'The Great Wall can be seen from the Moon', language: 'en', limit: 9 };
const signal = new AbortController().signal;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Engine {
  dialect: dialects.Dialect;
  create(origin: string): SearchProvider;
  /** Name of the field that holds a result's address. */
  address: string;
  /** An answer whose list of results is what is given. */
  answer(results: unknown): unknown;
  /** A field of each result, that another type than text stands in. */
  text: string;
}

const search = (sources: unknown) => ({
  type: 'web_search_call',
  status: 'completed',
  action: { type: 'search', sources },
});
const ENGINES: Record<string, Engine> = {
  Brave: {
    dialect: dialects.brave,
    create: (origin) => createBrave({ apiKey, baseUrl: `${origin}/res/v1`, fetch }),
    ...{ address: 'url', text: 'description' },
    answer: (results) => ({ type: 'search', web: { results }, infobox: { results: [{ url: 5 }] } }),
  },
  Tavily: {
    dialect: dialects.tavily,
    create: (origin) => createTavily({ apiKey, baseUrl: origin, fetch }),
    ...{ address: 'url', text: 'content' },
    answer: (results) => ({ results, answer: null }),
  },
  SearXNG: {
    dialect: dialects.searxng,
    create: (origin) => createSearxng({ baseUrl: origin, fetch }),
    ...{ address: 'url', text: 'content' },
    answer: (results) => ({
      results,
      answers: {},
      infoboxes: [{ infobox: 'Wall', urls: null }],
      number_of_results: '0',
    }),
  },
  Wikipedia: {
    dialect: dialects.wikipedia,
    create: (origin) => createWikipedia({ contact: 'ops@example.org', baseUrl: `${origin}/{language}`, fetch }),
    ...{ address: 'fullurl', text: 'extract' },
    answer: (pages) => ({ batchcomplete: true, query: { pages } }),
  },
  'OpenAI web search': {
    dialect: dialects.openAi,
    create: (origin) => createOpenAiWebSearch({ apiKey, model: 'gpt-x', baseUrl: `${origin}/v1`, fetch }),
    ...{ address: 'url', text: 'title' },
    answer: (annotations) => ({
      status: 'completed',
      output: [
        null,
        search('none'),
        search(null),
        { type: 'message', content: [null, { type: 'refusal' }, { annotations }] },
      ],
    }),
  },
};

const ODD: readonly [string, object][] = [
  ['no address', {}],
  ['null', { address: null }],
  ['a number', { address: 5 }],
  ['a list', { address: ['https://example.org/list'] }],
  ['an empty text', { address: '' }],
  ['a path', { address: '/search?q=wall' }],
  ['an address without scheme', { address: '//example.org/wall' }],
  ['another scheme', { address: 'ftp://example.org/wall' }],
  ['a script', { address: 'javascript:alert(1)' }],
  ['what is no address', { address: 'https://' }],
];
const ALL_ODD: readonly unknown[] = [...ODD.map(([, entry]) => entry), null, 5, 'text', [], true];

describe.each(Object.entries(ENGINES))('%s', (_, { dialect, create, address, answer, text }) => {
  const toEntry = (entry: unknown): unknown =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? Object.fromEntries([
          ['type', 'url_citation'],
          ...Object.entries(entry).map(([key, value]) => [key === 'address' ? address : key, value]),
        ])
      : entry;
  const find = async (results: unknown) => {
    const peer = await createSearchPeer(dialect, apiKey);
    closing.push(() => peer.close());
    peer.fail({ kind: 'body', body: JSON.stringify(answer(Array.isArray(results) ? results.map(toEntry) : results)) });
    return (await create(peer.origin).search(query, signal)).map(({ url }) => url);
  };
  const good = (name: string) => ({ address: `https://example.org/${name}`, index: name === 'first' ? '1' : 2 });

  it('loses none of its good results to those without an address', async () => {
    const results = [good('first'), ...ALL_ODD, good('last')];
    expect(await find(results)).toEqual(['https://example.org/first', 'https://example.org/last']);
  });

  it('takes a result whose other fields are of another type', async () => {
    const fields = { title: 2024, [text]: {}, page_age: 5, published_date: [], publishedDate: 17, profile: 'x' };
    expect(await find([{ ...good('first'), ...fields }])).toEqual(['https://example.org/first']);
  });

  it.each([[[]], [null], [ALL_ODD]])('finds nothing in %j', async (results) => {
    expect(await find(results)).toEqual([]);
  });
});

it.each(['Brave', 'Tavily', 'SearXNG', 'Wikipedia'])(
  '%s is out of reach where its results are no list',
  async (name) => {
    const { dialect, create, answer } = ENGINES[name] as Engine;
    for (const results of ['none', { 0: { url: 'https://example.org' } }]) {
      const peer = await createSearchPeer(dialect, apiKey);
      closing.push(() => peer.close());
      peer.fail({ kind: 'body', body: JSON.stringify(answer(results)) });
      await expect(create(peer.origin).search(query, signal)).rejects.toMatchObject({ why: 'bad-answer' });
    }
  },
);

it('Google Fact Check loses no review to those that are broken', async () => {
  const peer = await startFactCheck({ apiKey, claims: [] });
  closing.push(() => peer.close());
  const review = (more: object) => ({
    publisher: { name: 'Checkers' },
    url: 'https://checkers.example/1',
    textualRating: 'False',
    ...more,
  });
  const claims = [
    ...[null, 5, 'text', [], {}, { text: 7, claimReview: [review({})] }, { text: 'No review', claimReview: 'none' }],
    {
      text: 'The wall is old',
      claimReview: [null, 'x', review({ textualRating: null }), review({ publisher: 5 }), review({})],
    },
    {
      text: 'The wall is new',
      claimReview: [review({ url: '/2', textualRating: 7 }), review({ url: 'https://checkers.example/2' })],
    },
  ];
  peer.fail({ kind: 'body', body: JSON.stringify({ claims, nextPageToken: null }) });
  const google = createGoogleFactCheck({ apiKey, baseUrl: peer.baseUrl, fetch });
  const found = await google.lookUp({ text: 'wall', language: 'en' }, signal);
  expect(found.map(({ url }) => url)).toEqual(['https://checkers.example/1', undefined, 'https://checkers.example/2']);
  peer.fail({ kind: 'body', body: '{"claims":null}' });
  expect(await google.lookUp({ text: 'wall', language: 'en' }, signal)).toEqual([]);
});
