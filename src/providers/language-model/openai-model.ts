import type { ZodType } from 'zod';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { LanguageModel, ModelRequest, TokenUsage } from '../../core/ports.ts';
import { parseCompletion, parseJsonText, parseUsage, type Said } from './answer-text.ts';
import { type Asking, type ChatOptions, createChat } from './chat.ts';
import { type AnswerFormat, toResponseSchema, toSchemaWords } from './dialect.ts';

export type OpenAiModelOptions = ChatOptions;

/** A question about a picture, given as a data URL. */
interface Question<T> extends ModelRequest<T> {
  picture?: string;
}

/** What a picture costs where no server counts: the most that OpenAI takes for one in high detail. */
const PICTURE_TOKENS = 1_500;

/**
 * A language model behind OpenAI's Chat Completions. Answers are held to the schema by the server where it can (structured
 * output), else by JSON mode or by words alone, and always by zod here. A request that the server refuses is no answer, and
 * costs nothing; an answer that came is never asked for a second time, and what it cost is in the error's `usage`.
 */
export function createOpenAiModel(options: OpenAiModelOptions): LanguageModel {
  return { name: options.model, ask: createAsk(options) };
}

/**
 * `LanguageModel.ask`, for questions with a picture too.
 *
 * The openai client's own `parse` is not used: it throws away the count of tokens together with an answer that does not fit.
 */
export function createAsk(options: OpenAiModelOptions) {
  const chat = createChat(options);
  return async <T>(question: Question<T>, signal: AbortSignal): Promise<{ value: T; usage: TokenUsage }> => {
    const { name, schema, maxOutputTokens, picture } = question;
    const user = question.user.toWellFormed();
    const toSystem = (format: AnswerFormat) =>
      question.system.toWellFormed() + (format === 'json_schema' ? '' : `\n\n${toSchemaWords(name, schema)}`);
    const toAsking = (format: AnswerFormat): Asking => ({
      messages: [
        { role: 'system', content: toSystem(format) },
        { role: 'user', content: picture === undefined ? user : toParts(user, picture) },
      ],
      ...toResponseFormat(format, name, schema),
    });
    const { body, format } = await chat.ask(toAsking, maxOutputTokens, signal);
    const usage = parseUsage(body, [toSystem(format), user], picture === undefined ? 0 : PICTURE_TOKENS);
    const said = parseCompletion(body);
    if ('fault' in said) throw new OutOfReach('bad-answer', `${options.model} ${FAULTS[said.fault]}.`, { usage });
    const value = parseAnswer(said.text, schema);
    if (value !== undefined) return { value: value.data, usage };
    // A server that holds answers to the schema cannot have sent this: it takes the parameter and overlooks it.
    if (format === 'json_schema') chat.giveUp(format);
    throw new OutOfReach('bad-answer', `The answer of ${options.model} does not fit the schema ${name}.`, { usage });
  };
}

function toParts(text: string, picture: string) {
  return [
    { type: 'text' as const, text },
    { type: 'image_url' as const, image_url: { url: picture } },
  ];
}

const FAULTS: Record<Extract<Said, { fault: unknown }>['fault'], string> = {
  cut: 'used up the tokens it may write before its answer was whole',
  refusal: 'refused to answer',
  filtered: 'was stopped by its content filter',
  empty: 'gave an empty answer',
  'not-a-completion': 'sent what is no chat completion',
};

function toResponseFormat<T>(format: AnswerFormat, name: string, schema: ZodType<T>) {
  if (format === 'text') return {};
  if (format === 'json_object') return { response_format: { type: format } };
  return { response_format: toResponseSchema(name, schema) };
}

function parseAnswer<T>(text: string, schema: ZodType<T>): { data: T } | undefined {
  try {
    const parsed = schema.safeParse(parseJsonText(text));
    return parsed.success ? { data: parsed.data } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
