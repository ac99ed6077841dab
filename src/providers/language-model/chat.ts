import { setTimeout as sleep } from 'node:timers/promises';
import { APIError, OpenAI } from 'openai';
import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import { OutOfReach } from '../../core/out-of-reach.ts';
import { defined } from '../../shared/values.ts';
import { canPass, toAdvisedMs, toOutOfReach, toSaid } from './chat-faults.ts';
import { type AnswerFormat, type Dialect, toCommonDialect, toLesserDialect, toLesserFormat } from './dialect.ts';
import { createReadableErrorsFetch } from './readable-errors.ts';
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

/** A question in the form that the server takes. */
export interface Asking {
  messages: ChatCompletionMessageParam[];
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
/** Before the second try; it doubles. A server's own `retry-after` goes first. */
const FIRST_PAUSE_MS = 500;

/** Talks to a chat server. It remembers what the server refuses, so that later questions need one request. */
export function createChat(options: ChatOptions): Chat {
  const { model, timeoutMs, maxRetries = 2, baseUrl = OPENAI_URL } = options;
  const { temperature, reasoningEffort, reasoningTokens = 0 } = options;
  const asked = { model, host: new URL(baseUrl).host };
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
    fetch: createReadableErrorsFetch(options.fetch ?? globalThis.fetch),
    fetchOptions: { redirect: 'manual' },
    // Its log would hold what people wrote.
    logLevel: 'off',
  });
  let known: Dialect = { format: 'json_schema', limit: 'max_completion_tokens', tuning: true };

  const toBody = ({ messages, response_format }: Asking, dialect: Dialect, maxTokens: number) => ({
    model,
    messages,
    [dialect.limit]: maxTokens + reasoningTokens,
    ...defined({ response_format }),
    ...(dialect.tuning && temperature !== undefined ? { temperature } : {}),
    ...(dialect.tuning && reasoningEffort !== undefined ? { reasoning_effort: reasoningEffort } : {}),
  });

  return {
    ask: (toAsking, maxOutputTokens, signal) =>
      slots(async () => {
        const until = performance.now() + timeoutMs;
        const limit = AbortSignal.timeout(timeoutMs);
        const either = AbortSignal.any([signal, limit]);
        let dialect = known;
        let retries = 0;
        // It ends: each turn answers, uses up a retry, or gives up a part of the dialect for good.
        for (;;) {
          // A schema that cannot be put into words is our own fault, and thrown as it is.
          const request = toBody(toAsking(dialect.format), dialect, maxOutputTokens);
          try {
            const body: unknown = await client.chat.completions.create(request, { signal: either });
            known = toCommonDialect(known, dialect);
            return { body, format: dialect.format };
          } catch (error) {
            signal.throwIfAborted();
            if (limit.aborted) throw toTimeLimit(asked.host, timeoutMs);
            const lesser =
              error instanceof APIError && error.code !== 'json_validate_failed'
                ? toLesserDialect(dialect, error.status ?? 0, toSaid(error))
                : undefined;
            if (lesser !== undefined) {
              dialect = lesser;
              continue;
            }
            const pauseMs = toAdvisedMs(error) ?? FIRST_PAUSE_MS * 2 ** retries;
            if (!canPass(error) || retries >= maxRetries || performance.now() + pauseMs >= until)
              throw toOutOfReach(error, asked);
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

function toTimeLimit(host: string, timeoutMs: number): OutOfReach {
  return new OutOfReach('time-limit', `${host} did not answer within ${timeoutMs / 1000} s.`);
}
