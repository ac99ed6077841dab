import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ClaimReview } from '../src/core/types.ts';
import { defined } from '../src/defined.ts';
import { ClaimcheckError } from '../src/errors.ts';
import { type Archive, openArchive } from '../src/providers/claim-reviews/open-archive.ts';
import { readClaimReviews } from '../src/providers/claim-reviews/read-claim-reviews.ts';
import type { Store } from '../src/providers/store/open-store.ts';
import { createImportProgress } from './import-progress.ts';
import { createImportReport, type ImportReport } from './import-report.ts';
import { IMPORT_EXIT, IMPORT_USAGE, type ImportArguments, parseImportArguments } from './import-usage.ts';
import { withStoreLock } from './store-lock.ts';

/** Records a transaction: what an interruption can lose, and what a reader of the store may have to wait for. */
const BATCH_RECORDS = 1_000;
const LOCK = {
  name: 'import',
  code: 'import-running',
  taken: 'Another import is running on this store. Start this one again when it has ended.',
  lost: 'Another import has taken over this store; this one has stopped.',
} as const;
/** Characters of a refused record that are written out. */
const REFUSED_TEXT_CHARACTERS = 4_000;

/** What the command takes from outside. */
export interface ImportDeps {
  store: Pick<Store, 'priors' | 'meta'>;
  stdout: Writable;
  stderr: Writable & { isTTY?: boolean };
  fetch: typeof globalThis.fetch;
  now(): Date;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** How long a server may stay silent. */
  stallMs?: number;
}

interface RefusedFile {
  write(line: object): Promise<void>;
  close(): Promise<void>;
}

async function openRefusedFile(path: string): Promise<RefusedFile> {
  const stream = createWriteStream(path);
  const toError = (error: unknown) =>
    new ClaimcheckError('usage', `The file ${path} for the refused records cannot be written. Give another.`, {
      cause: error,
    });
  await once(stream, 'open').catch((error: unknown) => {
    throw toError(error);
  });
  let failure: unknown;
  stream.on('error', (error) => {
    failure = error;
  });
  return {
    async write(line) {
      if (failure) throw toError(failure);
      if (!stream.write(`${JSON.stringify(line)}\n`)) await once(stream, 'drain');
    },
    async close() {
      stream.end();
      await finished(stream).catch((error: unknown) => {
        throw toError(error);
      });
    },
  };
}

async function* countBytes(bytes: AsyncIterable<Uint8Array>, add: (n: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    add(chunk.length);
    yield chunk;
  }
}

/** Reads the archive into the store, batch by batch. What was read when it throws has been written. */
async function readInto(options: {
  archive: Archive;
  args: ImportArguments;
  deps: ImportDeps;
  report: ImportReport;
  refusedFile: RefusedFile | undefined;
}): Promise<void> {
  const { archive, args, deps, report, refusedFile } = options;
  const progress = createImportProgress({ stream: deps.stderr, totalBytes: archive.totalBytes, now: deps.now });
  let bytesRead = 0;
  let batch: ClaimReview[] = [];
  const flush = async () => {
    const { added, changed, same } = await deps.store.priors.addReviews(batch);
    batch = [];
    report.added += added;
    report.changed += changed;
    report.same += same;
  };
  const bytes = countBytes(archive.bytes, (n) => {
    bytesRead += n;
  });
  try {
    for await (const item of readClaimReviews({ bytes, name: archive.name, defaults: args })) {
      deps.signal.throwIfAborted();
      report.read += 1;
      if ('review' in item) {
        batch.push(item.review);
        if (item.review.label) report.labelled += 1;
        if (batch.length >= BATCH_RECORDS) await flush();
      } else {
        report.refuse(item.place, item.refused);
        const record = item.text.slice(0, REFUSED_TEXT_CHARACTERS);
        await refusedFile?.write({ place: item.place, reason: item.refused, record });
      }
      progress.at(bytesRead, report.read);
    }
  } finally {
    await flush();
    progress.end();
  }
}

const EXIT_OF_CODE: Partial<Record<ClaimcheckError['code'], number>> = {
  usage: IMPORT_EXIT.usage,
  'import-failed': IMPORT_EXIT.source,
  'import-running': IMPORT_EXIT.running,
};

/**
 * `npm run import -- FILE|URL`: reads an archive of fact checks into the store and reports what became of it.
 *
 * @returns the exit code, as `IMPORT_USAGE` documents them
 * @throws nothing that a person can act on: those are printed. Anything else is a fault of ours
 */
export async function importCommand(args: string[], deps: ImportDeps): Promise<number> {
  const startedMs = deps.now().getTime();
  const report = createImportReport();
  let name = '';
  let refusedFile: RefusedFile | undefined;
  const printReport = () => {
    for (const line of report.toLines(name, deps.now().getTime() - startedMs)) deps.stdout.write(`${line}\n`);
  };
  try {
    const parsed = parseImportArguments(args);
    if (!parsed) {
      deps.stdout.write(IMPORT_USAGE);
      return IMPORT_EXIT.done;
    }
    const work = async (signal: AbortSignal) => {
      const options = { fetch: deps.fetch, ...defined({ stallMs: deps.stallMs }) };
      const archive = await openArchive(parsed.location, options, signal);
      name = parsed.location;
      refusedFile = parsed.refused ? await openRefusedFile(parsed.refused) : undefined;
      await readInto({ archive, args: parsed, deps: { ...deps, signal }, report, refusedFile });
    };
    await withStoreLock({ ...LOCK, meta: deps.store.meta, now: deps.now }, work, deps.signal);
    await refusedFile?.close();
    printReport();
    return IMPORT_EXIT.done;
  } catch (error) {
    await refusedFile?.close().catch(() => {});
    if (report.read > 0) printReport();
    if (deps.signal.aborted) {
      deps.stderr.write(
        'Stopped. What was read so far is kept; the same command goes on from there and adds nothing twice.\n',
      );
      return IMPORT_EXIT.interrupted;
    }
    if (!(error instanceof ClaimcheckError)) throw error;
    deps.stderr.write(`${error.message}\n`);
    if (error.code === 'usage') deps.stderr.write(`\n${IMPORT_USAGE}`);
    else if (report.read > 0) deps.stderr.write('What was read before is kept, and a second run adds nothing twice.\n');
    return EXIT_OF_CODE[error.code] ?? IMPORT_EXIT.store;
  }
}
