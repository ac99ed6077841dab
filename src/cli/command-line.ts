import type { Writable } from 'node:stream';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { ClaimcheckError } from '../shared/errors.ts';

/** How a command ended, for scripts; its help says which of them it has. */
export const EXIT = { done: 0, changed: 1, usage: 2, source: 3, running: 4, store: 5, interrupted: 130 } as const;

const EXIT_OF_CODE: Partial<Record<ClaimcheckError['code'], number>> = {
  usage: EXIT.usage,
  'import-failed': EXIT.source,
  'index-failed': EXIT.source,
  'platform-unreachable': EXIT.source,
  'import-running': EXIT.running,
  'index-running': EXIT.running,
  'store-in-use': EXIT.running,
};

/**
 * Arguments as `parseArgs` reads them.
 *
 * @throws ClaimcheckError `usage` for what it refuses
 */
export function readArguments<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const what = error instanceof Error ? error.message : 'The arguments cannot be read';
    throw new ClaimcheckError('usage', `${what}. See --help.`);
  }
}

/** What a command says when it does not get to its end. */
export interface Endings {
  stderr: Writable;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** Said after wrong usage. */
  usage?: string;
  /** Said after Ctrl-C: what became of the work. */
  stopped: string;
  /** Said after any other fault; empty where there is nothing to say. */
  afterFault?(): string;
}

/**
 * Runs a command to its exit code.
 *
 * @throws nothing that a person can act on: those are printed. Anything else is a fault of ours
 */
export async function runToExit(run: () => Promise<number>, endings: Endings): Promise<number> {
  const { stderr, signal, usage, stopped, afterFault } = endings;
  try {
    return await run();
  } catch (error) {
    if (signal.aborted) {
      stderr.write(`${stopped}\n`);
      return EXIT.interrupted;
    }
    if (!(error instanceof ClaimcheckError)) throw error;
    stderr.write(`${error.message}\n`);
    if (error.code === 'usage') stderr.write(usage === undefined ? '' : `\n${usage}`);
    else stderr.write(afterFault?.() ?? '');
    return EXIT_OF_CODE[error.code] ?? EXIT.store;
  }
}

/**
 * Loads what a server is installed without: files of tools/ and test/, and their packages.
 *
 * @throws ClaimcheckError `usage`: what is missing, and how it is installed
 */
export async function loadInstalled<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    const missing = /'([^']+)'/.exec(error.message)?.[1] ?? 'a package';
    throw new ClaimcheckError(
      'usage',
      `This needs ${missing}, which is not installed here: take a whole clone, and run npm ci without --omit=dev.`,
      { cause: error },
    );
  }
}

/**
 * Makes standard output and standard error safe to lose, for every command. A reader that leaves, as `| head` does, is no
 * fault: what it would have read is dropped, and the work that was asked for is done to its end, so that an import does not
 * stop halfway because nobody waits for its report. An output that fails otherwise, such as a file on a full disk, is told in
 * one sentence, and ends the process with 3: an answer that is lost must not look like success.
 */
export function keepOutputsQuiet({ stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'>): void {
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    console.error(
      `Standard output cannot be written (${error.code ?? 'unknown fault'}): free its disk, or write it elsewhere.`,
    );
    process.exit(EXIT.source);
  });
  // Nobody is left who could be told.
  stderr.on('error', () => undefined);
}
