import type { FileOutcome } from '../providers/documents/index-documents.ts';
import { createRefusals, type Refusals, toFigure, toRow } from './refusals.ts';

/** The outcome of indexing a folder. */
export interface IndexReport {
  readonly files: number;
  count(outcome: FileOutcome, documents: number): void;
  refused: Refusals;
  /** The lines to print. @param elapsedMs time since the start */
  toLines(found: { folder: string; removed: number; otherFiles: number }, elapsedMs: number): string[];
}

/** Creates an empty report. */
export function createIndexReport(): IndexReport {
  const outcomes: Record<FileOutcome, number> = { added: 0, changed: 0, same: 0, refused: 0, kept: 0 };
  const refused = createRefusals();
  let files = 0;
  let documents = 0;
  return {
    refused,
    get files() {
      return files;
    },
    count(outcome, read) {
      files += 1;
      outcomes[outcome] += 1;
      documents += read;
    },
    toLines: ({ folder, removed, otherFiles }, elapsedMs) => [
      `Scanned ${toFigure(files)} files in ${folder} in ${(Math.max(elapsedMs, 1) / 1000).toFixed(1)} s and read ${toFigure(documents)} documents.`,
      toRow('added', outcomes.added),
      toRow('changed', outcomes.changed),
      toRow('unchanged', outcomes.same + outcomes.kept),
      toRow('removed', removed),
      toRow('refused', outcomes.refused),
      ...refused.toLines(),
      ...(otherFiles > 0 ? [`  Links and files of other types skipped: ${toFigure(otherFiles)}.`] : []),
    ],
  };
}
