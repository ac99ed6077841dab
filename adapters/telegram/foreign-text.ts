import { withoutPiles } from '../../src/core/text/legible.ts';

/** Invisible, no space, and breaks no line: what keeps Telegram from reading a word as a link. */
const WORD_JOINER = '\u2060';

/** White space and controls of every kind, line ends included: a foreign text is one line. */
const BLANKS = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu;

/**
 * Characters that show nothing and could hide or turn what is written: bidirectional controls, soft hyphens, zero-width
 * spaces, interlinear marks. Telegram itself drops some of them, and the three combining marks at the beginning
 * (TDLib, clean_input_string): `/` and `ban` with one between would be a command after all.
 * The joiners of Persian, Hindi and emoji (U+200C, U+200D) stay.
 */
const HIDDEN =
  /[\u030a\u0333\u033f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

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
  const clean = withoutPiles(text.toWellFormed().normalize('NFC').replace(BLANKS, ' ').replace(HIDDEN, '')).trim();
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
