import type { Readable } from 'node:stream';
import { defined } from '../../src/core/defined.ts';
import { LOCALE_TAGS, toLocale } from '../../src/core/text/locale.ts';
import { toEnvironmentLocale } from '../../src/core/text/locale-tag.ts';
import { ClaimcheckError } from '../../src/shared/errors.ts';
import { type CheckArguments, parseArguments } from './arguments.ts';
import { createPaint, wantsColour } from './colours.ts';
import { runInteractive } from './interactive.ts';
import { toColumns } from './limits.ts';
import { runOneShot, toInputLines, toMessages } from './one-shot.ts';
import { createOutput, type OutputStream } from './output.ts';
import { type Layout, renderError, renderRemark } from './render.ts';
import type { Environment } from './request.ts';
import { type OpenCheck, openSession } from './session.ts';
import { EXIT, type ExitCode, renderUsage } from './usage.ts';

/** The dependencies of `check`. */
export interface CheckCommandDeps {
  /** Opens the store; called once, and not at all for `--help` and usage errors. */
  open: OpenCheck;
  stdin: Readable & { isTTY?: boolean };
  stdout: OutputStream;
  stderr: OutputStream;
  env: Environment;
  /** Aborted by SIGINT and SIGTERM. In interactive mode the line editor handles Ctrl-C itself. */
  signal: AbortSignal;
  /** A new id for each request, unique within the process. */
  nextId(): string;
  /** The file with the inputs of earlier interactive sessions, in the data folder. */
  historyFile?: string;
}

/**
 * `npm run check`: claims from the arguments, from standard input, or from a conversation.
 *
 * @param args the arguments after `check`
 * @returns the exit code, as `--help` explains it
 * @throws anything but a ClaimcheckError or an interruption: an internal fault
 */
export async function runCheckCommand(args: string[], deps: CheckCommandDeps): Promise<ExitCode> {
  const { stdin, stdout, stderr, env, signal } = deps;
  const parsed = parseArguments(args);
  const asked: Partial<CheckArguments> = 'key' in parsed ? {} : parsed;
  const wantedLocale = asked.locale ?? toEnvironmentLocale(env);
  const locale = toLocale(wantedLocale);
  const output = createOutput(stdout);
  const errors = createOutput(stderr);
  const layoutOf = (stream: OutputStream): Layout => ({
    columns: toColumns(stream.isTTY ? stream.columns : undefined),
    paint: createPaint(wantsColour(stream, env, asked.colour)),
  });
  const complain = (text: string): Promise<void> => errors.write(`${text}\n`);

  if ('key' in parsed) {
    await complain(renderError(new ClaimcheckError('usage', locale.t(parsed.key, parsed.values)), layoutOf(stderr)));
    return EXIT.usage;
  }
  if (parsed.help) {
    await output.write(`${renderUsage(locale, layoutOf(stdout))}\n`);
    return EXIT.answered;
  }
  if (parsed.locale !== undefined && !LOCALE_TAGS.includes(new Intl.Locale(parsed.locale).language)) {
    const values = { wanted: parsed.locale, known: LOCALE_TAGS.join(', ') };
    await complain(renderRemark(locale.t('terminal.locale.missing', values), layoutOf(stderr)));
  }
  try {
    const { open, nextId } = deps;
    const session = await openSession({ open, nextId, locale, wantedLocale, verbose: parsed.verbose });
    try {
      if (signal.aborted) return EXIT.interrupted;
      const { messages, json } = parsed;
      // Both must be terminals: a file needs no prompts, and piped input no conversation.
      if (messages.length === 0 && !json && stdin.isTTY && stdout.isTTY) {
        const layout = (): Layout => layoutOf(stdout);
        const { historyFile } = deps;
        const file = defined({ historyFile });
        return await runInteractive({
          session,
          stdin,
          stdout,
          output,
          layout,
          locale,
          signal,
          terminal: true,
          ...file,
        });
      }
      const stop = AbortSignal.any([signal, output.gone]);
      return await runOneShot(messages.length > 0 ? toMessages(messages) : toInputLines(stdin, stop), {
        session,
        output,
        errors,
        layout: layoutOf(stdout),
        errorLayout: layoutOf(stderr),
        locale,
        json,
        numbered: messages.length !== 1,
        signal,
      });
    } finally {
      await session.close();
    }
  } catch (error) {
    if (!(error instanceof ClaimcheckError)) throw error;
    if (signal.aborted || error.code === 'aborted') return EXIT.interrupted;
    await complain(renderError(error, layoutOf(stderr)));
    return error.code === 'usage' ? EXIT.usage : EXIT.broken;
  }
}
