import { stem } from '../language/stem.ts';
import { fold, STOP_WORDS, tokenize, toTerms } from '../language/tokens.ts';

/** Called for each word: a number for the word whatever its case, and one for its term (-1 where the term is not asked for). */
type OnWord = (word: number, term: number) => void;

/** Reads `text.slice(start, end)`. */
export type WordReader = (text: string, start: number, end: number, onWord: OnWord) => void;

/** Scripts without spaces between words. They are read by pairs of characters, which need no dictionary. */
const UNSPACED = '\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Myanmar}\\p{sc=Khmer}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Han}';
const WORD = new RegExp(`%|\\d+(?:[.,:]\\d+)*|[${UNSPACED}]+|\\p{N}+|[[\\p{L}\\p{M}]--[${UNSPACED}]]+`, 'gv');
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'v');

/**
 * Reads the words of whole pages. `toTerms` understands more (names of several words), but takes seven times as long, and five pages of 100 KB have
 * to be read in a fraction of a check's time. So each spelling is analysed only once.
 *
 * @param toNumber the number of a term, or -1
 */
export function createWordReader(toNumber: (term: string) => number): WordReader {
  const ids = new Map<string, number>();
  const known = new Map<string, readonly (readonly [word: number, term: number])[]>();

  function learn(raw: string) {
    const read = toWords(raw).map(([word, term]) => {
      const id = ids.get(word) ?? ids.size + 1;
      ids.set(word, id);
      return [id, toNumber(term)] as const;
    });
    known.set(raw, read);
    return read;
  }

  return (text, start, end, onWord) => {
    for (const [raw] of text.slice(start, end).matchAll(WORD))
      for (const [word, term] of known.get(raw) ?? learn(raw)) onWord(word, term);
  };
}

/** The words in one match of `WORD`, in lower case, each with its term. */
function toWords(raw: string): [word: string, term: string][] {
  if (raw === '%') return [['percent', 'percent']];
  const word = fold(raw.normalize('NFKC'));
  if (/^\d/.test(raw)) return [toSame(raw.replace(/,(?=\d{3}(?!\d))/g, ''))];
  if (IS_UNSPACED.test(raw)) {
    const characters = Array.from(word);
    return characters.length < 2 ? [toSame(word)] : characters.slice(1).map((one, at) => toSame(characters[at] + one));
  }
  // Short capitals may be a name that is a common word otherwise: "WHO", "US".
  return [[word, /^[A-Z]{2,5}$/.test(raw) ? (toTerms(raw)[0] ?? '') : stem(word)]];
}

function toSame(word: string): [word: string, term: string] {
  return [word, word];
}

/** What passages are ranked by. */
export interface QueryTerms {
  /** Term to its place in `weights`. */
  places: ReadonlyMap<string, number>;
  weights: readonly number[];
  /** How many of the first terms are the claim's own. */
  ofClaim: number;
}

/** The weight of terms that stand only in a question: they are a guess at what matters. */
const QUESTION_WEIGHT = 0.4;
/** The weight of names and numbers: they tell one event from another of its kind. */
const TELLING = 1.6;
/** A claim has at most 300 units; this bounds what a hostile model's questions cost. */
const MOST_TERMS = 120;

/** The terms of a claim and its questions, with what each weighs. */
export function toQueryTerms({ text, questions }: { text: string; questions: readonly string[] }): QueryTerms {
  const weights = new Map<string, number>();
  const telling = new Set(tokenize(text).flatMap(({ stem, name }) => (name ? [stem] : [])));
  const read = (from: string, weight: number) => {
    const terms = toReadTerms(from);
    const words = terms.filter((term) => !STOP_WORDS.has(term));
    for (const term of words.length > 0 ? words : terms) {
      if (term === '' || weights.has(term) || weights.size >= MOST_TERMS) continue;
      weights.set(term, weight * (telling.has(term) || /^\p{N}/u.test(term) ? TELLING : 1));
    }
  };
  read(text, 1);
  const ofClaim = weights.size;
  for (const question of questions) read(question, QUESTION_WEIGHT);
  return {
    places: new Map(Array.from(weights.keys(), (term, at) => [term, at])),
    weights: Array.from(weights.values()),
    ofClaim,
  };
}

/** The terms as the word reader gives them, and the names of several words that only `toTerms` knows: "United States" finds "US". */
function toReadTerms(text: string): string[] {
  const terms = Array.from(text.matchAll(WORD)).flatMap(([raw]) => toWords(raw).map(([, term]) => term));
  return [...terms, ...toTerms(text).filter((term) => !IS_UNSPACED.test(term))];
}
