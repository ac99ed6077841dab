import { isAscii, isShouting, toSimplified, toTyped, UNSPACED } from './characters.ts';
import rows from './data/aliases.json' with { type: 'json' };
import data from './data/lexicon.json' with { type: 'json' };
import { stem } from './stem.ts';

/** One word or number of a text. */
export interface Token {
  /** Lower case, without accents. */
  word: string;
  stem: string;
  /** As it stood in the text, for people. */
  shown: string;
  /** Written with a capital that its place in the sentence does not require, so probably a name. */
  name: boolean;
  /** Index of the sentence it stands in. */
  sentence: number;
}

const TOKEN = /\p{N}+(?:[.,:]\p{N}+)*|[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|[.!?…。！？\n]+/gu;
const SENTENCE_END = /^[.!?…。！？\n]/u;
/** "L'homme" and "un homme", "dell'acqua" and "acqua" have the same word. */
const ELISION = /^(?:[cdjlmnst]|qu|un|(?:a|da|de|ne|su)?ll)'(?=[\p{L}\p{M}]{3})/u;
let segmenter: Intl.Segmenter | undefined;

/** Lower case, without the accents of Latin, Greek and Cyrillic letters, and in simplified Chinese; vowel signs of other scripts stay. */
export function fold(text: string): string {
  // Most text is plain ASCII, and this is called for every word of every candidate.
  if (isAscii(text)) return text.toLowerCase();
  return toSimplified(
    toTyped(text.normalize('NFKD'))
      .replace(/[\u0300-\u036f]/g, '')
      .normalize('NFC')
      .toLowerCase(),
  );
}

/** Takes a text apart into words and numbers, with names in one spelling. Pure; safe for any text. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const plain = unifyNames(withoutAbbreviationDots(text.normalize('NFKC').replace(/[’‘ʼ`´]/g, "'")));
  // In a text that shouts, or has no capitals at all, capitals say nothing.
  const plainAscii = isAscii(plain);
  const shouts = isShouting(plain);
  let sentence = 0;
  let opening = true;
  for (const [raw] of plain.matchAll(TOKEN)) {
    if (SENTENCE_END.test(raw)) {
      if (!opening) sentence += 1;
      opening = true;
      continue;
    }
    for (const piece of !plainAscii && UNSPACED.test(raw) ? segment(raw) : [raw]) {
      const folded = plainAscii ? piece.toLowerCase() : fold(piece);
      const hasMark = piece.includes("'");
      const word = hasMark
        ? folded
            .replace(ELISION, '')
            .replace(/'s$|'$/u, '')
            .replaceAll("'", '')
        : folded;
      if (word === '') continue;
      tokens.push({
        word,
        stem: stem(word),
        shown: toShown(hasMark ? piece.replace(/'s$|'$/iu, '') : piece),
        name: !opening && !shouts && /^\p{Lu}/u.test(piece),
        sentence,
      });
      opening = false;
    }
  }
  return tokens;
}

function segment(text: string): string[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' });
  return Array.from(segmenter.segment(toSimplified(text)), ({ index, segment: { length } }) =>
    text.slice(index, index + length),
  );
}

/** "Dr. Rossi" is one sentence: the dots of common abbreviations go, so that the rest end sentences. */
export function withoutAbbreviationDots(text: string): string {
  const undotted = text.replace(/\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.(?= ?\d)/gi, '$1');
  return undotted.replace(
    /\b(Dr|Mr|Mrs|Ms|Sen|Rep|Gov|Gen|St|Prof|Jr|Sr|No|vs|Inc|Ltd|Co|approx|ca|e\.g|i\.e|a\.m|p\.m)\.(?=\s)/gi,
    '$1',
  );
}

/**
 * Names with several spellings, brought to one token before anything is compared. Only spellings that truly mean the same belong here: an alias can
 * merge two claims. A pattern is tried only if one of its hints is in the lower-case text: most texts have none.
 */
const ALIASES = rows.map(({ name, hints, pattern, flags = 'giu' }) => {
  return { name: ` ${name} `, hints: hints.split('|'), pattern: new RegExp(pattern, flags) };
});
/** The names as people read them. */
const SHOWN: ReadonlyMap<string, string> = new Map(rows.map(({ name, shown = name }) => [name, shown]));

/** @returns the text with every known name in its one spelling; case of the rest is kept */
export function unifyNames(text: string): string {
  const lower = text.toLowerCase();
  return ALIASES.reduce(
    (result, { name, hints, pattern }) =>
      hints.some((hint) => lower.includes(hint)) ? result.replace(pattern, name) : result,
    text,
  );
}

/** A word as it stood in the text, or the usual spelling of a unified name. */
function toShown(piece: string): string {
  return SHOWN.get(piece) ?? piece;
}

/** Words that say nothing of a claim's subject; they are neither indexed nor searched for. */
export const STOP_WORDS: ReadonlySet<string> = new Set(data.stopWords.split(' '));

/**
 * The stems under which a text is indexed and found: names in one spelling, lower case, no accents, no stop words (unless there is nothing else), in
 * the text's order, repeats kept. Each has only letters, marks, digits, and `.,:` between digits.
 */
export function toTerms(text: string): string[] {
  const tokens = tokenize(text);
  const telling = tokens.filter(({ word }) => !STOP_WORDS.has(word));
  return (telling.length > 0 ? telling : tokens).map((token) => token.stem);
}
