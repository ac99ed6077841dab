import type { FileOutcome } from '../src/providers/documents/index-documents.ts';

/** Different reasons that are kept apart; there are about fifteen, and this bounds the memory whatever comes. */
const MAX_REASONS = 50;
const PLACES_SHOWN = 3;
const MAX_PLACE_CHARACTERS = 120;

/** What became of a folder's files. */
export interface IndexReport {
  readonly files: number;
  count(outcome: FileOutcome, documents: number): void;
  refuse(place: string, reason: string): void;
  /** The lines to print. @param elapsedMs since the start */
  toLines(found: { folder: string; removed: number; otherFiles: number }, elapsedMs: number): string[];
}

const format = (n: number): string => n.toLocaleString('en-GB');

/** A file's name is anybody's: nothing in it may steer the terminal. */
const toPlace = (place: string): string =>
  place.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '?').slice(0, MAX_PLACE_CHARACTERS);

/** Makes an empty report. */
export function createIndexReport(): IndexReport {
  const outcomes: Record<FileOutcome, number> = { added: 0, changed: 0, same: 0, refused: 0, kept: 0 };
  const reasons = new Map<string, { count: number; places: string[] }>();
  let files = 0;
  let documents = 0;
  return {
    get files() {
      return files;
    },
    count(outcome, read) {
      files += 1;
      outcomes[outcome] += 1;
      documents += read;
    },
    refuse(place, reason) {
      const known = reasons.has(reason) || reasons.size < MAX_REASONS ? reason : 'other reasons';
      const entry = reasons.get(known) ?? { count: 0, places: [] };
      entry.count += 1;
      if (entry.places.length < PLACES_SHOWN) entry.places.push(toPlace(place));
      reasons.set(known, entry);
    },
    toLines({ folder, removed, otherFiles }, elapsedMs) {
      const row = (label: string, n: number) => `  ${label.padEnd(14)} ${format(n).padStart(12)}`;
      const byCount = [...reasons].sort(([, a], [, b]) => b.count - a.count);
      return [
        `Looked at ${format(files)} files in ${folder} in ${(Math.max(elapsedMs, 1) / 1000).toFixed(1)} s, and read ${format(documents)} documents.`,
        row('added', outcomes.added),
        row('changed', outcomes.changed),
        row('already there', outcomes.same + outcomes.kept),
        row('removed', removed),
        row('refused', outcomes.refused),
        ...byCount.map(([reason, { count, places }]) => {
          const more = count > places.length ? ', …' : '';
          return `    ${format(count)} × ${reason}: ${places.join(', ')}${more}`;
        }),
        ...(otherFiles > 0 ? [`  ${format(otherFiles)} files of other kinds, or links, were left alone.`] : []),
      ];
    },
  };
}
