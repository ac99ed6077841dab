import { toGermanNumber, toNumberWords } from './number-words.ts';
import { fold } from './tokens.ts';

const PIECE = /[$€£¥₹]|[-−]?(?:\p{Nd}+(?:[.,]\p{Nd}+)*|(?<![\p{L}\p{N}.])\.\p{Nd}+)|\p{L}[\p{L}\p{M}]*/gu;

/** "10 000": groups of three separated by spaces, if nothing else can be meant. */
const SPACED_THOUSANDS = /(?<![\p{Nd}.,] ?)[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?![\d.,]*\d| \d)/gu;
/** "51⁄2", as NFKC leaves "5½". */
const VULGAR = /(?<!\d)(\d{0,6})(\d)⁄([1-9])(?!\d)/gu;

/** Signs, numbers and words; a hyphen is a minus only before a number that stands alone. */
export function toPieces(text: string, languages: readonly string[]): string[] {
  const apart = text
    .toLowerCase()
    .replace(
      /\b([1-9])\/([2-9])(?= of\b)/gu,
      (_, over: string, under: string) => `${(100 * Number(over)) / Number(under)} percent`,
    )
    .replace(/(?<=\p{Nd})٬(?=\p{Nd})/gu, ',')
    .replace(/(?<=\p{Nd})٫(?=\p{Nd})/gu, '.')
    .replace(/ ?°|\bdegrees? (?=[cf]\b)/gu, ' degree ')
    .replace(/\bdegrees? +c(?:elsius)?\b/gu, ' celsius')
    .replace(/\bdegrees? +f(?:ahrenheit)?\b/gu, ' fahrenheit')
    .replace(/\bpercent(?:age)? points?\b/gu, 'percentagepoint')
    .replace(/\bquatre[- ]vingts?\b/gu, '80')
    .replace(/(?<=\p{Script=Cyrillic})'(?=\p{Script=Cyrillic})/gu, '')
    .replace(
      VULGAR,
      (_, whole: string, over: string, under: string) => `${Number(whole) + Number(over) / Number(under)}`,
    )
    .replace(/[¼½¾]/gu, (part) => `.${{ '¼': '25', '½': '5', '¾': '75' }[part]}`)
    .replace(/(?<=\d)['’](?=\d{3}(?!\d))/gu, '')
    .replace(SPACED_THOUSANDS, (digits) => digits.replace(/\s/gu, ''))
    .replace(/(?<![\p{L}\p{N}])(?:minus |[-−])([$€£¥]) ?(?=[\p{Nd}.])/gu, '$1-')
    .replace(/\bminus (?=\.?\p{Nd})/gu, '-')
    .replace(/(?<=[\p{L}\p{N}])[-−–]/gu, ' ')
    .replace(/(?<=\p{Nd})(?=\p{L})|(?<=\p{L})(?=\p{Nd})/gu, ' ');
  const pieces = Array.from(apart.matchAll(PIECE), ([piece]) => piece).flatMap((piece) => withoutAnd(piece, languages));
  return languages.includes('de') ? pieces.map((piece) => `${toGermanNumber(fold(piece)) ?? piece}`) : pieces;
}

/** In Arabic "and" is written together with the next word. */
function withoutAnd(piece: string, languages: readonly string[]): string[] {
  const rest = piece.slice(1);
  return languages.includes('ar') && piece.startsWith('و') && toNumberWords(['ar']).small.has(fold(rest))
    ? ['و', rest]
    : [piece];
}
