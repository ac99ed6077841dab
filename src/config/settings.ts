import { z } from 'zod';
import { toLocaleTag } from '../core/text/locale-tag.ts';
import type { LogLevel } from '../shared/logger.ts';
import { isDiscordToken, isTelegramToken } from '../shared/redact-secrets.ts';
import { type Fault, root, text } from './setting-kinds.ts';
import { CHAT_SETTINGS } from './settings-chat.ts';
import { RESEARCH_SETTINGS } from './settings-research.ts';

export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const satisfies readonly LogLevel[];

/** Where the store is unless told: in a folder of its own, which git leaves alone. */
const DEFAULT_DATABASE = 'data/claimcheck.sqlite';

/** What people paste along with a token, whichever platform it is of. */
function findPasteFault(value: string, source: string): Fault {
  if (/^["'`‘’“”]|["'`‘’“”]$/.test(value)) return 'has quote marks around it; leave them out.';
  if (/^(?:bot|bearer)\s/i.test(value))
    return 'begins with a word such as "Bot"; leave it out, only the token belongs here.';
  if (/\s/.test(value)) return `has white space in it; copy it again in one piece from ${source}.`;
  return undefined;
}

const DISCORD_SOURCE = 'https://discord.com/developers/applications (your application, Bot, Reset Token)';
const TELEGRAM_SOURCE = '@BotFather (/mybots, your bot, API Token)';

function findDiscordFault(value: string): Fault {
  const pasted = findPasteFault(value, DISCORD_SOURCE);
  if (pasted !== undefined || isDiscordToken(value)) return pasted;
  if (isTelegramToken(value)) return 'holds a Telegram token; move it to TELEGRAM_BOT_TOKEN.';
  if (/^\d+$/.test(value)) return `is an application's id, not a token; copy the token from ${DISCORD_SOURCE}.`;
  return `is no Discord bot token (three parts with dots between them); copy it again from ${DISCORD_SOURCE}.`;
}

function findTelegramFault(value: string): Fault {
  const pasted = findPasteFault(value, TELEGRAM_SOURCE);
  if (pasted !== undefined || isTelegramToken(value)) return pasted;
  if (isDiscordToken(value)) return 'holds a Discord token; move it to DISCORD_BOT_TOKEN.';
  if (/^bot\d/i.test(value)) return 'begins with "bot"; leave that out, a token begins with its digits.';
  return `is no Telegram bot token (digits, a colon, 35 characters); copy it again from ${TELEGRAM_SOURCE}.`;
}

/**
 * Every variable there is, in the order of `.env.example`; each description is the comment that stands above it there.
 * Nothing is required: with none of them set the terminal works.
 */
export const SETTINGS = z.object({
  DISCORD_BOT_TOKEN: text(findDiscordFault)
    .optional()
    .describe(
      `Lets \`npm start\` answer on Discord; without it Discord is left out. From ${DISCORD_SOURCE}. ` +
        'Whoever has it speaks as the bot: keep this file to yourself.',
    ),
  TELEGRAM_BOT_TOKEN: text(findTelegramFault)
    .optional()
    .describe(
      `Lets \`npm start\` answer on Telegram; without it Telegram is left out. From ${TELEGRAM_SOURCE}. ` +
        'Whoever has it speaks as the bot: keep this file to yourself.',
    ),
  CLAIMCHECK_DATABASE: text((value) =>
    value.startsWith('~') ? 'begins with "~", which only a shell replaces; write the folder out.' : undefined,
  )
    .default(DEFAULT_DATABASE)
    .describe(
      'The file in which checks, imported fact checks and settings are kept, so that it can lie where backups are made. ' +
        `It is made where there is none. Default: ${DEFAULT_DATABASE}`,
    ),
  DATABASE_URL: text((value) =>
    /^postgres(?:ql)?:\/\/[^/]/.test(value) && URL.canParse(value)
      ? undefined
      : 'is no address of a PostgreSQL database; write it like postgres://name:password@host:5432/claimcheck.',
  )
    .optional()
    .describe(
      'A PostgreSQL database that keeps all this instead of the file, for several processes or machines (docs/scaling.md); name and ' +
        'password belong in the address. Default: none, the file is used.',
    ),
  REDIS_URL: text((value) =>
    /^rediss?:\/\/[^/]/.test(value) && URL.canParse(value)
      ? undefined
      : 'is no address of a Redis server; write it like redis://127.0.0.1:6379.',
  )
    .optional()
    .describe(
      'A Redis server that keeps pages that were read, and counts limits and the budget for several processes; name and password ' +
        'belong in the address. Default: none, the store does it.',
    ),
  CLAIMCHECK_LOCALE: text((value) =>
    toLocaleTag(value) === undefined ? 'is no language tag; write one like en or en-GB.' : undefined,
  )
    .transform((value) => toLocaleTag(value))
    .optional()
    .describe(
      'The language of the terminal and of what is said to the operator, for where the system is set to another one; ' +
        "on chat platforms everybody's own setting counts. Default: the system's language.",
    ),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `is none of ${LOG_LEVELS.join(', ')}; write one of them.` })
    .default('info')
    .describe(
      `How much is logged to standard error: ${LOG_LEVELS.join(', ')}. No level logs messages or tokens. Default: info`,
    ),
  DISCORD_API: root('https://discord.com/api')
    .optional()
    .describe(
      "Another address for Discord's HTTP interface: a proxy, or a stand-in for tests. Default: Discord's own.",
    ),
  TELEGRAM_API_ROOT: root('https://api.telegram.org')
    .optional()
    .describe(
      "The root of a Bot API server of one's own, or of a stand-in for tests. Default: https://api.telegram.org",
    ),
  ...RESEARCH_SETTINGS,
  ...CHAT_SETTINGS,
});

export type SettingName = keyof typeof SETTINGS.shape;
export const SETTING_NAMES = Object.keys(SETTINGS.shape) as SettingName[];
