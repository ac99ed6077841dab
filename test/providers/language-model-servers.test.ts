import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { RawAnswer, RawRequest } from '../peers/model/raw-server.ts';
import { KEY, PARIS } from './language-model-fixture.ts';
import {
  content,
  error,
  GOOD,
  JSON_PARIS,
  LYON,
  say,
  startServer,
  stopServer,
} from './language-model-servers-fixture.ts';

afterEach(stopServer);

describe('an answer as servers really give it is read with one request', () => {
  it.each<[string, string | RawAnswer]>([
    ['Mistral: a list of parts', content([{ type: 'text', text: JSON_PARIS }])],
    [
      'Magistral: thoughts among the parts',
      content([
        { type: 'thinking', thinking: [{ type: 'text', text: `{ or ${LYON}?` }] },
        { type: 'text', text: JSON_PARIS },
      ]),
    ],
    ['Workers AI: the object itself', content(PARIS)],
    ['vLLM: all of it in reasoning_content', say({ content: null, reasoning_content: `So: ${JSON_PARIS}` })],
    ['OpenRouter: all of it in reasoning', say({ content: '', reasoning: JSON_PARIS })],
    ['Ollama: thoughts apart', say({ content: JSON_PARIS, reasoning: LYON })],
    ['DeepSeek: <think>', content(`<think>{ ${LYON}</think>\n${JSON_PARIS}`)],
    ['a template that opens <think> by itself', content(`Hm, {city or ${LYON}?</think>\n\n${JSON_PARIS}`)],
    ['an opening mark without an end, the answer last', content(`<think>\nHm, Lyon? No. ${JSON_PARIS}`)],
    ['<thinking>', content(`<thinking>${LYON}</thinking>${JSON_PARIS}`)],
    ['EXAONE: <thought>', content(`<thought>\n{"a": {</thought>\n${JSON_PARIS}`)],
    ['<reasoning>, after the answer', content(`${JSON_PARIS}<reasoning>not ${LYON}</reasoning>`)],
    ['Magistral by llama.cpp: [THINK]', content(`[THINK]{ ${LYON}[/THINK]${JSON_PARIS}`)],
    ['Kimi: ◁think▷', content(`◁think▷{"x ${LYON}◁/think▷${JSON_PARIS} (not ${'{"city":1}'})`)],
    ['Seed: <seed:think>', content(`<seed:think>${LYON}</seed:think>${JSON_PARIS}`)],
    ['Cohere: <|START_THINKING|>', content(`<|START_THINKING|>{<|END_THINKING|>${JSON_PARIS}<|END_RESPONSE|>`)],
    [
      'gpt-oss: channels',
      content(
        `<|channel|>analysis<|message|>{ ${LYON}<|end|><|start|>assistant<|channel|>final<|message|>${JSON_PARIS}<|return|>`,
      ),
    ],
    ['gpt-oss, marks dropped', content(`analysisHm. {${LYON}assistantfinal${JSON_PARIS}`)],
    ['a mark in a quote', content(`<think>Hm.</think>{"note":"</think>", ${JSON_PARIS.slice(1)}`)],
    ['two objects, the last fits as well', content(`First: ${LYON}\nBetter: ${JSON_PARIS}`)],
    ['two objects, the last is none', content(`${JSON_PARIS}\n{"note":"done"}`)],
    ['words behind it', content(`${JSON_PARIS}\n\nI hope {this} helps!`)],
    ['a fence', content(`\`\`\`json\n${JSON_PARIS}\n\`\`\``)],
    ['length, with a whole answer and blanks', content(`${JSON_PARIS}\n\n\n`, 'length')],
    ['length, behind a thought', content(`<think>${LYON}</think>${JSON_PARIS}`, 'length')],
    ['text/plain', { type: 'text/plain', body: content(JSON_PARIS) }],
    ['text/html that is JSON', { type: 'text/html', body: `\n\n${content(JSON_PARIS)}` }],
    ['a usage of NaN', `${content(JSON_PARIS).slice(0, -1)},"usage":{"prompt_tokens":NaN,"completion_tokens":NaN}}`],
    ['a usage of null', say({ content: JSON_PARIS }, 'stop', { usage: null })],
    ['no finish_reason', say({ content: JSON_PARIS }, null)],
    [
      'events that nobody asked for',
      {
        type: 'text/event-stream',
        body: [JSON_PARIS.slice(0, 9), JSON_PARIS.slice(9)]
          .map((part) => `: ping\r\n\r\ndata: ${JSON.stringify({ choices: [{ delta: { content: part } }] })}\r\n\r\n`)
          .join('')
          .concat('data: [DONE]\n\n'),
      },
    ],
    ['a packed body', { encoding: 'gzip', body: gzipSync(content(JSON_PARIS)) }],
  ])('%s', async (_, answer) => {
    const { ask, requests } = await startServer(() => (typeof answer === 'string' ? { body: answer } : answer));
    const { value, usage } = await ask();
    expect(value).toEqual(PARIS);
    expect(usage.inputTokens + usage.outputTokens).toBeGreaterThan(0);
    expect(requests).toHaveLength(1);
    expect(JSON.stringify(requests[0]?.body)).not.toContain('$schema');
  });
});

