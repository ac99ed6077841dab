import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { DocumentFolderEntry, DocumentStore, StoredDocument } from '../store/documents.ts';
import { MOST_BYTES, readBytes, readDocumentFile, type ToText } from './document-file.ts';
import { readDocumentLines } from './document-lines.ts';
import { toDocumentUrl } from './to-documents.ts';
import type { FolderContents, FoundFile } from './walk-folder.ts';

/** What became of one file. `kept` is one that could not be looked at, and whose last version stays. */
export type FileOutcome = 'added' | 'changed' | 'same' | 'refused' | 'kept';

/** Told while a folder is indexed. */
export interface IndexEvents {
  onFile(file: FoundFile, outcome: FileOutcome, documents: number): void;
  onRefused(place: string, reason: string): void;
  /** Bytes looked at so far. */
  onBytes(bytes: number): void;
}

export interface IndexOptions {
  documents: DocumentStore;
  folder: DocumentFolderEntry;
  contents: FolderContents;
  toText: ToText;
  events: IndexEvents;
}

/** Raise it when the same file makes other documents: folders are then read anew. */
const READER_VERSION = 1;
/** UTF-16 units of text that are written at once: stemming takes 0.35 µs for each, and Ctrl-C waits that long. */
const BATCH_CHARACTERS = 200_000;
/** Rows of a long document that are written at once: about as many characters. */
const BATCH_PARTS = 5;

/** What a file's documents depend on: the reader, and the content that is put in. */
const createContentHash = () => createHash('sha256').update(`${READER_VERSION}\n`);

/**
 * Brings the index of a folder up to date: what is new or has changed by its content is read, what is gone is taken out. A
 * file's new version takes the old one's place in one go, at its end, so that whatever breaks off leaves whole files behind.
 *
 * @returns how many files were taken out since they are gone
 * @throws the signal's reason, the store's errors
 */
export async function indexDocuments(options: IndexOptions, signal: AbortSignal): Promise<number> {
  const { documents, folder, contents, toText, events } = options;
  const before = await documents.files(folder.id);
  let bytesRead = 0;
  await sweepAll(documents, signal);

  async function* counted(file: FoundFile): AsyncGenerator<Uint8Array> {
    for await (const chunk of readBytes(file.absolute, signal)) {
      bytesRead += chunk.length;
      events.onBytes(bytesRead);
      yield chunk;
    }
  }

  const refuse = async (file: FoundFile, reason: string): Promise<void> => {
    events.onRefused(file.path, reason);
    if (before.has(file.path)) await documents.retire(folder.id, [file.path]);
    events.onFile(file, 'refused', 0);
  };

  const settle = (file: FoundFile, count: number) =>
    events.onFile(file, before.has(file.path) ? 'changed' : 'added', count);

  async function indexWhole(file: FoundFile): Promise<void> {
    if (file.bytes > MOST_BYTES[file.kind]) {
      await refuse(file, `it is larger than ${MOST_BYTES[file.kind] / 1e6} MB`);
      return;
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of counted(file)) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const hash = createContentHash().update(bytes).digest('base64url');
    if (before.get(file.path) === hash) {
      events.onFile(file, 'same', 0);
      return;
    }
    const url = toDocumentUrl(folder.name, file.path);
    const read = await readDocumentFile({ file, bytes, url, toText }, signal);
    if ('refused' in read) {
      await refuse(file, read.refused);
      return;
    }
    const opened = documents.openFile(folder.id, file.path);
    const last = Math.floor((read.length - 1) / BATCH_PARTS) * BATCH_PARTS;
    for (let from = 0; from < last; from += BATCH_PARTS) {
      await opened.add(read.slice(from, from + BATCH_PARTS));
      await setImmediate();
      signal.throwIfAborted();
    }
    await opened.finish(hash, read.slice(last));
    settle(file, 1);
  }

  async function hashOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
    const hash = createContentHash();
    for await (const chunk of chunks) hash.update(chunk);
    return hash.digest('base64url');
  }

  async function indexLines(file: FoundFile): Promise<void> {
    const known = before.get(file.path);
    if (known !== undefined && known === (await hashOf(readBytes(file.absolute, signal)))) {
      bytesRead += file.bytes;
      events.onFile(file, 'same', 0);
      return;
    }
    const hash = createContentHash();
    async function* hashed() {
      for await (const chunk of counted(file)) {
        hash.update(chunk);
        yield chunk;
      }
    }
    const opened = documents.openFile(folder.id, file.path);
    let batch: StoredDocument[] = [];
    let held = 0;
    let count = 0;
    for await (const read of readDocumentLines(hashed(), toDocumentUrl(folder.name, file.path))) {
      if ('refused' in read) {
        events.onRefused(`${file.path} ${read.place}`, read.refused);
        continue;
      }
      count += 1;
      for (const document of read.documents) {
        batch.push(document);
        held += document.text.length;
      }
      if (held < BATCH_CHARACTERS) continue;
      await opened.add(batch);
      batch = [];
      held = 0;
      await setImmediate();
      signal.throwIfAborted();
    }
    await opened.finish(hash.digest('base64url'), batch);
    settle(file, count);
  }

  for (const { path, refused } of contents.closed) events.onRefused(path, refused);
  for (const file of contents.files) {
    // A run of small files is one long turn of the event loop otherwise, and Ctrl-C waits for it.
    await setImmediate();
    signal.throwIfAborted();
    try {
      await (file.kind === 'lines' ? indexLines(file) : indexWhole(file));
    } catch (error) {
      signal.throwIfAborted();
      if (!isFileError(error)) throw error;
      events.onRefused(file.path, 'it cannot be read (check the disk and who may read it)');
      events.onFile(file, before.has(file.path) ? 'kept' : 'refused', 0);
    }
  }
  const there = new Set(contents.files.map(({ path }) => path));
  const isClosed = (path: string) =>
    contents.closed.some((closed) => path === closed.path || path.startsWith(`${closed.path}/`));
  const gone = [...before.keys()].filter((path) => !there.has(path) && !isClosed(path));
  await documents.retire(folder.id, gone);
  await sweepAll(documents, signal);
  return gone.length;
}

/** Gives back the space of what was taken out. What an abort leaves is taken up by the next run. */
export async function sweepAll(documents: DocumentStore, signal: AbortSignal): Promise<void> {
  while (await documents.sweep()) {
    await setImmediate();
    signal.throwIfAborted();
  }
}

/** What Node's file system throws; the store's errors are a `ClaimcheckError`. */
function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
