import { LONGEST_MESSAGE } from '../../commands/check.ts';

/** Columns: narrower wrapped text is unreadable, so the terminal may break lines itself. */
const NARROWEST = 30;

/** Columns: in longer lines the eye loses its place (typographers recommend 45 to 90 characters). */
const WIDEST = 100;

/** Columns if the output is no terminal or does not report its width: the width of the classic VT100 screen. */
const WITHOUT_TERMINAL = 80;

/** UTF-16 units: how much of a line of standard input is kept; the rest is only counted. */
export const LONGEST_LINE = LONGEST_MESSAGE;

/** Lines of input history that are kept. */
export const HISTORY_LINES = 500;

/** UTF-16 units: a longer input is not worth recalling with an arrow key. */
export const LONGEST_HISTORY_LINE = 2_000;

/** Bytes: a larger history file was not written by us (twice 500 lines of 2,000 units of up to 3 bytes). */
export const LARGEST_HISTORY_FILE = 6_000_000;

/** The layout width for an output's `columns`. */
export function toColumns(columns: number | undefined): number {
  if (columns === undefined || !Number.isFinite(columns) || columns <= 0) return WITHOUT_TERMINAL;
  return Math.min(WIDEST, Math.max(NARROWEST, Math.floor(columns)));
}
