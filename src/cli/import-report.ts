import { createRefusals, type Refusals, toFigure, toRow } from './refusals.ts';

/** What became of an archive's records. */
export interface ImportReport {
  read: number;
  /** Of those taken, how many have a verdict on our scale. */
  labelled: number;
  added: number;
  changed: number;
  same: number;
  refused: Refusals;
  /** The lines to print. @param elapsedMs since the start */
  toLines(name: string, elapsedMs: number): string[];
}

/** Makes an empty report. */
export function createImportReport(): ImportReport {
  return {
    ...{ read: 0, labelled: 0, added: 0, changed: 0, same: 0 },
    refused: createRefusals(),
    toLines(name, elapsedMs) {
      const seconds = Math.max(elapsedMs, 1) / 1000;
      const rate = toFigure(Math.round(this.read / seconds));
      return [
        `Read ${toFigure(this.read)} records from ${name} in ${seconds.toFixed(1)} s (${rate} records/s).`,
        toRow('added', this.added),
        toRow('changed', this.changed),
        toRow('already there', this.same),
        toRow('refused', this.refused.count),
        ...this.refused.toLines(),
        `  ${toFigure(this.labelled)} of the taken ones have a rating that is on our scale; the others are shown with the publisher's own words.`,
      ];
    },
  };
}
