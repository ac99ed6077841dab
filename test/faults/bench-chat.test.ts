import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../tools/bench/figures.ts';
import { useBench } from './use-bench.ts';

const BENCH = fileURLToPath(new URL('../bench/chat.ts', import.meta.url));
const PATIENCE_MS = 120_000;
/** As small as it gets: this is about what is printed, not about how long it takes. */
const SMALL = '--rounds 1 --hits 2 --at-once 4 --bursts 1 --groups 6 --priors 1 --json'.split(' ');

const { run: bench, leftOver } = useBench([BENCH], PATIENCE_MS);

describe('npm run bench:chat', { timeout: PATIENCE_MS }, () => {
  it('measures the bot on both platforms, prints each figure with its target, and removes its files', async () => {
    const { out, err, code } = await bench(...SMALL);
    expect(code, err).toBe(0);
    const { conditions, figures } = JSON.parse(out) as { conditions: object; figures: Figure[] };
    expect(conditions).toMatchObject({ rounds: 1, hits: 2, atOnce: 4, groups: 6, node: process.versions.node });
    expect(
      figures.filter(({ target }) => target).map(({ what, unit, target, by }) => [what, unit, target, by]),
    ).toEqual([
      ['Discord: 4 at once, update to acknowledgement', 'ms', 100, 'p99'],
      ["Discord: prior hit, update to card, beyond the platform's own time", 'ms', 60, undefined],
      ['Telegram: 4 at once, update to acknowledgement', 'ms', 100, 'p99'],
      ['  until Telegram hears that it is written down', 'ms', 100, 'p99'],
      ["Telegram: prior hit, update to card, beyond the platform's own time", 'ms', 60, undefined],
      ['start to ready, both platforms, 6 known groups on each platform', 'ms', 1_500, undefined],
      ['peak memory (RSS), both platforms, 6 known groups on each platform', 'MB', 250, undefined],
    ]);
    expect(figures.filter(({ p50, p99, n }) => !(p99 >= p50 && n > 0))).toEqual([]);
    expect(leftOver()).toEqual([]);
  });

  it.each([
    ['no rounds', ['--rounds', '0'], '--rounds'],
    ['fewer groups than questions at once', ['--groups', '10'], '--groups'],
    ['an unknown option', ['--size', '10'], '--size'],
  ])('refuses %s with one sentence and exit code 2', async (_what, args, named) => {
    const { out, err, code } = await bench(...args);
    expect(err).toContain(named);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect([out, code]).toEqual(['', 2]);
  });
});
