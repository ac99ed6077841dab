import type { CheckOptions, CheckService } from '../src/checks/check-service.ts';
import type { VerdictCard } from '../src/core/card/verdict-card.ts';
import type { Locale, MessageKey } from '../src/core/text/locale.ts';
import type { Scope } from '../src/core/types.ts';
import type { PlainReply, Reply } from './reply.ts';
import type { CommandRequest, Picture } from './request.ts';

/**
 * A right that only the platform knows of; asked live, at the moment it is needed. `pin`: to pin messages in that chat. `manage`: to
 * change the group's settings (Discord: Manage Server; Telegram: creator, or administrator). `see`: to read what stands in the group.
 */
export type PlatformRight = 'pin' | 'manage' | 'see';

/** What a platform without buttons shows; the chat platforms show every `Reply`. */
export type CommandReply = PlainReply;

export type { Stage } from '../src/checks/check-service.ts';

/** What a command may use. */
export interface CommandContext {
  checkService: CheckService;
  locale: Locale;
  scope: Scope;
  /** All commands, for /help. */
  commands: readonly Command[];
  /** Asks the platform whether the person has the right there, now. */
  can(right: PlatformRight): Promise<boolean>;
  onStage?: CheckOptions['onStage'];
  /** What is written in some pictures; empty if nothing is. Absent: pictures cannot be read here. @param onTooLarge told where one is too large to be read */
  readPictures?(pictures: readonly Picture[], onTooLarge: () => void): Promise<string>;
  /** The languages (BCP 47) that can be read in pictures. Absent: any. */
  pictureLanguages?: readonly string[];
  signal: AbortSignal;
}

/** One thing people can ask for: data plus `run`. */
export interface Command {
  name: string;
  /** Text keys: one line for menus (at most 100 characters, Discord's limit for a description), and the argument's. */
  description: MessageKey;
  argument?: {
    name: string;
    description: MessageKey;
    required: boolean;
    /** What is suggested while it is typed (`Router.suggest`): any prior check, or only the cards of this chat. */
    suggest?: 'checks' | 'cards';
  };
  /** It can be asked for the asker's eyes only (`CommandRequest.private`); `private` is the option's name. */
  privateOption?: MessageKey;
  /** A picture can come with it (`CommandRequest.pictures`), where the platform's commands take one. */
  pictureOption?: MessageKey;
  /** Asked live from the platform before `run`. */
  right?: PlatformRight;
  /** Shown in menus and /help; buttons' commands are not. */
  listed: boolean;
  /** Of use only in a group: not shown in a private chat. */
  inGroups?: true;
  /** Its answer is for the asker alone; otherwise for everyone who is there, unless the request is `private`. */
  forAsker?: boolean;
  /** It can take longer than a platform waits: it is accepted as a job (`BotService.accept`). All others: `BotService.answerNow`. */
  slow?: boolean;
  /** Whether whoever asks is a moderator is asked live, when the request comes in (`CommandRequest.role`). */
  byRole?: true;
  run(request: CommandRequest, context: CommandContext): Promise<Reply>;
}

/** Something that was checked before, while somebody types. */
export interface Suggestion {
  /** The claim with its verdict; at most 100 UTF-16 units (Discord's limit). */
  label: string;
  /** To be sent as the command's text: at most 100 UTF-16 units. */
  text: string;
  /** For Telegram's inline mode, which shows the card at once. */
  card: VerdictCard;
}
