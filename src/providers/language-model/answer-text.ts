import { z } from 'zod';
import type { TokenUsage } from '../../core/ports.ts';

const count = z.number().int().nonnegative();

/** The parts of a chat completion that are used. Some servers omit fields that others always send. */
const COMPLETION = z.object({
  choices: z.array(
    z.object({
      finish_reason: z.unknown().optional(),
      message: z.looseObject({ content: z.unknown().optional(), refusal: z.unknown().optional() }).nullish(),
    }),
  ),
});
const COUNTED = z.object({ usage: z.object({ prompt_tokens: count, completion_tokens: count }) });

/** What a body held instead of JSON: nothing at all, a web page, or broken JSON. */
export type Unread = 'nothing' | 'page' | 'broken';
const UNREAD = z.object({ unread: z.enum(['nothing', 'page', 'broken']) });

/** An answer's text, and the reasoning that the server sent in separate fields. */
export interface Spoken {
  text: string;
  thoughts: string;
  /** The answer hit its token limit. */
  isCut: boolean;
}
/** An answer, or why there is none. */
export type Said = Spoken | { fault: 'refusal' | 'filtered' | 'empty' | 'no-choice' | 'not-a-completion' | Unread };

/** The fields that carry reasoning: vLLM, SGLang and DeepSeek; OpenRouter and newer vLLM; Ollama. */
const THOUGHT_FIELDS = ['reasoning_content', 'reasoning', 'thinking'] as const;
const MAX_DEPTH = 4;

/** Parses the body of a chat completion. */
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

/** The text of a string, of a list of parts, or of content that is already JSON. From parts it takes only reasoning, or only the rest. */
function toText(content: unknown, ofThoughts: boolean, depth = 0): string {
  if (typeof content === 'string') return depth > 0 || !ofThoughts ? content : '';
  if (typeof content !== 'object' || content === null || depth > MAX_DEPTH) return '';
  if (Array.isArray(content)) return content.map((part) => toText(part, ofThoughts, depth + 1)).join('');
  const { type, text, thinking }: { type?: unknown; text?: unknown; thinking?: unknown } = content;
  if (type === undefined && text === undefined) return ofThoughts ? '' : JSON.stringify(content);
  const isThought = typeof type === 'string' && /think|reason/.test(type);
  return isThought === ofThoughts ? toText(text ?? thinking, ofThoughts, depth + 1) : '';
}

/** UTF-8 bytes per token: about four in English (OpenAI's rule of thumb), and a fair guess for other scripts. */
const BYTES_PER_TOKEN = 4;

/**
 * The tokens a completion cost, by the server's own count. If the server sends no count (some builds of llama.cpp), they are
 * estimated from the length of the prompt and the answer.
 * @param pictureTokens the estimated cost of any pictures in the request
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
