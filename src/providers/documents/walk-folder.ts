import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What a file is read as. */
export type DocumentKind = 'text' | 'markdown' | 'html' | 'pdf' | 'lines';

/** A file that can be read. */
export interface FoundFile {
  /** In the folder, with `/` between its parts on every system. */
  path: string;
  absolute: string;
  kind: DocumentKind;
  bytes: number;
}

/** A place below which, or at which, nothing could be looked at. */
export interface ClosedPlace {
  path: string;
  refused: string;
}

/** What a folder holds. */
export interface FolderContents {
  files: FoundFile[];
  closed: ClosedPlace[];
  /** Files of other kinds, and links. */
  otherFiles: number;
}

const KINDS: ReadonlyMap<string, DocumentKind> = new Map([
  ['txt', 'text'],
  ['md', 'markdown'],
  ['html', 'html'],
  ['htm', 'html'],
  ['pdf', 'pdf'],
  ['jsonl', 'lines'],
  ['ndjson', 'lines'],
]);

const byName = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : 1);

/**
 * Lists the files of a folder and the folders in it that can be read as documents, in the order of their names. What is hidden (its
 * name starts with a dot) is passed over, and no link is followed: it could lead out of the folder, or round in a circle.
 *
 * @param root absolute, and no link itself
 * @throws the file system's error for the root itself, and the signal's reason
 */
export async function walkFolder(root: string, signal: AbortSignal): Promise<FolderContents> {
  const contents: FolderContents = { files: [], closed: [], otherFiles: 0 };
  const enter = async (folder: string, prefix: string): Promise<void> => {
    signal.throwIfAborted();
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.sort(byName)) {
      if (entry.name.startsWith('.')) continue;
      const path = `${prefix}${entry.name}`;
      const absolute = join(folder, entry.name);
      try {
        if (entry.isDirectory()) await enter(absolute, `${path}/`);
        else await look(entry, path, absolute);
      } catch {
        signal.throwIfAborted();
        contents.closed.push({ path, refused: 'it cannot be opened (check who may read it)' });
      }
    }
  };
  const look = async (entry: Dirent, path: string, absolute: string): Promise<void> => {
    const kind = KINDS.get(/\.([^.]+)$/.exec(entry.name)?.[1]?.toLowerCase() ?? '');
    if (!entry.isFile() || kind === undefined) {
      contents.otherFiles += 1;
      return;
    }
    contents.files.push({ path, absolute, kind, bytes: (await lstat(absolute)).size });
  };
  await enter(root, '');
  return contents;
}
