import type { VerdictCard } from '../src/core/card/verdict-card.ts';
import type { Locale, MessageKey } from '../src/core/text/locale.ts';
import type { Scope } from '../src/core/types.ts';
import type { Desk } from '../src/desk/desk.ts';
import type { CommandRequest } from '../src/desk/request.ts';

export type { Job, Json, Posting } from '../src/desk/job.ts';
export type { CommandRequest, Picture } from '../src/desk/request.ts';

/** A right that only the platform knows of; asked live, at the moment it is needed. */
export type Right = 'pin';

/** What a command answers. It sends nothing itself: the adapter does. */
export type CommandReply =
  | { kind: 'cards'; cards: VerdictCard[] }
  /** A few lines of text. A `refusal` is for the asker's eyes only, where the platform can. */
  | { kind: 'notice'; tone: 'info' | 'refusal'; title: string; lines: string[] }
  /** Pin the card that the request came from; then say `done` to the asker. */
  | { kind: 'pin'; checkId: string; done: string };

/** What a command may use. */
export interface CommandContext {
  desk: Desk;
  locale: Locale;
  scope: Scope;
  /** All commands, for /help. */
  commands: readonly Command[];
  signal: AbortSignal;
}

/** One thing people can ask for: data plus `run`. */
export interface Command {
  name: string;
  /** Text keys: one line for menus (at most 100 characters, Discord's limit for a description), and the argument's. */
  description: MessageKey;
  argument?: { name: string; description: MessageKey; required: boolean };
  /** Asked live from the platform before `run`. */
  right?: Right;
  /** Shown in menus and /help; buttons' commands are not. */
  listed: boolean;
  run(request: CommandRequest, context: CommandContext): Promise<CommandReply>;
}
