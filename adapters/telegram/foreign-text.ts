import { HIDDEN, withoutPiles } from '../../src/core/language/characters.ts';

/** Invisible, not a space, and without a line break: it keeps Telegram from reading a word as a link. */
const WORD_JOINER = '\u2060';

/** White space and control characters of every kind, including line ends: a foreign text is one line. */
const BLANKS = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** Marks that Telegram drops (TDLib, clean_input_string), like some invisible characters: `/` and `ban` around one would become a command. */
const DROPPED = /[\u030a\u0333\u033f\u200e\u200f]/gu;

/**
 * Where Telegram turns plain text into a link (TDLib, MessageEntity.cpp): `@name` pings somebody, `/word` sends a command on tap, `#tag` and `$TAG`
 * search, a name with a dot or a protocol opens a page, a number with dots is an address. Foreign text must contain none of them, so a word joiner goes
 * where the pattern would begin. It is general punctuation, which TDLib accepts in none of these patterns; U+200C and U+200D would not work.
 */
const LINK_STARTS: readonly (readonly [RegExp, string])[] = [
  [/@(?=.)/gsu, `@${WORD_JOINER}`],
  [/:(?=\/\/)/gu, `:${WORD_JOINER}`],
  [/\/(?=[A-Za-z0-9_])/gu, `/${WORD_JOINER}`],
  [/#(?=[^\s#])/gu, `#${WORD_JOINER}`],
  [/\$(?=[A-Z1])/gu, `$${WORD_JOINER}`],
  [/\.(?=[\p{L}\p{M}\p{Cf}])/gu, `.${WORD_JOINER}`],
  [/(?<=\d)\.(?=\d+\.\d+\.\d)/gu, `.${WORD_JOINER}`],
];

/** At least 13 digits, with spaces and dashes: Telegram links a number that could be a bank card's. */
const CARD_DIGITS = 13;
const CARD_NUMBER = /\d[\d -]{11,}\d/g;
const FOUR_DIGITS = /((?:\d[ -]*){4})(?=\d)/g;

/**
 * Makes text from people, pages or files safe within our messages: one well-formed line, with nothing that Telegram turns into a link, a mention or a
 * command. Not escaped yet.
 */
export function toForeignText(text: string): string {
  const clean = withoutPiles(
    text.toWellFormed().normalize('NFC').replace(BLANKS, ' ').replace(HIDDEN, '').replace(DROPPED, ''),
  ).trim();
  const numbered = clean.replace(CARD_NUMBER, (run) =>
    run.replace(/\D/g, '').length < CARD_DIGITS ? run : run.replace(FOUR_DIGITS, `$1${WORD_JOINER}`),
  );
  return LINK_STARTS.reduce((safe, [pattern, apart]) => safe.replace(pattern, () => apart), numbered);
}

/**
 * The text if it has at most `limit` UTF-16 units, otherwise its beginning with an ellipsis, together at most `limit`.
 * Neither surrogate pairs nor joined characters are cut in two.
 */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  if (limit < 2) return '';
  const kept = text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '');
  return `${kept.replace(/(?:\s|\u200d|\u2060)+$/u, '')}…`;
}
