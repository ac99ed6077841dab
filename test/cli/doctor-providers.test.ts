import { describe, it } from 'vitest';
import { startFactCheck } from '../peers/fact-check/index.ts';
import { type ModelFault, startModel, toFault } from '../peers/model/index.ts';
import { brave, searxng, tavily, wikipedia } from '../peers/search/dialects.ts';
import { createSearchPeer, type Fault } from '../peers/search/index.ts';
import { closing, DEAD, expectTrouble, KEY, type SetUp } from './doctor-fixture.ts';

describe('a model', () => {
  const answer = () => ({ ready: true });
  const connect = async (fault?: ModelFault, more: Record<string, string> = {}) => {
    const peer = closing(await startModel({ answer }));
    if (fault) peer.fail(fault, 9);
    return {
      OPENAI_BASE_URL: peer.baseUrl,
      OPENAI_MODEL: 'qwen3:8b',
      OPENAI_API_KEY: KEY,
      WIKIPEDIA_SEARCH: 'off',
      ...more,
    };
  };
  it.each<[string, () => Promise<Record<string, string>>, (string | RegExp)[]]>([
    ['that is well', connect, []],
    [
      'with a wrong key',
      () => connect({ kind: 'status', status: 401, message: `Incorrect API key: ${KEY}` }),
      ['FAIL  Model qwen3:8b: .+ refused the key \\(401\\): set OPENAI_API_KEY'],
    ],
    [
      'that was not pulled',
      () => connect({ kind: 'status', status: 404, message: 'model "qwen3:8b" not found, try pulling it first' }),
      ['FAIL  Model qwen3:8b: .+ has no model qwen3:8b, or OPENAI_BASE_URL has the wrong path'],
    ],
    [
      'without credit',
      () => connect({ kind: 'status', status: 429, code: 'insufficient_quota' }),
      ['FAIL  Model qwen3:8b: .+ has no credit left. Buy more'],
    ],
    [
      'that is busy',
      () => connect({ kind: 'status', status: 429, retryAfter: '90' }),
      ['warn  Model qwen3:8b: .+ accepts no more requests for now .+ Wait a moment'],
    ],
    [
      'that cannot keep to a form',
      () => connect({ kind: 'text', text: 'Sure! I am ready.' }),
      ['FAIL  Model qwen3:8b: .+ Try another model or address'],
    ],
    [
      'behind a page of HTML',
      () => connect({ kind: 'body', body: '<title>Sign in</title>', contentType: 'text/html' }),
      ['FAIL  Model qwen3:8b: '],
    ],
    [
      'that is not there',
      () => connect(undefined, { OPENAI_BASE_URL: `${DEAD}/v1` }),
      ['FAIL  Model qwen3:8b: 127.0.0.1:9 cannot be reached. Check its address'],
    ],
    ['and another one for quotes that is not there', () => connect(undefined, { OPENAI_CHECK_MODEL: 'none' }), []],
  ])('%s', async (_, make, lines) => expectTrouble({ env: await make() }, ...lines));

  it('that says nothing is not waited for', async () => {
    const env = await connect({ kind: 'silence' });
    await expectTrouble({ env, deps: { limitMs: 300 } }, 'FAIL  Model qwen3:8b: no answer within 0.3 s');
  });

  it('that cannot see pictures', async () => {
    const blind = toFault({ kind: 'status', status: 400, message: 'this model takes no image_url' });
    const peer = closing(await startModel({ answer: ({ images }) => (images.length > 0 ? blind : answer()) }));
    const env = { OPENAI_BASE_URL: peer.baseUrl, OPENAI_VISION: 'on' };
    await expectTrouble({ env }, 'FAIL  Pictures: .+ rejected the request');
  });

  it('that sees pictures', async () => {
    const peer = closing(await startModel({ answer: ({ images }) => (images.length > 0 ? { text: '' } : answer()) }));
    await expectTrouble({ env: { OPENAI_BASE_URL: peer.baseUrl, OPENAI_VISION: 'on' } });
  });
});

