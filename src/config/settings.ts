import { z } from 'zod';
import { toLocaleTag } from '../core/text/locale-tag.ts';
import type { LogLevel } from '../shared/logger.ts';
import { isDiscordToken, isTelegramToken } from '../shared/redact-secrets.ts';
import { type Fault, root, text } from './setting-kinds.ts';
import { CHAT_SETTINGS } from './settings-chat.ts';
import { RESEARCH_SETTINGS } from './settings-research.ts';

export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const satisfies readonly LogLevel[];

/** The default path of the store: its own folder, which git ignores. */
const DEFAULT_DATABASE = 'data/claimcheck.sqlite';

/** Common paste errors in a token of any platform. */
function findPasteFault(value: string, source: string): Fault {
  if (/^["'`‘’“”]|["'`‘’“”]$/.test(value)) return 'is in quotation marks; remove them.';
  if (/^(?:bot|bearer)\s/i.test(value)) return 'begins with a word such as "Bot"; remove it and keep only the token.';
  if (/\s/.test(value)) return `contains white space; copy it again in one piece from ${source}.`;
  return undefined;
}

const DISCORD_SOURCE = 'https://discord.com/developers/applications (your application, Bot, Reset Token)';
const TELEGRAM_SOURCE = '@BotFather (/mybots, your bot, API Token)';

function findDiscordFault(value: string): Fault {
  const pasted = findPasteFault(value, DISCORD_SOURCE);
  if (pasted !== undefined || isDiscordToken(value)) return pasted;
  if (isTelegramToken(value)) return 'contains a Telegram token; move it to TELEGRAM_BOT_TOKEN.';
  if (/^\d+$/.test(value)) return `is an application's id, not a token; copy the token from ${DISCORD_SOURCE}.`;
  return `is not a Discord bot token (three parts separated by dots); copy it again from ${DISCORD_SOURCE}.`;
}

function findTelegramFault(value: string): Fault {
  const pasted = findPasteFault(value, TELEGRAM_SOURCE);
  if (pasted !== undefined || isTelegramToken(value)) return pasted;
  if (isDiscordToken(value)) return 'contains a Discord token; move it to DISCORD_BOT_TOKEN.';
  if (/^bot\d/i.test(value)) return 'begins with "bot"; remove that, because a token begins with digits.';
  return `is not a Telegram bot token (digits, a colon, 35 characters); copy it again from ${TELEGRAM_SOURCE}.`;
}

/**
 * All settings, in the order of `.env.example`; each description becomes the comment above the setting there. None is required: without any, the
 * terminal works.
 */
export const SETTINGS = z.object({
  DISCORD_BOT_TOKEN: text(findDiscordFault)
    .optional()
    .describe(`The bot's token on Discord. From ${DISCORD_SOURCE}. Keep it secret: it controls the bot.`),
  TELEGRAM_BOT_TOKEN: text(findTelegramFault)
    .optional()
    .describe(`The bot's token on Telegram. From ${TELEGRAM_SOURCE}. Keep it secret: it controls the bot.`),
  CLAIMCHECK_DATABASE: text((value) =>
    value.startsWith('~') ? 'begins with "~", which only a shell expands; write the full path.' : undefined,
  )
    .default(DEFAULT_DATABASE)
    .describe(
      `The file that stores checks, imported fact checks and settings. It is created if it does not exist. Default: ${DEFAULT_DATABASE}`,
    ),
  DATABASE_URL: text((value) =>
    /^postgres(?:ql)?:\/\/[^/]/.test(value) && URL.canParse(value)
      ? undefined
      : 'is not the address of a PostgreSQL database; write one like postgres://name:password@host:5432/claimcheck.',
  )
    .optional()
    .describe(
      'The address of a PostgreSQL database to use in place of that file, for several processes or machines (docs/scaling.md), ' +
        'such as postgres://name:password@host:5432/claimcheck. Default: none',
    ),
  REDIS_URL: text((value) =>
    /^rediss?:\/\/[^/]/.test(value) && URL.canParse(value)
      ? undefined
      : 'is not the address of a Redis server; write one like redis://127.0.0.1:6379.',
  )
    .optional()
    .describe(
      'The address of a Redis server for cached pages, limits and the budget, such as redis://127.0.0.1:6379. Default: none; the ' +
        'database holds them',
    ),
  CLAIMCHECK_LOCALE: text((value) =>
    toLocaleTag(value) === undefined ? 'is not a language tag; write one like en or en-GB.' : undefined,
  )
    .transform((value) => toLocaleTag(value))
    .optional()
    .describe(
      "The language of the terminal and of messages to the operator, such as en or pt-BR. Chats use their own. Default: the system's language",
    ),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}.` })
    .default('info')
    .describe(
      `How much to log to standard error: ${LOG_LEVELS.join(', ')}. No level logs messages or tokens. Default: info`,
    ),
  DISCORD_API: root('https://discord.com/api')
    .optional()
    .describe("The address of Discord's HTTP API, for a proxy or a test server. Default: Discord's own"),
  TELEGRAM_API_ROOT: root('https://api.telegram.org')
    .optional()
    .describe(
      'The address of the Telegram Bot API, for your own Bot API server or a test server. Default: https://api.telegram.org',
    ),
  ...RESEARCH_SETTINGS,
  ...CHAT_SETTINGS,
});

export type SettingName = keyof typeof SETTINGS.shape;
export const SETTING_NAMES = Object.keys(SETTINGS.shape) as SettingName[];
