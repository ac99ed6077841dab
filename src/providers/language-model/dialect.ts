import { zodResponseFormat } from 'openai/helpers/zod';
import type { ResponseFormatJSONSchema } from 'openai/resources';
import { z } from 'zod';

/** How JSON is asked for, from the surest way to the one that every server knows. */
export const ANSWER_FORMATS = ['json_schema', 'json_object', 'text'] as const;
export type AnswerFormat = (typeof ANSWER_FORMATS)[number];

/** What of the Chat Completions API a server takes. It starts with all of it, and only ever gets less. */
export interface Dialect {
  format: AnswerFormat;
  /** OpenAI's reasoning models know only `max_completion_tokens`; older servers only `max_tokens`. */
  limit: 'max_completion_tokens' | 'max_tokens';
  /** `temperature` and `reasoning_effort`, where the operator set them. */
  tuning: boolean;
}

/** Statuses with which servers refuse a part of a request: 404 is OpenRouter's, 422 that of servers made with FastAPI. */
const REFUSING = new Set([400, 404, 415, 422, 501]);

/** In the words of OpenAI, Azure, DeepSeek, Groq, Mistral, OpenRouter, vLLM, llama.cpp and LM Studio. */
const FORMAT_WORDS =
  /response[_ ]format|json[_ ]?schema|json[_ ]object|json mode|structured.outputs?|guided|grammar|requested parameters/i;
const LIMIT_WORDS = /max_completion_tokens/i;
const TUNING_WORDS = /temperature|reasoning[_ ]effort/i;

/**
 * What to ask with after a refusal that names a part of the request; nothing if it names none, or one that was not sent.
 * @param sent what was asked with
 * @param said the refusal's own words
 */
export function toLesserDialect(sent: Dialect, status: number, said: string): Dialect | undefined {
  if (!REFUSING.has(status)) return undefined;
  if (LIMIT_WORDS.test(said) && sent.limit === 'max_completion_tokens') return { ...sent, limit: 'max_tokens' };
  if (TUNING_WORDS.test(said) && sent.tuning) return { ...sent, tuning: false };
  if (FORMAT_WORDS.test(said) && sent.format !== 'text') return { ...sent, format: toLesserFormat(sent.format) };
  return undefined;
}

/** The next surest way. */
export function toLesserFormat(format: AnswerFormat): AnswerFormat {
  return ANSWER_FORMATS[ANSWER_FORMATS.indexOf(format) + 1] ?? 'text';
}

/** What both leave: calls at the same time learn different things of the same server. */
export function toCommonDialect(a: Dialect, b: Dialect): Dialect {
  return {
    format: ANSWER_FORMATS.indexOf(a.format) > ANSWER_FORMATS.indexOf(b.format) ? a.format : b.format,
    limit: a.limit === 'max_tokens' ? a.limit : b.limit,
    tuning: a.tuning && b.tuning,
  };
}

/** A schema for structured output, strict as OpenAI wants it. @throws Error if zod has no JSON Schema for it */
export function toResponseSchema<T>(name: string, schema: z.ZodType<T>): ResponseFormatJSONSchema {
  return withoutSafeBounds(zodResponseFormat(schema, name));
}

/** The words that stand in for structured output. JSON mode wants the word JSON in them. */
export function toSchemaWords<T>(name: string, schema: z.ZodType<T>): string {
  const words = `Answer with one JSON object and nothing else. It fits the JSON Schema "${name}":`;
  return `${words}\n${JSON.stringify(withoutSafeBounds(z.toJSONSchema(schema)))}`;
}

/**
 * zod 4 bounds every whole number by what JavaScript can count to. Those bounds say nothing to a model, and older llama.cpp
 * and vLLM break over them (ggml-org/llama.cpp#16622, vllm-project/vllm#17894).
 */
function withoutSafeBounds<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema), (_, value: unknown) =>
    value === Number.MAX_SAFE_INTEGER || value === Number.MIN_SAFE_INTEGER ? undefined : value,
  );
}
