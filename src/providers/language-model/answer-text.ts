import { z } from 'zod';
import type { TokenUsage } from '../../core/ports.ts';

const count = z.number().int().nonnegative();

/** A chat completion, as far as it is used. Some servers leave out what others always send. */
const COMPLETION = z.object({
  choices: z.array(
    z.object({
      finish_reason: z.unknown().optional(),
      message: z.looseObject({ content: z.unknown().optional(), refusal: z.unknown().optional() }).nullish(),
    }),
  ),
});
const COUNTED = z.object({ usage: z.object({ prompt_tokens: count, completion_tokens: count }) });

/** What came in place of JSON. */
export type Unread = 'nothing' | 'page' | 'broken';
const UNREAD = z.object({ unread: z.enum(['nothing', 'page', 'broken']) });

/** An answer's text, and the thoughts that stand apart from it. */
export interface Spoken {
  text: string;
  thoughts: string;
  /** The room for it was used up. */
  isCut: boolean;
}
/** What there is of an answer, or why there is none. */
export type Said = Spoken | { fault: 'refusal' | 'filtered' | 'empty' | 'no-choice' | 'not-a-completion' | Unread };

/** Where servers put thoughts: vLLM, SGLang and DeepSeek; OpenRouter and newer vLLM; Ollama. */
const THOUGHT_FIELDS = ['reasoning_content', 'reasoning', 'thinking'] as const;
const MAX_DEPTH = 4;

/** Reads what a server sent for a completion. */
export function parseCompletion(body: unknown): Said {
  const unread = UNREAD.safeParse(body);
  if (unread.success) return { fault: unread.data.unread };
  const completion = COMPLETION.safeParse(body);
  if (!completion.success) return { fault: 'not-a-completion' };
  const [choice] = completion.data.choices;
  if (choice === undefined) return { fault: 'no-choice' };
  if (choice.finish_reason === 'content_filter') return { fault: 'filtered' };
  const { message } = choice;
  if (message?.refusal) return { fault: 'refusal' };
  const text = toText(message?.content, false);
  const apart = THOUGHT_FIELDS.map((field) => toText(message?.[field], false)).find((said) => said !== '') ?? '';
  const thoughts = apart + toText(message?.content, true);
  const isCut = choice.finish_reason === 'length';
  return (text + thoughts).trim() === '' && !isCut ? { fault: 'empty' } : { text, thoughts, isCut };
}

/** The text in a string, in a list of parts, or in what is JSON already; of the parts those that are thoughts, or those that are not. */
function toText(content: unknown, ofThoughts: boolean, depth = 0): string {
  if (typeof content === 'string') return depth > 0 || !ofThoughts ? content : '';
  if (typeof content !== 'object' || content === null || depth > MAX_DEPTH) return '';
  if (Array.isArray(content)) return content.map((part) => toText(part, ofThoughts, depth + 1)).join('');
  const { type, text, thinking }: { type?: unknown; text?: unknown; thinking?: unknown } = content;
  if (type === undefined && text === undefined) return ofThoughts ? '' : JSON.stringify(content);
  const isThought = typeof type === 'string' && /think|reason/.test(type);
  return isThought === ofThoughts ? toText(text ?? thinking, ofThoughts, depth + 1) : '';
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
  const said = parseCompletion(body);
  const spoken = 'fault' in said ? '' : said.text + said.thoughts;
  return { inputTokens: toTokens(sent.join('')) + pictureTokens, outputTokens: toTokens(spoken) };
}

function toTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
}
