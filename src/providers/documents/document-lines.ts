import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { StoredDocument } from '../store/documents.ts';
import { clip, toPlainText } from '../text/plain-text.ts';
import { toTidyText } from './plain-document.ts';
import { toDocuments } from './to-documents.ts';

/** A document of a JSON Lines file in its parts, or why a line was not taken. */
export type LineDocument = { documents: StoredDocument[] } | { place: string; refused: string };

/** Bytes of a line: a document of the longest text that is taken fits in, and this bounds the memory a file can take. */
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

/** Lines as bytes, with their numbers from 1. A line over the limit comes without its bytes. */
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
  if (!parsed.success) return { refused: 'the line is no object with a text' };
  const { data } = parsed;
  // By what it says, not by its line's number: lines move, and a source that was cited must not become another one.
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
 * Reads documents of the form `{ url, title, publisher, date, text }` one line after the other, in bounded memory. Only `text` has to be
 * there. A broken line is refused and the rest goes on; empty lines are left out.
 *
 * @param fileUrl the file's address, for documents that name none
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
