import type { CommandReply, Stage } from '../../commands/command.ts';
import type { CardsReply } from '../../commands/reply.ts';
import type { Router, RouterOptions } from '../../commands/router.ts';
import { defined } from '../../src/core/defined.ts';
import type { Locale, MessageKey } from '../../src/core/text/locale.ts';
import { orAbort } from '../../src/shared/async.ts';
import { ClaimcheckError } from '../../src/shared/errors.ts';
import { toRequest } from './request.ts';

/** What opening the store provides to the terminal. */
export interface OpenedCheck {
  router: Router;
  /** How prior checks were matched to this text: lines for `--verbose`. */
  explain(text: string): Promise<string[]>;
  /** The cost of the last check; a second call returns undefined. */
  takeTrace(): CheckTrace | undefined;
  /** What is not set up yet, in one sentence for the operator. */
  hint?: string;
  close(): Promise<void>;
}

/** The cost and timing of a check. */
export interface CheckTrace {
  spent: { modelCalls: number; inputTokens: number; outputTokens: number; searches: Readonly<Record<string, number>> };
  /** In the operator's currency. */
  money: number;
  /** The currency's three letters, if it is set. */
  currency?: string;
  stages: readonly { stage: string; ms: number }[];
}

/** Opens the store and the services on it. `onFault` is for the router: the terminal reports faults at once. */
export type OpenCheck = (onFault: RouterOptions['onFault']) => Promise<OpenedCheck>;

/** The answer to one input. */
export interface Answer {
  reply: Exclude<CommandReply, { kind: 'pin' }>;
  /** Present if it was requested and there are cards to explain. */
  explain?: string[];
  /** The cost of the check; present for cards. */
  trace?: CheckTrace;
  /** True if an internal fault caused the refusal, not the input. */
  faulty: boolean;
}

/** One person's access to the router. One question at a time. */
export interface Session {
  /**
   * @throws ClaimcheckError if the store or the configuration fails: its message says what to do
   * @throws the signal's reason as soon as it is aborted, even if the router does not listen to it
   */
  ask(command: string, text: string, onStage: (stage: Stage) => void, signal: AbortSignal): Promise<Answer>;
  /** What is not set up yet, in one sentence for the operator. */
  hint?: string;
  close(): Promise<void>;
}

export interface SessionOptions {
  open: OpenCheck;
  /** A new id for each request, unique within the process. */
  nextId(): string;
  locale: Locale;
  /** The requested language, which may have no texts. */
  wantedLocale: string | undefined;
  verbose: boolean;
}

type Refusal = readonly [title: MessageKey, body: MessageKey];
const PINNING: Refusal = ['terminal.pin.title', 'terminal.pin.body'];

/** Commands that make sense only in a group chat, with the reason they are refused here. */
const ELSEWHERE: ReadonlyMap<string, Refusal> = new Map([
  ['pin', PINNING],
  ['unpin', PINNING],
  ['settings', ['settings.title', 'settings.onlyGroups']],
]);

const toRefusal = ({ t }: Locale, title: MessageKey, body: MessageKey): Answer => ({
  reply: { kind: 'notice', tone: 'refusal', title: t(title), lines: [t(body)] },
  faulty: false,
});

/** Opens the store and creates a session on it. @throws ClaimcheckError if the store or the configuration fails */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { open, nextId, locale, wantedLocale, verbose } = options;
  let fault: { error: unknown } | undefined;
  const opened = await open((error) => {
    fault = { error };
  });
  return {
    async ask(command, text, onStage, signal) {
      fault = undefined;
      const elsewhere = ELSEWHERE.get(command);
      if (elsewhere) return toRefusal(locale, ...elsewhere);
      const request = toRequest({ id: nextId(), command, text, locale: wantedLocale });
      // The terminal's user has every right; what a terminal cannot do is refused below.
      const reply = await orAbort(opened.router.handle(request, { can: async () => true, onStage }, signal), signal);
      const found = fault as { error: unknown } | undefined;
      if (found?.error instanceof ClaimcheckError) throw found.error;
      if (reply.kind === 'pin') return toRefusal(locale, ...PINNING);
      const trace = opened.takeTrace();
      const explained = verbose && reply.kind === 'cards' && command === 'check';
      return {
        reply,
        faulty: found !== undefined,
        ...(trace === undefined || reply.kind !== 'cards' ? {} : { trace }),
        ...(explained ? { explain: [...toGrades(reply.cards), ...(await orAbort(opened.explain(text), signal))] } : {}),
      };
    },
    ...defined({ hint: opened.hint }),
    close: () => opened.close(),
  };
}

/** How each card's claim was matched, one line per card. */
function toGrades(cards: CardsReply['cards']): string[] {
  return cards.flatMap(({ checkId, recognition }) => (recognition ? [`check ${checkId}: ${recognition}`] : []));
}
