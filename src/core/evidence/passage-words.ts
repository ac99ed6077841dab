import { stem } from '../language/stem.ts';
import { fold, toTerms } from '../language/tokens.ts';

/** Called for each word: a number for the word whatever its case, and one for its term (-1 where the term is not asked for). */
type OnWord = (word: number, term: number) => void;

export interface WordReader {
  /** Reads `text.slice(start, end)`. */
  read(text: string, start: number, end: number, onWord: OnWord): void;
}

const LETTER = 1;
const DIGIT = 2;
const KINDS = Uint8Array.from({ length: 128 }, (_, code) =>
  /[a-z]/i.test(String.fromCharCode(code)) ? LETTER : /\d/.test(String.fromCharCode(code)) ? DIGIT : 0,
);
const PERCENT = 0x25;
const PIECE = /\p{N}+|[\p{L}\p{M}]+/gu;
const SEED = 17;

/**
 * Whether a UTF-16 unit belongs to a script without spaces between words: Thai, Lao, Burmese, Khmer, kana, Han (with its planes' high
 * surrogates, and all low ones). Such text is read by pairs of units, which need no dictionary.
 */
export function isUnspaced(code: number): boolean {
  if (code < 0x0e00) return false;
  if (code <= 0x0eff) return true;
  if (code < 0x3040) return (code >= 0x1000 && code <= 0x109f) || (code >= 0x1780 && code <= 0x17ff);
  return (
    code <= 0x30ff ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xd840 && code <= 0xd88f) ||
    (code >= 0xdc00 && code <= 0xdfff) ||
    (code >= 0xf900 && code <= 0xfaff)
  );
}

/**
 * Reads the words of whole pages. `toTerms` understands more (names of several words), and takes seven times as long: five pages of 100 KB have to be
 * read in a fraction of the time a check has. Letters are hashed where they stand; only a word not seen before becomes a string.
 *
 * @param toNumber the number of a term (as `toTerm` gives it), or -1
 */
export function createWordReader(toNumber: (term: string) => number): WordReader {
  const known = new Map<number, number>();
  const learn = (id: number, term: string): number => {
    const number = toNumber(term);
    known.set(id, number);
    return number;
  };

  /** A word that is not plain ASCII, by its hash: each is folded once. */
  const mixed = new Map<number, readonly (readonly [word: number, term: number])[]>();

  function readMixed(text: string, hash: number, onWord: OnWord): void {
    let words = mixed.get(hash);
    if (!words) {
      const pieces = Array.from(fold(text.normalize('NFKC')).matchAll(PIECE), ([piece]) => piece);
      words = pieces
        .flatMap((piece) => (isUnspaced(piece.charCodeAt(0)) ? toPairs(piece) : [piece]))
        .map((word) => {
          const id = toHash(word);
          return [id, known.get(id) ?? learn(id, toTerm(word))];
        });
      mixed.set(hash, words);
    }
    for (const [word, term] of words) onWord(word, term);
  }

  /** @returns where the run of characters ends */
  function readUnspaced(text: string, start: number, end: number, onWord: OnWord): number {
    let at = start;
    let before = 0;
    for (; at < end; at += 1) {
      const code = text.charCodeAt(at);
      if (!isUnspaced(code)) break;
      if (before > 0) {
        const id = (Math.imul((Math.imul(SEED, 31) + before) | 0, 31) + code) | 0;
        onWord(id, known.get(id) ?? learn(id, text.slice(at - 1, at + 1)));
      }
      before = code;
    }
    if (at === start + 1) {
      const id = toHash(text.slice(start, at));
      onWord(id, known.get(id) ?? learn(id, text.slice(start, at)));
    }
    return at;
  }

  return {
    read(text, start, end, onWord) {
      let at = start;
      while (at < end) {
        const code = text.charCodeAt(at);
        const kind = code < 128 ? KINDS[code] : LETTER;
        if (kind === 0) {
          if (code === PERCENT) onWord(PERCENT_WORD, known.get(PERCENT_WORD) ?? learn(PERCENT_WORD, 'percent'));
          at += 1;
          continue;
        }
        if (code >= 128 && isUnspaced(code)) {
          at = readUnspaced(text, at, end, onWord);
          continue;
        }
        const from = at;
        let lower = SEED;
        let exact = SEED;
        let plain = true;
        if (kind === DIGIT) {
          while (
            at < end &&
            (isDigit(text, at) || (/[.,:]/.test(text.charAt(at)) && at + 1 < end && isDigit(text, at + 1)))
          )
            at += 1;
          const word = text.slice(from, at).replace(/,(?=\d{3}(?!\d))/g, '');
          lower = toHash(word);
          onWord(lower, known.get(lower) ?? learn(lower, word));
          continue;
        }
        for (; at < end; at += 1) {
          const next = text.charCodeAt(at);
          if (next >= 128 && isUnspaced(next)) break;
          if (next >= 128) plain = false;
          else if (KINDS[next] !== LETTER) break;
          exact = (Math.imul(exact, 31) + next) | 0;
          lower = (Math.imul(lower, 31) + (next | 32)) | 0;
        }
        if (!plain) {
          readMixed(text.slice(from, at), exact, onWord);
          continue;
        }
        onWord(lower, known.get(exact) ?? learn(exact, toTerm(text.slice(from, at))));
      }
    },
  };
}

/** The term of one word. Short capitals may be a name that is a common word otherwise: "WHO", "US". */
function toTerm(word: string): string {
  return /^[A-Z]{2,5}$/.test(word) ? (toTerms(word)[0] ?? '') : stem(word.toLowerCase());
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function toPairs(piece: string): string[] {
  return piece.length < 2 ? [piece] : Array.from({ length: piece.length - 1 }, (_, at) => piece.slice(at, at + 2));
}

function toHash(word: string): number {
  let hash = SEED;
  for (let at = 0; at < word.length; at += 1) hash = (Math.imul(hash, 31) + word.charCodeAt(at)) | 0;
  return hash;
}

const PERCENT_WORD = toHash('percent');
