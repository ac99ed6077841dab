import type { Api } from 'grammy';
import type { BotCommand, LanguageCode } from 'grammy/types';
import type { Command } from '../../commands/command.ts';
import { LOCALE_TAGS, type Locale, toLocale } from '../../src/core/text/locale.ts';
import type { ApiSignal } from './api-signal.ts';
import { cutText } from './foreign-text.ts';
import { COMMAND_DESCRIPTION_LIMIT, COMMANDS_LIMIT } from './limits.ts';

/** The language of the menu for everybody who has no other. */
const DEFAULT_TAG = 'en';

/** The menu's entries in one language: the commands that are listed, in their order. */
function toBotCommands(commands: readonly Command[], locale: Locale): BotCommand[] {
  return commands
    .filter(({ listed }) => listed)
    .slice(0, COMMANDS_LIMIT)
    .map(({ name, description }) => ({
      command: name,
      description: cutText(locale.t(description), COMMAND_DESCRIPTION_LIMIT),
    }));
}

/** Sets the menu in every language there are texts for. */
export async function registerCommands(api: Api, commands: readonly Command[], signal: ApiSignal): Promise<void> {
  await api.setMyCommands(toBotCommands(commands, toLocale(DEFAULT_TAG)), {}, signal);
  for (const tag of LOCALE_TAGS.filter((other) => other !== DEFAULT_TAG)) {
    await api.setMyCommands(toBotCommands(commands, toLocale(tag)), { language_code: tag as LanguageCode }, signal);
  }
}
