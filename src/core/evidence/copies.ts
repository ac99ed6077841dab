/** Runs of this many words are compared: two texts seldom share one by chance. */
const WIDTH = 4;
/** A page of 100 KB has some 17,000 runs: with so many bits one run in 60 is found by chance, far below what counts as a copy. */
const SKETCH_BITS = 1 << 20;

/**
 * Collects the runs of four words of a text, each as a number.
 *
 * @returns a function that takes the text's words, one after the other
 */
export function createShingler(onShingle: (shingle: number) => void): (word: number) => void {
  const last: number[] = [];
  return (word) => {
    last.push(word);
    if (last.length < WIDTH) return;
    onShingle(last.reduce((mixed, one) => scatter(mixed ^ one), 0));
    last.shift();
  };
}

/** The finalizer of MurmurHash3: it spreads neighbouring numbers far apart. */
function scatter(number: number): number {
  let mixed = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** The runs of a whole page, in little space. `has` errs rarely, and only with a wrong "yes". */
export interface Sketch {
  add(shingle: number): void;
  has(shingle: number): boolean;
}

/** An empty sketch. */
export function createSketch(): Sketch {
  const bits = new Uint32Array(SKETCH_BITS / 32);
  const toWord = (shingle: number) => (shingle & (SKETCH_BITS - 1)) >> 5;
  return {
    add(shingle) {
      const at = toWord(shingle);
      bits[at] = (bits[at] ?? 0) | (1 << (shingle & 31));
    },
    has: (shingle) => ((bits[toWord(shingle)] ?? 0) & (1 << (shingle & 31))) !== 0,
  };
}

/** From this share of known runs on, a passage is a copy: an agency's text with another opening sentence still is one. */
const COPIED = 0.6;
/** Passages with fewer runs need a larger share: in one or two sentences, several people say the same in nearly the same words. */
const SHORT = 20;
const COPIED_SHORT = 0.9;

/** Whether enough of a passage's runs stand elsewhere for it to be a copy. A passage too short to have runs is never one. */
export function isCopy(shingles: readonly number[], has: (shingle: number) => boolean): boolean {
  const found = shingles.filter(has).length;
  return found > 0 && found >= shingles.length * (shingles.length < SHORT ? COPIED_SHORT : COPIED);
}
