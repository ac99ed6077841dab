import type { Writable } from 'node:stream';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { ClaimcheckError } from '../shared/errors.ts';

/** Exit codes for scripts; each command's help lists its own. */
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
 * Parses arguments with `parseArgs`.
 *
 * @throws ClaimcheckError `usage` if it refuses them
 */
export function readArguments<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const what = error instanceof Error ? error.message : 'The arguments cannot be read';
    throw new ClaimcheckError('usage', `${what}. See --help.`);
  }
}

/** What a command prints if it does not complete. */
export interface Endings {
  stderr: Writable;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** Printed after wrong usage. */
  usage?: string;
  /** Printed after Ctrl-C: the state of the work. */
  stopped: string;
  /** Printed after any other fault; may be empty. */
  afterFault?(): string;
}

/**
 * Runs a command and returns its exit code.
 *
 * @throws only internal faults: errors that a person can act on are printed
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
 * Loads what an installation may lack: files of tools/ and test/, and their packages.
 *
 * @throws ClaimcheckError `usage`: what is missing, and how to install it
 */
export async function loadInstalled<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    const missing = /'([^']+)'/.exec(error.message)?.[1] ?? 'a package';
    throw new ClaimcheckError(
      'usage',
      `This needs ${missing}, which is not installed: use a full clone, and run npm ci without --omit=dev.`,
      { cause: error },
    );
  }
}

/**
 * Makes every command survive the loss of standard output and standard error. A reader that leaves, as `| head` does, is no fault: its output is dropped
 * and the work is completed, so that an import does not stop halfway because nobody reads its report. Any other failure, such as a full disk, is reported
 * in one sentence and ends the process with 3: a lost answer must not look like success.
 */
export function keepOutputsQuiet({ stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'>): void {
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    console.error(
      `Cannot write to standard output (${error.code ?? 'unknown fault'}): free up disk space, or redirect the output.`,
    );
    process.exit(EXIT.source);
  });
  // Nobody is left to tell.
  stderr.on('error', () => undefined);
}
