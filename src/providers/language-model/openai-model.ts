import type { ZodType } from 'zod';
import { defined } from '../../core/defined.ts';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { LanguageModel, ModelRequest, TokenUsage } from '../../core/ports.ts';
import { toResponseSchema, toSchemaWords } from './answer-schema.ts';
import { parseCompletion, parseUsage, type Said } from './answer-text.ts';
import { type Asking, type ChatOptions, createChat } from './chat.ts';
import type { AnswerFormat } from './dialect.ts';
import { findAnswer } from './said-json.ts';

export type OpenAiModelOptions = ChatOptions;

/** A question about a picture, given as a data URL. */
interface Question<T> extends ModelRequest<T> {
  picture?: string;
}

/** A picture's tokens if the server does not count: the most that OpenAI charges for one in high detail. */
const PICTURE_TOKENS = 1_500;

/**
 * A language model behind OpenAI's Chat Completions API. The server enforces the schema if it can (structured output); otherwise
 * JSON mode or the prompt asks for it. zod always checks it here. A refused request is no answer and costs nothing. An answer that
 * arrived is never asked for again; if it is unusable, its cost is in the error's `usage`.
 */
export function createOpenAiModel(options: OpenAiModelOptions): LanguageModel {
  return { name: options.model, ask: createAsk(options) };
}

/**
 * `LanguageModel.ask`, for questions with a picture too.
 *
 * It does not use the openai client's own `parse`, which discards the token count along with an answer that does not fit.
 */
export function createAsk(options: OpenAiModelOptions) {
  const chat = createChat(options);
  return async <T>(question: Question<T>, signal: AbortSignal): Promise<{ value: T; usage: TokenUsage }> => {
    const { name, schema, maxOutputTokens, picture } = question;
    const user = question.user.toWellFormed();
    const toSystem = (format: AnswerFormat) =>
      question.system.toWellFormed() + (format === 'json_schema' ? '' : `\n\n${toSchemaWords(name, schema)}`);
    const toAsking = (format: AnswerFormat): Asking => ({
      system: toSystem(format),
      user,
      ...defined({ picture, response_format: toResponseFormat(format, name, schema) }),
    });
    const { body, format } = await chat.ask(toAsking, maxOutputTokens, signal);
    const said = parseCompletion(body);
    const toFault = (fault: string, usage?: TokenUsage) =>
      new OutOfReach('bad-answer', `${options.model} ${fault}.`, { usage });
    if ('fault' in said && (said.fault === 'page' || said.fault === 'nothing' || said.fault === 'broken'))
      throw toFault(FAULTS[said.fault]);
    const usage = parseUsage(body, [toSystem(format), user], picture === undefined ? 0 : PICTURE_TOKENS);
    const answer = 'fault' in said ? undefined : findAnswer(said, schema);
    if (answer) return { value: answer.data, usage };
    // A server that enforces the schema cannot send this: it accepts the parameter but ignores it, or its JSON mode returns nothing.
    const isEmpty = 'fault' in said && said.fault === 'empty';
    const isCut = !('fault' in said) && said.isCut;
    if (isEmpty || (!('fault' in said) && !isCut && format === 'json_schema')) chat.giveUp(format);
    if ('fault' in said) throw toFault(FAULTS[said.fault], usage);
    throw toFault(isCut ? CUT : `gave an answer that does not match the schema ${name}`, usage);
  };
}

const CUT = 'reached its token limit before its answer was complete';
const FAULTS: Record<Extract<Said, { fault: unknown }>['fault'], string> = {
  refusal: 'refused to answer',
  filtered: 'was stopped by its content filter',
  empty: 'gave an empty answer; its context may be too small for the question',
  'no-choice': 'sent an answer without choices',
  'not-a-completion': 'did not send a chat completion: check OPENAI_BASE_URL, which usually ends in /v1',
  page: 'did not answer; the server sent a web page: check OPENAI_BASE_URL, which usually ends in /v1',
  nothing: 'sent an empty body',
  broken: 'sent an answer that was cut off or is not JSON',
};

function toResponseFormat<T>(format: AnswerFormat, name: string, schema: ZodType<T>) {
  if (format === 'text') return undefined;
  if (format === 'json_object') return { type: format };
  return toResponseSchema(name, schema);
}
