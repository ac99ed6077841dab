import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord.js';
import type { Command } from '../../commands/command.ts';
import { type Locale, type MessageKey, toLocale } from '../../src/core/text/locale.ts';
import { clipPlain } from './escape.ts';
import { COMMAND_DESCRIPTION, COMMAND_NAME } from './limits.ts';
import { toLocalizations } from './locales.ts';
import { RIGHTS } from './rights.ts';

/** The name of the option by which an answer is only for the asker. */
export const PRIVATE_OPTION = 'private';
const PICTURE_OPTION = 'picture';

/** What stands in a message's menu, and which command it is. */
const MENUS = [
  { key: 'check.menu', command: 'check' },
  { key: 'discord.pinMenu', command: 'pin' },
] as const satisfies readonly { key: MessageKey; command: string }[];

interface RegisteredOption {
  type: number;
  name: string;
  description: string;
  description_localizations: Record<string, string>;
  required?: boolean;
  autocomplete?: boolean;
}

/** A command as Discord registers it, with nothing but what we decide about it; a menu has no more than its name. */
export interface RegisteredCommand {
  type: number;
  name: string;
  name_localizations?: Record<string, string>;
  description?: string;
  description_localizations?: Record<string, string>;
  options?: RegisteredOption[];
  /** To whom Discord shows it: a bit set as digits, or everybody. Whoever manages a server can change that there; the right itself is asked live. */
  default_member_permissions: string | null;
  contexts: number[];
  integration_types: number[];
}

/** Everywhere: in servers, with the bot alone, and between people; installed for a server or for oneself. */
const EVERYWHERE = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
};
/** Only in servers that have the bot: pins and settings are theirs. */
const IN_SERVERS = {
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};
const toPlaces = (right: Command['right']) => ({
  ...(right ? IN_SERVERS : EVERYWHERE),
  default_member_permissions: right ? String(RIGHTS[right]) : null,
});

const ENGLISH = toLocale('en');
const describe = (key: MessageKey) => {
  const write = ({ t }: Locale) => clipPlain(t(key), COMMAND_DESCRIPTION);
  return { description: write(ENGLISH), description_localizations: toLocalizations(write) };
};
const toMenuName =
  (key: MessageKey) =>
  ({ t }: Locale) =>
    clipPlain(t(key), COMMAND_NAME);

/**
 * The slash commands of everything that is listed, and the menus of messages. Slash commands keep one name in all languages: it is what
 * help, documentation and the other platforms say.
 */
export function toRegisteredCommands(commands: readonly Command[]): RegisteredCommand[] {
  const slash = commands.filter(({ listed }) => listed).map(toSlash);
  const menus = MENUS.map(({ key, command }) => {
    const about = commands.find(({ name }) => name === command);
    return about && { ...toMenu(key), ...toPlaces(about.right) };
  });
  return [...slash, ...menus.filter((menu) => menu !== undefined)];
}

/** The command behind a menu's name: Discord sends the English one, whatever the person saw. */
export function toMenuCommand(name: string): string {
  return MENUS.find(({ key }) => toMenuName(key)(ENGLISH) === name)?.command ?? name;
}

function toMenu(key: MessageKey) {
  return {
    type: ApplicationCommandType.Message,
    name: toMenuName(key)(ENGLISH),
    name_localizations: toLocalizations(toMenuName(key)),
  };
}

function toSlash({ name, description, argument, pictureOption, privateOption, right }: Command): RegisteredCommand {
  const options: RegisteredOption[] = [];
  const addOption = (type: number, option: string, text: MessageKey) =>
    options.push({ type, name: option, ...describe(text) });
  if (argument) {
    const { name: option, description: text, required, suggest } = argument;
    const type = ApplicationCommandOptionType.String;
    // What can be left out is named by the message that is answered, and a slash command answers none.
    const isNeeded = required || suggest === 'cards';
    options.push({ type, name: option, ...describe(text), required: isNeeded, autocomplete: suggest !== undefined });
  }
  if (pictureOption) addOption(ApplicationCommandOptionType.Attachment, PICTURE_OPTION, pictureOption);
  if (privateOption) addOption(ApplicationCommandOptionType.Boolean, PRIVATE_OPTION, privateOption);
  return { type: ApplicationCommandType.ChatInput, name, ...describe(description), options, ...toPlaces(right) };
}
