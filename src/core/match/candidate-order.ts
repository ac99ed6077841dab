import { toClaimKey } from '../claim/claim-key.ts';
import type { PriorSurface } from '../ports.ts';

/** Beyond these, nobody looks at who stands before whom. */
const MOST_TWINNED = 12;

/** One candidate a prior check, with its best wording, best first. */
export function inOrder<T extends { surface: PriorSurface; score: number }>(candidates: readonly T[]): T[] {
  const best = new Map<string, T>();
  for (const candidate of candidates) {
    const id = `${candidate.surface.kind} ${candidate.surface.id}`;
    const known = best.get(id);
    if (!known || known.score < candidate.score) best.set(id, candidate);
  }
  const sorted = Array.from(best.values()).sort((one, other) => other.score - one.score);
  return [...withTwinsTogether(sorted.slice(0, MOST_TWINNED)), ...sorted.slice(MOST_TWINNED)];
}

/**
 * Puts several reviews of the very same claim together, where the best of them stands, the one known first at their head, whatever their headlines: one
 * claim, one verdict.
 */
export function withTwinsTogether<T extends { surface: PriorSurface }>(sorted: readonly T[]): T[] {
  const twins = Map.groupBy(sorted, ({ surface }) => toClaimKey(surface.claim));
  return Array.from(twins.values(), (group) =>
    group.sort((one, other) => one.surface.arrival - other.surface.arrival),
  ).flat();
}
