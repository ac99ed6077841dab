/**
 * A bot token as BotFather gives it out: the bot's id, a colon, 35 characters (core.telegram.org/bots/features#botfather). In an
 * address the colon may be escaped. Each shape begins where its own kind begins, so that a long line is gone through once.
 */
const TELEGRAM_TOKEN = '(?<!\\d)\\d{5,}:[\\w-]{35}';
const ESCAPED_TELEGRAM_TOKEN = '(?<!\\d)\\d{5,}%3[Aa][\\w-]{35}';
/**
 * A bot token as the developer portal gives it out: the bot's id, a time and a signature, each in base64url
 * (discord.com/developers/docs/reference#authentication). The lengths have grown before, so only the least is held.
 */
const DISCORD_TOKEN = '(?<![\\w-])[\\w-]{20,}\\.[\\w-]{5,}\\.[\\w-]{20,}';
/** What answers an interaction of Discord is as good as a token for 15 minutes; discord.js' errors name the address. */
const INTERACTION = '(?<=/(?:webhooks|interactions)/\\d+/)[^/\\s"?]{20,}';

const WHOLE_TELEGRAM_TOKEN = new RegExp(`^${TELEGRAM_TOKEN}$`);
const WHOLE_DISCORD_TOKEN = new RegExp(`^${DISCORD_TOKEN}$`);
const ANY_SECRET = new RegExp([DISCORD_TOKEN, TELEGRAM_TOKEN, ESCAPED_TELEGRAM_TOKEN, INTERACTION].join('|'), 'g');

export function isTelegramToken(text: string): boolean {
  return WHOLE_TELEGRAM_TOKEN.test(text);
}

export function isDiscordToken(text: string): boolean {
  return WHOLE_DISCORD_TOKEN.test(text);
}

/** The text with `<secret>` wherever it has something of a token's shape: what the settings accept, this hides. */
export function hideSecrets(text: string): string {
  return text.replace(ANY_SECRET, '<secret>');
}

/** So many characters of a key in a row are no chance; servers that mask a key leave about as many of it. */
const PIECE = 6;

/** The text with `<secret>` for each word that has six characters in a row of this secret, or all of a shorter one. */
export function hideValue(text: string, secret: string): string {
  const length = Math.min(PIECE, secret.length);
  const pieces = new Set(Array.from({ length: secret.length - length + 1 }, (_, at) => secret.slice(at, at + length)));
  return text.replace(/[^\s"'`()<>]+/g, (word) => {
    const starts = Array.from({ length: Math.max(0, word.length - length + 1) }, (_, at) => at);
    return starts.some((at) => pieces.has(word.slice(at, at + length))) ? '<secret>' : word;
  });
}