const DIALECTS = { brave, tavily, searxng, wikipedia };

describe('a search provider', () => {
  const ask = async (name: keyof typeof DIALECTS, fault?: Fault, key = KEY) => {
    const peer = closing(await createSearchPeer(DIALECTS[name], KEY));
    peer.serve([{ url: 'https://a.example/', title: 'A', snippet: 'a' }]);
    if (fault) peer.fail(fault);
    const env = {
      brave: { BRAVE_API_KEY: key },
      tavily: { TAVILY_API_KEY: key },
      searxng: { SEARXNG_URL: peer.origin },
      wikipedia: { WIKIPEDIA_SEARCH: 'on' },
    }[name];
    const places = { brave: `${peer.origin}/res/v1`, tavily: peer.origin, wikipedia: `${peer.origin}/{language}` };
    return { env: env as Record<string, string>, places, deps: { fetch } };
  };
  it.each<[string, () => Promise<SetUp>, (string | RegExp)[]]>([
    ['that is well', () => ask('tavily'), []],
    [
      'that cannot reach the operator',
      () => ask('wikipedia'),
      ['FAIL  Wikipedia: .+ set a contact that Wikimedia can reach'],
    ],
    [
      'with a wrong key',
      () => ask('tavily', undefined, 'tvly-wrong-key'),
      [
        /^FAIL {2}Tavily: Tavily answered with status 401: check its key and plan\. It said: “Unauthorized: missing or invalid API key\.”$/,
      ],
    ],
    [
      'with another wrong key',
      () => ask('brave', undefined, 'wrong-key'),
      ['FAIL  Brave: .+ It said: “SUBSCRIPTION_TOKEN_INVALID”'],
    ],
    [
      'whose plan is used up',
      () =>
        ask('tavily', { kind: 'body', status: 432, body: '{"detail":{"error":"This request exceeds your plan."}}' }),
      ['FAIL  Tavily: .+ is used up. Buy more .+ It said: “This request exceeds your plan'],
    ],
    [
      'that asks to wait',
      () => ask('brave', { kind: 'status', status: 429 }),
      ['warn  Brave: .+ too many requests. Wait a moment'],
    ],
    [
      'that repeats the key',
      () => ask('brave', { kind: 'status', status: 500 }),
      ['FAIL  Brave: .+ It said: “refused: <secret>”'],
    ],
    [
      'that does not give JSON',
      () => ask('searxng', { kind: 'body', status: 403, body: '<h1>Forbidden</h1>' }),
      ['FAIL  SearXNG: .+ add json to search.formats .+ It said: “Forbidden”'],
    ],
    [
      'that is a page',
      () => ask('searxng', { kind: 'body', body: '<title>Welcome</title>' }),
      ['FAIL  SearXNG: SearXNG did not answer with JSON; check its base address'],
    ],
    [
      'whose engines are silent',
      () => ask('searxng', { kind: 'body', body: '{"results":[],"unresponsive_engines":[["google","timeout"]]}' }),
      ['FAIL  SearXNG: SearXNG got no answer from 1 of its engines'],
    ],
    [
      'that finds nothing',
      () => ask('searxng', { kind: 'body', body: '{"results":[]}' }),
      ['warn  SearXNG: it answers, but found nothing'],
    ],
  ])('%s', async (_, make, lines) => expectTrouble(await make(), ...lines));

  it('for published fact checks, with a wrong key', async () => {
    const peer = closing(await startFactCheck({ apiKey: 'right', claims: [] }));
    const setUp = { env: { GOOGLE_FACT_CHECK_API_KEY: 'AIza-wrong-key' }, places: { googleFactCheck: peer.baseUrl } };
    await expectTrouble(setUp, 'FAIL  Google Fact Check: .+ check its API key');
  });
});
