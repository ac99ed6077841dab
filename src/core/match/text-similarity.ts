import { type Grams, gramProduct } from './idf.ts';
import type { AskedReading, ReadSurface } from './reading.ts';

/** Cosines of character n-grams, 0 to 1: of the message with the claim, with the title, and of all that is known of both sides. */
export interface GramsAlike {
  claim: number;
  title: number;
  both: number;
}

/** How alike the two sides are in their letters, word order aside. */
export function gramsAlike(asked: AskedReading, surface: ReadSurface): GramsAlike {
  const [text, claimant] = [asked.text.grams(), asked.claimant.grams()];
  const [claim, title] = [surface.claim.grams(), surface.title.grams()];
  const withClaim = gramProduct(text, claim);
  const withTitle = gramProduct(text, title);
  const all = withClaim + withTitle + gramProduct(claimant, claim) + gramProduct(claimant, title);
  return {
    claim: withClaim / (text.norm * claim.norm || 1),
    title: withTitle / (text.norm * title.norm || 1),
    both: all / (normOfSum(text, claimant) * normOfSum(claim, title) || 1),
  };
}

/** One message is compared with many claims, and a claim with many messages: each sum is made once. */
const normsOf = new WeakMap<Grams, { other: Grams; norm: number }>();

function normOfSum(one: Grams, other: Grams): number {
  const known = normsOf.get(one);
  if (known?.other === other) return known.norm;
  const norm = Math.sqrt(one.norm ** 2 + other.norm ** 2 + 2 * gramProduct(one, other));
  normsOf.set(one, { other, norm });
  return norm;
}

/** The usual constants of BM25 (Robertson and Zaragoza 2009), and the mean number of telling words of a claim with its title. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;
const USUAL_LENGTH = 16.6;

/** BM25 over roots, with the background's counts: another word of the same family counts as the word. */
export function rootScore({ text, claimant, saidOn }: AskedReading, { claim, title }: ReadSurface): number {
  const length = (claim.sequence.length + title.sequence.length) / USUAL_LENGTH;
  const half = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length);
  const isAsked = (root: string) => text.roots.has(root) || claimant.roots.has(root) || saidOn.roots.has(root);
  const score = (count: number, rarity: number) => (rarity * count * (1 + SATURATION)) / (count + half);
  let sum = 0;
  for (const [root, { count, rarity }] of claim.roots) {
    if (isAsked(root)) sum += score(count + (title.roots.get(root)?.count ?? 0), rarity);
  }
  for (const [root, { count, rarity }] of title.roots) {
    if (!claim.roots.has(root) && isAsked(root)) sum += score(count, rarity);
  }
  return sum;
}
