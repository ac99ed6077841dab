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

/** The option that makes an answer visible to the asker alone. */
export const PRIVATE_OPTION = 'private';
const PICTURE_OPTION = 'picture';

/** The entries of a message's context menu, with the command behind each. */
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

/** A command as Discord registers it, with only the fields we set; a menu has no more than its name. */
export interface RegisteredCommand {
  type: number;
  name: string;
  name_localizations?: Record<string, string>;
  description?: string;
  description_localizations?: Record<string, string>;
  options?: RegisteredOption[];
  /** Who sees it: a permission bit set as digits, or null for everybody. Server managers can change that; the bot checks the right itself on each use. */
  default_member_permissions: string | null;
  contexts: number[];
  integration_types: number[];
}

/** Everywhere: in servers, in direct messages with the bot, and between people; installed for a server or a user. */
const EVERYWHERE = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
};
/** Only in servers that have the bot: pins and settings belong to them. */
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
 * A slash command for every listed command, and the message menus. Slash commands have the same name in all languages: the one that help, the
 * documentation and the other platforms use.
 */
export function toRegisteredCommands(commands: readonly Command[]): RegisteredCommand[] {
  const slash = commands.filter(({ listed }) => listed).map(toSlash);
  const menus = MENUS.map(({ key, command }) => {
    const about = commands.find(({ name }) => name === command);
    return about && { ...toMenu(key), ...toPlaces(about.right) };
  });
  return [...slash, ...menus.filter((menu) => menu !== undefined)];
}

/** The command behind a menu's name: Discord sends the English name, whatever the person saw. */
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
    // Elsewhere a reply can stand in for an optional argument; a slash command replies to nothing.
    const isNeeded = required || suggest === 'cards';
    options.push({ type, name: option, ...describe(text), required: isNeeded, autocomplete: suggest !== undefined });
  }
  if (pictureOption) addOption(ApplicationCommandOptionType.Attachment, PICTURE_OPTION, pictureOption);
  if (privateOption) addOption(ApplicationCommandOptionType.Boolean, PRIVATE_OPTION, privateOption);
  return { type: ApplicationCommandType.ChatInput, name, ...describe(description), options, ...toPlaces(right) };
}
