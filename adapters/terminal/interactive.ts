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
  /** For the line editor; what is printed goes through `output`, which is made of it. */
  stdout: OutputStream;
  output: Output;
  /** Asked before each answer: the window may have been resized. */
  layout(): Layout;
  locale: Locale;
  /** Ends the session from outside (SIGTERM). */
  signal: AbortSignal;
  /** Whether there is line editing: true for a terminal. */
  terminal: boolean;
  /** Where inputs are kept for the next session; none are kept without it. */
  historyFile?: string;
}

const WORDS_TO_LEAVE = ['quit', 'exit'];

/** What is typed when a card has asked whether it is the same claim. */
const ANSWERS: ReadonlyMap<string, 'same' | 'different'> = new Map([
  ['y', 'same'],
  ['yes', 'same'],
  ['n', 'different'],
  ['no', 'different'],
]);

/**
 * A conversation: each line is a claim or a `/command`. Ctrl-C cancels the running check or clears the line; a second
 * one in a row, Ctrl-D or `/quit` leaves.
 */
export async function runInteractive(options: InteractiveOptions): Promise<ExitCode> {
  const { session, stdin, stdout, output, layout, locale, signal, historyFile } = options;
  const history = historyFile === undefined ? undefined : await openInputHistory(historyFile);
  const remark = (text: string): Promise<void> => output.write(`${renderRemark(text, layout())}\n`);
  const ended = AbortSignal.any([signal, output.gone]);

  let running: AbortController | undefined;
  /** What can be said of the card that was just shown, by what is said. */
  let asking: ReadonlyMap<string, string> = new Map();
  /** Set by a Ctrl-C: the next one leaves. */
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
  // Before anything is awaited: a line that comes while nobody listens is lost.
  const typed = lines[Symbol.asyncIterator]();

  let closed = false;
  lines.on('close', () => {
    closed = true;
  });
  /** A line editor that Ctrl-D closed during a check throws when it is asked to prompt. */
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
  // Ctrl-C and Ctrl-D leave the prompt's line open, and the shell's own prompt should not stand in it.
  if (!goodbye) await output.write('\n');
  return signal.aborted ? EXIT.interrupted : EXIT.answered;
}

/** The words that a single card takes, each with its check: a match can still be taken back. */
function toWords({ reply }: Answer): ReadonlyMap<string, string> {
  if (reply.kind !== 'cards' || reply.cards.length !== 1) return new Map();
  const words = (reply.actions ?? []).filter(({ kind }) => kind === 'same' || kind === 'different');
  return new Map(words.map(({ kind, data }) => [kind, data.slice(`${kind}:`.length)]));
}

const CLEAR_LINE = '\r\x1b[2K';

/** One line that says how far a check is: the next stage takes its place, and nothing of it stays. Only a terminal can take a line back. */
function createStageLine(stdout: OutputStream, render: (stage: Stage) => string) {
  let isShown = false;
  let isOver = false;
  return {
    show(stage: Stage): void {
      // A check that was cancelled may go on for a moment.
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
