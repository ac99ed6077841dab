/** Different reasons that are kept apart; there are about fifteen, and this bounds the memory whatever comes. */
const MAX_REASONS = 50;
const PLACES_SHOWN = 3;

/** What became of an archive's records. */
export interface ImportReport {
  read: number;
  /** Of those taken, how many have a verdict on our scale. */
  labelled: number;
  added: number;
  changed: number;
  same: number;
  refuse(place: string, reason: string): void;
  readonly refused: number;
  /** The lines to print. @param elapsedMs since the start */
  toLines(name: string, elapsedMs: number): string[];
}

const count = (n: number): string => n.toLocaleString('en-GB');

/** Makes an empty report. */
export function createImportReport(): ImportReport {
  const reasons = new Map<string, { count: number; places: string[] }>();
  let refused = 0;
  return {
    read: 0,
    labelled: 0,
    added: 0,
    changed: 0,
    same: 0,
    get refused(): number {
      return refused;
    },
    refuse(place, reason) {
      refused += 1;
      const known = reasons.has(reason) || reasons.size < MAX_REASONS ? reason : 'other reasons';
      const entry = reasons.get(known) ?? { count: 0, places: [] };
      entry.count += 1;
      if (entry.places.length < PLACES_SHOWN) entry.places.push(place);
      reasons.set(known, entry);
    },
    toLines(name, elapsedMs) {
      const seconds = Math.max(elapsedMs, 1) / 1000;
      const rate = count(Math.round(this.read / seconds));
      const row = (label: string, n: number) => `  ${label.padEnd(14)} ${count(n).padStart(12)}`;
      const byCount = [...reasons].sort(([, a], [, b]) => b.count - a.count);
      return [
        `Read ${count(this.read)} records from ${name} in ${seconds.toFixed(1)} s (${rate} records/s).`,
        row('added', this.added),
        row('changed', this.changed),
        row('already there', this.same),
        row('refused', refused),
        ...byCount.map(([reason, { count: n, places }]) => {
          const more = n > places.length ? ', …' : '';
          return `    ${count(n)} × ${reason}: ${places.join(', ')}${more}`;
        }),
        `  ${count(this.labelled)} of the taken ones have a rating that is on our scale; the others are shown with the publisher's own words.`,
      ];
    },
  };
}
