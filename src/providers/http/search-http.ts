import type { z } from 'zod';
import { OutOfReach } from '../../core/out-of-reach.ts';
import { orAfter } from '../../shared/async.ts';
import { readTextWithin } from '../../shared/read-within.ts';
import { toRetryAfterMs } from './retry-after.ts';
import { isRepeating, toServerWords } from './server-words.ts';

/** The limit of a decompressed answer in bytes; twenty hits with long texts have less than 200 KB. */
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;
/** Only the beginning of a refusal is read, and for no longer than `REFUSAL_WITHIN_MS`. */
const MAX_REFUSAL_CHARACTERS = 16_384;
const REFUSAL_WITHIN_MS = 500;
/** A longer advised wait means that more than a per-minute quota is used up. */
const LONG_ADVICE_MS = 60 * 60 * 1000;

/** An endpoint that answers with JSON. */
export interface JsonPlace {
  /** The name shown to people, such as "Brave". */
  name: string;
  fetch: typeof globalThis.fetch;
  /** How to fix the likely cause of a refusal (any 4xx but 408 and 429); part of a sentence. */
  refusalHint: string;
  /** The key that is sent; hidden in what the server says. Absent if none is needed. */
  key?: string;
  /** Reads the advised wait, in ms from now, from a provider's own headers; `retry-after` is read in any case. */
  readAdviceMs?: (headers: Headers) => number | undefined;
}

/**
 * Sends one request, never follows a redirect (which would send the key to another host), and reads at most 2 MB of the answer.
 *
 * @returns the body of a 2xx answer
 * @throws OutOfReach whose message contains neither the address nor the key nor the response, since servers repeat keys and questions.
 *   Its `serverWords` are the server's message without the key, or undefined if it repeats the question. Or the signal's reason
 */
export async function readAnswer(
  place: JsonPlace,
  url: string,
  init: Omit<RequestInit, 'redirect' | 'signal'>,
  signal: AbortSignal,
): Promise<string> {
  signal.throwIfAborted();
  const headers = toHeaders(place, init.headers);
  try {
    const response = await place.fetch(url, { ...init, headers, redirect: 'manual', signal });
    if (!response.ok) throw toFailure(place, response, await readWords(place, response, toAsked(url, init.body)));
    const toTooLarge = () => new OutOfReach('too-large', `${place.name} answered with more than 2 MB.`);
    return await readTextWithin(response, MAX_ANSWER_BYTES, toTooLarge);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof OutOfReach) throw error;
    // No `cause`: an HTTP client's error may repeat an address or a header.
    throw new OutOfReach('unreachable', `${place.name} cannot be reached${toErrorCode(error)}.`);
  }
}

/**
 * Sends one request and parses the answer by its schema.
 *
 * @throws OutOfReach as `readAnswer`, and `bad-answer` if the answer is not JSON or does not fit; or the signal's reason
 */
export async function askJson<T>(
  place: JsonPlace,
  url: string,
  init: Omit<RequestInit, 'redirect' | 'signal'>,
  schema: z.ZodType<T>,
  signal: AbortSignal,
): Promise<T> {
  return parseAnswer(place.name, parseJson(place.name, await readAnswer(place, url, init, signal)), schema);
}

/** @throws OutOfReach `bad-answer`, without zod's issues, since they repeat the answer */
export function parseAnswer<T>(name: string, value: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new OutOfReach('bad-answer', `${name} did not answer in its documented format.`);
}

function parseJson(name: string, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new OutOfReach('bad-answer', `${name} did not answer with JSON; check its base address.`);
  }
}

/** Built apart from `fetch`, since the error for an invalid header character repeats the whole key. */
function toHeaders(place: JsonPlace, init: RequestInit['headers']): Headers {
  try {
    return new Headers(init);
  } catch {
    throw new OutOfReach(
      'key-refused',
      `${place.name}'s key or contact contains a character that HTTP headers do not allow.`,
    );
  }
}

function toFailure(place: JsonPlace, { status, type, headers }: Response, serverWords?: string): OutOfReach {
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    return new OutOfReach('bad-answer', `${place.name} redirects to another address; set that as its base address.`);
  }
  const retryAfterMs = place.readAdviceMs?.(headers) ?? toRetryAfterMs(headers, toServerTime(headers));
  const options = { status, retryAfterMs, serverWords };
  const said = `${place.name} answered with status ${status}`;
  if (isQuota(status, retryAfterMs, serverWords)) {
    return new OutOfReach('quota-used', `${said}: the quota of its plan is used up.`, options);
  }
  if (status === 429) return new OutOfReach('rate-limited', `${said}: too many requests.`, options);
  if (status >= 500 || status === 408) return new OutOfReach('unreachable', `${said}.`, options);
  return new OutOfReach(toRefusalKind(place, status, serverWords), `${said}: ${place.refusalHint}.`, options);
}

/** 402 is "Payment Required"; 432 and 433 are Tavily's for the limit of the plan or of pay-as-you-go. */
function isQuota(status: number, retryAfterMs = 0, words = ''): boolean {
  if (status === 402 || status === 432 || status === 433) return true;
  const isLong = retryAfterMs > LONG_ADVICE_MS || /quota|credit|billing/i.test(words);
  return status === 429 && isLong && !/per (?:second|minute)/i.test(words);
}

/** Google answers a wrong key with 400, Brave with 422. */
function toRefusalKind({ key }: JsonPlace, status: number, words = '') {
  if (key === undefined) return status === 404 ? 'not-there' : 'refused';
  if (status === 401 || status === 403 || /\b(?:api[ _]key|subscription[ _]token)/i.test(words)) return 'key-refused';
  return status === 404 ? 'not-there' : 'refused';
}

/** The parameters that carry the question. */
const ASKED = ['q', 'query', 'gsrsearch', 'input'];

function toAsked(url: string, body: unknown): string[] {
  const sent: unknown = typeof body === 'string' ? JSON.parse(body) : {};
  const fields = new Map(Object.entries(typeof sent === 'object' && sent !== null ? sent : {}));
  const { searchParams } = new URL(url);
  return ASKED.flatMap((name) => [searchParams.get(name), fields.get(name)]).filter((one) => typeof one === 'string');
}

async function readWords({ key }: JsonPlace, response: Response, asked: readonly string[]) {
  const words = toServerWords(await readRefusal(response), [key]);
  return words === undefined || asked.some((one) => isRepeating(words, one)) ? undefined : words;
}

/** The beginning of a refusal, as far as it arrives in time. */
async function readRefusal(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  const read = async () => {
    while (text.length < MAX_REFUSAL_CHARACTERS) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) return;
      text += decoder.decode(value, { stream: true });
    }
  };
  await orAfter(
    REFUSAL_WITHIN_MS,
    read().catch(() => {}),
  );
  reader?.cancel().catch(() => {});
  return text;
}

/** The time by the server's own clock if it states it, since a date in `retry-after` follows that clock. */
function toServerTime(headers: Headers): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? Date.now() : date;
}

/** The system error code, such as ` (ECONNREFUSED)`, or an empty string. */
function toErrorCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return /^[A-Z_]{3,40}$/.test(code) ? ` (${code})` : '';
}
