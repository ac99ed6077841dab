import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { NamedDate } from '../../../src/core/language/dates.ts';
import { toFacts } from '../../../src/core/language/facts.ts';

/** Sentences with one amount, or one date (`YYYY-MM-DD`, its parts, or `--MM-DD` without a year), as people of nine languages write them; English has tables of its own. */
type Table = Record<'numbers', [string, number][]> & Record<'dates', [string, string][]>;
const TABLES: Record<string, Table> = JSON.parse(
  readFileSync(new URL('../../data/numbers.json', import.meta.url), 'utf8'),
);

const two = (number: number | undefined) => (number === undefined ? [] : [`${number}`.padStart(2, '0')]);
const toText = ({ year, month, day }: NamedDate) => [year ?? '-', ...two(month), ...two(day)].join('-');

describe.each(Object.entries(TABLES))('in %s', (_, { numbers, dates }) => {
  it('there are forty numbers and dates', () => {
    expect(numbers.length + dates.length).toBeGreaterThanOrEqual(40);
  });

  it.each(numbers)('%s', (text, value) => {
    const [found, ...more] = toFacts(text).quantities;
    expect((found?.value ?? 0) / value).toBeCloseTo(1, 9);
    expect(more).toEqual([]);
  });

  it.each(dates)('%s', (text, date) => {
    expect(toFacts(text).dates.map(toText)).toEqual([date]);
  });
});
