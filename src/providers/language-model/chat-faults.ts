import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { FailureKind } from '../../core/types.ts';
import { toRetryAfterMs } from '../http/retry-after.ts';
import { isRepeating, toServerWords } from '../http/server-words.ts';
import { parseLengthRefusal } from './length-refusal.ts';

/** The model and server that were asked, for the operator's log. */
export interface Asked {
  model: string;
  /** Host and port, without path or credentials. */
  host: string;
  key: string;
}

/** A refusal's text, for pattern matching only, never for display: it may contain the key's last characters or part of the prompt. */
export function toSaid({ error, message }: APIError): string {
  const { said }: { said?: unknown } = { ...(error as object | undefined) };
  return typeof said === 'string' ? said : message;
}

/** The server's message for the operator; undefined if it sent none or repeats what people asked. */
function toOwnWords({ error }: APIError, key: string, asked: string): string | undefined {
  const { message }: { message?: unknown } = { ...(error as object | undefined) };
  const words = typeof message === 'string' ? toServerWords(message, [key]) : undefined;
  return words === undefined || isRepeating(words, asked) ? undefined : words;
}

/** Whether retrying the same request may succeed. OpenAI also sends 429 for an account without credit, which no retry mends. */
export function canPass(error: unknown): boolean {
  if (!(error instanceof APIError)) return false;
  if (error instanceof APIConnectionError) return true;
  const { status } = error;
  return status === 408 || (status === 429 && !isOutOfCredit(error)) || status >= 500;
}

function isOutOfCredit({ code, status }: APIError): boolean {
  return status === 402 || code === 'insufficient_quota' || code === 'billing_hard_limit_reached';
}

/** The error for a prompt that exceeds the model's context. @param shareThatFits the fraction of the prompt that would fit */
export function toTooLong({ model }: Asked, shareThatFits: number, serverWords?: string): OutOfReach {
  const share = Math.max(0, shareThatFits);
  return new OutOfReach('too-large', `The question is longer than the context of ${model}.`, {
    shareThatFits: share,
    serverWords,
  });
}

/** The fraction of a prompt to try next if the server names no limit. */
const LESS = 0.7;

/** Gemini, Mistral and LM Studio also refuse keys and models with status 400. */
const KEY_WORDS =
  /api.?key.{0,40}(?:invalid|not valid|incorrect|expired|missing)|(?:invalid|incorrect|missing).{0,20}api.?key/i;
const MODEL_WORDS = /model.{0,80}(?:not found|not exist)|(?:invalid|unknown|no such) model/i;

/**
 * Turns a client error into an `OutOfReach` with a message for the operator; `serverWords` is the server's own message without keys.
 * The error has no `cause`, since servers repeat keys and prompts in their refusals.
 *
 * @param question the part of the request that people wrote
 */
export function toOutOfReach(error: unknown, asked: Asked, question: string): OutOfReach {
  const { model, host, key } = asked;
  // The response headers had arrived, so the answer was generated and may have been charged: no retry.
  if (!(error instanceof APIError))
    return new OutOfReach('bad-answer', `The answer from ${host} was cut off or is not JSON.`);
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
      `${host} refused the key (${status}): set OPENAI_API_KEY to a key that can use ${model}.`,
    );
  if (status !== 429 && parseLengthRefusal(said, status, 0)) return toTooLong(asked, LESS, serverWords);
  if (status === 429)
    return toFault('rate-limited', `${host} accepts no more requests for now (429).`, toAdvisedMs(error));
  // Groq sends this code if the model broke the format: a bad answer, not a bad request.
  if (error.code === 'json_validate_failed') return toFault('bad-answer', `${model} did not follow the format.`);
  if (/higher max_tokens|output limit was reached/i.test(said))
    return toFault('bad-answer', `${model} reached its token limit before its answer was complete.`);
  if (status === 404 || (status < 500 && MODEL_WORDS.test(said)))
    return toFault('not-there', `${host} has no model ${model}, or OPENAI_BASE_URL has the wrong path (${status}).`);
  if (status >= 300 && status < 400)
    return toFault('refused', `${host} redirects requests (${status}): set OPENAI_BASE_URL to the final address.`);
  if (status >= 500) return toFault('unreachable', `${host} failed (${status}).`);
  return toFault('refused', `${host} rejected the request (${status}).`);
}

/** How long the server asks to wait before the next request, in ms; undefined if it does not say. */
export function toAdvisedMs(error: unknown): number | undefined {
  return error instanceof APIError && error.headers !== undefined
    ? toRetryAfterMs(error.headers, Date.now())
    : undefined;
}
