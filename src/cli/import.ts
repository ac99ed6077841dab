import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { defined } from '../core/defined.ts';
import { isRated } from '../core/reviews/adopt-review.ts';
import { retakeChecks } from '../core/reviews/retake.ts';
import type { ClaimReview } from '../core/types.ts';
import { type Archive, openArchive } from '../providers/claim-reviews/open-archive.ts';
import { readClaimReviews } from '../providers/claim-reviews/read-claim-reviews.ts';
import type { Store } from '../providers/store/ports.ts';
import { ClaimcheckError } from '../shared/errors.ts';
import { EXIT, runToExit } from './command-line.ts';
import { type ImportArguments, parseImportArguments, USAGE } from './import-arguments.ts';
import { createImportReport, type ImportReport } from './import-report.ts';
import { createProgress } from './progress.ts';
import { toFigure } from './refusals.ts';
import { withStoreLock } from './store-lock.ts';

/** Records per transaction: the most that a crash loses, and that a reader of the store may have to wait for. */
const BATCH_RECORDS = 1_000;
/** How many characters of a refused record are written to the file. */
const REFUSED_TEXT_CHARACTERS = 4_000;

/** What the command gets from outside. */
export interface ImportDeps {
  store: Pick<Store, 'priors' | 'meta' | 'archives' | 'checks'>;
  stdout: Writable;
  stderr: Writable & { isTTY?: boolean };
  fetch: typeof globalThis.fetch;
  now(): Date;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** How long a server may stay silent. */
  stallMs?: number;
  /** Records per transaction, if others wait for the store. */
  batchRecords?: number;
}

interface RefusedFile {
  write(line: object): Promise<void>;
  close(): Promise<void>;
}

