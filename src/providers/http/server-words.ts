import { decodeHTML } from 'entities';
import { hideSecrets, hideValue } from '../../shared/redact-secrets.ts';
import { toPlainText } from '../text/plain-text.ts';

/** Enough for a sentence, too little for a page. */
const MOST_CHARACTERS = 200;
/** Under these names servers put their sentence, the likeliest first: OpenAI, Google, Brave, Tavily, FastAPI, MediaWiki, Ollama. */
const NAMES = ['error', 'errors', 'message', 'detail', 'msg', 'info', 'description', 'title', 'code'];
/** Deeper no server puts it. */
const MOST_LEVELS = 5;
/** Would break the line, or turn it around. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/**
 * A server's own sentence out of the body of a refusal: of JSON what stands under a usual name, of a page its title, else its first words.
 *
 * @param keys what was sent as a secret: it is hidden, whole or in pieces
 * @returns one line of at most 200 characters; nothing where the body says nothing
 */
export function toServerWords(body: string, keys: readonly (string | undefined)[]): string | undefined {
  const raw = toPlain(findSentence(body));
  const shown = keys.reduce<string>((text, key) => (key === undefined ? text : hideValue(text, key)), hideSecrets(raw));
  const line = shown.replace(UNSEEN, ' ').trim();
  return line === '' ? undefined : line.slice(0, MOST_CHARACTERS).toWellFormed();
}

function findSentence(body: string): string {
  try {
    return findIn(JSON.parse(body), MOST_LEVELS) ?? '';
  } catch {
    return /<title[^>]*>([^<]*)/i.exec(body)?.[1] ?? (body.trimStart().startsWith('<') ? toPlainText(body) : body);
  }
}

function findIn(value: unknown, levels: number): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (typeof value !== 'object' || value === null || levels === 0) return undefined;
  const inner = Array.isArray(value)
    ? value.slice(0, 1)
    : NAMES.map((name) => (Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined));
  for (const one of inner) {
    const found = findIn(one, levels - 1);
    if (found !== undefined) return found;
  }
  return undefined;
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
