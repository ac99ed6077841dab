import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** How a file is read. */
export type DocumentKind = 'text' | 'markdown' | 'html' | 'pdf' | 'lines';

/** A file of a supported kind. */
export interface FoundFile {
  /** Relative to the folder, with `/` as separator on every system. */
  path: string;
  absolute: string;
  kind: DocumentKind;
  bytes: number;
}

/** A file or folder that could not be opened. */
export interface ClosedPlace {
  path: string;
  refused: string;
}

/** The contents of a folder. */
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
 * Lists the files in a folder and its subfolders that can be read as documents, by name. Skips hidden entries (names that start with
 * a dot) and follows no links, which could lead out of the folder or in a circle.
 *
 * @param root an absolute path that is not a link
 * @throws the file system's error for the root itself, or the signal's reason
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
        contents.closed.push({ path, refused: 'it cannot be opened (check the permissions)' });
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
