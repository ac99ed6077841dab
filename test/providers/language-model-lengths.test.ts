import { afterEach, describe, expect, it } from 'vitest';
import { judgeClaim } from '../../src/core/judge/judge.ts';
import { toTokenCount } from '../../src/core/prompting/token-count.ts';
import { CALM } from '../contracts/language-model.ts';
import { agreeing, NOW, toAnswer, toPassage, WALL } from '../core/judge/grounding-fixture.ts';
import type { RawAnswer, RawRequest } from '../peers/model/raw-server.ts';
import { content, error, GOOD, startServer, stopServer } from './language-model-servers-fixture.ts';

afterEach(stopServer);

/** What the servers of this file count a prompt as: a third more than `toTokenCount`, as models of small vocabularies do. */
const toPrompt = ({ text }: RawRequest) => Math.ceil(toTokenCount(text) * 1.3) + 20;
type Says = (context: number, prompt: number, room: number) => RawAnswer;
const plain =
  (words: (context: number, prompt: number, room: number) => string, status = 400): Says =>
  (...numbers) =>
    error(words(...numbers), status);

/** In the words of each server (2023 to 2026). */
const SERVERS: [string, Says][] = [
  [
    'OpenAI',
    plain(
      (c, p, r) =>
        `This model's maximum context length is ${c} tokens. However, you requested ${p + r} tokens (${p} in the messages, ${r} in the completion). Please reduce the length of the messages or completion.`,
    ),
  ],
  [
    'vLLM, before the prompt is counted whole',
    plain(
      (c, _, r) =>
        `This model's maximum context length is ${c} tokens. However, you requested ${r} output tokens and your prompt contains at least ${Math.max(1, c - r + 1)} input tokens, for a total of at least ${c + 1} tokens.`,
    ),
  ],
  [
    'vLLM, by its parameter',
    plain(
      (c, p, r) =>
        `'max_tokens' or 'max_completion_tokens' is too large: ${r}. This model's maximum context length is ${c} tokens and your request has ${p} input tokens (${r} > ${c} - ${p}).`,
    ),
  ],
  [
    'TGI',
    plain(
      (c, p, r) =>
        `\`inputs\` tokens + \`max_new_tokens\` must be <= ${c}. Given: ${p} \`inputs\` tokens and ${r} \`max_new_tokens\``,
      422,
    ),
  ],
  [
    'SGLang',
    plain(
      (c, p, r) =>
        `Requested token count exceeds the model's maximum context length of ${c} tokens. You requested a total of ${p + r} tokens: ${p} tokens from the input messages and ${r} tokens for the completion.`,
    ),
  ],
  [
    'OpenRouter',
    plain(
      (c, p, r) =>
        `This endpoint's maximum context length is ${c} tokens. However, you requested about ${p + r} tokens (${p} of text input, ${r} in the output).`,
    ),
  ],
  [
    'Anthropic',
    plain(
      (c, p, r) =>
        `input length and \`max_tokens\` exceed context limit: ${p} + ${r} > ${c}, decrease input length or \`max_tokens\` and try again`,
    ),
  ],
  ['llama-cpp-python', plain((c, p, r) => `Requested tokens (${p + r}) exceed context window of ${c}`, 500)],
  [
    'Groq, by the minute',
    plain(
      (c, p, r) =>
        `Request too large on tokens per minute (TPM): Limit ${c}, Requested ${p + r}, please reduce your message size`,
      413,
    ),
  ],
  ['a gateway without numbers', plain(() => 'Input is too long for requested model.')],
  [
    'a proxy',
    () => ({ status: 413, type: 'text/html', body: '<html><title>413 Request Entity Too Large</title></html>' }),
  ],
];

describe('a small context', () => {
  it.each(SERVERS)('%s: the room for the answer is what is left, and is remembered', async (_, refuse) => {
    const context = 1_024;
    const { ask, requests } = await startServer((request) => {
      const prompt = toPrompt(request);
      return prompt + request.room > context ? refuse(context, prompt, request.room) : GOOD;
    });
    await ask();
    const asked = requests.length;
    expect(asked).toBeLessThanOrEqual(4);
    expect(requests.at(-1)?.room).toBeGreaterThan(500);
    expect(requests.at(-1)?.body).toHaveProperty('max_completion_tokens');
    expect(requests.at(-1)?.body.response_format).toMatchObject({ type: 'json_schema' });
    await ask();
    expect(requests).toHaveLength(asked + 1);
  });

  it.each(SERVERS)('%s: the judge is shown as many passages as find room', async (_, refuse) => {
    const context = 4_096;
    const answer = toAnswer('unverified', []);
    const { model, requests } = await startServer((request) => {
      const prompt = toPrompt(request);
      return prompt + request.room > context
        ? refuse(context, prompt, request.room)
        : { body: content(JSON.stringify(answer)) };
    });
    const passages = Array.from({ length: 16 }, (_, at) =>
      toPassage(at + 1, `The wall of county ${at} is long. `.repeat(20)),
    );
    const judge = () =>
      judgeClaim(
        { claim: WALL, passages, asOf: '2026-03-01' },
        {
          model,
          prompt: { version: 'judge-1', text: 'Judge the claim. '.repeat(200) },
          primarySources: [],
          now: () => NOW,
          onUsage: () => {},
          examine: async ({ quotes }) => ({
            told: new Map(quotes.map((one) => [one.place, agreeing(one)])),
            said: new Set(),
            usage: { inputTokens: 1, outputTokens: 1 },
          }),
        },
        CALM,
      );
    expect((await judge()).judgement).toBeDefined();
    const last = requests.at(-1);
    const shown = last?.text.split('The wall of county 0').length ?? 0;
    expect(shown).toBeGreaterThan(1);
    expect(last?.text).not.toContain('county 15');
    expect(last?.room).toBeGreaterThanOrEqual(1_000);
    const first = requests.length;
    await judge();
    expect(requests.length - first).toBeLessThanOrEqual(first);
  });
});