async function openRefusedFile(path: string): Promise<RefusedFile> {
  const stream = createWriteStream(path);
  const toError = (error: unknown) =>
    new ClaimcheckError('usage', `Cannot write the refused records to ${path}. Name another file.`, {
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

/** How many unreadable dates the report shows, and their length, so that they fit a line. */
const MOST_UNREAD = 3;
const LONGEST_UNREAD = 30;

function addUnread(dates: ImportReport['unreadDates'], date: string): void {
  dates.count += 1;
  if (dates.some.size < MOST_UNREAD) dates.some.add(`“${date.slice(0, LONGEST_UNREAD)}”`);
}

/** Updates the checks whose verdicts come from these reviews. @returns how many changed */
async function retake({ store, now }: ImportDeps, reviewIds: readonly string[]): Promise<number> {
  return (await retakeChecks(await store.archives.checksFrom(reviewIds), { ...store, now })).length;
}

/** Removes reviews, and the verdicts taken from them. */
async function withdraw(deps: ImportDeps, reviewIds: readonly string[]): Promise<number> {
  await deps.store.priors.removeReviews(reviewIds);
  return retake(deps, reviewIds);
}

const toMany = (count: number, what: string) => `${toFigure(count)} ${what}${count === 1 ? '' : 's'}`;

async function listArchives({ store, stdout }: ImportDeps): Promise<void> {
  const archives = await store.archives.list();
  if (archives.length === 0) stdout.write('No archives have been imported yet.\n');
  for (const { name, location, readAt, reviews } of archives) {
    const where = location === name ? '' : `  ${location}`;
    const when = readAt === undefined ? 'never read completely' : `read ${readAt.slice(0, 10)}`;
    stdout.write(`${name}  ${toMany(reviews, 'review')}, ${when}${where}\n`);
  }
}

async function removeArchive(deps: ImportDeps, name: string): Promise<void> {
  const ids = await deps.store.archives.remove(name);
  if (!ids)
    throw new ClaimcheckError('usage', `There is no archive named “${name}”. “npm run import -- --list” lists them.`);
  const retaken = await withdraw(deps, ids);
  deps.stdout.write(
    `Removed “${name}”: ${toMany(ids.length, 'review')}, and the ${retaken === 1 ? 'verdict' : 'verdicts'} of ${toMany(retaken, 'check')}.\n`,
  );
}

/** Reads the archive into the store, in batches. If it throws, everything read so far has been written. */
async function readInto(options: {
  archive: Archive;
  args: ImportArguments;
  deps: ImportDeps;
  report: ImportReport;
  refusedFile: RefusedFile | undefined;
  reading: number;
}): Promise<void> {
  const { archive, args, deps, report, refusedFile, reading } = options;
  const progress = createProgress({ stream: deps.stderr, totalBytes: archive.totalBytes, now: deps.now });
  let bytesRead = 0;
  let batch: ClaimReview[] = [];
  const flush = async () => {
    const { added, changed, same, changedIds } = await deps.store.priors.addReviews(batch);
    await deps.store.archives.hold(
      args.name,
      reading,
      batch.map(({ id }) => id),
    );
    batch = [];
    report.retaken += await retake(deps, changedIds);
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
        report[isRated(item.review) ? 'deciding' : item.review.label ? 'unsourced' : 'offScale'] += 1;
        if (item.unread !== undefined) addUnread(report.unreadDates, item.unread);
        if (batch.length >= (deps.batchRecords ?? BATCH_RECORDS)) await flush();
      } else {
        report.refused.add(item.place, item.refused);
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

/**
 * `npm run import -- FILE|URL`: reads an archive of fact checks into the store and reports the outcome.
 *
 * @returns the exit code, as the help documents it
 * @throws only internal faults: errors that a person can act on are printed
 */
export async function importCommand(args: string[], deps: ImportDeps): Promise<number> {
  const { stdout, stderr, signal, now } = deps;
  const startedMs = now().getTime();
  const report = createImportReport();
  const run = async () => {
    const parsed = parseImportArguments(args);
    if (!parsed) {
      stdout.write(USAGE);
      return EXIT.done;
    }
    const lock = { name: 'import', what: 'import', meta: deps.store.meta, now } as const;
    let refusedFile: RefusedFile | undefined;
    try {
      await withStoreLock(
        lock,
        async (held) => {
          if (parsed.list) return listArchives(deps);
          if (parsed.remove !== undefined) return removeArchive(deps, parsed.remove);
          const { archives } = deps.store;
          const { reading, ...known } = await archives.begin(parsed.name, parsed.location);
          const options = { fetch: deps.fetch, known, ...defined({ stallMs: deps.stallMs }) };
          const forgetEmpty = async (error: unknown): Promise<never> => {
            // A mistyped name or a file of another kind must not leave an archive behind.
            const found = (await archives.list()).find(({ name }) => name === parsed.name);
            if (found?.readAt === undefined && found?.reviews === 0) await archives.remove(parsed.name);
            throw error;
          };
          const archive = await openArchive(parsed.location, options, held).catch(forgetEmpty);
          if (!archive) {
            await archives.unchanged(parsed.name, now().toISOString());
            stdout.write(`${parsed.name} has not changed since it was last read.\n`);
            return;
          }
          refusedFile = parsed.refused ? await openRefusedFile(parsed.refused) : undefined;
          const reader = { archive, args: parsed, deps: { ...deps, signal: held }, report, refusedFile, reading };
          await readInto(reader).catch(forgetEmpty);
          const gone = await archives.end(parsed.name, reading, now().toISOString(), archive.validators ?? {});
          report.withdrawn = gone.length;
          report.retaken += await withdraw(deps, gone);
        },
        signal,
      );
      await refusedFile?.close();
    } catch (error) {
      await refusedFile?.close().catch(() => {});
      throw error;
    } finally {
      const lines = report.read > 0 ? report.toLines(parsed.location, now().getTime() - startedMs) : [];
      for (const line of lines) stdout.write(`${line}\n`);
    }
    return EXIT.done;
  };
  return runToExit(run, {
    ...{ stderr, signal, usage: USAGE },
    stopped: 'Stopped. What was read so far is kept; run the same command to continue without duplicates.',
    afterFault: () =>
      report.read > 0
        ? 'What was read before that is kept; run the same command to continue without duplicates.\n'
        : '',
  });
}
