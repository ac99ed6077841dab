import { HIDDEN } from '../core/language/characters.ts';

/** The most distinct reasons; there are about fifteen, and the limit bounds the memory. */
const MAX_REASONS = 50;
const PLACES_SHOWN = 3;
const MAX_PLACE_CHARACTERS = 120;

/** What was refused, where, and why. */
export interface Refusals {
  readonly count: number;
  add(place: string, reason: string): void;
  /** One line per reason, the most frequent first. */
  toLines(): string[];
}

/** A number as formatted in reports. */
export const toFigure = (n: number): string => n.toLocaleString('en-GB');

/** A labelled figure, aligned in its column. */
export const toRow = (label: string, n: number): string => `  ${label.padEnd(14)} ${toFigure(n).padStart(12)}`;

/** File names are untrusted: nothing in them may control the terminal. */
const toPlace = (place: string): string =>
  place.replace(/\s/gu, ' ').replace(HIDDEN, '?').slice(0, MAX_PLACE_CHARACTERS);

/** Creates an empty list. */
export function createRefusals(): Refusals {
  const reasons = new Map<string, { count: number; places: string[] }>();
  let count = 0;
  return {
    get count() {
      return count;
    },
    add(place, reason) {
      count += 1;
      const known = reasons.has(reason) || reasons.size < MAX_REASONS ? reason : 'other reasons';
      const entry = reasons.get(known) ?? { count: 0, places: [] };
      entry.count += 1;
      if (entry.places.length < PLACES_SHOWN) entry.places.push(toPlace(place));
      reasons.set(known, entry);
    },
    toLines: () =>
      [...reasons]
        .sort(([, a], [, b]) => b.count - a.count)
        .map(([reason, { count: n, places }]) => {
          const more = n > places.length ? ', …' : '';
          return `    ${toFigure(n)} × ${reason}: ${places.join(', ')}${more}`;
        }),
  };
}
