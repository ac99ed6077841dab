import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { OutOfReach } from '../../core/out-of-reach.ts';
import { toRetryAfterMs } from '../http/retry-after.ts';

/** Who was asked, for the operator's log. */
export interface Asked {
  model: string;
  /** Host and port, without path or credentials. */
  host: string;
}

/** What a server said when it refused, for looking into only: it may hold the key's last characters or a part of the prompt. */
export function toSaid(error: APIError): string {
  return `${error.message} ${error.code ?? ''} ${error.param ?? ''}`;
}

/** Whether the same request may do better soon. OpenAI's "no money left" is a 429 too, and does not pass. */
export function canPass(error: unknown): boolean {
  if (!(error instanceof APIError)) return false;
  if (error instanceof APIConnectionError) return true;
  const { status } = error;
  return status === 408 || (status === 429 && !isOutOfCredit(error)) || status >= 500;
}

function isOutOfCredit(error: APIError): boolean {
  return error.code === 'insufficient_quota' || error.code === 'billing_hard_limit_reached';
}

/**
 * The fault in the operator's words. Nothing of what the server said is in it, and it has no cause: servers repeat keys
 * and prompts in their refusals.
 */
export function toOutOfReach(error: unknown, { model, host }: Asked): OutOfReach {
  // The head of an answer had come, so it was made and perhaps charged: it is not asked for again.
  if (!(error instanceof APIError))
    return new OutOfReach('bad-answer', `The answer of ${host} broke off or is no JSON.`);
  if (error instanceof APIConnectionTimeoutError)
    return new OutOfReach('time-limit', `${host} did not answer in time.`);
  if (error instanceof APIConnectionError) return new OutOfReach('unreachable', `${host} cannot be reached.`);
  const { status } = error;
  const said = toSaid(error);
  if (status === 401 || status === 403)
    return new OutOfReach(
      'refused',
      `${host} refused the key (${status}): set OPENAI_API_KEY to one that may use ${model}.`,
    );
  if (isOutOfCredit(error)) return new OutOfReach('refused', `The account at ${host} has no credit left.`);
  if (status === 429) {
    return new OutOfReach('rate-limited', `${host} takes no more requests for now (429).`, {
      retryAfterMs: toAdvisedMs(error),
    });
  }
  // Groq's answer to a model that did not keep to the format: a bad answer, not a bad request.
  if (error.code === 'json_validate_failed')
    return new OutOfReach('bad-answer', `${model} did not keep to the format.`);
  if (status === 413 || /context[_ ](length|size|window)|maximum context|too many tokens/i.test(said))
    return new OutOfReach('too-large', `The request is longer than ${model} takes (${status}).`);
  if (status === 404)
    return new OutOfReach('refused', `${host} has no model ${model}, or OPENAI_BASE_URL has a wrong path (404).`);
  if (status >= 300 && status < 400)
    return new OutOfReach(
      'refused',
      `${host} sends requests elsewhere (${status}): set OPENAI_BASE_URL to the final address.`,
    );
  if (status >= 500) return new OutOfReach('unreachable', `${host} failed (${status}).`);
  return new OutOfReach('refused', `${host} did not take the request (${status}).`);
}

/** When the server wants to be asked again, from now in ms; nothing if it does not say. */
export function toAdvisedMs(error: unknown): number | undefined {
  return error instanceof APIError && error.headers !== undefined
    ? toRetryAfterMs(error.headers, Date.now())
    : undefined;
}
