/** Runs of this many words are compared: as many by chance alone are rare in two texts. */
const WIDTH = 4;
/** Bits of a page's sketch. A page of 100 KB has some 17,000 runs: one in 60 is then found by chance, far below what counts as a copy. */
const BITS = 1 << 20;

/** Collects the runs of four words of a text. */
interface Shingler {
  add(word: number): void;
}

/** @param onShingle called with a number for each run of four words */
export function createShingler(onShingle: (shingle: number) => void): Shingler {
  let [first, second, third, count] = [0, 0, 0, 0];
  return {
    add(word) {
      count += 1;
      if (count >= WIDTH) {
        let mixed = Math.imul(first, 0x9e3779b1) ^ second;
        mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) ^ third;
        mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) ^ word;
        mixed = Math.imul(mixed ^ (mixed >>> 16), 0x27d4eb2f);
        onShingle(mixed ^ (mixed >>> 15));
      }
      first = second;
      second = third;
      third = word;
    },
  };
}

/** Which runs a whole page has: tells with few errors, all of them "yes", in little space. */
export interface Sketch {
  add(shingle: number): void;
  has(shingle: number): boolean;
}

export function createSketch(): Sketch {
  const bits = new Uint8Array(BITS / 8);
  return {
    add(shingle) {
      const at = shingle & (BITS - 1);
      bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7));
    },
    has(shingle) {
      const at = shingle & (BITS - 1);
      return ((bits[at >> 3] ?? 0) & (1 << (at & 7))) !== 0;
    },
  };
}

/** From this share of its runs on, a passage is a copy: an agency's text with another opening sentence still is one. */
const COPIED = 0.6;
/** In one or two sentences, several people say the same in nearly the same words: only what differs in next to nothing is a copy. */
const SHORT = 20;
const COPIED_SHORT = 0.9;

/** Whether so many of a passage's runs stand somewhere else that it is a copy. One too short to have runs is none. */
export function isCopy(shingles: readonly number[], has: (shingle: number) => boolean): boolean {
  let found = 0;
  for (const shingle of shingles) if (has(shingle)) found += 1;
  return found > 0 && found >= shingles.length * (shingles.length < SHORT ? COPIED_SHORT : COPIED);
}