describe('a limit of the answer alone', () => {
  it.each<[string, (most: number, room: number) => string]>([
    [
      'OpenAI',
      (most, room) =>
        `max_tokens is too large: ${room}. This model supports at most ${most} completion tokens, whereas you provided ${room}.`,
    ],
    [
      'Anthropic',
      (most, room) =>
        `max_tokens: ${room} > ${most}, which is the maximum allowed number of output tokens for claude-3`,
    ],
    [
      'Groq',
      (most) =>
        `\`max_completion_tokens\` must be less than or equal to \`${most}\`, the maximum value for \`max_completion_tokens\` is less than the \`context_window\` for this model`,
    ],
    ['DeepSeek', (most) => `Invalid max_tokens value, the valid range of max_tokens is [1, ${most}]`],
    [
      'Gemini',
      (most) =>
        `it has a maxOutputTokens value of 4200 but the supported range is from 1 (inclusive) to ${most} (exclusive)`,
    ],
    [
      'OpenRouter',
      (most, room) =>
        `This request requires more credits, or fewer max_tokens. You requested up to ${room} tokens, but can only afford ${most}.`,
    ],
  ])('%s', async (name, words) => {
    const { ask, requests } = await startServer(({ room }) =>
      room > 2_048 ? error(words(2_048, room), name === 'OpenRouter' ? 402 : 400) : GOOD,
    );
    await ask();
    expect(requests.map(({ room }) => room)).toEqual([4_200, 2_048]);
    await ask('x '.repeat(9_000));
    expect(requests).toHaveLength(3);
  });
});

describe('a prompt that is too long by itself', () => {
  it.each<[string, RawAnswer]>([
    [
      'OpenAI',
      error("This model's maximum context length is 4096 tokens. However, your messages resulted in 7912 tokens."),
    ],
    ['Anthropic', error('prompt is too long: 7912 tokens > 4096 maximum')],
    ['Gemini', error('The input token count (7912) exceeds the maximum number of tokens allowed (4096).')],
    [
      'LM Studio',
      {
        status: 400,
        body: '{"error":"The number of tokens to keep is greater than the context length (n_keep: 7912>= n_ctx: 4096)."}',
      },
    ],
    [
      'Mistral',
      error('Prompt contains 7912 tokens and 0 draft tokens, too large for model with 4096 maximum context length'),
    ],
    [
      'llama.cpp',
      error('the request exceeds the available context size, try increasing it', 400, {
        type: 'exceed_context_size_error',
        n_prompt_tokens: 7912,
        n_ctx: 4096,
      }),
    ],
    ['xAI', error("This model's maximum prompt length is 4096 but the request contains 7912 tokens.")],
    ['Cerebras', error('Please reduce the length of the messages. Current length is 7912 while limit is 4096')],
    ['TGI', error('`inputs` must have less than 4096 tokens. Given: 7912', 422)],
    ['Cohere', error('too many tokens: the prompt cannot exceed 4096 - received 7912.')],
    ['OpenRouter, without credit', error('Prompt tokens limit exceeded: 7912 > 4096.', 402)],
    ['a gateway', error('input token count is 7912 but the model only supports up to 4096.')],
    [
      'Ollama',
      { status: 400, body: '{"error":"input length (7912 tokens) exceeds the context length (4,096 tokens)"}' },
    ],
  ])('%s: how much of it would fit is told', async (_, refusal) => {
    const { ask, requests } = await startServer(() => refusal);
    const thrown: unknown = await ask().catch((fault: unknown) => fault);
    expect(thrown).toMatchObject({ why: 'too-large', shareThatFits: expect.closeTo((4_096 - 100) / 7_912, 2) });
    expect(requests).toHaveLength(1);
  });
});
