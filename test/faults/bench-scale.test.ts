import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Figure, toExponent } from '../../tools/bench/figures.ts';
import { WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';
import { useBench } from './use-bench.ts';

const BENCH = fileURLToPath(new URL('../bench/scale.ts', import.meta.url));
const PATIENCE_MS = 300_000;
/** As small as it gets: this is about what is printed, not about how long it takes. */
const SMALL =
  'workers postgresql --sizes 30 --samples 2 --workers 1 --at-once 1 --turns 1 --runs 1 --delay 5 --json'.split(' ');

const { run: bench, leftOver } = useBench([BENCH], PATIENCE_MS);

describe('npm run bench:scale', { timeout: PATIENCE_MS }, () => {
  it.skipIf(WHY_NO_POSTGRES !== undefined)(
    `measures workers and a store, and removes its files (${WHY_NO_POSTGRES ?? 'a real server'})`,
    async () => {
      const { out, err, code } = await bench(...SMALL);
      expect(code, err).toBe(0);
      const { conditions, figures } = JSON.parse(out) as { conditions: object; figures: Figure[] };
      expect(conditions).toMatchObject({ sizes: [30], workers: [1], atOnce: 1, delayMs: 5 });
      expect(figures.map(({ what, unit, target }) => [what.replace(/ \(\d.*/, ''), unit, target])).toEqual([
        ['1 worker, 1 checks at once each', 'checks/s', undefined],
        ['  in time for their verdict', '%', undefined],
        ['a check by 1 worker: processor time of the worker', 'ms', undefined],
        ['  written ahead by PostgreSQL', 'KB', undefined],
        ['  transactions of PostgreSQL', '', undefined],
        ['  peak memory of a worker (RSS)', 'MB', undefined],
        ['PostgreSQL: import and index, to 30 reviews', 's', undefined],
        ['  of the new ones', 'records/s', undefined],
        ['  processor time of the import for each', 'ms', undefined],
        ['  peak memory of the import (RSS)', 'MB', undefined],
        ['  the store on the disk', 'MB', undefined],
        ['PostgreSQL: match at 30, as stored', 'ms', 60],
        ['  in other words', 'ms', 60],
        ['  what nobody has checked', 'ms', 60],
      ]);
      const missed = figures.filter(({ what }) => what.includes('not found'));
      expect(missed.every(({ what }) => what.startsWith('  in other words (0 of'))).toBe(true);
      expect(figures.filter(({ unit, p50 }) => unit !== '%' && !(p50 > 0))).toEqual([]);
      expect(leftOver()).toEqual([]);
    },
  );

  it.each([
    ['a part there is none of', ['mysql'], 'mysql'],
    ['no workers', ['--workers', '1,0'], '--workers'],
  ])('refuses %s with one sentence and exit code 2', async (_what, args, named) => {
    const { out, err, code } = await bench(...args);
    expect(err).toContain(named);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect([out, code]).toEqual(['', 2]);
  });
});

describe('a growth exponent', () => {
  it.each([
    [
      'nothing',
      [
        [10, 7],
        [1_000, 7],
      ],
      0,
    ],
    [
      'the root',
      [
        [10, 2],
        [100, 2 * Math.sqrt(10)],
        [1_000, 20],
      ],
      0.5,
    ],
    [
      'as much',
      [
        [10, 3],
        [1_000, 300],
      ],
      1,
    ],
  ] as const)('tells %s', (_what, points, power) => {
    expect(toExponent(points)).toBeCloseTo(power, 9);
  });
});
