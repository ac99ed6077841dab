import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Locale } from '../../src/core/text/locale.ts';
import { renderJson } from './json.ts';
import { LONGEST_LINE } from './limits.ts';
import { type Line, readLines } from './lines.ts';
import type { Output } from './output.ts';
import { type Layout, renderAnswer, renderNotice, renderRemark } from './render.ts';
import type { Answer, Session } from './session.ts';
import { EXIT, type ExitCode } from './usage.ts';

export interface OneShotOptions {
  session: Session;
  output: Output;
  /** Receives refusals in the layout for people, so that standard output holds only cards. */
  errors: Output;
  layout: Layout;
  errorLayout: Layout;
  locale: Locale;
  json: boolean;
  /** Whether a refusal names the number of its message. */
  numbered: boolean;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

/** Messages given as arguments. */
export function toMessages(messages: readonly string[]): Line[] {
  return messages.map((text, index) => ({ number: index + 1, text, length: text.length }));
}

/** Messages on standard input; blank lines are skipped. Ends when the signal is aborted. */
export async function* toInputLines(stdin: Readable, signal: AbortSignal): AsyncGenerator<Line, void, undefined> {
  const stop = (): unknown => stdin.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const line of readLines(stdin, LONGEST_LINE)) if (line.text.trim() !== '') yield line;
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/**
 * Answers messages in sequence, each as it arrives, and stops quietly when nobody reads the answers any more.
 *
 * @returns the exit code of the worst outcome
 * @throws ClaimcheckError if the store fails: the remaining messages would fail too
 */
export async function runOneShot(
  messages: Iterable<Line> | AsyncIterable<Line>,
  options: OneShotOptions,
): Promise<ExitCode> {
  const { session, output, locale, signal } = options;
  const stop = AbortSignal.any([signal, output.gone]);
  let worst: ExitCode = EXIT.answered;
  let count = 0;
  let cards = 0;
  let undecided = false;
  try {
    for await (const line of messages) {
      // The embedded store answers without waiting: unless the event loop gets a turn, Ctrl-C would go unnoticed until the last message.
      await setImmediate();
      stop.throwIfAborted();
      const answer =
        line.length > LONGEST_LINE
          ? tooLong(line, locale)
          : await session.ask('check', line.text, () => undefined, stop);
      await print(answer, line.number, cards, options);
      count += 1;
      if (answer.reply.kind === 'cards') {
        cards += 1;
        undecided ||= answer.reply.cards.some(({ label }) => label === 'unverified');
      }
      if (answer.faulty) worst = EXIT.broken;
      else if (answer.reply.kind === 'notice' && worst === EXIT.answered) worst = EXIT.refused;
    }
  } catch (error) {
    if (!stop.aborted) throw error;
  }
  if (signal.aborted) return EXIT.interrupted;
  // Shown only if the missing setup could have helped.
  if (undecided && session.hint !== undefined) {
    await options.errors.write(`\n${renderRemark(session.hint, options.errorLayout)}\n`);
  }
  if (count > 0 || output.gone.aborted) return worst;
  await print(nothing(locale), 0, cards, options);
  return EXIT.refused;
}

async function print(answer: Answer, number: number, cardsBefore: number, options: OneShotOptions): Promise<void> {
  const { output, errors, layout, errorLayout, locale, json, numbered } = options;
  const { reply } = answer;
  if (json) return output.write(renderJson(answer, number));
  if (reply.kind === 'cards') {
    return output.write(`${cardsBefore > 0 ? '\n' : ''}${renderAnswer(answer, locale, layout)}\n`);
  }
  const title = numbered && number > 0 ? locale.t('terminal.refusedAt', { number, title: reply.title }) : reply.title;
  return errors.write(`${renderNotice({ ...reply, title }, errorLayout)}\n`);
}

/** The command's own refusal, which cannot be asked for: it never sees a line that was not kept. */
function tooLong({ length }: Line, locale: Locale): Answer {
  const lines = [locale.t('check.long.body', { limit: LONGEST_LINE, length })];
  return { reply: { kind: 'notice', tone: 'refusal', title: locale.t('check.long.title'), lines }, faulty: false };
}

function nothing(locale: Locale): Answer {
  const lines = [locale.t('terminal.nothing.body')];
  return {
    reply: { kind: 'notice', tone: 'refusal', title: locale.t('terminal.nothing.title'), lines },
    faulty: false,
  };
}
