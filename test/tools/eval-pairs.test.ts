import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evalPairs, evaluatePairs, type Pair } from '../../tools/eval-pairs.ts';
import { model } from '../core/match/matching-fixture.ts';

const COFFEE = 'Coffee stunts the growth of children.';
const WALL = 'The Great Wall of China can be seen from the Moon with the naked eye.';
const PAIRS: readonly Pair[] = [
  { id: '1', prior: COFFEE, asked: 'coffee stunts the growth of children!!', same: true, kind: 'copy', language: 'en' },
  { id: '2', prior: COFFEE, asked: 'Coffee stunts the growth of kids', same: true, kind: 'word', language: 'en' },
  {
    id: '3',
    prior: COFFEE,
    asked: 'Coffee does not stunt the growth of children',
    same: false,
    kind: 'not',
    language: 'en',
  },
  { id: '4', prior: WALL, asked: 'Bananas are berries', same: false, kind: 'word', language: 'en' },
];

describe('eval:pairs', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'claimcheck-pairs-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('each pair counts once, with its own prior, by kind and language', async () => {
    const report = await evaluatePairs(PAIRS, model.weights);
    expect(report).toMatchObject({
      pairs: 4,
      confirm: 'none',
      same: { pairs: 2, identical: 1, confirmed: 0, likely: 1, related: 0 },
      different: { pairs: 2, identical: 0, confirmed: 0, likely: 0, named: { negation: 1 } },
    });
    expect(report.groups.map(({ kind, same, different }) => [kind, same.pairs, different.pairs])).toEqual([
      ['copy', 1, 0],
      ['word', 1, 1],
      ['not', 0, 1],
    ]);
  });

  it('a model that confirms everything confirms what is likely', async () => {
    const { same, different } = await evaluatePairs(PAIRS, model.weights, 'all');
    expect(same).toMatchObject({ identical: 1, confirmed: 1, likely: 0 });
    expect(different).toMatchObject({ confirmed: 0, likely: 0 });
  });

  it('a pair whose prior stands in another one counts for the text', async () => {
    const [first] = PAIRS;
    const twice = first ? [first, first] : [];
    expect((await evaluatePairs(twice, model.weights)).same).toMatchObject({ pairs: 2, identical: 2 });
  });

  it.each([[[]], [['--help']], [['--pairs', 'x', '--confirm', 'some']]])('%j shows how it is used', async (args) => {
    expect(await evalPairs(args)).toBe(args[0] === '--help' ? 0 : 2);
  });

  it('a line that is no pair is named', async () => {
    const file = join(folder, 'bad.jsonl');
    writeFileSync(file, '{"id":1,"prior":"x"}\n');
    await expect(evalPairs(['--pairs', file])).rejects.toThrow(`${file}, line 1:`);
  });
});
