import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateMatching, type MatchingReport } from '../../tools/eval-matching.ts';
import { type MatchingSet, readMatchingSet, rightWithTwins } from '../../tools/matching-data.ts';
import { model } from '../core/match/matching-fixture.ts';

const CLAIMS: readonly (readonly [id: string, claim: string])[] = [
  ['moon', 'Twelve people have walked on the Moon.'],
  ['honey', 'Honey found in Egyptian tombs was still edible.'],
  ['wall', 'The Great Wall of China can be seen from the Moon with the naked eye.'],
  ['bats', 'Bats are blind and find their way by sound alone.'],
  // The same review crawled twice, with other quote marks: the pairs name only the first.
  ['wall-again', '“The Great Wall of China can be seen from the Moon with the naked eye”'],
  ['coffee', 'Coffee stunts the growth of children.'],
];
const QUERIES: readonly (readonly [id: string, text: string])[] = [
  ['1', 'Twelve people have walked on the Moon!!'],
  ['2', 'honey found in egyptian tombs was still edible 🍯'],
  ['3', 'BREAKING: the Great Wall of China can be seen from the Moon with the naked eye'],
  ['4', 'Bananas are berries, botanically speaking.'],
];
const SHARES = ['MAP@1', 'MAP@5', 'MAP@10', 'MRR', 'recall@5', 'recall@50', 'recall', 'recallAtPrecision.95'] as const;

