import { readFile } from 'node:fs/promises';
import { readArguments } from '../src/cli/command-line.ts';
import { cleanMessage } from '../src/core/claim/clean.ts';
import { createMatcher, type Matcher } from '../src/core/match/matcher.ts';
import { createMatchingModel } from '../src/core/match/model.ts';
import type { PriorIndex } from '../src/core/ports.ts';
import {
  type CorpusClaim,
  EVERYONE,
  findIdentical,
  indexCorpus,
  type MatchingSet,
  readMatchingSet,
  rightWithTwins,
  toReview,
} from './matching-data.ts';

const USAGE = `npm run -s eval:matching -- --corpus C.jsonl --queries Q.jsonl --qrels R.tsv [--without-right] [--cut N] [--weights FILE]

Measures how well claims are recognised in a corpus, and prints one JSON line.
  --corpus         JSON Lines {id,claim,title[,forms]}
  --queries        JSON Lines {id,text}
  --qrels          lines "query-id TAB claim-id"
  --without-right  removes each query's right claims first, in every spelling, so that every answer is wrong (falselyLikely)
  --cut N          keeps N claims of the corpus, right ones first; queries without their right claim count for falselyLikely
  --weights FILE   default src/core/match/weights.json`;

/** The printed report. Shares are 0 to 1, rounded to four places. */
export interface MatchingReport {
  /** Queries with a right claim in the corpus: the basis of the ranking figures and the recall. */
  n: number;
  /** All queries asked: the basis of the times. */
  asked: number;
  corpus: number;
  'MAP@1': number;
  'MAP@5': number;
  'MAP@10': number;
  MRR: number;
  'recall@5': number;
  /** Queries with their right claim, or its twin, among the first 50 candidates: no ranking can find more. */
  'recall@50': number;
  /** Of the queries in the exact words of a known claim, the share whose claim is right; null without such queries. */
  identicalPrecision: number | null;
  identicalRecall: number;
  /** Of the other queries whose best match is *likely*, the share whose claim is right. */
  likelyPrecision: number | null;
  likelyRecall: number;
  /** Both grades together. */
  precision: number | null;
  recall: number;
  'recallAtPrecision.95': number;
  /** Of the queries without a right claim in the corpus, the share graded *identical* or *likely*: all of them are wrong. */
  falselyLikely: number | null;
  medianMs: number;
  p99Ms: number;
}

/** The depth down to which the right claim is looked for. */
const CANDIDATES = 50;

interface Answer {
  /** The ranks of the right claims, from 1. */
  places: number[];
  /** The right claim or its twin is among the candidates. */
  isFound: boolean;
  /** The number of right claims in the corpus. */
  right: number;
  grade: 'identical' | 'likely' | 'none';
  /** Whether the match with that grade is right. */
  gradeIsRight: boolean;
  /** The best match: its probability, which decides its grade, and whether it is right. */
  score: number;
  bestIsRight: boolean;
  ms: number;
}

