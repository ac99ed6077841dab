import { onOff, ownAddress, root, text, whole } from './setting-kinds.ts';

/** How the bot behaves on chat platforms. */
export const CHAT_SETTINGS = {
  DISCORD_MENTIONS: onOff.describe(
    'on: the bot also answers when it is mentioned; what a mention replies to is read where Message Content Intent is on ' +
      '(https://discord.com/developers/applications, your application, Bot). Default: off',
  ),
  DISCORD_SHARDS: text((value) =>
    value === 'auto' || /^[1-9]\d{0,3}$/.test(value) ? undefined : 'is neither auto nor a number from 1 on.',
  )
    .transform((value) => (value === 'auto' ? ('auto' as const) : Number(value)))
    .default(1)
    .describe(
      'In how many parts the Discord servers are heard: each by a process of its own or, with DATABASE_URL, shared out over all processes ' +
        '(docs/scaling.md); auto takes what Discord advises. One is enough below 2,500 servers. Default: 1',
    ),
  TELEGRAM_MENTIONS: onOff.describe(
    'on: the bot also answers when it is mentioned in a group; needs privacy mode off (@BotFather, /setprivacy, Disable), ' +
      'after which it has to be added to the group again. Default: off',
  ),
  TELEGRAM_GUEST_MODE: onOff.describe(
    'on: the bot answers @name in chats it was not added to, by what was checked before alone; needs Guest Mode switched on for it ' +
      "in @BotFather's mini app. Default: off",
  ),
  MODERATORS: text((value) =>
    value.split(',').every((one) => /^(?:discord|telegram):\d{1,20}$/.test(one.trim()))
      ? undefined
      : 'is no list of people; write them like discord:80351110224678912,telegram:123456789.',
  )
    .transform((value) => value.split(',').map((one) => one.trim()))
    .optional()
    .describe(
      'People whose word that two claims are the same counts in every chat, by their numeric ids: discord:80351110224678912,telegram:123456789. ' +
        "Default: nobody; a group's own moderators count in their group",
    ),
  TELEGRAM_WEBHOOK_URL: root('https://bot.example.org/telegram')
    .optional()
    .describe(
      'Where Telegram delivers messages, if it shall not be asked for them: an https address that leads to TELEGRAM_WEBHOOK_PORT. Default: long polling',
    ),
  TELEGRAM_WEBHOOK_SECRET: text((value) =>
    /^[\w-]{16,256}$/.test(value)
      ? undefined
      : 'is no secret of 16 to 256 letters, digits, "_" and "-"; make one with: openssl rand -hex 32',
  )
    .optional()
    .describe(
      'Telegram shows it with every delivery, so that nobody else can deliver; needed with TELEGRAM_WEBHOOK_URL. Make one with: openssl rand -hex 32',
    ),
  TELEGRAM_WEBHOOK_PORT: whole(1, 65_535)
    .default(8443)
    .describe('The port that deliveries come to on this machine, without TLS: put a proxy before it. Default: 8443'),
  TELEGRAM_WEBHOOK_ADDRESS: ownAddress.describe(
    'The address of this machine that deliveries come to: another one where the proxy is on another machine or in another container, or 0.0.0.0 for ' +
      'all of them. Default: 127.0.0.1, which only this machine reaches',
  ),
  STATUS_PORT: whole(1, 65_535)
    .optional()
    .describe(
      'The port on which a running bot tells whether it lives (/healthz), can answer (/readyz), and what it does (/metrics, for Prometheus). Default: none, ' +
        'and nothing listens',
    ),
  STATUS_ADDRESS: ownAddress.describe(
    'The address of this machine that STATUS_PORT belongs to; it asks for no password, so give others the way to it with care. Default: 127.0.0.1',
  ),
};
