import { decodeHTML } from 'entities';
import { hideSecrets, hideValue } from '../../shared/redact-secrets.ts';
import { toPlainText } from '../text/plain-text.ts';

/** Enough for a sentence, too little for a page. UTF-16 units. */
const MOST_CHARACTERS = 200;
/** Keys that servers have masked with asterisks. */
const STARRED = /[\w-]*\*{3,}[\w*-]*/g;
/** Characters that would break the line or reverse its direction. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/**
 * The fields in which OpenAI, Google, Brave, Tavily, FastAPI, MediaWiki and Ollama put their messages, the most reliable first.
 * OpenRouter puts the message of the model's own host into `metadata.raw`.
 */
const PLACES = [
  'metadata',
  'raw',
  'message',
  'error',
  'detail',
  'msg',
  'errors',
  'info',
  'description',
  'title',
  'code',
] as const;
const MAX_DEPTH = 4;

/** A server's own error message: the message in JSON, the title of a web page, or the plain text. */
export function parseServerWords(body: unknown, depth = 0): string | undefined {
  if (typeof body === 'string') return parseText(body, depth);
  if (typeof body !== 'object' || body === null || depth > MAX_DEPTH) return undefined;
  if (Array.isArray(body)) {
    const all = body.slice(0, 5).flatMap((one) => parseServerWords(one, depth + 1) ?? []);
    return all.length === 0 ? undefined : all.join('; ');
  }
  const fields: Record<string, unknown> = { ...body };
  for (const place of PLACES) {
    const words = parseServerWords(fields[place], depth + 1);
    if (words === undefined) continue;
    // FastAPI names the invalid part beside its message.
    const part = Array.isArray(fields.loc) ? `${fields.loc.at(-1)}: ` : '';
    return part + words;
  }
  return undefined;
}

function parseText(text: string, depth: number): string | undefined {
  try {
    if (depth <= MAX_DEPTH) return parseServerWords(JSON.parse(text), depth + 1);
  } catch {
    // Not JSON: plain text, or a web page.
  }
  const words = /^\s*</.test(text) ? (/<title[^>]{0,200}>([^<]{1,200})/i.exec(text)?.[1] ?? toPlainText(text)) : text;
  return words.trim() || undefined;
}

/**
 * A server's own error message from the body of a refusal: a usual field of JSON, the title of a web page, or the first words.
 *
 * @param keys the secrets that were sent; they are hidden, whole or in part
 * @returns one line of at most 200 characters; undefined if the body has no message
 */
export function toServerWords(body: string, keys: readonly (string | undefined)[]): string | undefined {
  const raw = toPlain(parseServerWords(body)?.slice(0, 10 * MOST_CHARACTERS) ?? '').replace(STARRED, '<secret>');
  const shown = keys.reduce<string>((text, key) => (key === undefined ? text : hideValue(text, key)), hideSecrets(raw));
  const line = shown.replace(UNSEEN, ' ').trim();
  return line === '' ? undefined : line.slice(0, MOST_CHARACTERS).toWellFormed();
}

/** Decodes entities, `\u` escapes and percent-encoding, so that a repeated question or key is recognised. */
function toPlain(text: string): string {
  const plain = decodeHTML(text).replace(/\\u([0-9a-f]{4})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return plain.replace(/(?:%[0-9a-f]{2})+/gi, (octets) =>
    Buffer.from(octets.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

/** So many consecutive words of the question cannot be a coincidence. */
const WORDS_IN_A_ROW = 3;
const SEGMENTER = new Intl.Segmenter(undefined, { granularity: 'word' });

/**
 * Whether a server's message repeats what people asked: three consecutive words, or all of them if there are fewer.
 *
 * @param asked the words of people that were sent
 */
export function isRepeating(words: string, asked: string): boolean {
  const question = toWords(asked);
  const run = Math.min(WORDS_IN_A_ROW, question.length);
  if (run === 0) return false;
  const runs = new Set(toRuns(question, run));
  return toRuns(toWords(words), run).some((one) => runs.has(one));
}

function toWords(text: string): string[] {
  return Array.from(SEGMENTER.segment(text.normalize('NFKC').toLowerCase()))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);
}

function toRuns(words: readonly string[], length: number): string[] {
  return words.slice(0, Math.max(0, words.length - length + 1)).map((_, at) => words.slice(at, at + length).join(' '));
}