type Takes = (request: RawRequest) => boolean;
const noSystem: Takes = ({ roles, body }) => roles.join() === 'user' && 'response_format' in body;
const without =
  (...parts: string[]): Takes =>
  ({ body }) =>
    parts.every((part) => !(part in body));
const noSchema: Takes = ({ body }) => !JSON.stringify(body.response_format ?? {}).includes('json_schema');

describe('what a server refuses is left out from then on', () => {
  it.each<[string, RawAnswer, Takes, number]>([
    ['Gemma', error('System role not supported'), noSystem, 2],
    ['Mistral by vLLM', error('Conversation roles must alternate user/assistant/user/…'), noSystem, 2],
    [
      'Ministral by llama.cpp',
      error('Only user, assistant and tool roles are supported, got system', 500),
      noSystem,
      2,
    ],
    ['LM Studio', { status: 400, body: '{"error":"Jinja: unexpected role \'system\'"}' }, noSystem, 2],
    ['Gemini’s Gemma', error('Developer instruction is not enabled for models/gemma-3-27b-it'), noSystem, 2],
    ['by a list of roles', error("Invalid value: 'system'. Supported values are: 'user'"), noSystem, 2],
    ['in no known words', error('Bad template.'), noSystem, 4],
    ['response_schema', error("Unknown name '$schema' at 'generation_config.response_schema'"), noSchema, 2],
    [
      'Gemini, in a list',
      {
        status: 400,
        body: '[{"error":{"code":400,"message":"Unknown name \\"additionalProperties\\": Cannot find field."}}]',
      },
      noSchema,
      2,
    ],
    ['guided_json', error('guided_json and tools cannot be used together', 422), noSchema, 2],
    ['minLength', error("'minLength' is not permitted."), noSchema, 2],
    ['any JSON mode', error('No grammar engine.'), without('response_format'), 3],
    ['with status 200', { body: '{"error":"response_format is not supported"}' }, without('response_format'), 3],
    [
      'FastAPI',
      {
        status: 422,
        body: '{"detail":[{"loc":["body","response_format"],"msg":"extra fields not permitted","input":{}}]}',
      },
      without('response_format'),
      3,
    ],
    ['o1', error("Unsupported value: 'temperature' does not support 0 with this model."), without('temperature'), 2],
    ['no thinking', error('"m-1" does not support thinking: reasoning_effort'), without('reasoning_effort'), 2],
    [
      'an old server',
      error('Unrecognized request argument: max_completion_tokens'),
      without('max_completion_tokens'),
      2,
    ],
    [
      'a gateway to OpenAI',
      error("'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."),
      without('max_tokens', 'max_completion_tokens'),
      3,
    ],
    [
      'OpenRouter, by its host’s words',
      error('Provider returned error', 400, { metadata: { raw: '{"error":{"message":"temperature: unsupported"}}' } }),
      without('temperature'),
      2,
    ],
  ])('%s', async (_, refusal, takes, count) => {
    const { ask, requests } = await startServer((request) => (takes(request) ? GOOD : refusal));
    expect((await ask()).value).toEqual(PARIS);
    expect(requests).toHaveLength(count);
    expect(requests.at(-1)?.text).toContain('You know capitals.');
    await ask();
    expect(requests).toHaveLength(count + 1);
  });
});

