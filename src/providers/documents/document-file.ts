import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { FailureKind } from '../../core/types.ts';
import type { StoredDocument } from '../store/documents.ts';
import { parseMarkdown } from './markdown-document.ts';
import { decodeText } from './plain-document.ts';
import { type DocumentRefusal, type PageText, toDocuments } from './to-documents.ts';
import type { DocumentKind, FoundFile } from './walk-folder.ts';

/** Extracts text from HTML and PDF. Each rejects with `OutOfReach` for a broken or too large file, or with the signal's reason. */
export interface ToText {
  html(bytes: Uint8Array, signal: AbortSignal): Promise<PageText>;
  pdf(bytes: Uint8Array, signal: AbortSignal): Promise<PageText>;
}

/** Larger files are refused, since a file is held in memory as a whole; JSON Lines files are read line by line and may have any size. */
export const MOST_BYTES: Readonly<Record<DocumentKind, number>> = {
  text: 40_000_000,
  markdown: 40_000_000,
  html: 20_000_000,
  pdf: 100_000_000,
  lines: Number.POSITIVE_INFINITY,
};

const WHY: Partial<Record<FailureKind, string>> = {
  'too-large': 'it is too large, or takes too long to read',
  'time-limit': 'it is too large, or takes too long to read',
  'not-a-page': 'it has no text',
};

/** Opens a regular file: a link or a pipe may have replaced it since the folder was listed. @throws Error if it is not a regular file */
async function openFile(path: string): Promise<FileHandle> {
  // Windows has neither O_NOFOLLOW nor O_NONBLOCK.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const handle = await open(path, flags);
  try {
    if ((await handle.stat()).isFile()) return handle;
    throw new Error('This is not a file.');
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * Streams the file's bytes and closes the handle at the end.
 *
 * @throws the file system's error, or the signal's reason
 */
export async function* readBytes(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const handle = await openFile(path);
  try {
    yield* handle.createReadStream({ signal, highWaterMark: 1 << 18 });
  } catch (error) {
    // An aborted stream throws its own error instead of the signal's reason.
    signal.throwIfAborted();
    throw error;
  }
}

async function toPage(kind: DocumentKind, bytes: Uint8Array, toText: ToText, signal: AbortSignal) {
  if (kind === 'html' || kind === 'pdf') return toText[kind](bytes, signal);
  const text = decodeText(bytes);
  if (text === undefined) return undefined;
  return kind === 'markdown' ? parseMarkdown(text.replace(/\r\n?/g, '\n')) : { text };
}

/**
 * Reads a file that is a single document.
 *
 * @param bytes the whole file
 * @throws the signal's reason, or an unexpected error
 */
export async function readDocumentFile(
  { file, bytes, url, toText }: { file: FoundFile; bytes: Uint8Array; url: string; toText: ToText },
  signal: AbortSignal,
): Promise<StoredDocument[] | DocumentRefusal> {
  try {
    const page = await toPage(file.kind, bytes, toText, signal);
    if (page === undefined) return { refused: 'it is not UTF-8 text (save it as UTF-8)' };
    return toDocuments(page, { url, title: basename(file.path).replace(/\.[^.]+$/, '') });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof OutOfReach) return { refused: WHY[error.why] ?? 'it is damaged' };
    throw error;
  }
}
