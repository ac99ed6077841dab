import { zodResponseFormat } from 'openai/helpers/zod';
import type { ResponseFormatJSONSchema } from 'openai/resources';
import { z } from 'zod';

/** A schema for structured output, strict as OpenAI wants it. @throws Error if zod has no JSON Schema for it */
export function toResponseSchema<T>(name: string, schema: z.ZodType<T>): ResponseFormatJSONSchema {
  return toPlainSchema(zodResponseFormat(schema, name));
}

/** The words that stand in for structured output. JSON mode wants the word JSON in them. */
export function toSchemaWords<T>(name: string, schema: z.ZodType<T>): string {
  const words = `Answer with one JSON object and nothing else. It fits the JSON Schema "${name}":`;
  return `${words}\n${JSON.stringify(toPlainSchema(z.toJSONSchema(schema)))}`;
}

/**
 * zod 4 bounds every whole number by what JavaScript can count to, and names its dialect in `$schema`. Neither says anything to a
 * model; older llama.cpp and vLLM break over the bounds (ggml-org/llama.cpp#16622, vllm-project/vllm#17894), Gemini over the name
 * (QuantumNous/new-api#1037).
 */
function toPlainSchema<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === '$schema' || value === Number.MAX_SAFE_INTEGER || value === Number.MIN_SAFE_INTEGER ? undefined : value,
  );
}
