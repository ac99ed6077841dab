import type { Rarity } from './rarity.ts';
import { STOP_WORDS } from './terms.ts';
import { type Token, tokenize } from './tokens.ts';

/** One stem of a text, with what the features need to know of it. */
export interface ReadTerm {
  stem: string;
  count: number;
  /** How telling the word is, 0 to 1: see `createRarity`. */
  weight: number;
  /** It is written like a name somewhere in the text. */
  name: boolean;
  /** The sentences it stands in, as indexes. */
  sentences: Set<number>;
}

/** A text, read once for all comparisons. */
export interface Reading {
  text: string;
  tokens: readonly Token[];
  /** Stems without stop words, in the text's order. */
  sequence: readonly string[];
  terms: ReadonlyMap<string, ReadTerm>;
  /** Sum of the terms' weights. */
  weight: number;
  sentences: number;
  /** Hashes of the character 3- to 5-grams inside words, ascending, with their dampened counts; and their length as a vector. */
  grams: Uint32Array;
  gramCounts: Float32Array;
  gramNorm: number;
}

/** Reads a text. Pure; the cost grows with its length, so callers bound that. */
export function toReading(text: string, rarity: Rarity): Reading {
  const tokens = tokenize(text);
  const telling = tokens.filter(({ word }) => !STOP_WORDS.has(word));
  const kept = telling.length > 0 ? telling : tokens;
  const terms = new Map<string, ReadTerm>();
  let weight = 0;
  for (const token of kept) {
    const known = terms.get(token.stem);
    if (known) {
      known.count += 1;
      known.name ||= token.name;
      known.sentences.add(token.sentence);
    } else {
      const telling = rarity(token.stem);
      weight += telling;
      const sentences = new Set([token.sentence]);
      terms.set(token.stem, { stem: token.stem, count: 1, weight: telling, name: token.name, sentences });
    }
  }
  const { grams, gramCounts } = toGrams(kept);
  let squares = 0;
  for (const value of gramCounts) squares += value * value;
  const sequence = kept.map((token) => token.stem);
  const sentences = (tokens.at(-1)?.sentence ?? -1) + 1;
  return { text, tokens, sequence, terms, weight, sentences, grams, gramCounts, gramNorm: Math.sqrt(squares) };
}

/** Longer texts give no better a picture; a bound keeps a hostile message cheap. */
const MOST_GRAM_WORDS = 150;

/** A word's letters that count: a longer one is no word. */
const MOST_GRAM_LETTERS = 30;
/** Grams of 3, 4 and 5 characters begin at each place of a word with a space at both ends. */
const MOST_GRAMS = MOST_GRAM_WORDS * 3 * (MOST_GRAM_LETTERS + 2);
/** Filled anew by each reading: reserving it once is what makes reading quick. */
const gramSpace = new Uint32Array(MOST_GRAMS);

function toGrams(tokens: readonly Token[]): { grams: Uint32Array; gramCounts: Float32Array } {
  let found = 0;
  for (const { word } of tokens.slice(0, MOST_GRAM_WORDS)) {
    const padded = ` ${word.slice(0, MOST_GRAM_LETTERS)} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) {
      let hash = FNV_OFFSET;
      const size = Math.min(5, padded.length - at);
      for (let step = 0; step < size; step += 1) {
        hash = Math.imul(hash ^ padded.charCodeAt(at + step), FNV_PRIME);
        if (step < 2) continue;
        gramSpace[found] = hash;
        found += 1;
      }
    }
  }
  const grams = gramSpace.slice(0, found).sort();
  const gramCounts = new Float32Array(found);
  let length = 0;
  for (let at = 0; at < found; at += 1) {
    const hash = grams[at] ?? 0;
    if (length === 0 || hash !== grams[length - 1]) {
      grams[length] = hash;
      length += 1;
    }
    gramCounts[length - 1] = (gramCounts[length - 1] ?? 0) + 1;
  }
  for (let at = 0; at < length; at += 1) {
    const count = gramCounts[at] ?? 1;
    if (count > 1) gramCounts[at] = 1 + Math.log(count);
  }
  return { grams: grams.slice(0, length), gramCounts: gramCounts.slice(0, length) };
}

/** FNV-1a (Fowler, Noll, Vo), 32 bits: short, and even enough for a few hundred n-grams. */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Cosine of two readings' character n-grams, 0 to 1. */
export function gramCosine(one: Reading, other: Reading): number {
  if (one.gramNorm === 0 || other.gramNorm === 0) return 0;
  let dot = 0;
  let at = 0;
  let across = 0;
  while (at < one.grams.length && across < other.grams.length) {
    const mine = one.grams[at] ?? 0;
    const theirs = other.grams[across] ?? 0;
    if (mine === theirs) dot += (one.gramCounts[at] ?? 0) * (other.gramCounts[across] ?? 0);
    if (mine <= theirs) at += 1;
    if (theirs <= mine) across += 1;
  }
  return dot / (one.gramNorm * other.gramNorm);
}