const BOMB = { encoding: 'gzip', body: gzipSync(Buffer.alloc(64_000_000, 32)) };
describe('a fault is told in one sentence, with the server’s own words beside it', () => {
  it.each<[string, RawAnswer, string, RegExp, string?]>([
    [
      'OpenAI: a wrong key',
      error(`Incorrect API key provided: ${KEY}.`, 401),
      'key-refused',
      /OPENAI_API_KEY/,
      'Incorrect API key provided: <secret>',
    ],
    [
      'Gemini: a wrong key',
      error('API key not valid. Please pass a valid API key.'),
      'key-refused',
      /OPENAI_API_KEY/,
      'API key not valid. Please pass a valid API key.',
    ],
    ['a starred key', error('Bad key: sk-ab**********wxyz', 403), 'key-refused', /key/, 'Bad key: <secret>'],
    [
      'Ollama: no such model',
      { status: 404, body: '{"error":"model \\"m-1\\" not found, try pulling it first"}' },
      'not-there',
      /no model local\/m-1/,
      'model "m-1" not found, try pulling it first',
    ],
    [
      'LM Studio: a wrong path',
      { body: '{"error":"Unexpected endpoint or method. (POST /chat)"}' },
      'not-there',
      /OPENAI_BASE_URL/,
      'Unexpected endpoint or method. (POST /chat)',
    ],
    ['OpenRouter: no credit', error('Insufficient credits', 402), 'quota-used', /no credit/, 'Insufficient credits'],
    [
      'OpenRouter: nothing to afford',
      error('You requested up to 4200 tokens, but can only afford 12.', 402),
      'quota-used',
      /no credit/,
    ],
    [
      'a proxy’s page with status 200',
      { type: 'text/html', body: '<html><title>Log in</title></html>' },
      'bad-answer',
      /web page.*OPENAI_BASE_URL/,
    ],
    [
      'a proxy’s page with 403',
      { status: 403, type: 'text/html', body: '<html><title>Blocked</title>' },
      'key-refused',
      /403/,
      'Blocked',
    ],
    ['no choice', { body: '{"choices":[]}' }, 'bad-answer', /without choices/],
    [
      'LM Studio: a prompt that is cut off in silence',
      { body: content('') },
      'bad-answer',
      /empty answer; its context may be too small/,
    ],
    [
      'a thought without an answer',
      { body: content(`<think>Lyon? ${LYON} or Paris?`) },
      'bad-answer',
      /does not match/,
    ],
    [
      'length, in the middle of a thought',
      { body: content(`I think ${LYON} or`, 'length') },
      'bad-answer',
      /reached its token limit/,
    ],
    [
      'OpenAI: all thought away',
      error('Could not finish: max_tokens or model output limit was reached. Try higher max_tokens.'),
      'bad-answer',
      /reached its token limit/,
    ],
    ['a packed bomb', BOMB, 'too-large', /more than 2 MB/],
    ['an error without end', { status: 400, body: 'x'.repeat(3_000_000) }, 'too-large', /more than 2 MB/],
    ['a body of braces', { body: content('{"a'.repeat(300_000)) }, 'bad-answer', /does not match/],
  ])('%s', async (_, answer, why, sentence, serverWords) => {
    const { ask } = await startServer(() => answer);
    const thrown: unknown = await ask().catch((fault: unknown) => fault);
    expect(thrown).toMatchObject({ why, message: expect.stringMatching(sentence) });
    if (serverWords !== undefined) expect(thrown).toMatchObject({ serverWords });
    expect(String(thrown)).toMatch(/^OutOfReach: [^\n]+\.$/);
  });

  it('what was asked is in no words that the log gets', async () => {
    const user = 'Müller schuldet Anna Berg 300 Euro seit 2019.';
    const repeated = JSON.stringify({ detail: `cannot parse "${JSON.stringify(user)}" of ${KEY}`, input: user });
    const { ask } = await startServer(() => ({ status: 403, body: repeated }));
    const thrown: unknown = await ask(user).catch((fault: unknown) => fault);
    expect(thrown).toMatchObject({ why: 'key-refused', serverWords: undefined });
  });
});
