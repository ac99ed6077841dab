/**
 * How telling a part of a text is: an inverse document frequency over a fixed background of claims known at training, not over the store at hand. So
 * a feature means the same in a store of 150 claims and of 100,000.
 */
export interface Rarity {
  /** Of a stem, `log((N + 1) / (df + 1)) / log(N + 1)`: 0 (in every claim) to 1 (in none). An unknown stem's `df` is `floor`. */
  stem(stem: string): number;
  /** Whether the background has the stem. */
  knows(stem: string): boolean;
  /** Of a character n-gram (`toGrams`), from 1 up. */
  gram(gram: string): number;
}

export interface Background {
  /** How many claims were counted. */
  claims: number;
  /** Stem to the number of claims it stands in; stems below the training's floor are left out. */
  counts: Readonly<Record<string, number>>;
  /** The count that a left-out stem is taken to have. */
  floor: number;
}

/** Makes the rarity of a background, in some milliseconds. In how many claims a gram occurs is estimated from the stems' counts. */
export function createRarity({ claims, counts, floor }: Background): Rarity {
  const rarityOf = (count: number) => Math.log((claims + 1) / (count + 1));
  const known = new Map(Object.entries(counts));
  const grams = new Map<string, number>();
  for (const [stem, count] of known) for (const gram of gramsOf(stem)) grams.set(gram, (grams.get(gram) ?? 0) + count);
  return {
    stem: (stem) => rarityOf(known.get(stem) ?? floor) / Math.log(claims + 1),
    knows: (stem) => known.has(stem),
    gram: (gram) => 1 + rarityOf(Math.min(claims, grams.get(gram) ?? 0)),
  };
}

/** The character 3- to 5-grams of a text's stems, each with its dampened count times its rarity; `norm` is their length as a vector. */
export interface Grams {
  weights: ReadonlyMap<string, number>;
  norm: number;
}

/** Longer texts add nothing, and a longer string is not a word: both bounds keep a hostile message cheap. */
const MOST_WORDS = 150;
const MOST_LETTERS = 30;

function gramsOf(stem: string): string[] {
  const padded = ` ${stem.slice(0, MOST_LETTERS)} `;
  const found: string[] = [];
  for (const size of [3, 4, 5])
    for (let at = 0; at + size <= padded.length; at += 1) found.push(padded.slice(at, at + size));
  return found;
}

/** The grams of a text's stems. Pure; bounded whatever the text. */
export function toGrams(stems: readonly string[], rarity: Rarity): Grams {
  const weights = new Map<string, number>();
  for (const gram of stems.slice(0, MOST_WORDS).flatMap(gramsOf)) weights.set(gram, (weights.get(gram) ?? 0) + 1);
  for (const [gram, count] of weights) weights.set(gram, (1 + Math.log(count)) * rarity.gram(gram));
  return { weights, norm: Math.sqrt(weights.values().reduce((sum, weight) => sum + weight ** 2, 0)) };
}

/** Inner product of two texts' grams. */
export function gramProduct(one: Grams, other: Grams): number {
  const [few, many] = one.weights.size < other.weights.size ? [one, other] : [other, one];
  return few.weights.entries().reduce((sum, [gram, weight]) => sum + weight * (many.weights.get(gram) ?? 0), 0);
}
