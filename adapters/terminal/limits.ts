import { LONGEST_MESSAGE } from '../../commands/check.ts';

/** Columns: narrower than this, wrapped text is not readable any more, so the terminal may break lines itself. */
const NARROWEST = 30;

/** Columns: longer lines than this are hard to find back from (typographers ask for 45 to 90 characters). */
const WIDEST = 100;

/** Columns where the output is no terminal or does not tell its width: the width of the classic VT100 screen. */
const WITHOUT_TERMINAL = 80;

/** UTF-16 units: the longest line that is kept of standard input; what is longer is counted, not kept. */
export const LONGEST_LINE = LONGEST_MESSAGE;

/** Lines of input history that are kept. */
export const HISTORY_LINES = 500;

/** UTF-16 units: a longer input is not worth recalling with an arrow key. */
export const LONGEST_HISTORY_LINE = 2_000;

/** Bytes: a history file over this was not written by us (500 lines of 2,000 units of up to 3 bytes, twice over). */
export const LARGEST_HISTORY_FILE = 6_000_000;

/** The columns to lay text out in, for an output's own `columns`. */
export function toColumns(columns: number | undefined): number {
  if (columns === undefined || !Number.isFinite(columns) || columns <= 0) return WITHOUT_TERMINAL;
  return Math.min(WIDEST, Math.max(NARROWEST, Math.floor(columns)));
}
