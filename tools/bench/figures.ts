import { defined } from '../../src/core/defined.ts';

/** One measured quantity. */
export interface Figure {
  what: string;
  unit: 'ms' | 's' | 'MB' | 'KB' | 'records/s' | 'checks/s' | '×' | '%' | 'power' | '';
  p50: number;
  /** The slow end of a duration, the low end of a rate. */
  p99: number;
  /** The number of samples. */
  n: number;
  /** The target: the most, or for a rate the least. */
  target?: number;
  /** What the target applies to, if not the median. */
  by?: 'p99';
  ok?: boolean;
}

/**
 * The figure of some samples.
 *
 * @param samples at least one
 * @param target the bound for the median, or for what `by` says
 */
export function toFigure(
  what: string,
  unit: Figure['unit'],
  samples: readonly number[],
  target?: number,
  by?: Figure['by'],
): Figure {
  const isRate = isMoreBetter(unit);
  const worstLast = samples.toSorted((one, other) => (isRate ? other - one : one - other));
  const p50 = round(at(worstLast, 0.5));
  const figure = { what, unit, p50, p99: round(at(worstLast, 0.99)), n: samples.length };
  if (target === undefined) return figure;
  const held = by === undefined ? p50 : figure.p99;
  return { ...figure, target, ok: isRate ? held >= target : held <= target, ...defined({ by }) };
}

/** A percentage. @param some a count, or a sum of shares */
export function toShare(what: string, some: number, all: number): Figure {
  const share = Number(((100 * some) / all).toFixed(1));
  return { what, unit: '%', p50: share, p99: share, n: all };
}

/** The exponent x of “grows with size to the power of x”: the slope of a least-squares line through the logarithms. @param points at least two sizes */
export function toExponent(points: readonly (readonly [size: number, value: number])[]): number {
  const logs = points.map(([size, value]) => [Math.log(size), Math.log(value)] as const);
  const mean = (place: 0 | 1) => logs.reduce((sum, log) => sum + log[place], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const spread = logs.reduce((sum, [size]) => sum + (size - x) ** 2, 0);
  return logs.reduce((sum, [size, value]) => sum + (size - x) * (value - y), 0) / spread;
}

const isMoreBetter = (unit: Figure['unit']): boolean => ['records/s', 'checks/s', '×'].includes(unit);

/** The figures as a table for people. */
export function renderFigures(figures: readonly Figure[]): string[] {
  const rows = figures.map(({ what, unit, p50, p99, n, target, by, ok }) => [
    what,
    show(p50),
    show(p99),
    show(n),
    unit,
    target === undefined ? '' : `${by ? `${by} ` : ''}${isMoreBetter(unit) ? 'over' : 'under'} ${show(target)}`,
    ok === undefined ? '' : ok ? 'ok' : isMoreBetter(unit) ? 'UNDER' : 'OVER',
  ]);
  const table = [['', 'p50', 'p99', 'n', 'unit', 'target', ''], ...rows];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const isNumber = (column: number) => column >= 1 && column <= 3;
  return table.map((row) =>
    row
      .map((cell, column) => (isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Three significant digits suffice. */
function round(value: number): number {
  return Number(value >= 100 ? value.toFixed(0) : value.toPrecision(3));
}

function show(value: number): string {
  return value.toLocaleString('en-GB', { maximumSignificantDigits: 6 });
}

/** What every part of the bench gets. */
export interface BenchRun {
  sizes: readonly number[];
  samples: number;
  runs: number;
  records: number;
  reviews: number;
  /** For all files; it is removed afterwards. */
  folder: string;
  /** The folder of the starter pack. */
  starter: string;
  /** Prints progress. */
  say(line: string): void;
  signal: AbortSignal;
}
