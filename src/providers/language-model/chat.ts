import { setTimeout as sleep } from 'node:timers/promises';
import { APIError, OpenAI } from 'openai';
import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import { defined } from '../../core/defined.ts';
import { OutOfReach } from '../../core/out-of-reach.ts';
import { toTokenCount } from '../../core/prompting/token-count.ts';
import { canPass, toAdvisedMs, toOutOfReach, toSaid, toTooLong } from './chat-faults.ts';
import {
  type AnswerFormat,
  type Dialect,
  toCommonDialect,
  toLesserDialect,
  toLesserFormat,
  toRoom,
  WHOLE_DIALECT,
} from './dialect.ts';
import { createReadableFetch } from './readable-answers.ts';
import { createSlots } from './slots.ts';

/** How to reach a model: OpenAI, or any server that implements its Chat Completions API (Ollama, vLLM, llama.cpp, …). */
export interface ChatOptions {
  /** Most self-hosted servers need none. */
  apiKey?: string;
  /** Nearly always ends in `/v1`. Default: OpenAI. */
  baseUrl?: string;
  model: string;
  /** For one question with all its retries, from when it gets a slot; at most 300 s, after which Node's fetch gives up by itself. */
  timeoutMs: number;
  /** Retries after a 408, a 429, a 5xx or a broken connection. Default 2. */
  maxRetries?: number;
  /** Maximum concurrent questions; the others wait. Default 4. */
  concurrency?: number;
  /** Sent only if set, since reasoning models refuse it. */
  temperature?: number;
  /** Sent only if set. */
  reasoningEffort?: 'none' | 'minimal' | 'low' | 'medium' | 'high';
  /** Tokens that a reasoning model may spend on reasoning, on top of its answer. Default 0. */
  reasoningTokens?: number;
  fetch?: typeof globalThis.fetch;
}

/** A question that asks for JSON in one of the answer formats. */
export interface Asking {
  system: string;
  user: string;
  /** A data URL. */
  picture?: string;
  response_format?: NonNullable<ChatCompletionCreateParamsNonStreaming['response_format']>;
}

export interface Chat {
  /**
   * Asks one question. Once an answer has arrived, it is never asked for again.
   * @param toAsking builds the question for an answer format; called again after a refusal
   * @returns the server's body, unparsed, and the answer format that it was asked for in
   */
  ask(
    toAsking: (format: AnswerFormat) => Asking,
    maxOutputTokens: number,
    signal: AbortSignal,
  ): Promise<{ body: unknown; format: AnswerFormat }>;
  /** Asks later questions in a weaker format than this one, which the server accepts but does not enforce. */
  giveUp(format: AnswerFormat): void;
}

const OPENAI_URL = 'https://api.openai.com/v1';
/** A guess at the tokens that a model's chat template adds around the messages; a server's own count corrects it. */
const TEMPLATE_TOKENS = 64;
/** The wait before the first retry, in ms; it doubles each time. A server's own `retry-after` takes precedence. */
const FIRST_PAUSE_MS = 500;

/** A client for a chat server. It remembers what the server refuses, so that later questions need only one request. */
export function createChat(options: ChatOptions): Chat {
  const { model, timeoutMs, maxRetries = 2, baseUrl = OPENAI_URL } = options;
  const { temperature, reasoningEffort, reasoningTokens = 0 } = options;
  const asked = { model, host: new URL(baseUrl).host, key: options.apiKey ?? '' };
  const slots = createSlots(options.concurrency ?? 4);
  const client = new OpenAI({
    // The client insists on a key. A server that needs none accepts any.
    apiKey: options.apiKey || 'none',
    baseURL: baseUrl,
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: timeoutMs + 1_000,
    fetch: createReadableFetch(options.fetch ?? globalThis.fetch, asked.host),
    fetchOptions: { redirect: 'manual' },
    // The client's log would contain what people wrote.
    logLevel: 'off',
  });
  let known = WHOLE_DIALECT;

  const toBody = (asking: Asking, dialect: Dialect, room: number) => ({
    model,
    messages: toMessages(asking, dialect),
    ...(dialect.roomName === undefined ? {} : { [dialect.roomName]: room }),
    ...defined({ response_format: asking.response_format }),
    ...defined({ temperature: dialect.temperature ? temperature : undefined }),
    ...defined({ reasoning_effort: dialect.reasoning_effort ? reasoningEffort : undefined }),
  });

  return {
    ask: (toAsking, maxOutputTokens, signal) =>
      slots(async () => {
        const until = performance.now() + timeoutMs;
        const limit = AbortSignal.timeout(timeoutMs);
        const either = AbortSignal.any([signal, limit]);
        const least = Math.ceil(maxOutputTokens / 2);
        let dialect = known;
        let retries = 0;
        // The loop ends: each pass answers, uses up a retry, or drops a part of the dialect for good.
        for (;;) {
          // A schema without a JSON Schema form is our own bug, so the error is thrown unchanged.
          const asking = toAsking(dialect.format);
          const sent = asking.system + asking.user;
          const estimate = toTokenCount(sent) + TEMPLATE_TOKENS;
          const left = toRoom({ ...dialect, answer: least }, least, estimate);
          if (left < least) throw toTooLong(asked, (dialect.context - least) / (dialect.context - left));
          const room = toRoom(dialect, maxOutputTokens + reasoningTokens, estimate);
          try {
            const body: unknown = await client.chat.completions.create(toBody(asking, dialect, room), {
              signal: either,
            });
            known = toCommonDialect(known, dialect);
            return { body, format: dialect.format };
          } catch (error) {
            signal.throwIfAborted();
            if (limit.aborted) throw toTimeLimit(asked.host, timeoutMs);
            if (error instanceof Error && error.cause instanceof OutOfReach) throw error.cause;
            const refusal = toRefusal(error);
            const lesser = refusal && toLesserDialect(dialect, { ...refusal, asked: room, least, estimate });
            if (lesser !== undefined) {
              const { context, ratio } = lesser;
              // The server's own limit applies to every question, even if this one does not fit.
              if (context < known.context) known = { ...known, context, ratio };
              dialect = lesser;
              continue;
            }
            const pauseMs = toAdvisedMs(error) ?? FIRST_PAUSE_MS * 2 ** retries;
            if (!canPass(error) || retries >= maxRetries || performance.now() + pauseMs >= until)
              throw toOutOfReach(error, asked, asking.user);
            retries++;
            await sleep(pauseMs, undefined, { signal: either }).catch(() => {});
            signal.throwIfAborted();
          }
        }
      }, signal),
    giveUp: (format) => {
      known = toCommonDialect(known, { ...known, format: toLesserFormat(format) });
    },
  };
}

/** A server's refusal of a request; undefined if there is none, or if the error concerns the model's answer. */
function toRefusal(error: unknown): { status: number; said: string } | undefined {
  if (!(error instanceof APIError) || error.status === undefined || error.code === 'json_validate_failed')
    return undefined;
  return { status: error.status, said: toSaid(error) };
}

function toMessages({ system, user, picture }: Asking, dialect: Dialect): ChatCompletionMessageParam[] {
  const text = dialect.system ? user : `${system}\n\n${user}`;
  const content =
    picture === undefined
      ? text
      : [
          { type: 'text' as const, text },
          { type: 'image_url' as const, image_url: { url: picture } },
        ];
  const asked = { role: 'user' as const, content };
  return dialect.system ? [{ role: 'system', content: system }, asked] : [asked];
}

function toTimeLimit(host: string, timeoutMs: number): OutOfReach {
  return new OutOfReach('time-limit', `${host} did not answer within ${timeoutMs / 1000} s.`);
}
