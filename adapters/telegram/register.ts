import { type Api, GrammyError } from 'grammy';
import type { BotCommand, BotCommandScope, LanguageCode } from 'grammy/types';
import type { Command } from '../../commands/command.ts';
import { LOCALE_TAGS, type Locale, toLocale } from '../../src/core/text/locale.ts';
import { pause } from '../../src/shared/async.ts';
import { cutText } from './foreign-text.ts';
import { COMMAND_DESCRIPTION_LIMIT, COMMANDS_LIMIT, DESCRIPTION_LIMIT, SHORT_DESCRIPTION_LIMIT } from './limits.ts';
import { type ApiSignal, toApiSignal } from './message-sender.ts';

/** The language of the texts without a language code, for everybody else. */
const DEFAULT_TAG = 'en';

/** Who sees which commands in the menu. The scopes cover every chat a person can write in; Telegram uses the narrowest. */
const MENUS: readonly { scope: BotCommandScope['type'] & `all_${string}`; shows(command: Command): boolean }[] = [
  { scope: 'all_private_chats', shows: ({ inGroups }) => !inGroups },
  { scope: 'all_group_chats', shows: ({ right }) => right === undefined },
  { scope: 'all_chat_administrators', shows: () => true },
];

/** A menu's entries in one language, in order. */
function toBotCommands(commands: readonly Command[], locale: Locale): BotCommand[] {
  return commands
    .filter(({ listed }) => listed)
    .slice(0, COMMANDS_LIMIT)
    .map(({ name, description }) => ({
      command: name,
      description: cutText(locale.t(description), COMMAND_DESCRIPTION_LIMIT),
    }));
}

/**
 * Sets the menus and descriptions of every language that has texts, if they differ. One call follows the other, so as not to flood Telegram. A refusal
 * does not stop the others; a pause that Telegram asks for is observed, however long.
 * @throws the first refusal, after everything else was set
 */
export async function registerTexts(api: Api, commands: readonly Command[], signal: AbortSignal): Promise<void> {
  const refusals: unknown[] = [];
  const until = toApiSignal(signal);
  const patiently = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      signal.throwIfAborted();
      const pauseS = error instanceof GrammyError ? error.parameters.retry_after : undefined;
      if (pauseS === undefined) return void refusals.push(error);
      await pause(pauseS * 1000, signal);
      await patiently(work);
    }
  };
  for (const tag of LOCALE_TAGS) {
    for (const { scope, shows } of MENUS) {
      await patiently(() => registerMenu(tag, { type: scope }, api, commands.filter(shows), until));
    }
    await patiently(() => registerDescriptions(tag, api, until));
  }
  if (refusals.length > 0) throw refusals[0];
}

const toLanguage = (tag: string) => (tag === DEFAULT_TAG ? {} : { language_code: tag as LanguageCode });

async function registerMenu(
  tag: string,
  scope: BotCommandScope,
  api: Api,
  commands: readonly Command[],
  signal: ApiSignal,
): Promise<void> {
  const where = { scope, ...toLanguage(tag) };
  const menu = toBotCommands(commands, toLocale(tag));
  const now = await api.getMyCommands(where, signal);
  if (toComparable(now) !== toComparable(menu)) await api.setMyCommands(menu, where, signal);
}

async function registerDescriptions(tag: string, api: Api, signal: ApiSignal): Promise<void> {
  const { t } = toLocale(tag);
  const language = toLanguage(tag);
  const description = cutText(t('telegram.description'), DESCRIPTION_LIMIT);
  const short = cutText(t('telegram.shortDescription'), SHORT_DESCRIPTION_LIMIT);
  const [descriptionNow, shortNow] = await Promise.all([
    api.getMyDescription(language, signal),
    api.getMyShortDescription(language, signal),
  ]);
  if (descriptionNow.description !== description) await api.setMyDescription(description, language, signal);
  if (shortNow.short_description !== short) await api.setMyShortDescription(short, language, signal);
}

function toComparable(menu: readonly BotCommand[]): string {
  return JSON.stringify(menu.map(({ command, description }) => [command, description]));
}
