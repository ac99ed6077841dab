import type { SearchHit } from '../ports.ts';
import { toPageKey } from './page-key.ts';

/** One answer: a provider's hits for one query, best first. */
export interface HitList {
  hits: readonly SearchHit[];
  /** How much a place in it counts: 1 for the claim itself, less for a question. */
  weight: number;
}

/** The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009). */
const FUSION = 60;

/**
 * All answers as one list, best first: a page stands the higher the higher, and the oftener, it was found. Of a page that was found
 * twice the first-placed address is kept, and all that any provider says of it.
 */
export function mergeHits(lists: readonly HitList[]): SearchHit[] {
  const merged = new Map<string, { hit: SearchHit; score: number }>();
  for (const { hits, weight } of lists) {
    const seen = new Set<string>();
    for (const [place, hit] of hits.entries()) {
      const key = toPageKey(hit.url);
      // A provider that lists one page twice does not thereby vote for it twice.
      if (seen.has(key) || (hit.page === undefined && !isWebAddress(hit.url))) continue;
      seen.add(key);
      const known = merged.get(key);
      const score = weight / (FUSION + place);
      if (known) merged.set(key, { hit: { ...hit, ...known.hit }, score: known.score + score });
      else merged.set(key, { hit, score });
    }
  }
  return Array.from(merged.values())
    .sort((one, other) => other.score - one.score)
    .map(({ hit }) => hit);
}

function isWebAddress(address: string): boolean {
  return /^https?:$/.test(URL.parse(address)?.protocol ?? '');
}
