import { type Limits, parseLengthRefusal } from './length-refusal.ts';

/** How JSON is asked for, from the surest way to the one that every server knows. */
export const ANSWER_FORMATS = ['json_schema', 'json_object', 'text'] as const;
export type AnswerFormat = (typeof ANSWER_FORMATS)[number];

/** OpenAI's reasoning models know only the first, older servers only the second; a gateway that translates may know neither. */
const ROOM_NAMES = ['max_completion_tokens', 'max_tokens', undefined] as const;

/** What of the Chat Completions API a server takes. It starts with all of it, and only ever gets less. */
export interface Dialect {
  format: AnswerFormat;
  /** What the room for the answer is called. */
  roomName: (typeof ROOM_NAMES)[number];
  /** Whether instructions have a role of their own; else they stand above the user's words. */
  system: boolean;
  /** Whether it is sent where the operator set it. */
  temperature: boolean;
  reasoning_effort: boolean;
  /** Tokens of the prompt and its answer together, where the server told. */
  context: number;
  /** Tokens of an answer, where the server told. */
  answer: number;
  /** How many of the server's tokens are one of `toTokenCount`. */
  ratio: number;
}

export const WHOLE_DIALECT: Dialect = {
  format: 'json_schema',
  roomName: 'max_completion_tokens',
  system: true,
  temperature: true,
  reasoning_effort: true,
  context: Number.POSITIVE_INFINITY,
  answer: Number.POSITIVE_INFINITY,
  ratio: 1,
};

/** A refusal, and the request it met. Counts are of tokens; `estimate` is the prompt's by `toTokenCount`. */
export interface Refusal {
  status: number;
  said: string;
  asked: number;
  /** An answer of fewer is none. */
  least: number;
  estimate: number;
}

/** Statuses with which servers refuse a part of a request: 404 is OpenRouter's, 422 FastAPI's, 500 that of llama.cpp's templates. */
const REFUSING = new Set([400, 404, 415, 422, 500, 501]);
/** Statuses with which servers refuse a request for its length: 402 is OpenRouter's, 429 that of limits a minute. */
const REFUSING_LENGTH = new Set([400, 402, 413, 422, 500]);
/** Whose words need not name what they refuse. */
const REFUSING_PLAINLY = new Set([400, 415, 422]);
/** What no other way of asking mends. */
const NOT_OF_FORM =
  /api.?key|model.{0,80}(?:not found|not exist)|(?:invalid|unknown|no such) model|content.?(?:filter|management|policy)|safety|image|quota|credit|higher max_tokens|output limit/i;

const SYSTEM_WORDS =
  /\broles?\b|['"`]system['"`]|system.(?:message|prompt|instruction)|developer instruction|jinja|chat.?template/i;
const ROOM_WORDS = /max_(?:completion_|new_)?tokens/i;
/** In the words of OpenAI, Azure, DeepSeek, Groq, Mistral, Gemini, OpenRouter, vLLM, llama.cpp and LM Studio. */
const FORMAT_WORDS =
  /response[_ ]?(?:format|schema|mime)|schema|json[_ ]object|json mode|structured.outputs?|guided|grammar|additionalProperties|requested parameters/i;

/**
 * What to ask with after a refusal; nothing where no other way of asking helps. A refusal for length takes of the room; one that
 * names a part takes that part; one in words that name nothing takes the part that is refused most.
 */
export function toLesserDialect(sent: Dialect, refusal: Refusal): Dialect | undefined {
  const { status, said, asked } = refusal;
  const isTooMuch = status === 429 && /request too large/i.test(said);
  const limits =
    REFUSING_LENGTH.has(status) || isTooMuch ? parseLengthRefusal(said, isTooMuch ? 413 : status, asked) : undefined;
  if (limits) return toSmallerDialect(sent, limits, refusal);
  if (!REFUSING.has(status) || NOT_OF_FORM.test(said)) return undefined;
  for (const part of ['temperature', 'reasoning_effort'] as const)
    if (said.includes(part) && sent[part]) return { ...sent, [part]: false };
  if (ROOM_WORDS.test(said) && sent.roomName !== undefined) return { ...sent, roomName: toLesserName(sent.roomName) };
  const isNamed = [ROOM_WORDS, FORMAT_WORDS, SYSTEM_WORDS].some((words) => words.test(said));
  const isPlain = !isNamed && REFUSING_PLAINLY.has(status);
  if ((isPlain || FORMAT_WORDS.test(said)) && sent.format !== 'text')
    return { ...sent, format: toLesserFormat(sent.format) };
  // Where no lesser form was taken either, the form was not what was wrong.
  if (isPlain && sent.system) return { ...sent, system: false, format: 'json_schema' };
  if (SYSTEM_WORDS.test(said) && sent.system) return { ...sent, system: false };
  return undefined;
}

/** Less room than before; nothing where too little is left. */
function toSmallerDialect(sent: Dialect, limits: Limits, refusal: Refusal): Dialect | undefined {
  const { status, asked, least, estimate } = refusal;
  const { context, prompt } = limits;
  if (context === undefined) {
    // A number that is no less than what was asked for is none.
    const told = limits.answer ?? asked;
    const next = told < asked ? told : Math.floor(asked / 2);
    return next < least && (status === 402 || next !== limits.answer) ? undefined : { ...sent, answer: next };
  }
  const told = prompt === undefined ? sent.ratio : prompt / Math.max(1, estimate);
  // Refused although what it told was kept to: its next numbers are taken for too low.
  const isOld = sent.context === context && told <= sent.ratio;
  return { ...sent, context, ratio: isOld ? sent.ratio * 1.25 : told };
}

/** The room for an answer of at most `wanted` tokens to a prompt of `estimate`; below zero where the prompt alone is too long. */
export function toRoom({ context, answer, ratio }: Dialect, wanted: number, estimate: number): number {
  return Math.floor(Math.min(wanted, answer, context - estimate * ratio));
}

function toLesserName(name: Dialect['roomName']): Dialect['roomName'] {
  return ROOM_NAMES[ROOM_NAMES.indexOf(name) + 1];
}

/** The next surest way. */
export function toLesserFormat(format: AnswerFormat): AnswerFormat {
  return ANSWER_FORMATS[ANSWER_FORMATS.indexOf(format) + 1] ?? 'text';
}

/** What both leave: calls at the same time learn different things of the same server. */
export function toCommonDialect(a: Dialect, b: Dialect): Dialect {
  return {
    format: ANSWER_FORMATS.indexOf(a.format) > ANSWER_FORMATS.indexOf(b.format) ? a.format : b.format,
    roomName: ROOM_NAMES.indexOf(a.roomName) > ROOM_NAMES.indexOf(b.roomName) ? a.roomName : b.roomName,
    system: a.system && b.system,
    temperature: a.temperature && b.temperature,
    reasoning_effort: a.reasoning_effort && b.reasoning_effort,
    context: Math.min(a.context, b.context),
    answer: Math.min(a.answer, b.answer),
    ratio: b.ratio,
  };
}
