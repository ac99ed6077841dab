import pairs from './data/simplified-chinese.json' with { type: 'json' };

/** Scripts written without spaces between words. */
export const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const NOTHING = '\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffb';
/**
 * Characters that nobody sees: controls (except white space), zero-width and bidi marks, soft hyphens, variation selectors, tags, fillers. Global, so
 * only for replacing: `test` would begin where it last ended.
 */
export const UNSEEN = new RegExp(`(?![\\t-\\r])[\\p{Cc}${NOTHING}]`, 'gu');
/** Unseen characters that have no place in a text for people: the joiners, selectors and direction marks of scripts and emoji stay. */
export const HIDDEN = new RegExp(`(?![\\t-\\r\\u200c-\\u200f\\ufe0e\\ufe0f])[\\p{Cc}${NOTHING}]`, 'gu');

/** Whether there is anything to see in a text: accents over nothing, fillers and blanks of all kinds do not count. */
export function isSeen(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replace(UNSEEN, '').replaceAll('\u2800', ''));
}

/** Marks that go over and under any letter; no language piles up more of them on one than three. */
// biome-ignore lint/suspicious/noMisleadingCharacterClass: each is looked for by itself
const ANY_MARK = /[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/u;
const MOST_ANY = 3;
/** The scripts that write syllables with marks have seven on one letter at most. */
const MARK = /\p{M}/u;
const MOST = 8;
/** An unseen character does not end a pile: what follows it is drawn over the same letter. */
const SHOWS_NOTHING = new RegExp(`[${NOTHING}]`, 'u');
/** A quick test: most texts have no pile at all. */
const MAYBE = new RegExp(`[\\p{M}${NOTHING}]{4}`, 'u');

/**
 * The text without marks piled up on a letter beyond what any language writes: they are drawn over the lines above and below, and
 * could hide a verdict. Pure, linear in the text's length.
 */
export function withoutPiles(text: string): string {
  if (!MAYBE.test(text)) return text;
  let kept = '';
  let any = 0;
  let all = 0;
  // A loop, since a pattern that looks past unseen characters would start again at each of them.
  for (const character of text) {
    if (SHOWS_NOTHING.test(character)) kept += character;
    else if (!MARK.test(character)) {
      any = 0;
      all = 0;
      kept += character;
    } else {
      all += 1;
      if (ANY_MARK.test(character)) any += 1;
      if (all <= MOST && (any <= MOST_ANY || !ANY_MARK.test(character))) kept += character;
    }
  }
  return kept;
}

/** Digits of every script as ASCII ones: Unicode keeps each script's in blocks of ten, zero first. */
export function toAsciiDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String(code - zero);
  });
}

/** Whether a text is plain ASCII: most are, and are read quicker. */
export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return false;
  return true;
}

/** More than two in five letters are capitals, as in a headline or a chain letter: then a capital says nothing. */
export function isShouting(text: string): boolean {
  const upper = text.match(/\p{Lu}/gu)?.length ?? 0;
  return upper > 8 && upper > 0.4 * (upper + (text.match(/\p{Ll}/gu)?.length ?? 0));
}

/**
 * The beginning of a text; what is longer ends with a whole word and an ellipsis.
 *
 * @param limit UTF-16 units, the ellipsis and its space not counted
 */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // A surrogate pair is not cut in half.
  const start = text.slice(0, limit).replace(/[\ud800-\udbff]$/, '');
  // In scripts without spaces the last space may be far back, and a text may end at any character.
  if (UNSPACED.test(start.at(-1) ?? '')) return `${start} …`;
  return `${start.replace(/\s+\S*$/u, '')} …`;
}

/** Marks that people leave out: Arabic vowels, the hamza over a letter and the tatweel, Hindi's dot below. */
const LEFT_OUT = /[\u0640\u064b-\u065f\u0670\u093c]/gu;
/** Letters that people type for each other: alif wasla, alif maqsura and ya, ta marbuta and ha, the two Hindi nasals. */
const TYPED_AS: ReadonlyMap<string, string> = new Map([
  ['ٱ', 'ا'],
  ['ى', 'ي'],
  ['ة', 'ه'],
  ['ँ', 'ं'],
]);
const TYPED = new RegExp(`[${Array.from(TYPED_AS.keys()).join('')}]`, 'gu');

/** Arabic and Hindi as people type them, without the marks and letters that they leave out or exchange. @param text decomposed (NFD) */
export function toTyped(text: string): string {
  return text.replace(LEFT_OUT, '').replace(TYPED, (letter) => TYPED_AS.get(letter) ?? letter);
}

const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  Array.from(pairs.traditional, (sign, at) => [sign, pairs.simplified.charAt(at)]),
);
const HAN = /\p{Script=Han}/gu;

/** The text with the common traditional Chinese signs as simplified ones, so that both ways to write a word are one. Its length stays. */
export function toSimplified(text: string): string {
  return text.replace(HAN, (sign) => SIMPLIFIED.get(sign) ?? sign);
}
