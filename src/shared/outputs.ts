/** For scripts: only the operator can mend it. The same code as src/main.ts has for that. */
const EXIT_OPERATOR = 3;

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
    process.exit(EXIT_OPERATOR);
  });
  // Nobody is left who could be told.
  stderr.on('error', () => undefined);
}
