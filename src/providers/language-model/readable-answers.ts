import { defined } from '../../core/defined.ts';
import { parseServerWords } from '../http/server-words.ts';
import type { Unread } from './answer-text.ts';
import { parseBody, readLimited } from './server-body.ts';

/** As much of a refusal as it takes to see what is refused. UTF-16 units. */
const MAX_SAID = 4_000;

/** Fields in which servers repeat the request or the model's answer; none of it is the server's own message. */
const REPEATED = new Set(['input', 'failed_generation', 'body']);

/**
 * A fetch that rewrites answers into a form the openai client reads. The client reads an answer only if it is declared as JSON, and
 * a refusal only as `{ error: { … } }` with an error status. Other servers send plain text, event streams, and errors of many shapes,
 * some with status 200. @throws OutOfReach `too-large` or `bad-answer`; the client makes it the `cause` of its own error
 */
export function createReadableFetch(fetch: typeof globalThis.fetch, host: string): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      return new Response(null, { status: response.status, headers: response.headers });
    }
    const text = await readLimited(response, host);
    const body = parseBody(text);
    const error = response.ok ? toInnerError(body) : (toInnerError(body) ?? body ?? text);
    const status = response.ok ? (error === undefined ? 200 : toStatus(error)) : response.status;
    const sent = error === undefined ? (body ?? { unread: toKind(text) }) : toOpenAiForm(error, body ?? text);
    return new Response(JSON.stringify(sent), { status, headers: withoutLength(response.headers) });
  };
}

/** Classifies a body that is not JSON. */
function toKind(text: string): Unread {
  if (text.trim() === '') return 'nothing';
  return /^\s*</.test(text) ? 'page' : 'broken';
}

/** The error that a body is or holds; undefined in a completion. Gemini wraps it in a list; OpenRouter puts some into the choice. */
function toInnerError(body: unknown): unknown {
  const [first] = Array.isArray(body) ? body : [body];
  if (!isRecord(first)) return undefined;
  const [choice] = Array.isArray(first.choices) ? first.choices : [];
  const inner = first.error ?? (isRecord(choice) ? choice.error : undefined);
  if (typeof inner === 'string' || isRecord(inner)) return inner;
  return first.choices === undefined && parseServerWords(first) !== undefined ? first : undefined;
}

/** The status of an error that came with a 2xx status, from its code or its message. */
function toStatus(error: unknown): number {
  const code = isRecord(error) ? Number(error.code ?? error.status) : Number.NaN;
  if (Number.isInteger(code) && code >= 400 && code < 600) return code;
  const words = parseServerWords(error) ?? '';
  return MEANT.find(([pattern]) => pattern.test(words))?.[1] ?? 502;
}

const MEANT: readonly (readonly [RegExp, number])[] = [
  [/api.?key|unauthori[sz]ed|authenticat/i, 401],
  [/credit|quota|balance|billing/i, 402],
  [/not found|does not exist|unknown model|no such model|unexpected endpoint/i, 404],
  [/rate.?limit|too many requests/i, 429],
  [/not support|unsupported|invalid|unknown|unrecogni[sz]ed|must |exceed|too (?:long|large)/i, 400],
];

function toOpenAiForm(error: unknown, body: unknown) {
  const { code, param } = isRecord(error) ? error : {};
  const said = JSON.stringify(body, (key, value: unknown) => (REPEATED.has(key) ? undefined : value));
  return {
    error: {
      ...defined({ code, param, message: parseServerWords(error)?.slice(0, MAX_SAID) }),
      said: said.slice(0, MAX_SAID).replaceAll('\\', ''),
    },
  };
}

/** Headers for the new body, which is uncompressed JSON of another length. */
function withoutLength(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ['content-length', 'content-encoding', 'transfer-encoding']) kept.delete(name);
  kept.set('content-type', 'application/json');
  return kept;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
