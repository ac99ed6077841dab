import { type ReadAmount, readAmount } from './canonical-amounts.ts';
import { readDate } from './canonical-dates.ts';
import { isShouting } from './characters.ts';
import forms from './data/english-forms.json' with { type: 'json' };
import names from './data/names.json' with { type: 'json' };
import { toEnglishForm } from './english-words.ts';
import { type Language, toLanguage } from './language-of.ts';
import { type Piece, toPieces } from './pieces.ts';

/** One word of a text's canonical form, or a mark that no form keeps. */
export interface CanonicalWord {
  /** What is compared; empty for a mark. */
  form: string;
  /** The word as it is looked up in lists: lower case, with its accents. */
  word: string;
  /** `,` `.` `?` `:` if it is a mark. */
  mark: string;
}

const CONTRACTIONS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(forms.contractions).map(([word, full]) => [word, full.split(' ')]),
);
const IS_AFTER = new Set(forms.isAfter.split(' '));
const SUFFIXES: ReadonlyMap<string, string> = new Map(Object.entries(forms.suffixes));
/** What stands before "n't" if it is not the word itself. */
const BEFORE_NOT: ReadonlyMap<string, string> = new Map(Object.entries(forms.beforeNot));

/** The canonical words of a text, in their order. Pure; safe for any text. */
export function toCanonicalWords(text: string): { words: CanonicalWord[]; language: Language } {
  const pieces = toPieces(text);
  const language = toLanguage(pieces);
  const english = language === 'en';
  const words: CanonicalWord[] = [];
  const shouts = isShouting(text) || !/[a-z]/.test(text);
  for (let at = 0; at < pieces.length; ) {
    const piece = pieces[at];
    if (piece === undefined) break;
    if (piece.kind === 'mark') {
      words.push({ form: '', word: '', mark: piece.word });
      at += 1;
      continue;
    }
    const read = readName(pieces, at, shouts) ?? readDate(pieces, at) ?? readAmount(pieces, at, english);
    if (read) {
      for (const form of read.words) words.push({ form, word: form, mark: '' });
      at = read.next;
      continue;
    }
    if (piece.kind === 'sign') {
      const form = piece.raw === '&' && english ? 'and' : piece.raw;
      if (piece.raw !== '#' || piece.attached) words.push({ form, word: form, mark: '' });
      at += 1;
      continue;
    }
    if (english) at += pushEnglish(words, pieces, at);
    else {
      words.push({ form: piece.word, word: piece.lower, mark: '' });
      at += 1;
    }
  }
  return { words, language };
}

/** @returns how many pieces the word takes */
function pushEnglish(words: CanonicalWord[], pieces: readonly Piece[], at: number): number {
  const word = pieces[at]?.word ?? '';
  const say = (each: string) => words.push({ form: toEnglishForm(each), word: each, mark: '' });
  if (pieces[at + 1]?.word === "'t" && word.endsWith('n')) {
    say(BEFORE_NOT.get(word) ?? word.slice(0, -1));
    say('not');
    return 2;
  }
  const full = CONTRACTIONS.get(word);
  if (full) for (const each of full) say(each);
  else if (word.startsWith("'")) saySuffix(words, word, pieces[at + 1]?.word ?? '');
  // "10 am" is an hour.
  else if (word === 'am' && pieces[at - 1]?.kind === 'number') words.push({ form: word, word, mark: '' });
  else say(word);
  return 1;
}

function saySuffix(words: CanonicalWord[], suffix: string, next: string): void {
  const before = words.at(-1)?.word ?? '';
  const full =
    suffix === "'s" && IS_AFTER.has(before) ? (/^(?:been|got)$/.test(next) ? 'has' : 'is') : SUFFIXES.get(suffix);
  words.push({ form: full === undefined ? suffix : toEnglishForm(full), word: full ?? suffix, mark: '' });
}

interface Name {
  spelling: readonly string[];
  words: readonly string[];
}

/** Spellings by their first word, the longest first. */
const NAMES: ReadonlyMap<string, readonly Name[]> = Map.groupBy(
  Object.entries(names.names)
    .flatMap(([name, spellings]) =>
      spellings.map((spelling) => ({ spelling: spelling.split(' '), words: name.split(' ') })),
    )
    .sort((one, other) => other.spelling.length - one.spelling.length),
  ({ spelling }) => spelling[0] ?? '',
);
const US_BEFORE = new Set(names.usBefore.split(' '));
const US_AFTER = new Set(names.usAfter.split(' '));

/**
 * Reads a name with several spellings at a place. "US" and "WHO" are also common words: if capitals say nothing, the words around them decide.
 *
 * @param shouts capitals say nothing in this text
 */
function readName(pieces: readonly Piece[], at: number, shouts: boolean): ReadAmount | undefined {
  const piece = pieces[at];
  // "US$5" is a sum.
  if (piece?.kind !== 'word' || pieces[at + 1]?.raw === '$') return undefined;
  const isName = piece.raw.includes('.') || (/^(?:US|WHO)$/.test(piece.raw) && !shouts);
  if (piece.word === 'us' && (isName || isUs(pieces, at))) return { words: ['usa'], next: at + 1 };
  if (piece.word === 'who' && (isName || isWho(pieces, at))) return { words: ['whorg'], next: at + 1 };
  const found = NAMES.get(piece.word)?.find(({ spelling }) =>
    spelling.every((word, index) => pieces[at + index]?.word === word),
  );
  return found && { words: found.words, next: at + found.spelling.length };
}

const isUs = (pieces: readonly Piece[], at: number): boolean =>
  at === 0 || US_BEFORE.has(pieces[at - 1]?.word ?? '') || US_AFTER.has(pieces[at + 1]?.word ?? '');
/** "The Who" is a band. */
const isWho = (pieces: readonly Piece[], at: number): boolean =>
  pieces[at]?.raw !== 'Who' && pieces[at - 1]?.word === 'the';