describe('eval:matching', () => {
  let folder: string;
  let set: MatchingSet;
  const file = (name: string, lines: readonly string[]) => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  };
  const corpusLines = CLAIMS.map(([id, claim]) => JSON.stringify({ id, claim, title: '' }));
  const queryLines = QUERIES.map(([id, text]) => JSON.stringify({ id, text }));
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'claimcheck-eval-'));
    set = await readMatchingSet(
      file('corpus.jsonl', corpusLines),
      file('queries.jsonl', [...queryLines, '']),
      file('qrels.tsv', ['1\tmoon', '2\thoney', '3\twall']),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const evaluate = (options?: Parameters<typeof evaluateMatching>[2]) => evaluateMatching(set, model.weights, options);

  it('a set is read with its defaults', () => {
    expect(set.corpus).toHaveLength(CLAIMS.length);
    expect(set.corpus[0]).toEqual({
      id: 'moon',
      claim: CLAIMS[0]?.[1],
      title: '',
      forms: [],
      label: 'false',
      summary: '',
    });
    expect(set.queries.map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
    expect(set.right).toEqual(
      new Map([
        ['1', new Set(['moon'])],
        ['2', new Set(['honey'])],
        ['3', new Set(['wall'])],
      ]),
    );
  });

  it('numbers are read as ids, and four columns as TREC writes them', async () => {
    const read = await readMatchingSet(
      file('numbers.jsonl', ['{"id":7,"claim":"x"}']),
      file('asked.jsonl', ['{"id":1,"text":"x"}']),
      file('trec.tsv', ['1 0 7 1', '', '1\t0\t8\t1']),
    );
    expect(read.corpus[0]?.id).toBe('7');
    expect(read.right).toEqual(new Map([['1', new Set(['7', '8'])]]));
  });

  it('the twins of a right claim are right', () => {
    const twinsOf = rightWithTwins(set);
    expect(twinsOf('3')).toEqual(new Set(['wall', 'wall-again']));
    expect(twinsOf('1')).toEqual(new Set(['moon']));
    expect(twinsOf('4')).toEqual(new Set());
  });

  it('the report has every figure, over the queries that have a right claim', async () => {
    const report: MatchingReport = await evaluate();
    expect(report).toMatchObject({
      n: 3,
      asked: 4,
      corpus: 6,
      'recall@5': 1,
      identicalPrecision: 1,
      identicalRecall: 1,
      likelyPrecision: null,
      likelyRecall: 0,
      precision: 1,
      recall: 1,
      falselyLikely: 0,
    });
    for (const share of SHARES) expect(report[share] > 0 && report[share] <= 1).toBe(true);
    expect(report['MAP@1']).toBeLessThanOrEqual(report['MAP@5']);
    expect(report['MAP@5']).toBeLessThanOrEqual(report['MAP@10']);
    expect(report.medianMs).toBeGreaterThan(0);
    expect(report.p99Ms).toBeGreaterThanOrEqual(report.medianMs);
    expect(Object.keys(JSON.parse(JSON.stringify(report)))).toHaveLength(19);
  });

  it('with the right claims taken out, under every spelling, none is right and none is likely', async () => {
    expect(await evaluate({ withoutRight: true })).toMatchObject({
      n: 0,
      asked: 4,
      'MAP@5': 0,
      MRR: 0,
      identicalPrecision: null,
      likelyPrecision: null,
      precision: null,
      recall: 0,
      falselyLikely: 0,
    });
  });

  it('what was taken out for one query is back for the next', async () => {
    await evaluate({ withoutRight: true });
    expect(await evaluate()).toMatchObject({ n: 3, recall: 1 });
  });

  it('a cut keeps the right claims first', async () => {
    expect(await evaluate({ cut: 3 })).toMatchObject({ n: 3, asked: 4, corpus: 3, recall: 1 });
    expect(await evaluate({ cut: 1 })).toMatchObject({ n: 1, asked: 4, corpus: 1, falselyLikely: 0 });
  });

  it('a wrong pair shows in the figures', async () => {
    const wrong: MatchingSet = {
      ...set,
      right: new Map([
        ['1', new Set(['honey'])],
        ['2', new Set(['honey'])],
      ]),
    };
    const report = await evaluateMatching(wrong, model.weights);
    expect(report).toMatchObject({ n: 2, 'MAP@1': 0.5, recall: 0.5 });
    // Queries 1 and 3 are identical, and wrongly by these pairs.
    expect(report.precision).toBeCloseTo(1 / 3, 3);
    expect(report.falselyLikely).toBe(0.5);
  });

  it('a right claim that shares no word is beyond every order of the candidates', async () => {
    const unlike: MatchingSet = {
      ...set,
      right: new Map([
        ['1', new Set(['honey'])],
        ['3', new Set(['wall-again'])],
      ]),
    };
    expect(await evaluateMatching(unlike, model.weights)).toMatchObject({ n: 2, 'recall@50': 0.5 });
  });

  it('weights of another kind are refused', async () => {
    await expect(evaluateMatching(set, { version: 0 })).rejects.toThrow();
  });

  it.each([
    ['a corpus line that is no JSON', 'corpus', ['{"id":"a","claim":"x"}', '{oops'], 2],
    ['a corpus line without a claim', 'corpus', ['', '{"id":"a"}'], 2],
    ['a query without a text', 'queries', ['{"id":"a","text":"x"}', '{"id":"b","text":"y"}', '{"id":"c"}'], 3],
    ['a query that is a number', 'queries', ['5'], 1],
  ])('%s is named with its file and line', async (_, which, lines, line) => {
    const bad = file(`bad-${which}.jsonl`, lines);
    const files = {
      corpus: file('good-corpus.jsonl', corpusLines),
      queries: file('good-queries.jsonl', queryLines),
      [which]: bad,
    };
    await expect(readMatchingSet(files.corpus, files.queries, file('none.tsv', []))).rejects.toThrow(
      `${bad}, line ${line}:`,
    );
  });

  it.each(['corpus', 'queries', 'qrels'])('a %s file that is not there is named', async (missing) => {
    const files: Record<string, string> = {
      corpus: file('there.jsonl', corpusLines),
      queries: file('there-too.jsonl', queryLines),
      qrels: file('there.tsv', []),
    };
    files[missing] = join(folder, 'not-there');
    await expect(readMatchingSet(files.corpus ?? '', files.queries ?? '', files.qrels ?? '')).rejects.toThrow(
      'not-there',
    );
  });
});
