import type { z } from 'zod';
import { OutOfReach } from '../../core/out-of-reach.ts';
import { toRetryAfterMs } from './retry-after.ts';

/** Bytes of an answer, unpacked, that are read: twenty hits with long texts are below 200 KB. */
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;

/** One place that answers with JSON. */
export interface JsonPlace {
  /** For people and in messages: "Brave". */
  name: string;
  fetch: typeof globalThis.fetch;
  /** What a refusal (any 4xx but 408 and 429) most likely means and how it is mended; a part of a sentence. */
  refusalHint: string;
  /** Reads a provider's own headers for when it may be asked again, in ms from now; `retry-after` is read without it. */
  readAdviceMs?: (headers: Headers) => number | undefined;
}

/**
 * Sends one request, never follows a redirect (it would carry the key to elsewhere), and reads at most 2 MB of the answer.
 *
 * @returns the body of a 2xx answer
 * @throws OutOfReach whose message holds neither the address nor the key nor what came back; the signal's reason
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
    const failure = toFailure(place, response);
    if (failure) {
      response.body?.cancel().catch(() => {});
      throw failure;
    }
    return await readBody(place, response);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof OutOfReach) throw error;
    // Not kept as the cause: what an HTTP client says may repeat an address or a header.
    throw new OutOfReach('unreachable', `${place.name} cannot be reached${toErrorCode(error)}.`);
  }
}

/**
 * Asks and parses the answer once, by its schema.
 *
 * @throws OutOfReach as `readAnswer`, and `bad-answer` for what is no JSON or does not fit; the signal's reason
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

/** @throws OutOfReach `bad-answer`; zod's issues are left out, since they repeat what came back */
export function parseAnswer<T>(name: string, value: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new OutOfReach('bad-answer', `${name} answered in a form that is not its documented one.`);
}

function parseJson(name: string, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new OutOfReach('bad-answer', `${name} answered with something that is no JSON; look at its base address.`);
  }
}

/** By itself, since the error of a character that no header takes repeats the whole key. */
function toHeaders(place: JsonPlace, init: RequestInit['headers']): Headers {
  try {
    return new Headers(init);
  } catch {
    throw new OutOfReach('refused', `${place.name}'s key or contact holds a character that no header takes.`);
  }
}

function toFailure(place: JsonPlace, response: Response): OutOfReach | undefined {
  const { status, ok, type, headers } = response;
  if (ok) return undefined;
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    return new OutOfReach('bad-answer', `${place.name} redirects to elsewhere; set the base address it redirects to.`);
  }
  const retryAfterMs = place.readAdviceMs?.(headers) ?? toRetryAfterMs(headers, toServerTime(headers));
  const said = `${place.name} answered with status ${status}`;
  if (status === 429) return new OutOfReach('rate-limited', `${said}: too many requests.`, { retryAfterMs });
  if (status >= 500 || status === 408) return new OutOfReach('unreachable', `${said}.`, { retryAfterMs });
  return new OutOfReach('refused', `${said}: ${place.refusalHint}.`);
}

/** By the server's own clock, where it tells it: a date in its advice is by that too. */
function toServerTime(headers: Headers): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? Date.now() : date;
}

async function readBody(place: JsonPlace, response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  // Leaving the loop early cancels the body, and with it the connection.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) throw new OutOfReach('too-large', `${place.name} answered with more than 2 MB.`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** The system's name of a fault, such as ` (ECONNREFUSED)`, where it has one. */
function toErrorCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return /^[A-Z_]{3,40}$/.test(code) ? ` (${code})` : '';
}
