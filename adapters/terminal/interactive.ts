import { createInterface } from 'node:readline/promises';
import type { Readable } from 'node:stream';
import type { Stage } from '../../commands/command.ts';
import type { Locale } from '../../src/core/text/locale.ts';
import { ClaimcheckError } from '../../src/shared/errors.ts';
import { openInputHistory } from './input-history.ts';
import { HISTORY_LINES } from './limits.ts';
import type { Output, OutputStream } from './output.ts';
import { type Layout, renderAnswer, renderError, renderRemark } from './render.ts';
import { parseInput } from './request.ts';
import type { Answer, Session } from './session.ts';
import { EXIT, type ExitCode } from './usage.ts';

export interface InteractiveOptions {
  session: Session;
  stdin: Readable;
  /** For the line editor; everything else is printed through `output`, which wraps this stream. */
  stdout: OutputStream;
  output: Output;
  /** Called before each answer: the window may have been resized. */
  layout(): Layout;
  locale: Locale;
  /** Ends the session from outside (SIGTERM). */
  signal: AbortSignal;
  /** Enables line editing: true for a terminal. */
  terminal: boolean;
  /** The file for the inputs; without it none are stored. */
  historyFile?: string;
}

const WORDS_TO_LEAVE = ['quit', 'exit'];

/** The words that answer a card's question whether the claim is the same. */
const ANSWERS: ReadonlyMap<string, 'same' | 'different'> = new Map([
  ['y', 'same'],
  ['yes', 'same'],
  ['n', 'different'],
  ['no', 'different'],
]);

/**
 * A conversation: each line is a claim or a `/command`. Ctrl-C cancels the running check or clears the line; a second Ctrl-C in a row, Ctrl-D or
 * `/quit` leaves.
 */
export async function runInteractive(options: InteractiveOptions): Promise<ExitCode> {
  const { session, stdin, stdout, output, layout, locale, signal, historyFile } = options;
  const history = historyFile === undefined ? undefined : await openInputHistory(historyFile);
  const remark = (text: string): Promise<void> => output.write(`${renderRemark(text, layout())}\n`);
  const ended = AbortSignal.any([signal, output.gone]);

  let running: AbortController | undefined;
  /** The check's id for each answer (`same`, `different`) that the last card accepts. */
  let asking: ReadonlyMap<string, string> = new Map();
  /** Set by a Ctrl-C: the next Ctrl-C leaves. */
  let leaving = false;

  const lines = createInterface({
    input: stdin,
    output: stdout,
    terminal: options.terminal,
    prompt: `${layout().paint('strong', locale.t('terminal.prompt'))} `,
    history: history?.lines ?? [],
    historySize: HISTORY_LINES,
    removeHistoryDuplicates: true,
    signal: ended,
  });
  // Before anything is awaited: a line that arrives without a listener is lost.
  const typed = lines[Symbol.asyncIterator]();

  let closed = false;
  lines.on('close', () => {
    closed = true;
  });
  /** Prompts, unless Ctrl-D closed the line editor during a check: it would throw. */
  const prompt = (): void => {
    if (!closed) lines.prompt();
  };

  lines.on('SIGINT', () => {
    if (running) {
      running.abort();
      leaving = true;
    } else if (lines.line !== '') {
      lines.write(null, { ctrl: true, name: 'e' });
      lines.write(null, { ctrl: true, name: 'u' });
      leaving = false;
    } else if (leaving) {
      lines.close();
    } else {
      leaving = true;
      stdout.write('\n');
      void remark(locale.t('terminal.again')).then(prompt);
    }
  });

  let complained = false;
  const remember = async (line: string): Promise<void> => {
    if (historyFile === undefined || !history || (await history.add(line.trim())) || complained) return;
    complained = true;
    await remark(locale.t('terminal.history.unwritable', { file: historyFile }));
  };

  /** @returns false if the person wants to leave */
  const answer = async (line: string): Promise<boolean> => {
    const word = ANSWERS.get(line.trim().toLowerCase());
    const checkId = word && asking.get(word);
    const { command, text } = word && checkId ? { command: word, text: checkId } : parseInput(line);
    asking = new Map();
    if (WORDS_TO_LEAVE.includes(command)) return false;
    if (checkId === undefined) await remember(line);
    const cancel = new AbortController();
    running = cancel;
    const stages = createStageLine(stdout, (stage) => renderRemark(locale.t(`progress.${stage}`), layout()));
    try {
      const answered = await session
        .ask(command, text, stages.show, AbortSignal.any([ended, cancel.signal]))
        .finally(stages.clear);
      await output.write(`\n${renderAnswer(answered, locale, layout())}\n`);
      if (command === 'help') await output.write(`   ${locale.t('terminal.quit')}\n`);
      await output.write('\n');
      asking = toWords(answered);
      if (asking.has('same')) await remark(locale.t('terminal.closest.ask'));
    } catch (error) {
      if (ended.aborted) return false;
      if (cancel.signal.aborted) await remark(locale.t('terminal.cancelled'));
      else if (error instanceof ClaimcheckError) await output.write(`${renderError(error, layout())}\n`);
      else throw error;
    } finally {
      running = undefined;
    }
    return true;
  };

  let goodbye = false;
  try {
    await remark(locale.t('terminal.greeting'));
    if (historyFile !== undefined && history?.readable === false) {
      await remark(locale.t('terminal.history.unreadable', { file: historyFile }));
    }
    prompt();
    for (let next = await typed.next(); !next.done; next = await typed.next()) {
      leaving = false;
      goodbye = next.value.trim() !== '' && !(await answer(next.value));
      if (goodbye) break;
      prompt();
    }
  } finally {
    lines.close();
  }
  // Ctrl-C and Ctrl-D leave the prompt's line unfinished; the shell's prompt should not continue it.
  if (!goodbye) await output.write('\n');
  return signal.aborted ? EXIT.interrupted : EXIT.answered;
}

/** The answers that a single card accepts, each with the check's id: a match can still be rejected. */
function toWords({ reply }: Answer): ReadonlyMap<string, string> {
  if (reply.kind !== 'cards' || reply.cards.length !== 1) return new Map();
  const words = (reply.actions ?? []).filter(({ kind }) => kind === 'same' || kind === 'different');
  return new Map(words.map(({ kind, data }) => [kind, data.slice(`${kind}:`.length)]));
}

const CLEAR_LINE = '\r\x1b[2K';

/** One line with the stage of a check: the next stage overwrites it, and nothing remains. Only a terminal can erase a line. */
function createStageLine(stdout: OutputStream, render: (stage: Stage) => string) {
  let isShown = false;
  let isOver = false;
  return {
    show(stage: Stage): void {
      // A cancelled check may continue for a moment.
      if (isOver || stdout.isTTY !== true) return;
      const [line = ''] = render(stage).split('\n');
      stdout.write(`${CLEAR_LINE}${line}`);
      isShown = true;
    },
    clear(): void {
      isOver = true;
      if (isShown) stdout.write(CLEAR_LINE);
    },
  };
}
