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
  /** Counts of character 3- to 5-grams inside words, dampened, with their length as a vector. */
  grams: ReadonlyMap<string, number>;
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
  const grams = toGrams(kept);
  let squares = 0;
  for (const value of grams.values()) squares += value * value;
  const sequence = kept.map((token) => token.stem);
  const sentences = (tokens.at(-1)?.sentence ?? -1) + 1;
  return { text, tokens, sequence, terms, weight, sentences, grams, gramNorm: Math.sqrt(squares) };
}

/** Longer texts give no better a picture; a bound keeps a hostile message cheap. */
const MOST_GRAM_WORDS = 150;

function toGrams(tokens: readonly Token[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { word } of tokens.slice(0, MOST_GRAM_WORDS)) {
    const padded = ` ${word.slice(0, 30)} `;
    for (let size = 3; size <= 5; size += 1) {
      for (let at = 0; at + size <= padded.length; at += 1) {
        const gram = padded.slice(at, at + size);
        counts.set(gram, (counts.get(gram) ?? 0) + 1);
      }
    }
  }
  for (const [gram, count] of counts) counts.set(gram, 1 + Math.log(count));
  return counts;
}

/** Cosine of two readings' character n-grams, 0 to 1. */
export function gramCosine(one: Reading, other: Reading): number {
  if (one.gramNorm === 0 || other.gramNorm === 0) return 0;
  const [small, large] = one.grams.size < other.grams.size ? [one.grams, other.grams] : [other.grams, one.grams];
  let dot = 0;
  for (const [gram, value] of small) dot += value * (large.get(gram) ?? 0);
  return dot / (one.gramNorm * other.gramNorm);
}
