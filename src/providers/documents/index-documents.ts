import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { DocumentFolderEntry, DocumentStore, StoredDocument } from '../store/documents.ts';
import { MOST_BYTES, readBytes, readDocumentFile, type ToText } from './document-file.ts';
import { readDocumentLines } from './document-lines.ts';
import { toDocumentUrl } from './to-documents.ts';
import type { FolderContents, FoundFile } from './walk-folder.ts';

/** The outcome for a file. `kept`: it could not be read, so its last version stays in the index. */
export type FileOutcome = 'added' | 'changed' | 'same' | 'refused' | 'kept';

/** Progress events of an index run. */
export interface IndexEvents {
  onFile(file: FoundFile, outcome: FileOutcome, documents: number): void;
  onRefused(place: string, reason: string): void;
  /** Bytes read so far. */
  onBytes(bytes: number): void;
}

export interface IndexOptions {
  documents: DocumentStore;
  folder: DocumentFolderEntry;
  contents: FolderContents;
  toText: ToText;
  events: IndexEvents;
}

/** Raise this when the same file yields other documents: all folders are then reindexed. */
const READER_VERSION = 1;
/** UTF-16 units of text per write: stemming takes 0.35 µs for each, and Ctrl-C waits for the write. */
const BATCH_CHARACTERS = 200_000;
/** Rows of a long document per write: about the same number of characters. */
const BATCH_PARTS = 5;

/** A hash of all that a file's documents depend on: the reader's version, and the content that is added. */
const createContentHash = () => createHash('sha256').update(`${READER_VERSION}\n`);

/**
 * Updates the index of a folder: reads files that are new or whose content has changed, and removes files that no longer exist. A
 * file's new version replaces the old one atomically once it is complete, so that an interrupted run leaves only whole files.
 *
 * @returns the number of files removed because they no longer exist
 * @throws the signal's reason, or the store's errors
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
    // Yields to the event loop, so that a series of small files does not block Ctrl-C.
    await setImmediate();
    signal.throwIfAborted();
    try {
      await (file.kind === 'lines' ? indexLines(file) : indexWhole(file));
    } catch (error) {
      signal.throwIfAborted();
      if (!isFileError(error)) throw error;
      events.onRefused(file.path, 'it cannot be read (check the disk and the permissions)');
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

/** Deletes the rows of removed files, a batch at a time. After an abort, the next run continues. */
export async function sweepAll(documents: DocumentStore, signal: AbortSignal): Promise<void> {
  while (await documents.sweep()) {
    await setImmediate();
    signal.throwIfAborted();
  }
}

/** Whether Node's file system threw the error; the store's errors are `ClaimcheckError`. */
function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
