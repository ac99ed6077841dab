import { realpath, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import type { ToText } from '../providers/documents/document-file.ts';
import { indexDocuments, sweepAll } from '../providers/documents/index-documents.ts';
import { type FolderContents, walkFolder } from '../providers/documents/walk-folder.ts';
import type { Store } from '../providers/store/ports.ts';
import { ClaimcheckError } from '../shared/errors.ts';
import { EXIT, readArguments, runToExit } from './command-line.ts';
import { createIndexReport } from './index-folder-report.ts';
import { createProgress } from './progress.ts';
import { withStoreLock } from './store-lock.ts';

const USAGE = `Usage: npm run index -- FOLDER [--remove]
       npm run index -- --list

Makes a folder of your own documents searchable as evidence: text (.txt), Markdown (.md), HTML (.html, .htm), PDF (.pdf) and
JSON Lines (.jsonl, .ndjson: one {"url", "title", "publisher", "date", "text"} per line). It includes subfolders, but skips
hidden files and links. A second run reads only changed files, and removes deleted ones from the index.
The bot can quote these documents in every chat that it serves: put nothing confidential in the folder.

  --remove   remove the folder from the index; its files stay as they are
  --list     list the indexed folders
  --help     show this text

Exit codes: 0 done (the report names refused files), 2 wrong usage, 3 the folder cannot be read, 4 another index run
is active, 5 the store cannot be written, 130 interrupted. After 130 the index holds only complete files; run the same command to
continue.
`;

/** @returns undefined for `--help` */
function parseIndexArguments(args: string[]): { list: true } | { folder: string; remove: boolean } | undefined {
  const flag = { type: 'boolean', default: false } as const;
  const { values, positionals } = readArguments({
    args,
    allowPositionals: true,
    options: { remove: flag, list: flag, help: { ...flag, short: 'h' } },
  });
  if (values.help) return undefined;
  if (values.list && positionals.length === 0 && !values.remove) return { list: true };
  const [folder, ...more] = positionals;
  if (!folder || more.length > 0 || values.list) {
    throw new ClaimcheckError('usage', 'Name one folder to index, or use --list on its own.');
  }
  return { folder, remove: values.remove };
}

/** What the command gets from outside. */
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
    throw toFolderError(folder, 'does not exist: check its name', error);
  });
  if (!(await stat(found)).isDirectory()) throw toFolderError(folder, 'is a file: name its folder instead');
  return found;
}

async function toContents(root: string, signal: AbortSignal): Promise<FolderContents> {
  try {
    return await walkFolder(root, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw toFolderError(root, 'cannot be opened: check its permissions', error);
  }
}

async function updateFolder(folder: string, deps: IndexFolderDeps, signal: AbortSignal): Promise<void> {
  const { documents } = deps.store;
  const startedMs = deps.now().getTime();
  const root = await toRoot(folder);
  const contents = await toContents(root, signal);
  if (contents.files.length === 0 && contents.closed.length === 0) {
    // An unplugged disk looks like this: the index must not be discarded for it.
    throw toFolderError(folder, 'has no readable documents; use --remove to remove a folder from the index');
  }
  const totalBytes = contents.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const progress = createProgress({ stream: deps.stderr, totalBytes, now: deps.now });
  const report = createIndexReport();
  let removed = 0;
  try {
    removed = await indexDocuments(
      {
        documents,
        folder: await documents.folder(root, basename(root) || 'documents'),
        contents,
        toText: deps.toText,
        events: {
          onFile: (_file, outcome, count) => report.count(outcome, count),
          onRefused: (place, reason) => report.refused.add(place, reason),
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
  // The folder itself may no longer exist.
  const path = await realpath(resolve(folder)).catch(() => resolve(folder));
  const known = (await documents.folders()).find((entry) => entry.path === path);
  if (!known) throw toFolderError(folder, 'is not in the index: see --list');
  await documents.retire(known.id, (await documents.files(known.id)).keys());
  await sweepAll(documents, signal);
  await documents.forgetFolder(known.id);
  stdout.write(`Removed ${known.files.toLocaleString('en-GB')} files in ${path} from the index.\n`);
}

async function listFolders({ store: { documents }, stdout }: IndexFolderDeps): Promise<void> {
  const folders = await documents.folders();
  if (folders.length === 0) stdout.write('The index has no folders yet. Add one: npm run index -- FOLDER\n');
  for (const { path, files } of folders) stdout.write(`${files.toLocaleString('en-GB').padStart(9)} files  ${path}\n`);
}

/**
 * `npm run index -- FOLDER`: updates the index of a folder of the operator's own documents, and reports the outcome.
 *
 * @returns the exit code, as the help documents it
 * @throws only internal faults: errors that a person can act on are printed
 */
export async function indexFolderCommand(args: string[], deps: IndexFolderDeps): Promise<number> {
  const { stdout, stderr, signal } = deps;
  const run = async () => {
    const parsed = parseIndexArguments(args);
    if (!parsed) stdout.write(USAGE);
    else if ('list' in parsed) await listFolders(deps);
    else {
      const work = parsed.remove ? removeFolder : updateFolder;
      const lock = { name: 'index', what: 'index run', meta: deps.store.meta, now: deps.now } as const;
      await withStoreLock(lock, (held) => work(parsed.folder, deps, held), signal);
    }
    return EXIT.done;
  };
  return runToExit(run, {
    ...{ stderr, signal, usage: USAGE },
    stopped: 'Stopped. Files that were read completely are in the index; run the same command to continue.',
  });
}
