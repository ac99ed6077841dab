import { describe, expect, it } from 'vitest';
import { isRepeating, toServerWords } from '../../src/providers/http/server-words.ts';
import { createBrave } from '../../src/providers/search/brave.ts';
import { createTavily } from '../../src/providers/search/tavily.ts';
import * as dialects from '../peers/search/dialects.ts';
import { createSearchPeer } from '../peers/search/index.ts';

const KEY = 'sk-proj-0123456789abcdefghij';

describe('a server’s words', () => {
  it.each([
    [
      'OpenAI',
      { error: { message: 'Incorrect API key provided.', code: 'invalid_api_key' } },
      'Incorrect API key provided.',
    ],
    ['Ollama', { error: "model 'x' not found, try pulling it first" }, "model 'x' not found, try pulling it first"],
    [
      'Brave',
      { type: 'ErrorResponse', error: { detail: 'The token is invalid.', status: 422 } },
      'The token is invalid.',
    ],
    ['Tavily', { detail: { error: 'Unauthorized.' } }, 'Unauthorized.'],
    ['FastAPI', { detail: [{ loc: ['body', 'q'], msg: 'field required' }] }, 'q: field required'],
    ['MediaWiki', { error: { code: 'x', info: 'Too long.' } }, 'Too long.'],
    ['a number', 429, undefined],
    ['an empty object', {}, undefined],
    ['a cycle of names', { error: { error: { error: { error: { error: { error: 'deep' } } } } } }, undefined],
  ])('are found as %s puts them', (_, body, words) => expect(toServerWords(JSON.stringify(body), [])).toBe(words));

  it.each([
    ['plain text', 'no\n such\tthing', 'no such thing'],
    ['a page', '<html><title>502 Bad Gateway</title><body>nginx', '502 Bad Gateway'],
    ['a page without a title', '<h1>Forbidden</h1>', 'Forbidden'],
    ['nothing', '', undefined],
    ['half of JSON', '{"error":', '{"error":'],
    ['what steers a terminal', '\u001b[31mred\u202e', '[31mred'],
    ['the key', `key ${KEY} is wrong`, 'key <secret> is wrong'],
    ['a masked key', 'Incorrect key: sk-proj-********ghij.', 'Incorrect key: <secret>.'],
    ['a part of the key', 'key …abcdefghij', 'key <secret>'],
    ['another secret', `bot 7301234567:AAF${'x-Y_9'.repeat(6)}Zz`, 'bot <secret>'],
    ['a lot', 'word '.repeat(1_000), 'word '.repeat(40).trimEnd()],
  ])('of %s are one short line without the key', (_, body, words) => {
    expect(toServerWords(body, [KEY])?.trimEnd()).toBe(words);
  });

  it.each([
    ['The mayor resigned.', 'Bad query: the mayor resigned', true],
    ['The mayor of Springfield resigned.', 'near "of springfield RESIGNED"', true],
    ['Biden died', 'cannot parse Biden died', true],
    ['Мэр ушёл в отставку', 'запрос мэр ушёл в', true],
    ['市长在周一辞职了', '错误：市长在周一辞职了', true],
    ['The mayor resigned.', 'The model is not there', false],
    ['The mayor resigned.', 'the mayor', false],
    ['…', 'anything', false],
  ])('“%s” is repeated in “%s”: %s', (asked, words, expected) => expect(isRepeating(words, asked)).toBe(expected));
});

describe('of a refusal', () => {
  const query = { text: 'The mayor of Oberwald resigned', language: 'en', limit: 1 };
  const never = new AbortController().signal;
  const ask = async (body: string) => {
    const peer = await createSearchPeer(dialects.tavily, KEY);
    peer.fail({ kind: 'body', status: 429, body });
    const error = createTavily({ apiKey: KEY, baseUrl: peer.origin, fetch }).search(query, never);
    return error
      .then(
        () => undefined,
        (thrown: unknown) => thrown,
      )
      .finally(() => peer.close());
  };

  it.each([
    ['{"detail":{"error":"Slow down."}}', { why: 'rate-limited', serverWords: 'Slow down.', status: 429 }],
    [`{"detail":{"error":"Key ${KEY}: slow down."}}`, { serverWords: 'Key <secret> slow down.' }],
    ['{"detail":"No results for the mayor of Oberwald"}', { serverWords: undefined }],
    ['{"detail":"q=the%20mayor%20of%20Oberwald"}', { serverWords: undefined }],
    ['{"detail":"the\\\\u0020mayor of Oberwald"}', { serverWords: undefined }],
    ['{"error":"You exceeded your current quota"}', { why: 'quota-used' }],
    ['{"error":"Quota exceeded: 60 per minute"}', { why: 'rate-limited' }],
  ])('%s', async (body, expected) => expect(await ask(body)).toMatchObject(expected));

  it('a body that does not end is not waited for', async () => {
    const peer = await createSearchPeer(dialects.brave, KEY);
    const slow: typeof fetch = async () =>
      new Response(new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('Wait.')) }), {
        status: 503,
      });
    const search = createBrave({ apiKey: KEY, baseUrl: peer.origin, fetch: slow }).search(query, never);
    await expect(search).rejects.toMatchObject({ why: 'unreachable', serverWords: 'Wait.' });
    await peer.close();
  });
});
