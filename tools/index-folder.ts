import { realpath, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { ClaimcheckError } from '../src/errors.ts';
import type { ToText } from '../src/providers/documents/document-file.ts';
import { indexDocuments, sweepAll } from '../src/providers/documents/index-documents.ts';
import { type FolderContents, walkFolder } from '../src/providers/documents/walk-folder.ts';
import type { Store } from '../src/providers/store/open-store.ts';
import { createImportProgress } from './import-progress.ts';
import { createIndexReport } from './index-folder-report.ts';
import { INDEX_EXIT, INDEX_USAGE, parseIndexArguments } from './index-folder-usage.ts';
import { withStoreLock } from './store-lock.ts';

const LOCK = {
  name: 'index',
  code: 'index-running',
  taken: 'A folder is being indexed on this store already. Start this again when that has ended.',
  lost: 'Another indexing has taken over this store; this one has stopped.',
} as const;

/** What the command takes from outside. */
export interface IndexFolderDeps {
  store: Pick<Store, 'documents' | 'meta'>;
  toText: ToText;
  stdout: Writable;
  stderr: Writable & { isTTY?: boolean };
  now(): Date;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

const toFolderError = (folder: string, what: string, cause?: unknown) =>
  new ClaimcheckError('index-failed', `${folder} ${what}.`, { cause });

async function toRoot(folder: string): Promise<string> {
  const found = await realpath(resolve(folder)).catch((error: unknown) => {
    throw toFolderError(folder, 'is not there: check its name', error);
  });
  if (!(await stat(found)).isDirectory()) throw toFolderError(folder, 'is a file: give the folder it is in');
  return found;
}

async function toContents(root: string, signal: AbortSignal): Promise<FolderContents> {
  try {
    return await walkFolder(root, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw toFolderError(root, 'cannot be opened: check who may read it', error);
  }
}

async function updateFolder(folder: string, deps: IndexFolderDeps, signal: AbortSignal): Promise<void> {
  const { documents } = deps.store;
  const startedMs = deps.now().getTime();
  const root = await toRoot(folder);
  const contents = await toContents(root, signal);
  if (contents.files.length === 0 && contents.closed.length === 0) {
    // An unplugged disk looks like this: nothing of the index is thrown away for it.
    throw toFolderError(folder, 'holds no document that can be read; --remove takes a folder out of the index');
  }
  const totalBytes = contents.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const progress = createImportProgress({ stream: deps.stderr, totalBytes, now: deps.now });
  const report = createIndexReport();
  let removed = 0;
  try {
    removed = await indexDocuments(
      {
        documents,
        folder: documents.folder(root, basename(root) || 'documents'),
        contents,
        toText: deps.toText,
        events: {
          onFile: (_file, outcome, count) => report.count(outcome, count),
          onRefused: (place, reason) => report.refuse(place, reason),
          onBytes: (bytes) => progress.at(bytes, report.files),
        },
      },
      signal,
    );
  } finally {
    progress.end();
    const found = { folder: root, removed, otherFiles: contents.otherFiles };
    for (const line of report.toLines(found, deps.now().getTime() - startedMs)) deps.stdout.write(`${line}\n`);
  }
}

async function removeFolder(folder: string, { store: { documents }, stdout }: IndexFolderDeps, signal: AbortSignal) {
  // The folder itself may be gone by now.
  const path = await realpath(resolve(folder)).catch(() => resolve(folder));
  const known = documents.folders().find((entry) => entry.path === path);
  if (!known) throw toFolderError(folder, 'is not in the index: see --list');
  documents.retire(known.id, documents.files(known.id).keys());
  await sweepAll(documents, signal);
  documents.forgetFolder(known.id);
  stdout.write(`Took ${known.files.toLocaleString('en-GB')} files of ${path} out of the index.\n`);
}

function listFolders({ store: { documents }, stdout }: IndexFolderDeps): void {
  const folders = documents.folders();
  if (folders.length === 0) stdout.write('No folder is in the index. Add one: npm run index -- FOLDER\n');
  for (const { path, files } of folders) stdout.write(`${files.toLocaleString('en-GB').padStart(9)} files  ${path}\n`);
}

const EXIT_OF_CODE: Partial<Record<ClaimcheckError['code'], number>> = {
  usage: INDEX_EXIT.usage,
  'index-failed': INDEX_EXIT.source,
  'index-running': INDEX_EXIT.running,
};

/**
 * `npm run index -- FOLDER`: brings the index of a folder of the operator's own documents up to date, and reports what became of it.
 *
 * @returns the exit code, as `INDEX_USAGE` documents them
 * @throws nothing that a person can act on: those are printed. Anything else is a fault of ours
 */
export async function indexFolderCommand(args: string[], deps: IndexFolderDeps): Promise<number> {
  try {
    const parsed = parseIndexArguments(args);
    if (!parsed) deps.stdout.write(INDEX_USAGE);
    else if ('list' in parsed) listFolders(deps);
    else {
      const run = parsed.remove ? removeFolder : updateFolder;
      const { meta } = deps.store;
      const lock = { ...LOCK, meta, now: deps.now };
      await withStoreLock(lock, (signal) => run(parsed.folder, deps, signal), deps.signal);
    }
    return INDEX_EXIT.done;
  } catch (error) {
    if (deps.signal.aborted) {
      deps.stderr.write(
        'Stopped. The files that were read to their end are in the index; the same command goes on from there.\n',
      );
      return INDEX_EXIT.interrupted;
    }
    if (!(error instanceof ClaimcheckError)) throw error;
    deps.stderr.write(`${error.message}\n`);
    if (error.code === 'usage') deps.stderr.write(`\n${INDEX_USAGE}`);
    return EXIT_OF_CODE[error.code] ?? INDEX_EXIT.store;
  }
}
