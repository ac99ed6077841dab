import { HIDDEN, withoutPiles } from '../../src/core/language/characters.ts';
import { isWebAddress } from '../../src/core/text/web-address.ts';

/** Cursor movements, colours, modes (ECMA-48 5.4): the parameters go too, so that no "[31m" stays behind. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL_SEQUENCE = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]/g;

/** The scripts in which a joiner between two letters is part of the spelling. */
const JOINING_SCRIPTS = 'Arab Syrc Mong Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr'
  .split(' ')
  .map((script) => `\\p{Script_Extensions=${script}}`)
  .join('');

/** Joiners carry meaning inside emoji and in the scripts that join letters; anywhere else they only hide. */
const STRAY_JOINER = new RegExp(
  `(?<![\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\u{fe0f}${JOINING_SCRIPTS}])[\\u{200c}\\u{200d}]+`,
  'gu',
);

/** A variation selector chooses between a symbol's text and emoji form; a second one, or one elsewhere, is noise. */
const STRAY_SELECTOR = /(?<![\p{Emoji}\p{S}])[\ufe0e\ufe0f]+/gu;

/**
 * Foreign text as one line that is safe to print: it cannot move the cursor, colour, set a title, make a link, or reorder or hide text around it. The
 * payload of other escape sequences stays visible. Right-to-left letters stay.
 */
export function toHarmless(text: string): string {
  const shown = text
    .toWellFormed()
    .replace(CONTROL_SEQUENCE, '')
    .replace(HIDDEN, '')
    .replace(/[\u200e\u200f]/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(STRAY_JOINER, '')
    .replace(STRAY_SELECTOR, '');
  return withoutPiles(shown).replace(/ {2,}/g, ' ').trim();
}

/**
 * A link that is safe to print: http or https, ASCII only (the host as punycode, so that no look-alike letter passes), without user name and password,
 * which can make a host look like another.
 * @returns undefined for any other link
 */
export function toHttpUrl(url: string): string | undefined {
  const parsed = URL.parse(url);
  if (!parsed || !isWebAddress(parsed)) return undefined;
  parsed.username = '';
  parsed.password = '';
  return parsed.href;
}
