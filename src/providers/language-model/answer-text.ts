import { z } from 'zod';
import type { TokenUsage } from '../../core/ports.ts';

const count = z.number().int().nonnegative();

/** A chat completion, as far as it is used. Some servers leave out what others always send. */
const COMPLETION = z.object({
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).nullish(),
    }),
  ),
});
const COUNTED = z.object({ usage: z.object({ prompt_tokens: count, completion_tokens: count }) });

/** What there is of an answer: its text, or why there is none. */
export type Said = { text: string } | { fault: 'cut' | 'refusal' | 'filtered' | 'empty' | 'not-a-completion' };

/** Reads what a server sent for a completion. */
export function parseCompletion(body: unknown): Said {
  const completion = COMPLETION.safeParse(body);
  if (!completion.success) return { fault: 'not-a-completion' };
  const [choice] = completion.data.choices;
  if (choice?.finish_reason === 'length') return { fault: 'cut' };
  if (choice?.finish_reason === 'content_filter') return { fault: 'filtered' };
  if (choice?.message?.refusal) return { fault: 'refusal' };
  const text = choice?.message?.content ?? '';
  return text.trim() === '' ? { fault: 'empty' } : { text };
}

/** UTF-8 bytes in a token: about four of English, and a fair guess for other scripts too (OpenAI's rule of thumb). */
const BYTES_PER_TOKEN = 4;

/**
 * What a completion cost: the server's own count. Where it counts nothing, as some builds of llama.cpp, it is estimated
 * from the length of what was sent and said.
 * @param pictureTokens what pictures cost that were sent too
 */
export function parseUsage(body: unknown, sent: readonly string[], pictureTokens: number): TokenUsage {
  const counted = COUNTED.safeParse(body);
  if (counted.success) {
    const { prompt_tokens: inputTokens, completion_tokens: outputTokens } = counted.data.usage;
    return { inputTokens, outputTokens };
  }
  const completion = COMPLETION.safeParse(body);
  const said = completion.success ? (completion.data.choices[0]?.message?.content ?? '') : '';
  return { inputTokens: toTokens(sent.join('')) + pictureTokens, outputTokens: toTokens(said) };
}

function toTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
}

/**
 * The JSON in what a model said. Models that know no JSON mode think aloud before it, put it into a fence, or talk around it.
 * @throws SyntaxError if there is none
 */
export function parseJsonText(said: string): unknown {
  const text = said.replace(/^\s*<think>[\s\S]*?<\/think>/, '').trim();
  try {
    return JSON.parse(text);
  } catch (error) {
    // A quote may hold a fence or a brace: the outermost braces are the object, whatever stands around them.
    const from = text.indexOf('{');
    const to = text.lastIndexOf('}');
    if (from < 0 || to < from) throw error;
    return JSON.parse(text.slice(from, to + 1));
  }
}
