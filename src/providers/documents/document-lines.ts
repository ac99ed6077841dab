import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { StoredDocument } from '../store/documents.ts';
import { clip, toPlainText } from '../text/plain-text.ts';
import { toTidyText } from './plain-document.ts';
import { toDocuments } from './to-documents.ts';

/** The parts of one line's document in a JSON Lines file, or why the line was refused. */
export type LineDocument = { documents: StoredDocument[] } | { place: string; refused: string };

/** The longest line in bytes: room for the longest document, while it bounds the memory that a file can take. */
const MOST_LINE_BYTES = 16_000_000;
const UNTITLED_CHARACTERS = 120;
const NEW_LINE = 0x0a;

const text = z.string().nullish().catch(undefined);
const lineSchema = z.object({
  url: text,
  title: text,
  publisher: text,
  date: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .catch(undefined),
  language: text,
  text: z.string(),
});

/** Lines as bytes, numbered from 1. `line` is absent if it exceeds the limit. */
async function* toLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<{ number: number; line?: Uint8Array }> {
  let number = 0;
  let parts: Uint8Array[] = [];
  let length = 0;
  const add = (part: Uint8Array) => {
    length += part.length;
    if (length > MOST_LINE_BYTES) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const flush = () => {
    number += 1;
    const ended = length > MOST_LINE_BYTES ? { number } : { number, line: Buffer.concat(parts) };
    parts = [];
    length = 0;
    return ended;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(NEW_LINE); end >= 0; end = chunk.indexOf(NEW_LINE, from)) {
      add(chunk.subarray(from, end));
      from = end + 1;
      yield flush();
    }
    add(chunk.subarray(from));
  }
  if (length > 0) yield flush();
}

function parseLine(
  line: Uint8Array,
  fileUrl: string,
): { documents: StoredDocument[] } | { refused: string } | undefined {
  let decoded: string;
  try {
    decoded = new TextDecoder('utf-8', { fatal: true }).decode(line);
  } catch {
    return { refused: 'the line is not UTF-8' };
  }
  if (decoded.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(decoded);
  } catch {
    return { refused: 'the line is not valid JSON' };
  }
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success) return { refused: 'the line is not an object with a text' };
  const { data } = parsed;
  // Identifies the document by its content, not its line number: lines move, but a cited source must stay the same.
  const mark = createHash('sha256')
    .update(`${data.title ?? ''}\n${data.text}`)
    .digest('base64url')
    .slice(0, 12);
  const [first = ''] = toTidyText(data.text.slice(0, 2_000)).split('\n', 1);
  const documents = toDocuments(
    {
      text: data.text,
      title: data.title ?? '',
      url: data.url ?? '',
      publisher: data.publisher ?? '',
      publishedAt: data.date ?? '',
      language: data.language ?? '',
    },
    { url: `${fileUrl}#${mark}`, title: clip(toPlainText(first), UNTITLED_CHARACTERS) },
  );
  return 'refused' in documents ? documents : { documents };
}

/**
 * Reads documents of the form `{ url, title, publisher, date, language, text }` line by line, in bounded memory. Only `text` is
 * required. A broken line is refused, and the rest is still read; empty lines are skipped.
 *
 * @param fileUrl the file's address, for documents without one
 */
export async function* readDocumentLines(
  chunks: AsyncIterable<Uint8Array>,
  fileUrl: string,
): AsyncGenerator<LineDocument> {
  for await (const { number, line } of toLines(chunks)) {
    const place = `line ${number}`;
    if (line === undefined) {
      yield { place, refused: `the line is longer than ${MOST_LINE_BYTES / 1e6} MB` };
      continue;
    }
    const read = parseLine(line, fileUrl);
    if (read !== undefined) yield 'refused' in read ? { place, ...read } : read;
  }
}
