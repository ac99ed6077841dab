/**
 * How telling a stem is, 0 (in every claim) to 1 (in none of the claims known at training).
 *
 * An inverse document frequency over a fixed background, `log((N + 1) / (df + 1)) / log(N + 1)`, and not over the store at hand: so a feature means the
 * same in a store of 150 claims and of 100,000.
 */
export type Rarity = (stem: string) => number;

export interface Background {
  /** How many claims were counted. */
  claims: number;
  /** Stem to the number of claims it stands in; stems below the training's floor are left out. */
  counts: Readonly<Record<string, number>>;
  /** The count that a left-out stem is taken to have. */
  floor: number;
}

/** Makes the rarity function of a background. */
export function createRarity({ claims, counts, floor }: Background): Rarity {
  const all = Math.log(claims + 1);
  const known = new Map(
    Object.entries(counts).map(([stem, count]) => [stem, Math.log((claims + 1) / (count + 1)) / all]),
  );
  const rare = Math.log((claims + 1) / (floor + 1)) / all;
  return (stem) => known.get(stem) ?? rare;
}
