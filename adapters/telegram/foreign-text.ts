import { HIDDEN, withoutPiles } from '../../src/core/language/characters.ts';

/** Invisible, no space, and breaks no line: what keeps Telegram from reading a word as a link. */
const WORD_JOINER = '\u2060';

/** White space and controls of every kind, line ends included: a foreign text is one line. */
const BLANKS = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** Marks that Telegram drops, as it does some unseen characters (TDLib, clean_input_string): `/` and `ban` with one between would be a command. */
const DROPPED = /[\u030a\u0333\u033f\u200e\u200f]/gu;

/**
 * Where Telegram would make a link of plain text (TDLib, MessageEntity.cpp): `@name` pings somebody, `/word` sends a
 * command at a touch, `#tag` and `$TAG` search, a name with a dot or a protocol opens a page, a number with dots an
 * address. None of them may come out of somebody else's words, so a word joiner stands where the pattern would begin.
 * It is in the block of general punctuation, which TDLib lets into none of these patterns; U+200C and U+200D would not do.
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

/** 13 digits or more, with spaces and dashes: one that a bank could have given to a card is made a link. */
const CARD_DIGITS = 13;
const CARD_NUMBER = /\d[\d -]{11,}\d/g;
const FOUR_DIGITS = /((?:\d[ -]*){4})(?=\d)/g;

/**
 * Text that comes from people, pages or files, made fit to stand in a message of ours: one line, well-formed, and
 * nothing in it that Telegram makes a link, a mention or a command of. Not yet escaped.
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
 * The text if it is at most `limit` UTF-16 units long, else its beginning with an ellipsis, together at most `limit`.
 * No character is cut in two, and none loses the joiner that ties it to the next.
 */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  if (limit < 2) return '';
  const kept = text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '');
  return `${kept.replace(/(?:\s|\u200d|\u2060)+$/u, '')}…`;
}
