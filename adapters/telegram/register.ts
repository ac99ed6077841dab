import type { Api } from 'grammy';
import type { BotCommand, LanguageCode } from 'grammy/types';
import type { Command } from '../../commands/command.ts';
import { LOCALE_TAGS, type Locale, toLocale } from '../../src/core/text/locale.ts';
import type { ApiSignal } from './api-signal.ts';
import { cutText } from './foreign-text.ts';
import { COMMAND_DESCRIPTION_LIMIT, COMMANDS_LIMIT, DESCRIPTION_LIMIT, SHORT_DESCRIPTION_LIMIT } from './limits.ts';

/** The language for everybody who has no other. */
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

/** Sets menu and descriptions in every language there are texts for, where they are not what they should be. */
export async function registerTexts(api: Api, commands: readonly Command[], signal: ApiSignal): Promise<void> {
  await Promise.all(LOCALE_TAGS.map((tag) => registerIn(tag, api, commands, signal)));
}

async function registerIn(tag: string, api: Api, commands: readonly Command[], signal: ApiSignal): Promise<void> {
  const locale = toLocale(tag);
  const language = tag === DEFAULT_TAG ? {} : { language_code: tag as LanguageCode };
  const menu = toBotCommands(commands, locale);
  const description = cutText(locale.t('telegram.description'), DESCRIPTION_LIMIT);
  const short = cutText(locale.t('telegram.shortDescription'), SHORT_DESCRIPTION_LIMIT);
  const [menuNow, descriptionNow, shortNow] = await Promise.all([
    api.getMyCommands(language, signal),
    api.getMyDescription(language, signal),
    api.getMyShortDescription(language, signal),
  ]);
  if (toComparable(menuNow) !== toComparable(menu)) await api.setMyCommands(menu, language, signal);
  if (descriptionNow.description !== description) await api.setMyDescription(description, language, signal);
  if (shortNow.short_description !== short) {
    await api.setMyShortDescription(short, language, signal);
  }
}

function toComparable(menu: readonly BotCommand[]): string {
  return JSON.stringify(menu.map(({ command, description }) => [command, description]));
}
