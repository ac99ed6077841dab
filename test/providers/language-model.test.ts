import { afterEach, describe, expect, it } from 'vitest';
import type { ZodType } from 'zod';
import { EXTRACT_ANSWER } from '../../src/core/extract/extract.ts';
import { JUDGE_ANSWER } from '../../src/core/judge/answer.ts';
import { CALM, describeLanguageModel, toQuestion } from '../contracts/language-model.ts';
import { type Dialect, toFault } from '../peers/model/index.ts';
import { KEY, PARIS, startFixture } from './language-model-fixture.ts';

/** The same contract against servers that know all of the API, and ever less of it. */
const SERVERS: [string, Dialect[]][] = [
  ['OpenAI', []],
  ['a server without structured output', ['json_schema']],
  ['a server without any JSON mode', ['json_schema', 'json_object']],
  ['an old server', ['json_schema', 'json_object', 'max_completion_tokens', 'temperature']],
];
for (const [name, refuses] of SERVERS) {
  describeLanguageModel(name, async () => {
    let answer: (user: string) => unknown = () => PARIS;
    const { peer, model, close } = await startFixture(
      { temperature: 0 },
      ({ user }) => {
        const said = answer(user);
        return said === undefined ? toFault({ kind: 'silence' }) : said;
      },
      refuses,
    );
    return {
      model,
      close,
      says: (next) => {
        answer = (user) => next(user);
      },
      waitForQuestions: async (count) => {
        // What is refused on the way is no question that waits.
        const answered = () => peer.requests.filter(({ refused }) => refused !== true).length;
        for (let seen = 1; answered() < count; seen++) await peer.waitForRequests(seen);
      },
    };
  });
}

