import { createRefusals, type Refusals, toFigure, toRow } from './refusals.ts';

/** The outcome of reading an archive. */
export interface ImportReport {
  read: number;
  /** How many accepted records decide a claim of the same wording. */
  deciding: number;
  /** How many have a rating on our scale, but no page or source that a card could link. */
  unsourced: number;
  /** How many have a rating off our scale. */
  offScale: number;
  added: number;
  changed: number;
  same: number;
  refused: Refusals;
  /** Reviews that are no longer in the archive. */
  withdrawn: number;
  /** Checks whose verdict changed with their review. */
  retaken: number;
  /** How many dates could not be parsed, with examples as written. */
  unreadDates: { count: number; some: Set<string> };
  /** The lines to print. @param elapsedMs time since the start */
  toLines(name: string, elapsedMs: number): string[];
}

/** Creates an empty report. */
export function createImportReport(): ImportReport {
  return {
    ...{ read: 0, deciding: 0, unsourced: 0, offScale: 0, added: 0, changed: 0, same: 0 },
    refused: createRefusals(),
    ...{ withdrawn: 0, retaken: 0 },
    unreadDates: { count: 0, some: new Set() },
    toLines(name, elapsedMs) {
      const seconds = Math.max(elapsedMs, 1) / 1000;
      // The rate of a small file says nothing.
      const rate = this.read < 1_000 ? '' : ` (${toFigure(Math.round(this.read / seconds))} records/s)`;
      const records = `${toFigure(this.read)} ${this.read === 1 ? 'record' : 'records'}`;
      return [
        `Read ${records} from ${name} in ${seconds.toFixed(1)} s${rate}.`,
        toRow('added', this.added),
        toRow('changed', this.changed),
        toRow('unchanged', this.same),
        ...(this.withdrawn > 0 ? [toRow('removed', this.withdrawn)] : []),
        ...(this.retaken > 0 ? [toRow('checks changed', this.retaken)] : []),
        toRow('refused', this.refused.count),
        ...this.refused.toLines(),
        ...(this.unreadDates.count === 0
          ? []
          : [
              `  Records with an unreadable date: ${toFigure(this.unreadDates.count)} (${Array.from(this.unreadDates.some).join(', ')}). Their cards show no date.`,
            ]),
        `  Records with a usable verdict: ${toFigure(this.deciding)} of ${toFigure(this.deciding + this.unsourced + this.offScale)}.`,
        ...(this.offScale === 0
          ? []
          : [
              `  Records with a rating outside our scale: ${toFigure(this.offScale)}. Cards quote the rating, but it gives no verdict.`,
            ]),
        ...(this.unsourced === 0
          ? []
          : [
              `  Records without a page (url) or sources: ${toFigure(this.unsourced)}. They give no verdict: a card needs a source to link to.`,
            ]),
      ];
    },
  };
}
