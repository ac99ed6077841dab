/**
 * How telling a part of a text is: an inverse document frequency over a fixed background of claims known at training, and not over the store at hand. So
 * a feature means the same in a store of 150 claims and of 100,000.
 */
export interface Rarity {
  /** Of a stem, `log((N + 1) / (df + 1)) / log(N + 1)`: 0 (in every claim) to 1 (in none of those known). */
  stem(stem: string): number;
  /** Whether the background has the stem. */
  knows(stem: string): boolean;
  /** Of a root (`toRoot`), as BM25 weighs it, from 0 up. */
  root(root: string): number;
  /** Of a character n-gram by its hash (`eachGram`), from 1 up. */
  gram(hash: number): number;
}

export interface Background {
  /** How many claims were counted. */
  claims: number;
  /** Stem to the number of claims it stands in; stems below the training's floor are left out. */
  counts: Readonly<Record<string, number>>;
  /** The count that a left-out stem is taken to have. */
  floor: number;
}

/** Letters that the forms of one word mostly share: "shoot" of "shooter" and "shooting". */
const ROOT_LETTERS = 5;

/** The beginning of a stem, under which other words of its family count as shared too; a number is its own root. */
export function toRoot(stem: string): string {
  return stem.length <= ROOT_LETTERS || /^\p{N}/u.test(stem) ? stem : stem.slice(0, ROOT_LETTERS);
}

/** A word's letters that count: a longer one is no word. */
const MOST_GRAM_LETTERS = 30;

/** Calls back with the hash of each gram of 3, 4 and 5 characters of a stem with a space at both ends. */
function eachGram(stem: string, take: (hash: number) => void): void {
  const padded = ` ${stem.slice(0, MOST_GRAM_LETTERS)} `;
  for (let at = 0; at + 3 <= padded.length; at += 1) {
    let hash = FNV_OFFSET;
    const size = Math.min(5, padded.length - at);
    for (let step = 0; step < size; step += 1) {
      hash = Math.imul(hash ^ padded.charCodeAt(at + step), FNV_PRIME);
      if (step >= 2) take(hash >>> 0);
    }
  }
}

/** FNV-1a (Fowler, Noll, Vo), 32 bits: short, and even enough for a few hundred n-grams. */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Grams are counted by their hash alone; some 60,000 of a background share these places with few collisions. */
const GRAM_PLACES = 2 ** 18;

/** Counting its grams takes some milliseconds, and matchers of one model have one background. */
const made = new WeakMap<Background, Rarity>();

/** Makes the rarity of a background, which may not change afterwards. What grams and roots stand in is taken from the stems' counts. */
export function createRarity(background: Background): Rarity {
  const rarity = made.get(background) ?? countBackground(background);
  made.set(background, rarity);
  return rarity;
}

function countBackground({ claims, counts, floor }: Background): Rarity {
  const all = Math.log(claims + 1);
  const rarityOf = (count: number) => Math.log((claims + 1) / (count + 1));
  const rare = rarityOf(floor) / all;
  const stems = new Map<string, number>();
  const roots = new Map<string, number>();
  const grams = new Float32Array(GRAM_PLACES);
  for (const [stem, count] of Object.entries(counts)) {
    stems.set(stem, rarityOf(count) / all);
    const root = toRoot(stem);
    roots.set(root, (roots.get(root) ?? 0) + count);
    eachGram(stem, (hash) => {
      grams[hash % GRAM_PLACES] = (grams[hash % GRAM_PLACES] ?? 0) + count;
    });
  }
  return {
    stem: (stem) => stems.get(stem) ?? rare,
    knows: (stem) => stems.has(stem),
    root(root) {
      const count = Math.min(claims, roots.get(root) ?? floor);
      return Math.log(1 + (claims - count + 0.5) / (count + 0.5));
    },
    gram: (hash) => 1 + rarityOf(Math.min(claims, grams[hash % GRAM_PLACES] ?? 0)),
  };
}

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
