import { withoutPhones } from './redact-phones.ts';

/** Marks where something was removed, until the text is tidied: a private-use character, which no text keeps. */
const GONE = '\ue000';
/** A removal can make new neighbours; real texts are stable after one or two passes. */
const MOST_PASSES = 6;

const NAME = '[\\p{L}\\p{M}\\p{N}_]';
/** Each begins where nothing of its own kind stands before it, so that a long run is tried once. */
const PATTERNS: readonly RegExp[] = [
  // Any address with a scheme, and any domain with a path: they may name a person, and no search needs them.
  /(?<![\p{L}\p{N}+.-])[a-z][a-z0-9+.-]*:\/\/[^\s<>"“”«»]+/giu,
  /(?<![\p{L}\p{N}._-])(?:mailto|tel|sms|skype|xmpp):[^\s<>"“”«»]+/giu,
  // E-mail, Matrix and Fediverse names: "a@b.org", "@a:b.org", "@a@b.org"; with full-width signs too.
  /(?<![\p{L}\p{M}\p{N}._%+-])[@＠]?[\p{L}\p{M}\p{N}._%+-]+[@＠][\p{L}\p{M}\p{N}.-]+/gu,
  new RegExp(
    `(?<![\\p{L}\\p{M}\\p{N}@＠])[@＠](?=[\\p{N}._-]*[\\p{L}_])${NAME}[\\p{L}\\p{M}\\p{N}._-]*(?:[@＠:][\\p{L}\\p{N}.-]+)?`,
    'gu',
  ),
  /(?<![\p{L}\p{N}.-])(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}\/[^\s<>"“”«»]+/gu,
  /(?<![\p{L}\p{N}.-])www\.[^\s<>"“”«»]+/giu,
  // Discord's mentions and old tags, Reddit's users.
  /<(?:@[!&]?|#|@&)\d+>|<a?:\w{2,32}:\d+>/gu,
  /(?<![\p{L}\p{M}\p{N}_.])[\p{L}\p{M}\p{N}_.]+#\d{4}(?!\d)/gu,
  /(?<![\p{L}\p{N}/])\/?u\/[\w-]{3,20}(?![\w/-])/giu,
  // IBAN: the bank's letters may come first, all other groups have digits.
  /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4})(?:[ -]?(?=[A-Z]{0,3}\d)[A-Z0-9]{4}){1,6}(?:[ -]?(?=[A-Z]{0,2}\d)[A-Z0-9]{1,3})?(?![\p{L}\p{N}])/giu,
  // Payment cards, as they are printed.
  /(?<!\p{N}[.,]?)\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?(?!\p{N})|(?<!\p{N}[.,]?)3[47]\d{2}([ -])\d{6}\2\d{5}(?!\p{N})/gu,
  // IPv4 and IPv6 addresses.
  /(?<![\p{L}\p{N}.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\/\d{1,2})?(?!\.?\p{N})/gu,
  /(?<![\p{L}\p{N}:])(?=[0-9a-f:]{0,40}::|(?:[0-9a-f]{1,4}:){7})[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\p{L}\p{N}:])/giu,
];

/**
 * Removes what points at a person: e-mail addresses, telephone numbers, handles (`@name`, `@name@host`, `name#1234`, `u/name`), web addresses except
 * bare domains, IBANs, card numbers, IP addresses; in any script's digits. Years, dates, amounts, statistics, ranges and ISBNs stay. The rest is left
 * as it is, without gaps.
 *
 * Pure, idempotent, linear in the text's length; safe for any text. Call it before `cleanMessage`, which turns handles into words.
 */
export function redact(text: string): string {
  let rest = text;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const next = once(rest);
    if (next === rest) return rest;
    rest = next;
  }
  // Only a text made on purpose gets here: everything that a pattern could begin with is removed.
  return once(rest.replace(/[\p{N}@＠:/#.]+/gu, GONE));
}

function once(text: string): string {
  const plain = text.replaceAll(GONE, ' ');
  let rest = plain;
  for (const pattern of PATTERNS) rest = rest.replace(pattern, toGone);
  rest = withoutPhones(rest, GONE);
  return rest === plain ? text.replaceAll(GONE, ' ') : tidy(rest);
}

/** Sentence marks behind an address are the sentence's. */
function toGone(found: string): string {
  const end = /[.,;:!?…)\]。！？]{1,8}$/u.exec(found)?.[0] ?? '';
  return `${GONE}${end}`;
}

function tidy(text: string): string {
  return text
    .replace(/[([<（「"“«'‘][^\S\n]?\ue000(?:[^\S\n]?\ue000)*[^\S\n]?[)\]>）」"”»'’]/gu, GONE)
    .replace(/(?<![^\S\n])[^\S\n]*\ue000[^\S\n\ue000]*(?:\ue000[^\S\n]*)*/gu, (_, at: number, whole: string) =>
      toSpace(whole, at, _.length),
    )
    .trim();
}

/** What replaces a removed part: one space, or nothing at a line's edge or before a sentence mark. */
function toSpace(whole: string, at: number, length: number): string {
  const before = whole.charAt(at - 1);
  const after = whole.charAt(at + length);
  if (before === '' || before === '\n' || after === '' || after === '\n') return '';
  if (/[.,;:!?…)\]。！？，、）]/u.test(after) || /[([（]/u.test(before)) return '';
  return ' ';
}
