import { hideSecrets } from '../../shared/redact-secrets.ts';

/** Where servers put their words, the surest first: OpenRouter keeps those of the model's own host in `metadata.raw`. */
const PLACES = ['metadata', 'raw', 'message', 'error', 'detail', 'msg', 'errors', 'title'] as const;
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
  if (/^\s*[{[]/.test(text) && depth <= MAX_DEPTH) {
    try {
      return parseServerWords(JSON.parse(text), depth + 1) ?? text;
    } catch {
      // A text that only begins like JSON.
    }
  }
  if (/^\s*</.test(text)) return /<title[^>]{0,200}>([^<]{1,200})/i.exec(text)?.[1]?.trim();
  return text.trim() || undefined;
}

/** What the words must not hold. */
interface Private {
  key: string;
  /** Everything that was sent: servers repeat parts of it. */
  sent: string;
  /** Names like the model's, which look like keys and are none. */
  names: readonly string[];
}

const MAX_WORDS = 200;
/** Runs that stand in the request as well are left out: of any text from here on, of a script other than Latin from the second. */
const LEAST_RUN = 16;
const LEAST_OTHER_RUN = 6;
/** Keys as providers write them, whole or starred out in the middle; long runs of letters and digits are looked at one by one. */
const KEY = /\b(?:sk|pk|gsk|xai|hf|nvapi|AIza)[-_]?[\w*.-]{8,}|[\w-]*\*{3,}[\w*-]*|[A-Za-z0-9_-]{24,}/g;

/** Makes a server's words fit for the operator's log: one line, at most 200 signs, without keys and without what was asked. */
export function toCleanWords(words: string, { key, sent, names }: Private): string {
  const line = toLine(withoutEscapes(words.slice(0, 10 * MAX_WORDS)));
  const open = hideSecrets(key.length < 4 ? line : line.replaceAll(key, '<secret>')).replace(KEY, (run) =>
    names.some((name) => name.includes(run)) || (!run.includes('*') && !/\d/.test(run)) ? run : '<secret>',
  );
  const clean = withoutRuns(open, toLine(sent));
  return clean.length > MAX_WORDS ? `${clean.slice(0, MAX_WORDS - 1).toWellFormed()}…` : clean;
}

/** Texts that went through JSON once too often. */
function withoutEscapes(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\[nrt]/g, ' ')
    .replaceAll('\\', '');
}

function toLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
}

function withoutRuns(words: string, sent: string): string {
  let clean = '';
  for (let at = 0; at < words.length; ) {
    let end = at + LEAST_OTHER_RUN;
    while (end <= words.length && sent.includes(words.slice(at, end))) end++;
    const run = words.slice(at, end - 1);
    const least = /[^\p{Script=Latin}\p{Script=Common}]/u.test(run) ? LEAST_OTHER_RUN : LEAST_RUN;
    if (run.length >= least) clean += '…';
    else clean += words[at];
    at += run.length >= least ? run.length : 1;
  }
  return clean;
}
