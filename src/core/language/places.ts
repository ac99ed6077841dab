import data from './data/places.json' with { type: 'json' };

/**
 * The words for a place and its people, made by `npm run make:words`. The gazetteer only tells *different* places apart, so it needs names, not
 * geography.
 */
const PLACES: ReadonlyMap<string, string> = new Map(
  Object.entries(data).flatMap(([place, words]) => words.split(' ').map((word) => [word, place] as const)),
);

/** @returns the canonical place a folded word names, or undefined */
export function toPlace(word: string): string | undefined {
  return PLACES.get(word);
}