describe('createOpenAiModel', () => {
  let closing: (() => Promise<void>) | undefined;
  afterEach(() => closing?.());
  const start = async (...given: Parameters<typeof startFixture>) => {
    const fixture = await startFixture(...given);
    closing = fixture.close;
    return fixture;
  };

  it('sends the key, the model, the schema and the limit, and nothing else', async () => {
    const { model, peer } = await start();
    await model.ask(toQuestion('Où ?'), CALM);
    expect(peer.requests).toHaveLength(1);
    expect(peer.requests[0]).toMatchObject({
      name: 'capital',
      model: 'm-1',
      system: 'You know capitals.',
      user: 'Où ?',
      mode: 'json_schema',
      authorization: `Bearer ${KEY}`,
      schema: { required: ['city', 'people'], additionalProperties: false },
    });
    expect(Object.keys(peer.requests[0]?.body ?? {}).sort()).toEqual(
      ['max_completion_tokens', 'messages', 'model', 'response_format'].sort(),
    );
    expect(model.name).toBe('m-1');
  });

  it.each<[string, Dialect[]]>([
    ['structured output', []],
    ['words', ['json_schema']],
  ])('no bound that some servers break over stands in the schema as %s', async (_, refuses) => {
    const { model, peer } = await start({}, () => PARIS, refuses);
    await model.ask(toQuestion(), CALM);
    const sent = JSON.stringify(peer.requests.at(-1)?.body);
    expect(sent).toContain('integer');
    expect(sent).not.toContain(String(Number.MAX_SAFE_INTEGER));
  });

  it.each([
    ['extract', EXTRACT_ANSWER],
    ['judge', JUDGE_ANSWER],
  ])('the schema of %s is one that OpenAI takes: all is required, and nothing else allowed', async (name, schema) => {
    const { model, peer } = await start();
    await model.ask({ ...toQuestion(), name, schema: schema as ZodType<unknown> }, CALM).catch(() => {});
    const sent = JSON.stringify(peer.requests[0]?.body.response_format);
    const objects = sent.split('"type":"object"').length - 1;
    expect(objects).toBeGreaterThan(1);
    expect(sent.split('"additionalProperties":false').length - 1).toBe(objects);
    expect(sent).toContain('"strict":true');
  });

  it('a server without a key is asked with a made-up one', async () => {
    const { model, peer } = await start({ apiKey: '' });
    await model.ask(toQuestion(), CALM);
    expect(peer.requests[0]?.authorization).toBe('Bearer none');
  });

  it('what a reasoning model may think comes on top of its answer', async () => {
    const { model, peer } = await start({ reasoningTokens: 4_000, reasoningEffort: 'low' });
    await model.ask(toQuestion(), CALM);
    expect(peer.requests[0]?.body).toMatchObject({ max_completion_tokens: 4_200, reasoning_effort: 'low' });
  });

  it.each<[string, Dialect[], string[]]>([
    ['structured output', ['json_schema'], ['json_schema', 'json_object']],
    ['any JSON mode', ['json_schema', 'json_object'], ['json_schema', 'json_object', 'text']],
    ['max_completion_tokens', ['max_completion_tokens'], ['json_schema', 'json_schema']],
    ['a temperature', ['temperature'], ['json_schema', 'json_schema']],
  ])(
    'a server that refuses %s is asked in another way, and from then on with one request',
    async (_, refuses, modes) => {
      const { model, peer } = await start({ temperature: 0 }, () => PARIS, refuses);
      expect((await model.ask(toQuestion(), CALM)).value).toEqual(PARIS);
      expect(peer.requests.map(({ mode }) => mode)).toEqual(modes);
      await model.ask(toQuestion(), CALM);
      expect(peer.requests).toHaveLength(modes.length + 1);
      expect(peer.requests.at(-1)?.mode).toBe(modes.at(-1));
    },
  );

  it('a server that knows least is found out in at most five requests', async () => {
    const { model, peer } = await start({ temperature: 0 }, () => PARIS, [
      'json_schema',
      'json_object',
      'max_completion_tokens',
      'temperature',
    ]);
    await model.ask(toQuestion(), CALM);
    expect(peer.requests).toHaveLength(5);
    expect(peer.requests.at(-1)?.body).toMatchObject({ max_tokens: 200 });
    expect(peer.requests.at(-1)?.body).not.toHaveProperty('temperature');
  });

  it.each([
    ['OpenRouter', 404, 'No endpoints found that can handle the requested parameters.'],
    ['DeepSeek', 400, 'This response_format type is unavailable now'],
    ['Groq', 400, 'This model does not support response format `json_schema`.'],
    ['llama.cpp', 400, 'failed to parse grammar'],
    ['Azure', 400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."],
  ])('the refusal of %s is understood', async (_, status, message) => {
    const { model, peer } = await start();
    peer.fail({ kind: 'status', status, message });
    expect((await model.ask(toQuestion(), CALM)).value).toEqual(PARIS);
    expect(peer.requests.map(({ mode }) => mode)).toEqual(['json_schema', 'json_object']);
  });

  it.each([
    ['Mistral', '{"detail":[{"loc":["body","max_completion_tokens"],"msg":"Extra inputs are not permitted"}]}'],
    ['an older vLLM', '{"object":"error","message":"extra_forbidden max_completion_tokens","code":400}'],
    ['a proxy', 'unknown parameter max_completion_tokens'],
  ])('the refusal of %s is understood though it is not in OpenAI’s form', async (_, body) => {
    const { model, peer } = await start();
    peer.fail({ kind: 'body', status: 422, body });
    expect((await model.ask(toQuestion(), CALM)).value).toEqual(PARIS);
    expect(peer.requests.at(-1)?.body).toMatchObject({ max_tokens: 200 });
  });

  it('a server that overlooks the schema is told it in words the next time', async () => {
    const { model, peer } = await start();
    peer.fail({ kind: 'text', text: 'Well, Paris.' });
    await expect(model.ask(toQuestion(), CALM)).rejects.toMatchObject({ why: 'bad-answer' });
    expect(peer.requests).toHaveLength(1);
    expect((await model.ask(toQuestion(), CALM)).value).toEqual(PARIS);
    expect(peer.requests[1]).toMatchObject({ mode: 'json_object', name: 'capital' });
    expect(peer.requests[1]?.system).toContain('"city"');
  });

  it.each([
    ['a fence', `Here you are:\n\`\`\`json\n${JSON.stringify(PARIS)}\n\`\`\`\nAnything else?`],
    ['thoughts', `<think>{"city": 1} or Lyon?</think>\n${JSON.stringify(PARIS)}`],
    ['small talk', `Sure! ${JSON.stringify(PARIS)} Have a nice day.`],
    ['a fence that holds a fence', `\`\`\`json\n${JSON.stringify({ ...PARIS, city: '```a```' })}\n\`\`\``],
  ])('JSON in %s is found', async (_, text) => {
    const { model } = await start({}, () => text, ['json_schema', 'json_object']);
    expect((await model.ask(toQuestion(), CALM)).value.people).toBe(PARIS.people);
  });

  it('tokens that the server counted are the usage', async () => {
    const { model, peer } = await start();
    peer.fail({ kind: 'text', text: JSON.stringify(PARIS) });
    expect((await model.ask(toQuestion(), CALM)).usage).toEqual({ inputTokens: 120, outputTokens: 30 });
  });

  it('tokens that no server counted are estimated from the length', async () => {
    const { model, peer } = await start();
    peer.fail({ kind: 'no-usage', value: PARIS });
    const { usage } = await model.ask(toQuestion('x'.repeat(400)), CALM);
    expect(usage).toEqual({
      inputTokens: Math.ceil((400 + 'You know capitals.'.length) / 4),
      outputTokens: Math.ceil(JSON.stringify(PARIS).length / 4),
    });
  });

  it('half a surrogate pair in a message reaches the server as a mark of replacement', async () => {
    const { model, peer } = await start();
    await model.ask(toQuestion('a\uD83D b'), CALM);
    expect(peer.requests[0]?.user).toBe('a\uFFFD b');
  });

  it('at most as many requests are under way as the operator allows', async () => {
    let underWay = 0;
    let most = 0;
    const { model } = await start({ concurrency: 2 }, async () => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay--;
      return PARIS;
    });
    await Promise.all(Array.from({ length: 8 }, () => model.ask(toQuestion(), CALM)));
    expect(most).toBe(2);
  });

  it('a question that waits for its turn is aborted at once, and its place is free for the next', async () => {
    const { model, peer } = await start({ concurrency: 1 });
    peer.fail({ kind: 'silence' });
    const [first, second] = [new AbortController(), new AbortController()];
    const asking = model.ask(toQuestion(), first.signal).catch((error: unknown) => error);
    const waiting = model.ask(toQuestion(), second.signal).catch((error: unknown) => error);
    await peer.waitForRequests(1);
    second.abort('second');
    expect(await waiting).toBe('second');
    first.abort('first');
    expect(await asking).toBe('first');
    expect((await model.ask(toQuestion(), CALM)).value).toEqual(PARIS);
    expect(peer.requests).toHaveLength(2);
  });
});
