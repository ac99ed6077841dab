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

/** How a model is reached: OpenAI, or any server that speaks its Chat Completions (Ollama, vLLM, llama.cpp, …). */
export interface ChatOptions {
  /** Servers of one's own mostly want none. */
  apiKey?: string;
  /** Ends in `/v1` nearly always. Default: OpenAI. */
  baseUrl?: string;
  model: string;
  /** For one question with all its retries, from the moment it is sent; at most 300 s, after which Node's fetch gives up by itself. */
  timeoutMs: number;
  /** How often a request is made again after a 429, a 5xx or a broken connection. Default 2. */
  maxRetries?: number;
  /** How many requests at once; the others wait. Default 4. */
  concurrency?: number;
  /** Sent only if set: reasoning models refuse it. */
  temperature?: number;
  /** Sent only if set. */
  reasoningEffort?: 'none' | 'minimal' | 'low' | 'medium' | 'high';
  /** What a reasoning model may think, in tokens, on top of its answer. Default 0. */
  reasoningTokens?: number;
  fetch?: typeof globalThis.fetch;
}

/** A question, with JSON asked for in some way. */
export interface Asking {
  system: string;
  user: string;
  /** A data URL. */
  picture?: string;
  response_format?: NonNullable<ChatCompletionCreateParamsNonStreaming['response_format']>;
}

export interface Chat {
  /**
   * One question, one answer that counts: an answer that came is never asked for again.
   * @param toAsking makes the question for a way of asking for JSON; called again after a refusal
   * @returns what the server sent, unread, and how it was asked
   */
  ask(
    toAsking: (format: AnswerFormat) => Asking,
    maxOutputTokens: number,
    signal: AbortSignal,
  ): Promise<{ body: unknown; format: AnswerFormat }>;
  /** From now on questions are asked in a lesser way than this one, which the server takes and does not keep to. */
  giveUp(format: AnswerFormat): void;
}

const OPENAI_URL = 'https://api.openai.com/v1';
/** What a model's template puts around the messages, at a guess; a server's own count takes its place. */
const TEMPLATE_TOKENS = 64;
/** Before the second try; it doubles. A server's own `retry-after` goes first. */
const FIRST_PAUSE_MS = 500;

/** Talks to a chat server. It remembers what the server refuses, so that later questions need one request. */
export function createChat(options: ChatOptions): Chat {
  const { model, timeoutMs, maxRetries = 2, baseUrl = OPENAI_URL } = options;
  const { temperature, reasoningEffort, reasoningTokens = 0 } = options;
  const asked = { model, host: new URL(baseUrl).host, key: options.apiKey ?? '' };
  const slots = createSlots(options.concurrency ?? 4);
  const client = new OpenAI({
    // The client wants one. A server that needs none takes any.
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
    // Its log would hold what people wrote.
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
        // It ends: each turn answers, uses up a retry, or gives up a part of the dialect for good.
        for (;;) {
          // A schema that cannot be put into words is our own fault, and thrown as it is.
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
              // The server's own number holds for each question, also where this one finds no room.
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

/** What a server said against a request; nothing where it said nothing, or something of the model's answer. */
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