/** `npm run eval:matching`. @returns the exit code */
export async function evalMatching(args: string[]): Promise<number> {
  const { values } = readArguments({
    args,
    options: {
      corpus: { type: 'string' },
      queries: { type: 'string' },
      qrels: { type: 'string' },
      weights: { type: 'string', default: 'src/core/match/weights.json' },
      'without-right': { type: 'boolean', default: false },
      cut: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help || !values.corpus || !values.queries || !values.qrels) {
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  const set = await readMatchingSet(values.corpus, values.queries, values.qrels);
  const options = { withoutRight: values['without-right'], ...(values.cut ? { cut: Number(values.cut) } : {}) };
  console.log(JSON.stringify(await evaluateMatching(set, JSON.parse(await readFile(values.weights, 'utf8')), options)));
  return 0;
}

/** Runs every query of a set through the matcher, in sequence. */
export async function evaluateMatching(
  full: MatchingSet,
  weights: unknown,
  { withoutRight = false, cut }: { withoutRight?: boolean; cut?: number } = {},
): Promise<MatchingReport> {
  const set = cut === undefined ? full : { ...full, corpus: cutCorpus(full, cut) };
  const byId = new Map(set.corpus.map((claim) => [claim.id, claim]));
  const twinsOf = rightWithTwins(set);
  const store = await indexCorpus(set.corpus);
  const matcher = createMatcher({ priors: store.priors, model: createMatchingModel(weights) });
  const answers: Answer[] = [];
  for (const query of set.queries) {
    const twins = twinsOf(query.id);
    const taken = withoutRight ? Array.from(twins).flatMap((id) => byId.get(id) ?? []) : [];
    await store.priors.removeReviews(taken.map(({ id }) => id));
    const right = withoutRight ? [] : [...(set.right.get(query.id) ?? [])].filter((id) => byId.has(id));
    answers.push(await answer(store.priors, matcher, query.text, new Set(right), withoutRight ? new Set() : twins));
    await store.priors.addReviews(taken.map(toReview));
  }
  store.close();
  return toReport(answers, set.corpus.length);
}

function cutCorpus(set: MatchingSet, size: number): CorpusClaim[] {
  const asked = new Set(set.queries.flatMap(({ id }) => [...(set.right.get(id) ?? [])]));
  const first = set.corpus.filter(({ id }) => asked.has(id));
  return [...first, ...set.corpus.filter(({ id }) => !asked.has(id))].slice(0, size);
}

async function answer(
  priors: PriorIndex,
  matcher: Matcher,
  message: string,
  right: ReadonlySet<string>,
  twins: ReadonlySet<string>,
): Promise<Answer> {
  const start = performance.now();
  const claim = cleanMessage(message);
  const matches = await matcher.match(claim, EVERYONE);
  const ms = performance.now() - start;
  const ranked = await matcher.rank(claim, EVERYONE);
  const places = ranked.flatMap(({ surface }, at) => (right.has(surface.id) ? [at + 1] : []));
  const isFound = ranked.slice(0, CANDIDATES).some(({ surface }) => twins.has(surface.id));
  const best = matches[0];
  const bestIsRight = best !== undefined && twins.has(best.surface.id);
  const identical = await findIdentical(priors, claim.text);
  const grade = identical.length > 0 ? 'identical' : best?.grade === 'likely' ? 'likely' : 'none';
  const gradeIsRight = grade === 'identical' ? identical.some(({ id }) => twins.has(id)) : bestIsRight;
  return { places, isFound, right: right.size, grade, gradeIsRight, score: best?.probability ?? 0, bestIsRight, ms };
}

function toReport(answers: readonly Answer[], corpus: number): MatchingReport {
  const answerable = answers.filter(({ right }) => right > 0);
  const others = answers.filter(({ right }) => right === 0);
  const n = answerable.length;
  const mean = (of: (answer: Answer) => number) =>
    round(answerable.reduce((sum, one) => sum + of(one), 0) / Math.max(1, n));
  const map = (depth: number) =>
    mean(({ places, right }) => {
      const within = places.filter((place) => place <= depth);
      return within.reduce((sum, place, at) => sum + (at + 1) / place, 0) / Math.max(1, Math.min(right, depth));
    });
  const times = answers.map(({ ms }) => ms).sort((one, other) => one - other);
  const shares = (grades: readonly Answer['grade'][]): [precision: number | null, recall: number] => {
    const graded = answers.filter(({ grade }) => grades.includes(grade));
    const right = graded.filter(({ gradeIsRight }) => gradeIsRight);
    return [
      graded.length === 0 ? null : round(right.length / graded.length),
      mean((one) => (right.includes(one) ? 1 : 0)),
    ];
  };
  const [identical, likely, both] = [shares(['identical']), shares(['likely']), shares(['identical', 'likely'])];
  return {
    n,
    asked: answers.length,
    corpus,
    'MAP@1': map(1),
    'MAP@5': map(5),
    'MAP@10': map(10),
    MRR: mean(({ places }) => 1 / (places[0] ?? Number.POSITIVE_INFINITY)),
    'recall@5': mean(({ places }) => ((places[0] ?? 6) <= 5 ? 1 : 0)),
    'recall@50': mean(({ isFound }) => (isFound ? 1 : 0)),
    identicalPrecision: identical[0],
    identicalRecall: identical[1],
    likelyPrecision: likely[0],
    likelyRecall: likely[1],
    precision: both[0],
    recall: both[1],
    'recallAtPrecision.95': recallAt(answers, n, 0.95),
    falselyLikely:
      others.length === 0 ? null : round(others.filter(({ grade }) => grade !== 'none').length / others.length),
    medianMs: round(times[Math.floor(times.length / 2)] ?? 0),
    p99Ms: round(times[Math.min(times.length - 1, Math.floor(times.length * 0.99))] ?? 0),
  };
}

/** The largest share of the `n` answerable queries answered rightly above any score threshold at which the precision is at least `wanted`. */
function recallAt(answers: readonly Answer[], n: number, wanted: number): number {
  const sorted = [...answers].sort((one, other) => other.score - one.score);
  let right = 0;
  let best = 0;
  for (const [at, one] of sorted.entries()) {
    if (one.bestIsRight) right += 1;
    if (right / (at + 1) >= wanted) best = right / Math.max(1, n);
  }
  return round(best);
}

function round(number: number): number {
  return Math.round(number * 10_000) / 10_000;
}
