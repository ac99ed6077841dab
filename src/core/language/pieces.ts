import { isAscii, toAsciiDigits, toSimplified, toTyped, UNSPACED } from './characters.ts';
import letters from './data/letters.json' with { type: 'json' };

/** One word, number or sign of a text, before any interpretation. */
export interface Piece {
  kind: 'word' | 'number' | 'sign' | 'mark';
  /** As written. */
  raw: string;
  /** Lower case, with its accents. */
  lower: string;
  /** Lower case, without accents: what is compared. */
  word: string;
  /** No space stands before it. */
  attached: boolean;
}

/** In scripts without spaces each character is a word. */
const PIECE = toPattern(
  '\\p{L}',
  '\\p{L}\\p{M}',
  // The apostrophe of Cyrillic is a letter: "здоров'я".
  `${UNSPACED.source}\\p{M}*|(?:(?!${UNSPACED.source})[\\p{L}\\p{M}]|(?<=\\p{Script=Cyrillic})'(?=\\p{Script=Cyrillic}))+`,
  'giu',
);
/** The same for ASCII texts, which most are; several times as quick. */
const ASCII_PIECE = toPattern('a-z', 'a-z', '[a-z]+', 'gi');

/** @param letter, inner what letters are at a word's beginning and in it, as parts of a class */
function toPattern(letter: string, inner: string, word: string, flags: string): RegExp {
  return new RegExp(
    [
      '\\d{4}-\\d{1,2}-\\d{1,2}(?!\\d)|\\d{1,2}-\\d{1,2}-\\d{4}(?!\\d)',
      `\\d+(?:[.,:/]\\d+)*|(?<![${letter}\\d])\\.\\d+`,
      // "U.S.", "a.m.": single letters with dots.
      `(?<![${inner}])[${letter}](?:\\.[${letter}])+(?![${inner}])\\.?`,
      `'(?:s|t|re|ve|ll|m|d)(?![${inner}])`,
      word,
      '[$€£¥₹%‰°&<>=≠≤≥+×÷±^#]',
      '[-−.!?…,;:/()。！？、，：؟।–—]',
    ].join('|'),
    flags,
  );
}

/** Takes a text apart. Pure; linear in its length. */
export function toPieces(text: string): Piece[] {
  const plain = isAscii(text) ? text : toPlain(text);
  const ascii = isAscii(plain);
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of plain.matchAll(ascii ? ASCII_PIECE : PIECE)) {
    const raw = match[0];
    const attached = match.index === end && end > 0;
    end = match.index + raw.length;
    const code = raw.charCodeAt(0);
    if (code === 45 || code === 0x2212) {
      // A hyphen joins words; before a number that stands alone it is a minus; with spaces around it, a dash.
      const isJoint = attached && /[\p{L}\p{M}\d]/u.test(plain.charAt(match.index - 1));
      if (!isJoint && /[\d.$€£¥₹]/.test(plain.charAt(end)))
        pieces.push({ kind: 'word', raw, lower: 'minus', word: 'minus', attached });
      else if (!isJoint) pieces.push({ kind: 'mark', raw: ',', lower: ',', word: ',', attached });
      continue;
    }
    if ((code >= 48 && code <= 57) || (code === 46 && raw.length > 1)) {
      pieces.push({ kind: 'number', raw, lower: raw, word: raw, attached });
      continue;
    }
    const lower = raw.toLowerCase();
    if (code === 39 || isLetter(raw)) {
      const bare = lower.includes('.') ? lower.replaceAll('.', '') : lower;
      // People leave the apostrophe out.
      const word = ascii ? bare : foldLetters(bare.replace(/(?<=\p{L})'/gu, ''));
      // An accent that stands alone leaves nothing.
      if (word !== '') pieces.push({ kind: 'word', raw, lower: bare, word, attached });
      continue;
    }
    const mark = MARKS.get(raw);
    pieces.push({ kind: mark === undefined ? 'sign' : 'mark', raw, lower: raw, word: mark ?? raw, attached });
  }
  return pieces;
}

/** What punctuation means, if it means anything: a pause, an end, a question. */
const MARKS: ReadonlyMap<string, string> = new Map(
  Object.entries({ ',': '，、;–—()…', '.': '!。！।', '?': '？؟', ':': '：', '/': '' }).flatMap(([mark, others]) =>
    [mark, ...others].map((each) => [each, mark] as const),
  ),
);

/** Letters in one form, digits in one script, apostrophes in one shape. */
function toPlain(text: string): string {
  const folded = text
    .replace(/[²³]/gu, (power) => (power === '²' ? '^2' : '^3'))
    .replace(/[¼½¾]/gu, (part) => `.${{ '¼': '25', '½': '5', '¾': '75' }[part]}`)
    .normalize('NFKC')
    .replace(/[’‘ʼ`´＇]/gu, "'")
    .replace(/[‐‑]/gu, '-');
  return toAsciiDigits(toSimplified(folded))
    .replace(/(?<=\d)٫(?=\d)/gu, '.')
    .replace(/(?<=\d)٬(?=\d)/gu, ',')
    .replace(/٪/gu, '%')
    .replace(/⁄/gu, '/');
}

/** Letters that no decomposition takes apart; ä, ö and ü are written ae, oe and ue if there is no key for them. */
const LETTERS: ReadonlyMap<string, string> = new Map(Object.entries(letters));

/** A lower-case word without the accents of Latin and Greek letters. Marks of other scripts are letters there and stay. */
function foldLetters(word: string): string {
  if (isAscii(word)) return word;
  const typed = word.replace(/[äöüßæœøłđıё]/gu, (letter) => LETTERS.get(letter) ?? letter).normalize('NFD');
  return toTyped(typed)
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}])[\u0300-\u036f]+/gu, '')
    .replace(/[\u0300\u0301]/gu, '')
    .normalize('NFC');
}

function isLetter(raw: string): boolean {
  const code = raw.charCodeAt(0);
  return code < 128 ? (code | 32) >= 97 && (code | 32) <= 122 : /^[\p{L}\p{M}]/u.test(raw);
}
