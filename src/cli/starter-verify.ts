import type { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { findQuote, holdsQuote } from '../providers/claim-reviews/starter-quote.ts';
import { ClaimcheckError } from '../shared/errors.ts';
import { EXIT, readArguments, runToExit } from './command-line.ts';
import {
  readStarterFiles,
  type StarterCitation,
  type StarterEntry,
  type StarterFile,
  toSlug,
  toStarterJson,
  writeStarterFile,
} from './starter-files.ts';
import { fetchParagraphs, PageError } from './starter-page.ts';

/** Concurrent fetches, and the pause after each: nearly all pages are on one host. */
const FETCHES_AT_ONCE = 2;
const PAUSE_MS = 500;
/** If this many servers do not answer, and none does, there is no network. */
const OFFLINE_AFTER = 3;

const USAGE = `Usage: npm run starter:verify [-- --only ID] [--check]

Fetches the pages that the starter pack cites, and stores the sentence of each page that backs its citation.
Review the diff of starter/*.json afterwards: it shows the chosen sentences.

  --only ID   verify one entry, for example great-wall-moon
  --check     write nothing; exit with 1 if the files would change
  --help      show this text

Exit codes: 0 done, 1 --check found changes, 2 wrong usage, 3 no network or a broken file in the pack, 130 interrupted. After 3 or 130
no file is changed.
`;

/** What the command gets from outside. */
export interface VerifyDeps {
  /** Where the pack's JSON files are. */
  folder: string;
  fetch: typeof globalThis.fetch;
  stdout: Writable;
  stderr: Writable;
  now(): Date;
  signal: AbortSignal;
  /** The pause after each fetch. */
  pauseMs?: number;
}

interface Task {
  entry: StarterEntry;
  citation: StarterCitation;
}

/** Updates the citation from the page. A sentence that a person has reviewed in a diff stays as long as the page has it. */
function judge(citation: StarterCitation, paragraphs: readonly string[], now: Date): string | undefined {
  if (citation.quoteVerified && citation.quote && holdsQuote(paragraphs, citation.quote)) return undefined;
  const found = findQuote(paragraphs, citation.abstract);
  if ('quote' in found) {
    Object.assign(citation, {
      quote: found.quote,
      quoteVerified: true,
      quoteVerifiedAt: now.toISOString().slice(0, 10),
    });
    return undefined;
  }
  delete citation.quote;
  delete citation.quoteVerifiedAt;
  citation.quoteVerified = false;
  return found.reason;
}

const toPages = (tasks: readonly Task[]): [string, Task[]][] => [
  ...Map.groupBy(tasks, ({ citation }) => citation.url.replace(/#.*$/, '')),
];

/** Fetches each page once and checks all citations of it. @throws ClaimcheckError `platform-unreachable` without a network */
async function verifyPages(tasks: readonly Task[], deps: VerifyDeps): Promise<{ verified: number; failed: number }> {
  const pages = toPages(tasks);
  const counts = { verified: 0, failed: 0 };
  let reached = 0;
  let unreachable = 0;
  let stopped = false;
  const held: string[] = [];

  const report = ({ entry, citation }: Task, reason: string | undefined) => {
    counts[reason === undefined ? 'verified' : 'failed'] += 1;
    if (reason !== undefined) held.push(`${toSlug(entry)}: ${citation.url}\n  ${reason}\n`);
    // Without a network there is one message instead of a list, so the list is held back until a page was reached.
    if (reached > 0) for (const line of held.splice(0)) deps.stdout.write(line);
  };
  const verifyPage = async ([url, citing]: [string, Task[]]) => {
    try {
      const paragraphs = await fetchParagraphs(url, deps.fetch, deps.signal);
      reached += 1;
      for (const task of citing) report(task, judge(task.citation, paragraphs, deps.now()));
    } catch (error) {
      if (!(error instanceof PageError)) throw error;
      if (error.offline) unreachable += 1;
      else reached += 1;
      // A page that is unreachable today proves nothing about its sentences: they stay.
      for (const task of citing) report(task, error.message);
    }
    if (reached === 0 && unreachable >= Math.min(OFFLINE_AFTER, pages.length)) {
      throw new ClaimcheckError(
        'platform-unreachable',
        'There is no network connection, so nothing was checked and no file was changed.',
      );
    }
  };
  const queue = pages.values();
  const work = async () => {
    for (const page of queue) {
      if (stopped) return;
      await verifyPage(page);
      await pause(deps.pauseMs ?? PAUSE_MS, undefined, { signal: deps.signal });
    }
  };
  try {
    await Promise.all(Array.from({ length: FETCHES_AT_ONCE }, work));
  } finally {
    stopped = true;
  }
  for (const line of held) deps.stdout.write(line);
  return counts;
}

async function verify(files: readonly StarterFile[], check: boolean, only: string | undefined, deps: VerifyDeps) {
  const before = files.map(({ entries }) => toStarterJson(entries));
  const chosen = files.flatMap(({ entries }) =>
    entries.filter((entry) => only === undefined || toSlug(entry) === only),
  );
  if (chosen.length === 0) throw new ClaimcheckError('usage', `There is no entry ${only ?? ''} in ${deps.folder}.`);
  const tasks = chosen.flatMap((entry) => entry.citation.map((citation) => ({ entry, citation })));
  const { verified, failed } = await verifyPages(tasks, deps);
  const changed = files.filter(({ entries }, place) => toStarterJson(entries) !== before[place]);
  if (!check) for (const file of changed) await writeStarterFile(file);
  deps.stdout.write(`Quotes found on their pages: ${verified}; not found or not reachable: ${failed}.\n`);
  if (changed.length > 0) {
    deps.stdout.write(check ? 'The files would change.\n' : 'Review the diff of starter/ before you commit it.\n');
  }
  return check && changed.length > 0 ? EXIT.changed : EXIT.done;
}

/**
 * `npm run starter:verify`: fetches the starter pack's sources and stores the sentences that support their citations.
 *
 * @returns the exit code, as the help documents it
 */
export async function starterVerifyCommand(args: string[], deps: VerifyDeps): Promise<number> {
  const { stdout, stderr, signal } = deps;
  const run = async () => {
    const flag = { type: 'boolean', default: false } as const;
    const { values } = readArguments({
      args,
      options: { only: { type: 'string' }, check: flag, help: { ...flag, short: 'h' } },
    });
    if (!values.help) {
      const only = values.only?.replace(/^.*:/, '');
      return verify(await readStarterFiles(deps.folder), values.check, only, deps);
    }
    stdout.write(USAGE);
    return EXIT.done;
  };
  return runToExit(run, { stderr, signal, stopped: 'Stopped. No file was changed.' });
}
