import type { CheckOptions, CheckService } from '../src/checks/check-service.ts';
import type { VerdictCard } from '../src/core/card/verdict-card.ts';
import type { Locale, MessageKey } from '../src/core/text/locale.ts';
import type { Scope } from '../src/core/types.ts';
import type { PlainReply, Reply } from './reply.ts';
import type { CommandRequest, Picture } from './request.ts';

/**
 * A right that only the platform knows, asked at the moment it is needed. `pin`: to pin messages in that chat. `manage`: to change the group's settings
 * (Discord: Manage Server; Telegram: creator or administrator). `see`: to read the group.
 */
export type PlatformRight = 'pin' | 'manage' | 'see';

/** The replies that a platform without buttons shows; chat platforms show every `Reply`. */
export type CommandReply = PlainReply;

export type { Stage } from '../src/checks/check-service.ts';

/** What a command has access to. */
export interface CommandContext {
  checkService: CheckService;
  locale: Locale;
  scope: Scope;
  /** All commands, for /help. */
  commands: readonly Command[];
  /** Asks the platform whether the person has the right there now. */
  can(right: PlatformRight): Promise<boolean>;
  onStage?: CheckOptions['onStage'];
  /** The text in some pictures; empty if there is none. Absent: pictures cannot be read here. @param onTooLarge called if one is too large to be read */
  readPictures?(pictures: readonly Picture[], onTooLarge: () => void): Promise<string>;
  /** The languages (BCP 47) in which pictures can be read. Absent: any. */
  pictureLanguages?: readonly string[];
  signal: AbortSignal;
}

/** A command: data plus `run`. */
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
  /** The answer can be restricted to the asker (`CommandRequest.private`); this is the text key of the option. */
  privateOption?: MessageKey;
  /** A picture can accompany it (`CommandRequest.pictures`), on platforms whose commands accept one; the text key of the option. */
  pictureOption?: MessageKey;
  /** Asked live from the platform before `run`. */
  right?: PlatformRight;
  /** Shown in menus and /help; commands of buttons are not. */
  listed: boolean;
  /** Useful only in a group: hidden in a private chat. */
  inGroups?: true;
  /** Its answer is for the asker alone; otherwise it is for everyone there, unless the request is `private`. */
  forAsker?: boolean;
  /** It can take longer than a platform waits: it is accepted as a job (`BotService.accept`). Others: `BotService.answerNow`. */
  slow?: boolean;
  /** The platform is asked on arrival whether the asker is a moderator (`CommandRequest.role`). */
  byRole?: true;
  run(request: CommandRequest, context: CommandContext): Promise<Reply>;
}

/** A prior check, suggested while somebody types. */
export interface Suggestion {
  /** The claim with its verdict; at most 100 UTF-16 units (Discord's limit). */
  label: string;
  /** The text to send with the command: at most 100 UTF-16 units. */
  text: string;
  /** For Telegram's inline mode, which shows the card at once. */
  card: VerdictCard;
}
