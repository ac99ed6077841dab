import { onOff, ownAddress, root, text, whole } from './setting-kinds.ts';

/** How the bot behaves on chat platforms. */
export const CHAT_SETTINGS = {
  DISCORD_MENTIONS: onOff.describe(
    'on: the bot also answers when it is mentioned. To read the message that a mention replies to, it needs Message Content Intent (docs/discord.md). Default: off',
  ),
  DISCORD_SHARDS: text((value) =>
    value === 'auto' || /^[1-9]\d{0,3}$/.test(value) ? undefined : 'must be auto or a whole number from 1 to 9999.',
  )
    .transform((value) => (value === 'auto' ? ('auto' as const) : Number(value)))
    .default(1)
    .describe(
      'The number of Discord shards: one process each or, with DATABASE_URL, shared by all gateways (docs/scaling.md). auto uses ' +
        'the number that Discord recommends. One is enough for 2,500 servers. Default: 1',
    ),
  TELEGRAM_MENTIONS: onOff.describe(
    'on: the bot also answers when it is mentioned in a group. First switch privacy mode off, then add the bot to the group again (docs/telegram.md). Default: off',
  ),
  TELEGRAM_GUEST_MODE: onOff.describe(
    "on: the bot answers @name in chats that it is not in, from prior checks only. First switch on Guest Mode in @BotFather's mini app. Default: off",
  ),
  MODERATORS: text((value) =>
    value.split(',').every((one) => /^(?:discord|telegram):\d{1,20}$/.test(one.trim()))
      ? undefined
      : 'is not a list of people; write one like discord:80351110224678912,telegram:123456789.',
  )
    .transform((value) => value.split(',').map((one) => one.trim()))
    .optional()
    .describe(
      'People who can confirm for every chat that two claims are the same, such as discord:80351110224678912,telegram:123456789. Default: nobody; moderators can still do so in their own groups',
    ),
  TELEGRAM_WEBHOOK_URL: root('https://bot.example.org/telegram')
    .optional()
    .describe(
      'The https address to which Telegram delivers messages; it must lead to TELEGRAM_WEBHOOK_PORT. Default: none, the bot fetches messages itself',
    ),
  TELEGRAM_WEBHOOK_SECRET: text((value) =>
    /^[\w-]{16,256}$/.test(value)
      ? undefined
      : 'must be 16 to 256 letters, digits, "_" or "-"; create one with: openssl rand -hex 32',
  )
    .optional()
    .describe(
      'The secret that Telegram sends with each delivery; required with TELEGRAM_WEBHOOK_URL. Create one with: openssl rand -hex 32',
    ),
  TELEGRAM_WEBHOOK_PORT: whole(1, 65_535)
    .default(8443)
    .describe('The port on this machine for deliveries, without TLS: put a proxy in front of it. Default: 8443'),
  TELEGRAM_WEBHOOK_ADDRESS: ownAddress.describe(
    'The address on this machine for deliveries; 0.0.0.0 if the proxy is on another machine or in another container. Default: 127.0.0.1',
  ),
  STATUS_PORT: whole(1, 65_535)
    .optional()
    .describe('The port for /healthz, /readyz and /metrics (Prometheus). Default: none'),
  STATUS_ADDRESS: ownAddress.describe(
    'The address on this machine for STATUS_PORT. It has no password: let only your monitoring reach it. Default: 127.0.0.1',
  ),
};
