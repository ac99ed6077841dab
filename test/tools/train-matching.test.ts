import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMatchingModel, type MatchingWeights } from '../../src/core/match/model.ts';
import { evaluateMatching } from '../../tools/eval-matching.ts';
import { fitLogistic, fitRank, type Sample } from '../../tools/logistic.ts';
import { readMatchingSet } from '../../tools/matching-data.ts';
import { trainMatching } from '../../tools/train-matching.ts';

const WHO = ['Germany', 'France', 'Spain', 'Kenya', 'Brazil'];
const WHAT = ['banned plastic straws', 'closed its coal mines', 'planted olive trees', 'taxed frozen pizza'];
/** Twenty claims that share words with each other, and a message of each in other words. */
const CLAIMS = WHO.flatMap((who) => WHAT.map((what) => ({ who, what, id: `${who}-${what.replaceAll(' ', '-')}` })));

describe('train:matching', { timeout: 60_000 }, () => {
  let folder: string;
  const path = (name: string) => join(folder, name);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'claimcheck-train-'));
    const write = (name: string, lines: readonly string[]) => writeFileSync(path(name), `${lines.join('\n')}\n`);
    write(
      'corpus',
      CLAIMS.map(({ id, who, what }) =>
        JSON.stringify({ id, claim: `${who} ${what} by law.`, title: `Did ${who} do it?` }),
      ),
    );
    write(
      'queries',
      CLAIMS.map(({ id, who, what }) =>
        JSON.stringify({ id, text: `I heard that ${what} is what ${who} has done 😱` }),
      ),
    );
    write(
      'qrels',
      CLAIMS.map(({ id }) => `${id}\t${id}`),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('learns from a tiny set, without NaN, weights that the model accepts and the evaluation runs on', async () => {
    const set = ['corpus', 'queries', 'qrels'].map(path);
    expect(await trainMatching(['--set', set.join(','), '--out', path('weights.json')])).toBe(0);
    const raw = readFileSync(path('weights.json'), 'utf8');
    // JSON writes NaN and infinity as null.
    expect(raw).not.toContain('null');
    const weights = JSON.parse(raw) as MatchingWeights;
    const model = createMatchingModel(weights);
    expect(weights.rank.weights).toHaveLength(weights.rank.features.length);
    expect(weights.rank.weights.some((weight) => weight !== 0)).toBe(true);
    expect(weights.background.claims).toBe(CLAIMS.length);
    expect(weights.grades.likely).toBeGreaterThanOrEqual(weights.grades.related);
    expect(
      model.probability(
        weights.probability.features.map(() => 0),
        1,
      ),
    ).not.toBeNaN();
    const [corpus = '', queries = '', qrels = ''] = set;
    const report = await evaluateMatching(await readMatchingSet(corpus, queries, qrels), weights);
    expect(report.n).toBe(CLAIMS.length);
    expect(report['recall@5']).toBeGreaterThan(0.5);
  });

  it('without a set it shows how it is used', async () => {
    expect(await trainMatching([])).toBe(2);
    expect(await trainMatching(['--help'])).toBe(0);
  });

  it('a file that is not there is named, and nothing is written', async () => {
    const out = path('never.json');
    await expect(
      trainMatching(['--set', `${path('nowhere')},${path('queries')},${path('qrels')}`, '--out', out]),
    ).rejects.toThrow('nowhere');
    expect(() => readFileSync(out)).toThrow('ENOENT');
  });
});

describe('the logistic fit', () => {
  const toSamples = (rows: readonly (readonly [number, number, 0 | 1])[]): Sample[] =>
    rows.map(([x, y, label]) => ({ features: [x, y], label, weight: 1 }));
  const separable = toSamples([
    [0, 5, 0],
    [1, 3, 0],
    [2, 4, 0],
    [8, 5, 1],
    [9, 3, 1],
    [7, 4, 1],
  ]);

  it('finds what tells the labels apart', () => {
    const { weights, bias } = fitLogistic(separable, [0, 0]);
    const score = ([x = 0, y = 0]: readonly number[]) => (weights[0] ?? 0) * x + (weights[1] ?? 0) * y + bias;
    for (const { features, label } of separable) expect(score(features) > 0).toBe(label === 1);
    expect(Math.abs(weights[0] ?? 0)).toBeGreaterThan(Math.abs(weights[1] ?? 0));
  });

  it('keeps a weight to its sign', () => {
    expect(fitLogistic(separable, [-1, 0]).weights[0]).toBeLessThanOrEqual(0);
    expect(fitLogistic(separable, [1, 0]).weights[0]).toBeGreaterThan(0);
  });

  it.each<[string, Sample[]]>([
    [
      'a feature that never changes',
      toSamples([
        [1, 0, 0],
        [1, 5, 1],
      ]),
    ],
    [
      'one label only',
      toSamples([
        [1, 0, 1],
        [2, 5, 1],
      ]),
    ],
    ['one sample', toSamples([[1, 2, 1]])],
  ])('gives finite weights for %s', (_, samples) => {
    const { weights, bias } = fitLogistic(samples, [0, 0]);
    expect([...weights, bias].every(Number.isFinite)).toBe(true);
  });

  it('the rank puts the right one first', () => {
    const { weights } = fitRank([
      {
        rows: [
          [0, 1],
          [1, 1],
          [0, 0],
        ],
        right: [false, true, false],
      },
      {
        rows: [
          [1, 0],
          [0, 0],
          [0, 1],
        ],
        right: [true, false, false],
      },
    ]);
    expect(weights[0]).toBeGreaterThan(0);
    expect(weights[0]).toBeGreaterThan(Math.abs(weights[1] ?? 0));
  });

  it('a claim and its twin are both right, and neither is learned against the other', () => {
    const { weights } = fitRank([
      {
        rows: [
          [1, 0],
          [1, 1],
          [0, 0],
          [0, 1],
        ],
        right: [true, true, false, false],
      },
    ]);
    expect(weights[0]).toBeGreaterThan(0);
    expect(weights[1]).toBeCloseTo(0, 6);
  });
});
