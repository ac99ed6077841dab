import { decodeHTML } from 'entities';
import { hideSecrets, hideValue } from '../../shared/redact-secrets.ts';
import { toPlainText } from '../text/plain-text.ts';

/** Enough for a sentence, too little for a page. */
const MOST_CHARACTERS = 200;
/** Keys that servers write with stars in their middle. */
const STARRED = /[\w-]*\*{3,}[\w*-]*/g;
/** Would break the line, or turn it around. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/**
 * Where OpenAI, Google, Brave, Tavily, FastAPI, MediaWiki and Ollama put their words, the surest first; OpenRouter keeps those of the model's own host
 * in `metadata.raw`.
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

/** What a server says of a fault, in its own words: of JSON the message, of a page its title, else the text. */
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
    // FastAPI names the part beside its words.
    const part = Array.isArray(fields.loc) ? `${fields.loc.at(-1)}: ` : '';
    return part + words;
  }
  return undefined;
}

function parseText(text: string, depth: number): string | undefined {
  try {
    if (depth <= MAX_DEPTH) return parseServerWords(JSON.parse(text), depth + 1);
  } catch {
    // Words, or a page.
  }
  const words = /^\s*</.test(text) ? (/<title[^>]{0,200}>([^<]{1,200})/i.exec(text)?.[1] ?? toPlainText(text)) : text;
  return words.trim() || undefined;
}

/**
 * A server's own sentence out of the body of a refusal: of JSON what stands under a usual name, of a page its title, else its first words.
 *
 * @param keys what was sent as a secret: it is hidden, whole or in pieces
 * @returns one line of at most 200 characters; nothing where the body says nothing
 */
export function toServerWords(body: string, keys: readonly (string | undefined)[]): string | undefined {
  const raw = toPlain(parseServerWords(body)?.slice(0, 10 * MOST_CHARACTERS) ?? '').replace(STARRED, '<secret>');
  const shown = keys.reduce<string>((text, key) => (key === undefined ? text : hideValue(text, key)), hideSecrets(raw));
  const line = shown.replace(UNSEEN, ' ').trim();
  return line === '' ? undefined : line.slice(0, MOST_CHARACTERS).toWellFormed();
}

/** What was asked is to be found again in it, however it was written. */
function toPlain(text: string): string {
  const plain = decodeHTML(text).replace(/\\u([0-9a-f]{4})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return plain.replace(/(?:%[0-9a-f]{2})+/gi, (octets) =>
    Buffer.from(octets.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

/** So many words in a row of what was asked are no chance. */
const WORDS_IN_A_ROW = 3;
const SEGMENTER = new Intl.Segmenter(undefined, { granularity: 'word' });

/**
 * Whether a server's words repeat what people asked: three words of it in a row, or all of it where it has fewer.
 *
 * @param asked what was sent of people's words
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
