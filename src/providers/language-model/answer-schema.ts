import { zodResponseFormat } from 'openai/helpers/zod';
import type { ResponseFormatJSONSchema } from 'openai/resources';
import { z } from 'zod';

/** A JSON Schema for structured output, in OpenAI's strict form. @throws Error if zod cannot express `schema` as JSON Schema */
export function toResponseSchema<T>(name: string, schema: z.ZodType<T>): ResponseFormatJSONSchema {
  return toPlainSchema(zodResponseFormat(schema, name));
}

/** Prompt text that replaces structured output. JSON mode requires the word "JSON" in the prompt. */
export function toSchemaWords<T>(name: string, schema: z.ZodType<T>): string {
  const words = `Answer with one JSON object and nothing else. It fits the JSON Schema "${name}":`;
  return `${words}\n${JSON.stringify(toPlainSchema(z.toJSONSchema(schema)))}`;
}

/**
 * Drops what zod 4 adds: the safe-integer bounds on every integer, and the dialect in `$schema`. Neither helps a model; the bounds
 * break older llama.cpp and vLLM (ggml-org/llama.cpp#16622, vllm-project/vllm#17894), and `$schema` breaks Gemini
 * (QuantumNous/new-api#1037).
 */
function toPlainSchema<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === '$schema' || value === Number.MAX_SAFE_INTEGER || value === Number.MIN_SAFE_INTEGER ? undefined : value,
  );
}
