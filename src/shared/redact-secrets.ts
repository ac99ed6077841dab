/**
 * A bot token as BotFather issues it: the bot's id, a colon, 35 characters (core.telegram.org/bots/features#botfather). In a URL the colon may be
 * percent-encoded. Each pattern can begin only where its kind begins, so that a long line is scanned once.
 */
const TELEGRAM_TOKEN = '(?<!\\d)\\d{5,}:[\\w-]{35}';
const ESCAPED_TELEGRAM_TOKEN = '(?<!\\d)\\d{5,}%3[Aa][\\w-]{35}';
/**
 * A bot token as Discord's developer portal issues it: the bot's id, a time and a signature, each in base64url
 * (discord.com/developers/docs/reference#authentication). The lengths have grown before, so only minimums are checked.
 */
const DISCORD_TOKEN = '(?<![\\w-])[\\w-]{20,}\\.[\\w-]{5,}\\.[\\w-]{20,}';
/** The token of a Discord interaction, valid for 15 minutes; discord.js' errors contain its URL. */
const INTERACTION = '(?<=/(?:webhooks|interactions)/\\d+/)[^/\\s"?]{20,}';

const WHOLE_TELEGRAM_TOKEN = new RegExp(`^${TELEGRAM_TOKEN}$`);
const WHOLE_DISCORD_TOKEN = new RegExp(`^${DISCORD_TOKEN}$`);

export function isTelegramToken(text: string): boolean {
  return WHOLE_TELEGRAM_TOKEN.test(text);
}

export function isDiscordToken(text: string): boolean {
  return WHOLE_DISCORD_TOKEN.test(text);
}

/** A user name and password in a URL (RFC 3986, 3.2.1). */
const CREDENTIALS = '(?<=://)[^\\s/?#@"]+(?=@)';

const SHAPES = [DISCORD_TOKEN, TELEGRAM_TOKEN, ESCAPED_TELEGRAM_TOKEN, INTERACTION, CREDENTIALS];

/** A shorter secret is hidden only as a whole word: "key" is in "monkey" too. In UTF-16 units. */
const LEAST_ANYWHERE = 8;

/**
 * Creates the screen of a log: `<secret>` replaces everything shaped like a token, passwords in URLs, and each of the given values, as they are and as
 * URLs and basic authentication encode them. Linear in the text.
 *
 * @param secrets the configured values; empty ones are skipped
 */
export function createSecretScreen(secrets: readonly string[]): (text: string) => string {
  const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret), btoa(secret)]);
  const values = [...new Set(forms)]
    .filter((form) => form !== '')
    // If one secret begins with another, replacing the shorter one first would leave the rest of the longer one.
    .toSorted((one, other) => other.length - one.length)
    .map((form) => (form.length < LEAST_ANYWHERE ? `(?<!\\w)${RegExp.escape(form)}(?!\\w)` : RegExp.escape(form)));
  const any = new RegExp([...values, ...SHAPES].join('|'), 'g');
  return (text) => text.replace(any, '<secret>');
}

/** The same screen with patterns only. */
export const hideSecrets = createSecretScreen([]);

/** This many characters of a key in a row are no coincidence; servers that mask a key leave about as many. */
const PIECE = 6;

/** The text with `<secret>` for each word that contains six characters in a row of this secret, or all of a shorter one. */
export function hideValue(text: string, secret: string): string {
  const length = Math.min(PIECE, secret.length);
  const pieces = new Set(Array.from({ length: secret.length - length + 1 }, (_, at) => secret.slice(at, at + length)));
  return text.replace(/[^\s"'`()<>]+/g, (word) => {
    const starts = Array.from({ length: Math.max(0, word.length - length + 1) }, (_, at) => at);
    return starts.some((at) => pieces.has(word.slice(at, at + length))) ? '<secret>' : word;
  });
}
