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
