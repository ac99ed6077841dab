import type { DocumentStore } from '../store/documents.ts';
import { readBytes } from './document-file.ts';
import { readDocumentLines } from './document-lines.ts';

const BATCH_ROWS = 100;

/**
 * Loads a JSON Lines file of documents into a store used for nothing else, such as the `openStore({ file: ':memory:' })` of a dataset
 * run; `createDocumentFolder` searches it.
 *
 * @returns how many documents were loaded, and how many lines were refused
 * @throws the file system's error, the store's errors, or the signal's reason
 */
export async function loadDocumentLines(
  path: string,
  documents: DocumentStore,
  signal: AbortSignal,
): Promise<{ taken: number; refused: number }> {
  const file = documents.openFile((await documents.folder(path, 'documents')).id, path);
  let rows: Parameters<typeof file.add>[0][number][] = [];
  let taken = 0;
  let refused = 0;
  for await (const read of readDocumentLines(readBytes(path, signal), 'document:documents')) {
    signal.throwIfAborted();
    if ('refused' in read) {
      refused += 1;
      continue;
    }
    taken += 1;
    rows.push(...read.documents);
    if (rows.length < BATCH_ROWS) continue;
    await file.add(rows);
    rows = [];
  }
  await file.finish('whole', rows);
  return { taken, refused };
}
