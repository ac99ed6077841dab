/** The limits that a server states when it refuses a request for its length, in tokens. */
export interface Limits {
  /** The prompt and its answer together. */
  context?: number;
  /** The answer alone. */
  answer?: number;
  /** The refused prompt, by the server's own count. */
  prompt?: number;
}

/** The names of a request's counted parts, and the phrases for one that is too long. */
const COUNTED = /token|context|n_ctx|max_seq|max_model|prompt|input|messages/i;
const TOO_LONG =
  /too (?:long|large|high|big|many)|exceed|at most|maximum|(?:less|greater|larger|longer) than|\blimit\b|range|not enough|afford|only supports|[<>]=?/i;
/** Phrases that suffice if the message states no number. */
const SURELY_TOO_LONG =
  /context[ _-]?(?:length|size|window)|(?:prompt|input|request).{0,30}too (?:long|large)|too many tokens/i;

/** Patterns for the limit, the most reliable first. */
const LIMIT_PLACES = [
  /\bn_ctx\W{1,4}(\d+)/i,
  /[<>]=?\s*`?(\d+)/,
  /range[^[\d]{0,60}\[\d+, ?(\d+)\]/i,
  /range[^\d]{0,30}1 [^\d]{0,20}(\d+)/i,
  /(?:maximum|at most|exceed|limit|(?:less|greater|longer) than|context (?:length|size|window)|afford|only supports|max_seq_len|max_model_len)[^\d]{0,50}?(\d{2,})/i,
  /(\d{2,}) (?:tokens? )?maximum/i,
];
/** Patterns for the prompt's own length. */
const PROMPT_PLACES = [
  /contains (\d+) tokens/i,
  /(\d+) \+ \d+ >/,
  /(\d+)[^\d\w]{0,4}(?:(?:tokens?|of) )?(?:in (?:the|your) (?:messages|prompt)|from the input|(?:of )?text input|input tokens|prompt tokens|inputs\W{0,2} tokens)/i,
  /(?:n_prompt_tokens|n_keep|keep the first|resulted in|prompt is too long|prompt contains|prompt has|prompt length|input length|token count|current length is|request length|(?:prompt|input|request) \((?:length )?)[^\d]{0,12}(\d{2,})/i,
  /(?:given|received)\W{1,3}(\d{2,})|(\d{2,}) > \d/i,
];
/** Which limit is meant: the answer's, unless the message mentions the context or the prompt. */
const OF_CONTEXT =
  /context.(?:length|size|limit)|maximum context|n_ctx|inputs?\W+(?:tokens|length)|messages|prompt|max_seq|max_model/i;
const OF_ANSWER = /max_\w*tokens|maxOutputTokens|output|completion|afford/i;

/**
 * Parses a refusal for the request's length, as OpenAI, Anthropic, Gemini, Mistral, OpenRouter, Groq, DeepSeek, vLLM, SGLang, TGI,
 * llama.cpp and LM Studio word it (2023 to 2026).
 * @param said the message, with the JSON fields beside it
 * @param asked the answer's token limit in the request
 * @returns undefined if the request was refused for another reason; an empty object if no number is stated
 */
export function parseLengthRefusal(said: string, status: number, asked: number): Limits | undefined {
  // Some servers write thousands separators.
  const text = said.replace(/(\d),(?=\d{3}\b)/g, '$1').replaceAll('"', '');
  if (!COUNTED.test(text) || !TOO_LONG.test(text)) return status === 413 ? {} : undefined;
  const limit = findNumber(text, LIMIT_PLACES);
  if (limit === undefined) return status === 413 || SURELY_TOO_LONG.test(text) ? {} : undefined;
  if (!OF_CONTEXT.test(text) && OF_ANSWER.test(text)) return { answer: limit };
  // “at least” is where the server stopped counting.
  const prompt = /at least \d+ input/i.test(text) ? undefined : findNumber(text, PROMPT_PLACES);
  if (prompt !== undefined) return { context: limit, prompt };
  const requested = findNumber(text, [/requested[^\d]{0,20}(\d{2,})/i]) ?? 0;
  return requested > asked ? { context: limit, prompt: requested - asked } : { context: limit };
}

function findNumber(text: string, places: readonly RegExp[]): number | undefined {
  for (const place of places) {
    const [, first, second] = place.exec(text) ?? [];
    const found = first ?? second;
    if (found !== undefined) return Number(found);
  }
  return undefined;
}
