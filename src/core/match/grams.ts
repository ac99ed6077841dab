import { eachGram, MOST_GRAM_LETTERS, type Rarity } from './rarity.ts';

/** The character 3- to 5-grams of a text's stems. */
export interface Grams {
  /** Their hashes, ascending. */
  hashes: Uint32Array;
  /** For each its dampened count times its rarity. */
  weights: Float32Array;
  /** The weights' length as a vector. */
  norm: number;
}

/** Longer texts give no better a picture; a bound keeps a hostile message cheap. */
const MOST_GRAM_WORDS = 150;
/** Grams of 3, 4 and 5 characters begin at each place of a word with a space at both ends. */
const MOST_GRAMS = MOST_GRAM_WORDS * 3 * (MOST_GRAM_LETTERS + 2);
/** Filled anew by each text: reserving it once is what makes this quick. */
const space = new Uint32Array(MOST_GRAMS);

/** The grams of a text's stems. Pure; bounded whatever the text. */
export function toGrams(stems: readonly string[], rarity: Rarity): Grams {
  let found = 0;
  for (const stem of stems.slice(0, MOST_GRAM_WORDS)) {
    eachGram(stem, (hash) => {
      space[found] = hash;
      found += 1;
    });
  }
  const hashes = space.slice(0, found).sort();
  const weights = new Float32Array(found);
  let length = 0;
  for (let at = 0; at < found; at += 1) {
    const hash = hashes[at] ?? 0;
    if (length === 0 || hash !== hashes[length - 1]) {
      hashes[length] = hash;
      length += 1;
    }
    weights[length - 1] = (weights[length - 1] ?? 0) + 1;
  }
  let squares = 0;
  for (let at = 0; at < length; at += 1) {
    const count = weights[at] ?? 1;
    const weight = (count > 1 ? 1 + Math.log(count) : 1) * rarity.gram(hashes[at] ?? 0);
    weights[at] = weight;
    squares += weight * weight;
  }
  return { hashes: hashes.slice(0, length), weights: weights.slice(0, length), norm: Math.sqrt(squares) };
}

/** Inner product of two texts' grams. */
export function gramProduct(one: Grams, other: Grams): number {
  let product = 0;
  let at = 0;
  let across = 0;
  while (at < one.hashes.length && across < other.hashes.length) {
    const mine = one.hashes[at] ?? 0;
    const theirs = other.hashes[across] ?? 0;
    if (mine === theirs) product += (one.weights[at] ?? 0) * (other.weights[across] ?? 0);
    if (mine <= theirs) at += 1;
    if (theirs <= mine) across += 1;
  }
  return product;
}
