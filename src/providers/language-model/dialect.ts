import { type Limits, parseLengthRefusal } from './length-refusal.ts';

/** The ways of asking for JSON, from the most reliable to the one that every server supports. */
export const ANSWER_FORMATS = ['json_schema', 'json_object', 'text'] as const;
export type AnswerFormat = (typeof ANSWER_FORMATS)[number];

/** OpenAI's reasoning models accept only the first, older servers only the second, and some translating gateways neither. */
const ROOM_NAMES = ['max_completion_tokens', 'max_tokens', undefined] as const;

/** The part of the Chat Completions API that a server accepts. It starts as the whole API and only ever shrinks. */
export interface Dialect {
  format: AnswerFormat;
  /** The parameter that limits the answer's tokens. */
  roomName: (typeof ROOM_NAMES)[number];
  /** Whether instructions go into a system message; otherwise they precede the user's text. */
  system: boolean;
  /** Whether `temperature` is sent if the operator set it; likewise `reasoning_effort`. */
  temperature: boolean;
  reasoning_effort: boolean;
  /** Maximum tokens of the prompt and its answer together; infinite until the server states it. */
  context: number;
  /** Maximum tokens of an answer; infinite until the server states it. */
  answer: number;
  /** The server's tokens per token of `toTokenCount`. */
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

/** A refusal, and the request that it refused. Counts are in tokens; `estimate` is the prompt's length by `toTokenCount`. */
export interface Refusal {
  status: number;
  said: string;
  asked: number;
  /** The fewest tokens that an answer can be useful with. */
  least: number;
  estimate: number;
}

/** Statuses with which servers refuse a part of a request: OpenRouter 404, FastAPI 422, llama.cpp's chat templates 500. */
const REFUSING = new Set([400, 404, 415, 422, 500, 501]);
/** Statuses with which servers refuse a request for its length: OpenRouter 402. A per-minute limit's 429 is handled apart. */
const REFUSING_LENGTH = new Set([400, 402, 413, 422, 500]);
/** Statuses that count as a refusal of some part even if the message names none. */
const REFUSING_PLAINLY = new Set([400, 415, 422]);
/** Refusals that no change of dialect mends. */
const NOT_OF_FORM =
  /api.?key|model.{0,80}(?:not found|not exist)|(?:invalid|unknown|no such) model|content.?(?:filter|management|policy)|safety|image|quota|credit|higher max_tokens|output limit/i;

const SYSTEM_WORDS =
  /\broles?\b|['"`]system['"`]|system.(?:message|prompt|instruction)|developer instruction|jinja|chat.?template/i;
const ROOM_WORDS = /max_(?:completion_|new_)?tokens/i;
/** As OpenAI, Azure, DeepSeek, Groq, Mistral, Gemini, OpenRouter, vLLM, llama.cpp and LM Studio word it. */
const FORMAT_WORDS =
  /response[_ ]?(?:format|schema|mime)|schema|json[_ ]object|json mode|structured.outputs?|guided|grammar|additionalProperties|requested parameters/i;

/**
 * The dialect to retry with after a refusal; undefined if none would help. A refusal for length shrinks the token limits; one that
 * names a part drops that part; one that names nothing drops the part that servers refuse most often.
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
  // Every weaker format was refused too, so the format was not the problem.
  if (isPlain && sent.system) return { ...sent, system: false, format: 'json_schema' };
  if (SYSTEM_WORDS.test(said) && sent.system) return { ...sent, system: false };
  return undefined;
}

/** The dialect with smaller token limits; undefined if too few tokens remain for an answer. */
function toSmallerDialect(sent: Dialect, limits: Limits, refusal: Refusal): Dialect | undefined {
  const { status, asked, least, estimate } = refusal;
  const { context, prompt } = limits;
  if (context === undefined) {
    // A stated limit that is not below what was asked for is useless.
    const told = limits.answer ?? asked;
    const next = told < asked ? told : Math.floor(asked / 2);
    return next < least && (status === 402 || next !== limits.answer) ? undefined : { ...sent, answer: next };
  }
  const told = prompt === undefined ? sent.ratio : prompt / Math.max(1, estimate);
  // The server refused although its own numbers were kept: from now on its tokens are assumed to be more per estimated token.
  const isOld = sent.context === context && told <= sent.ratio;
  return { ...sent, context, ratio: isOld ? sent.ratio * 1.25 : told };
}

/** The tokens left for an answer of at most `wanted` to a prompt of `estimate`; negative if the prompt alone is too long. */
export function toRoom({ context, answer, ratio }: Dialect, wanted: number, estimate: number): number {
  return Math.floor(Math.min(wanted, answer, context - estimate * ratio));
}

function toLesserName(name: Dialect['roomName']): Dialect['roomName'] {
  return ROOM_NAMES[ROOM_NAMES.indexOf(name) + 1];
}

/** The next weaker format. */
export function toLesserFormat(format: AnswerFormat): AnswerFormat {
  return ANSWER_FORMATS[ANSWER_FORMATS.indexOf(format) + 1] ?? 'text';
}

/** What both dialects allow, since concurrent calls learn different limits of the same server. `ratio` is that of `b`. */
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
