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

export function isTelegramToken(text: string): boolean {
  return WHOLE_TELEGRAM_TOKEN.test(text);
}

export function isDiscordToken(text: string): boolean {
  return WHOLE_DISCORD_TOKEN.test(text);
}

/** A name and a password in an address (RFC 3986, 3.2.1). */
const CREDENTIALS = '(?<=://)[^\\s/?#@"]+(?=@)';

const SHAPES = [DISCORD_TOKEN, TELEGRAM_TOKEN, ESCAPED_TELEGRAM_TOKEN, INTERACTION, CREDENTIALS];

/** A secret shorter than this hides nothing but itself standing alone: "key" is in "monkey" as well. In UTF-16 units. */
const LEAST_ANYWHERE = 8;

/**
 * Makes the screen of a log: `<secret>` takes the place of what has a token's shape, of a password in an address, and of each of these very values,
 * as they are and as addresses and basic authentication have them. Linear in the text.
 *
 * @param secrets the values that are set; empty ones are passed over
 */
export function createSecretScreen(secrets: readonly string[]): (text: string) => string {
  const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret), btoa(secret)]);
  const values = [...new Set(forms)]
    .filter((form) => form !== '')
    // A secret that begins another one must not leave the rest of it.
    .toSorted((one, other) => other.length - one.length)
    .map((form) => (form.length < LEAST_ANYWHERE ? `(?<!\\w)${RegExp.escape(form)}(?!\\w)` : RegExp.escape(form)));
  const any = new RegExp([...values, ...SHAPES].join('|'), 'g');
  return (text) => text.replace(any, '<secret>');
}

/** The same screen, of shapes alone. */
export const hideSecrets = createSecretScreen([]);

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
