import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createBenchCorpus } from '../../tools/bench/corpus.ts';
import { type Figure, renderFigures, toFigure } from '../../tools/bench/figures.ts';
import { useBench } from './use-bench.ts';

const LAUNCHER = fileURLToPath(new URL('../../bin/claimcheck.mjs', import.meta.url));
const PATIENCE_MS = 120_000;
/** As small as it gets: this is about what is printed, not about how long it takes. */
const SMALL = ['--sizes', '300,320', '--samples', '4', '--runs', '1', '--records', '40'];

const { start: startBench, run: bench, leftOver } = useBench([LAUNCHER, 'bench'], PATIENCE_MS);

describe('npm run bench', { timeout: PATIENCE_MS }, () => {
  it('prints every figure with its conditions as one JSON object, and removes its files', async () => {
    const { out, code } = await bench('--json', ...SMALL);
    expect(code).toBe(0);
    const { conditions, figures } = JSON.parse(out) as { conditions: object; figures: Figure[] };
    const number = expect.any(Number);
    expect(conditions).toMatchObject({
      ...{ at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), machine: expect.any(String), cores: number },
      ...{ node: process.versions.node, sqlite: process.versions.sqlite, loadAverage: [number, number] },
      ...{ sizes: [300, 320], samples: 4, runs: 1, records: 40 },
    });
    expect(figures.map(({ what, unit, target }) => [what.replace(/ \(\d.*/, ''), unit, target])).toEqual([
      ...['300', '320'].flatMap((size) => [
        [`hit at ${size}, first time, as stored`, 'ms', 5],
        [`hit at ${size}, asked again`, 'ms', 5],
        [`closest claim at ${size}, reworded`, 'ms', 5],
        [`miss at ${size}`, 'ms', undefined],
      ]),
      ['process start to card, 300 prior checks', 'ms', 700],
      ['process start to card, new store (loads the starter pack)', 'ms', 700],
      ['process start to card, new store, code never compiled before', 'ms', undefined],
      ['import of 40 records', 'records/s', 5_000],
      ['import of the same 40 again', 'records/s', undefined],
      ['peak memory (RSS), 300 prior checks, one claim', 'MB', 200],
      ['peak memory (RSS), 300 prior checks, 4 claims', 'MB', 200],
    ]);
    expect(figures.filter(({ p50, p99, n }) => !(p50 > 0 && p99 > 0 && n > 0))).toEqual([]);
    expect(leftOver()).toEqual([]);
  });

  it('imports a made feed, and asks for its claims', async () => {
    const { out, code } = await bench('feed', '--reviews', '120', '--json');
    expect(code).toBe(0);
    const { figures } = JSON.parse(out) as { figures: Figure[] };
    const found = figures.find(({ what }) => what.startsWith('  found'));
    expect(found).toMatchObject({ what: '  found (30)', unit: '%', p50: 100, n: 30 });
    expect(figures.filter(({ unit, p50 }) => unit !== '%' && !(p50 > 0))).toEqual([]);
    expect(leftOver()).toEqual([]);
  });

  it('measures only what is asked for, and prints a table with the targets', async () => {
    const { out, code } = await bench('import', ...SMALL);
    expect(code).toBe(0);
    expect(out).toMatch(/^import of 40 records .* records\/s +over 5,000 +(?:ok|UNDER)$/m);
    expect(out).toContain(`Node ${process.versions.node}, SQLite ${process.versions.sqlite}`);
    expect(out).not.toMatch(/hit at|process start|peak memory/);
  });

  it.each([
    ['a part there is none of', ['cores'], 'cores'],
    ['a size that is no number', ['--sizes', '10,x'], '--sizes'],
    ['no samples', ['--samples', '0'], '--samples'],
    ['an unknown option', ['--size', '10'], '--size'],
  ])('refuses %s with one sentence and exit code 2', async (_what, args, named) => {
    const { out, err, code } = await bench(...args);
    expect(err).toContain(named);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect([out, code]).toEqual(['', 2]);
  });

  it.skipIf(process.platform === 'win32')('removes its files at Ctrl-C too, and ends with 130', async () => {
    const child = startBench(['core', '--sizes', '1000000']);
    const closed = once(child, 'close');
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    expect((await closed)[0]).toBe(130);
    expect(leftOver()).toEqual([]);
  });
});

describe('the figures', () => {
  it('hold the median to its target, the most for a time and the least for a rate', () => {
    expect(toFigure('a', 'ms', [1, 2, 9], 2)).toEqual({
      ...{ what: 'a', unit: 'ms', p50: 2, p99: 9, n: 3, target: 2, ok: true },
    });
    expect(toFigure('a', 'ms', [1, 3, 9], 2).ok).toBe(false);
    expect(toFigure('a', 'records/s', [9, 1, 5], 5)).toMatchObject({ p50: 5, p99: 1, ok: true });
    expect(toFigure('a', 'records/s', [9, 1, 5], 6).ok).toBe(false);
  });

  it('say ok or over beside the target', () => {
    const lines = renderFigures([toFigure('slow', 'ms', [3], 2), toFigure('fast', 'ms', [1], 2)]);
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
      ['', 'p50', 'p99', 'n', 'unit', 'target'],
      ['slow', '3', '3', '1', 'ms', 'under 2', 'OVER'],
      ['fast', '1', '1', '1', 'ms', 'under 2', 'ok'],
    ]);
  });
});

describe('the made-up claims', () => {
  const some = (seed: number) => {
    const corpus = createBenchCorpus(seed);
    return Array.from({ length: 2_000 }, () => corpus.next().text);
  };

  it('are the same for the same seed, others for another, and no two alike', () => {
    expect(some(1)).toEqual(some(1));
    expect(some(2)).not.toEqual(some(1));
    expect(new Set(some(1)).size).toBe(2_000);
  });
});
