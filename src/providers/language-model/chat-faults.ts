import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { FailureKind } from '../../core/types.ts';
import { toRetryAfterMs } from '../http/retry-after.ts';
import { isRepeating, toServerWords } from '../http/server-words.ts';
import { parseLengthRefusal } from './length-refusal.ts';

/** Who was asked, for the operator's log. */
export interface Asked {
  model: string;
  /** Host and port, without path or credentials. */
  host: string;
  key: string;
}

/** What a server said when it refused, for looking into only: it may hold the key's last characters or a part of the prompt. */
export function toSaid({ error, message }: APIError): string {
  const { said }: { said?: unknown } = { ...(error as object | undefined) };
  return typeof said === 'string' ? said : message;
}

/** The server's words for the operator; nothing where it gave none, or repeats what people asked. */
function toOwnWords({ error }: APIError, key: string, asked: string): string | undefined {
  const { message }: { message?: unknown } = { ...(error as object | undefined) };
  const words = typeof message === 'string' ? toServerWords(message, [key]) : undefined;
  return words === undefined || isRepeating(words, asked) ? undefined : words;
}

/** Whether the same request may do better soon. OpenAI's "no money left" is a 429 too, and does not pass. */
export function canPass(error: unknown): boolean {
  if (!(error instanceof APIError)) return false;
  if (error instanceof APIConnectionError) return true;
  const { status } = error;
  return status === 408 || (status === 429 && !isOutOfCredit(error)) || status >= 500;
}

function isOutOfCredit({ code, status }: APIError): boolean {
  return status === 402 || code === 'insufficient_quota' || code === 'billing_hard_limit_reached';
}

/** The prompt finds no room. @param shareThatFits how much of it would */
export function toTooLong({ model }: Asked, shareThatFits: number, serverWords?: string): OutOfReach {
  const share = Math.max(0, shareThatFits);
  return new OutOfReach('too-large', `The question is longer than the context of ${model}.`, {
    shareThatFits: share,
    serverWords,
  });
}

/** What of a prompt is tried next where the server told no number. */
const LESS = 0.7;

/** Keys and models are refused with 400 too: by Gemini, Mistral and LM Studio. */
const KEY_WORDS =
  /api.?key.{0,40}(?:invalid|not valid|incorrect|expired|missing)|(?:invalid|incorrect|missing).{0,20}api.?key/i;
const MODEL_WORDS = /model.{0,80}(?:not found|not exist)|(?:invalid|unknown|no such) model/i;

/**
 * The fault in the operator's words, and in `serverWords` the server's own, without keys. It has no cause: servers
 * repeat keys and prompts in their refusals.
 *
 * @param question what was sent of people's words
 */
export function toOutOfReach(error: unknown, asked: Asked, question: string): OutOfReach {
  const { model, host, key } = asked;
  // The head of an answer had come, so it was made and perhaps charged: it is not asked for again.
  if (!(error instanceof APIError))
    return new OutOfReach('bad-answer', `The answer of ${host} broke off or is no JSON.`);
  if (error instanceof APIConnectionTimeoutError)
    return new OutOfReach('time-limit', `${host} did not answer in time.`);
  if (error instanceof APIConnectionError) return new OutOfReach('unreachable', `${host} cannot be reached.`);
  const { status } = error;
  const said = toSaid(error);
  const serverWords = toOwnWords(error, key, question);
  const toFault = (why: FailureKind, message: string, retryAfterMs?: number) =>
    new OutOfReach(why, message, { serverWords, retryAfterMs, status });
  if (isOutOfCredit(error)) return toFault('quota-used', `The account at ${host} has no credit left.`);
  if (status === 401 || status === 403 || (status < 500 && KEY_WORDS.test(said)))
    return toFault(
      'key-refused',
      `${host} refused the key (${status}): set OPENAI_API_KEY to one that may use ${model}.`,
    );
  if (status !== 429 && parseLengthRefusal(said, status, 0)) return toTooLong(asked, LESS, serverWords);
  if (status === 429)
    return toFault('rate-limited', `${host} takes no more requests for now (429).`, toAdvisedMs(error));
  // Groq's answer to a model that did not keep to the format: a bad answer, not a bad request.
  if (error.code === 'json_validate_failed') return toFault('bad-answer', `${model} did not keep to the format.`);
  if (/higher max_tokens|output limit was reached/i.test(said))
    return toFault('bad-answer', `${model} used up the tokens it may write before its answer was whole.`);
  if (status === 404 || (status < 500 && MODEL_WORDS.test(said)))
    return toFault('not-there', `${host} has no model ${model}, or OPENAI_BASE_URL has a wrong path (${status}).`);
  if (status >= 300 && status < 400)
    return toFault(
      'refused',
      `${host} sends requests elsewhere (${status}): set OPENAI_BASE_URL to the final address.`,
    );
  if (status >= 500) return toFault('unreachable', `${host} failed (${status}).`);
  return toFault('refused', `${host} did not take the request (${status}).`);
}

/** When the server wants to be asked again, from now in ms; nothing if it does not say. */
export function toAdvisedMs(error: unknown): number | undefined {
  return error instanceof APIError && error.headers !== undefined
    ? toRetryAfterMs(error.headers, Date.now())
    : undefined;
}
