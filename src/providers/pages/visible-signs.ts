/** Invisible characters, as ranges of hexadecimal code points. */
const UNSEEN_RANGES = [
  ...['0-8', 'B', 'E-1F', '7F-9F'], // control characters
  ...['AD', '200B', '2060-206F', 'FEFF', '34F'], // soft hyphen, zero-width, grapheme joiner
  ...['61C', '200E', '200F', '202A-202E'], // direction
  ...['115F', '1160', '17B4', '17B5', '3164', 'FFA0'], // fillers
  ...['180B-180F', 'FE00-FE0E', 'E0100-E01EF'], // variation selectors, but not FE0F, which makes an emoji
  ...['FFF9-FFFB', '1BCA0-1BCA3', '1D173-1D17A', 'E0000-E00FF', 'E01F0-E0FFF'], // annotations, tags
];
const UNSEEN = new RegExp(`[${UNSEEN_RANGES.map((range) => range.replace(/[0-9A-F]+/g, '\\u{$&}')).join('')}]`, 'gu');

/** Zero-width joiners are part of the spelling of these scripts and of emoji; elsewhere they only hide something. */
const JOINED_SCRIPTS =
  'Arabic Devanagari Bengali Gujarati Gurmukhi Kannada Malayalam Oriya Sinhala Tamil Telugu Khmer Mongolian Syriac'
    .split(' ')
    .map((script) => `\\p{Script=${script}}`)
    .join('');
const STRAY_JOINERS = new RegExp(
  `(?<!(?:[${JOINED_SCRIPTS}\\p{Extended_Pictographic}\\p{Emoji_Modifier}]|\\u{FE0F}))[\\u{200C}\\u{200D}]+`,
  'gu',
);
/** Plain ASCII text, which is left unchanged. */
const PLAIN = /^[\t\n\f\r -~]*$/;

/** The text without invisible characters. Lone surrogates become U+FFFD. */
export function stripUnseen(text: string): string {
  return PLAIN.test(text) ? text : text.toWellFormed().replace(UNSEEN, '').replace(STRAY_JOINERS, '');
}

/** One line of at most `limit` UTF-16 units, for titles and names. */
export function toLine(text: string, limit: number): string {
  return stripUnseen(text).replace(/\s+/g, ' ').trim().slice(0, limit).toWellFormed();
}
