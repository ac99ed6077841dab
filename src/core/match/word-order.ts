import type { Reading } from './reading.ts';

/** Which share of the claim's neighbouring word pairs stands in the message, near to each other. */
export function pairCover(claim: Reading, asked: Reading): number {
  if (claim.sequence.length < 2) return 0;
  const near = nearPairs(asked);
  let found = 0;
  for (let at = 0; at + 1 < claim.sequence.length; at += 1) {
    const one = claim.sequence[at];
    const two = claim.sequence[at + 1];
    if (near.has(`${one} ${two}`) || near.has(`${two} ${one}`)) found += 1;
  }
  return found / (claim.sequence.length - 1);
}

const pairsOf = new WeakMap<Reading, ReadonlySet<string>>();

/** One message is compared with fifty claims: its pairs are made once. */
function nearPairs(asked: Reading): ReadonlySet<string> {
  const known = pairsOf.get(asked);
  if (known) return known;
  const near = new Set<string>();
  for (const [at, stem] of asked.sequence.entries()) {
    for (let step = 1; step <= 3; step += 1) near.add(`${stem} ${asked.sequence[at + step]}`);
  }
  pairsOf.set(asked, near);
  return near;
}

/** The longest run of words that both have in the same order, as a share of the claim. */
export function longestRun(claim: Reading, asked: Reading): number {
  const short = claim.sequence.slice(0, 60);
  let longest = 0;
  let before = new Array<number>(short.length + 1).fill(0);
  for (const stem of asked.sequence.slice(0, 200)) {
    const now = new Array<number>(short.length + 1).fill(0);
    for (let at = 0; at < short.length; at += 1) {
      if (short[at] !== stem) continue;
      now[at + 1] = (before[at] ?? 0) + 1;
      longest = Math.max(longest, now[at + 1] ?? 0);
    }
    before = now;
  }
  return short.length === 0 ? 0 : longest / short.length;
}
