import { writeFile } from 'node:fs/promises';
import { readArguments } from '../src/cli/command-line.ts';
import { cleanMessage } from '../src/core/claim/clean.ts';
import { toTerms } from '../src/core/language/tokens.ts';
import { LIST_FEATURES, PAIR_FEATURES, PROBABILITY_FEATURES } from '../src/core/match/features.ts';
import { type AskedClaim, createMatcher, type Match, type Matcher } from '../src/core/match/matcher.ts';
import { createMatchingModel, type MatchingWeights } from '../src/core/match/model.ts';
import { MANY_WORDINGS } from '../src/core/match/wordings.ts';
import { chooseLikely, chooseManyWordings, type GradeSample, rounded, SIGNS } from './choose-tiers.ts';
import { fitLogistic, fitRank, type Ranking } from './logistic.ts';
import {
  type CorpusClaim,
  EVERYONE,
  indexCorpus,
  type MatchingSet,
  readMatchingSet,
  readQueries,
  readStarterCorpus,
  rightWithTwins,
  toReview,
} from './matching-data.ts';

const USAGE = `npm run train:matching -- --set CORPUS,QUERIES,QRELS [--set …] [--starter FOLDER --paraphrases FILE [--counterclaims FILE]] [--out FILE]

Trains the weights for matching claims: word frequencies, candidate ranking, the probability that claims are the same, and the grade thresholds.
  --set           JSON Lines {id,claim,title[,forms]}, JSON Lines {id,text}, and lines "query-id TAB claim-id"
  --starter       a folder of ClaimReview JSON as in starter/, with
  --paraphrases   JSON Lines {id,text} of messages that repeat its claims
  --counterclaims JSON Lines {id,text} of messages on the subject of a claim that make a different claim
  --out           default src/core/match/weights.json`;

/** Features that depend on all wordings together; all are 0 if few wordings are known. */
const MANY_WORDINGS_FEATURES = ['coreMissing', 'foreignAdded'];
/** Stems in fewer claims than this count as rare and are not listed. */
const FLOOR = 3;
/** Messages about claims with known wordings are the bot's typical input, but fewer than the noisy posts. */
const CLEAN_WEIGHT = 3;
/** From this probability on, two claims are similar enough to show. */
const RELATED = 0.12;
/** If counterclaims were in the training, similar claims get lower probabilities. */
const RELATED_MANY = 0.05;
/** Chosen on messages in nine other languages, written separately: `test/gates/languages.test.ts`. */
const ELSEWHERE = 0.35;

/** `npm run train:matching`. @returns the exit code */
export async function trainMatching(args: string[]): Promise<number> {
  const { values } = readArguments({
    args,
    options: {
      set: { type: 'string', multiple: true, default: [] },
      starter: { type: 'string' },
      paraphrases: { type: 'string' },
      counterclaims: { type: 'string' },
      out: { type: 'string', default: 'src/core/match/weights.json' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help || (values.set.length === 0 && values.starter === undefined)) {
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  const sets: MatchingSet[] = [];
  for (const set of values.set) {
    const [corpus = '', queries = '', qrels = ''] = set.split(',');
    sets.push(await readMatchingSet(corpus, queries, qrels));
  }
  if (values.starter !== undefined && values.paraphrases !== undefined) {
    sets.push(await toStarterSet(values.starter, values.paraphrases, values.counterclaims));
  }
  const weights = await train(sets);
  await writeFile(values.out, `${JSON.stringify(weights)}\n`);
  console.log(
    `written: ${values.out}, ${JSON.stringify(weights).length} bytes, grades ${JSON.stringify(weights.grades)}`,
  );
  return 0;
}

async function toStarterSet(folder: string, paraphrases: string, counterclaims?: string): Promise<MatchingSet> {
  const queries = await readQueries(paraphrases);
  const numbered = queries.map(({ id, text }, at) => ({ id: `${at}`, text, claim: id }));
  return {
    name: 'starter',
    corpus: await readStarterCorpus(folder),
    queries: numbered,
    right: new Map(numbered.map(({ id, claim }) => [id, new Set([claim])])),
    counterclaims: counterclaims === undefined ? [] : await readQueries(counterclaims),
  };
}

async function train(sets: readonly MatchingSet[]): Promise<MatchingWeights> {
  const background = countWords(sets.flatMap(({ corpus }) => corpus));
  const blank = (names: readonly string[]): MatchingWeights['rank'] => ({
    features: [...names],
    weights: names.map(() => 0),
    bias: 0,
  });
  const weights: MatchingWeights = {
    version: 1,
    trainedOn: sets.map(({ name, queries }) => `${name.split('/').slice(-2).join('/')} (${queries.length})`).join(', '),
    background,
    rank: blank([...PAIR_FEATURES, ...LIST_FEATURES]),
    probability: blank(PROBABILITY_FEATURES),
    grades: { likely: 1, related: 1 },
    differing: 1,
  };
  // Before training, letter similarity orders the wordings of one claim well enough to begin with.
  weights.rank.weights[PAIR_FEATURES.indexOf('gramsBoth')] = 1;
  for (let round = 0; round < 2; round += 1) {
    const rankings: Ranking[] = [];
    for (const set of sets) rankings.push(...(await collectRankings(set, weights)));
    const learned = fitRank(rankings, 1e-2);
    weights.rank.weights = rounded(learned.weights);
    console.log(`rank, round ${round + 1}: ${rankings.length} queries with the right claim among their candidates`);
  }
  // The model chooses which of a claim's wordings a message is compared with, so it is fitted on its own choices.
  for (const name of ['askedCovered', 'claimCovered'] as const)
    weights.probability.weights[PROBABILITY_FEATURES.indexOf(name)] = 1;
  for (let round = 0; round < 2; round += 1) {
    const samples: GradeSample[] = [];
    for (const set of sets) samples.push(...(await collectPairs(set, weights)));
    fitGrades(weights, samples, sets);
  }
  for (const [at, name] of PROBABILITY_FEATURES.entries())
    console.log(
      `  ${name.padEnd(20)} ${weights.probability.weights[at]} ${weights.manyWordings?.probability.weights[at] ?? ''}`,
    );
  return weights;
}

function fitGrades(weights: MatchingWeights, samples: readonly GradeSample[], sets: readonly MatchingSet[]): void {
  const plain = samples.filter(({ differs }) => !differs);
  const differing = samples.filter(({ differs, first }) => differs && first);
  weights.differing =
    rounded([differing.filter(({ label }) => label === 1).length / Math.max(1, differing.length)])[0] ?? 0;
  const general = plain.map(withoutWordings);
  weights.probability = toLinear(general);
  weights.grades = { likely: chooseLikely(general, sets), related: RELATED };
  const formed = plain.filter(({ isFormed }) => isFormed);
  if (formed.some(({ kind }) => kind === 'counterclaim'))
    weights.manyWordings = {
      probability: toLinear(formed),
      likely: chooseManyWordings(formed),
      elsewhere: ELSEWHERE,
      related: RELATED_MANY,
    };
}

/** The sample as if few wordings were known; then a counterclaim has no more weight than other messages. */
function withoutWordings(sample: GradeSample): GradeSample {
  const isOne = (at: number) => MANY_WORDINGS_FEATURES.some((name) => name === PROBABILITY_FEATURES[at]);
  const features = sample.features.map((value, at) => (isOne(at) ? 0 : value));
  return { ...sample, features, weight: sample.kind === 'counterclaim' ? 1 : sample.weight };
}

function toLinear(samples: readonly GradeSample[]): MatchingWeights['probability'] {
  const { weights, bias } = fitLogistic(samples, SIGNS);
  return { features: [...PROBABILITY_FEATURES], weights: rounded(weights), bias: rounded([bias])[0] ?? 0 };
}

function countWords(corpus: readonly CorpusClaim[]): MatchingWeights['background'] {
  const counts = new Map<string, number>();
  for (const { claim, title, forms } of corpus) {
    for (const stem of new Set(toTerms([claim, title, ...forms].join(' \n '))))
      counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const kept = Array.from(counts).filter(([, count]) => count >= FLOOR);
  kept.sort(([one], [other]) => (one < other ? -1 : 1));
  return { claims: corpus.length, floor: 1, counts: Object.fromEntries(kept) };
}

async function collectRankings(set: MatchingSet, weights: MatchingWeights): Promise<Ranking[]> {
  const store = await indexCorpus(set.corpus);
  const matcher = createMatcher({ priors: store.priors, model: createMatchingModel(weights) });
  const rankings: Ranking[] = [];
  const rightOf = rightWithTwins(set);
  for (const query of set.queries) {
    const twins = rightOf(query.id);
    const candidates = await matcher.rank(cleanMessage(query.text), EVERYONE);
    const right = candidates.map(({ surface }) => twins.has(surface.id));
    if (right.includes(true)) rankings.push({ rows: candidates.map(({ features }) => features), right });
  }
  store.close();
  return rankings;
}

/** The best three candidates of each message, once with its right claim in the corpus and once without. */
async function collectPairs(set: MatchingSet, weights: MatchingWeights): Promise<GradeSample[]> {
  const store = await indexCorpus(set.corpus);
  const matcher = createMatcher({ priors: store.priors, model: createMatchingModel(weights) });
  const byId = new Map(set.corpus.map((claim) => [claim.id, claim]));
  const rightOf = rightWithTwins(set);
  const isFormed = (id: string) => 1 + (byId.get(id)?.forms.length ?? 0) >= MANY_WORDINGS;
  const isClean = set.corpus.some(({ forms }) => forms.length > 0);
  const samples: GradeSample[] = [];
  for (const query of set.queries) {
    const right = rightOf(query.id);
    const take = async (removed: boolean) => {
      for (const [at, match] of (await judgeBest(matcher, cleanMessage(query.text))).entries()) {
        const label = right.has(match.surface.id) ? 1 : 0;
        const differs = match.vetoed || match.differences.length > 0;
        samples.push({
          features: match.features,
          label,
          weight: isClean ? CLEAN_WEIGHT : 1,
          set: set.name,
          query: query.id,
          kind: removed ? 'removed' : 'asked',
          first: at === 0,
          differs,
          isFormed: isFormed(match.surface.id),
        });
      }
    };
    await take(false);
    await store.priors.removeReviews([...right]);
    await take(true);
    await store.priors.addReviews([...right].flatMap((id) => byId.get(id) ?? []).map(toReview));
  }
  const places = set.corpus.map(({ id }) => id);
  for (const { id, text } of set.counterclaims) {
    const claim = cleanMessage(text);
    const candidate = (await matcher.rank(claim, EVERYONE)).find(({ surface }) => surface.id === id);
    if (!candidate) continue;
    const { features, differences, vetoed } = await matcher.judge(claim, candidate);
    samples.push({
      features,
      label: 0,
      weight: CLEAN_WEIGHT,
      set: set.name,
      // All messages about a claim belong to the same fold.
      query: `${places.indexOf(id)}`,
      kind: 'counterclaim',
      first: true,
      differs: vetoed || differences.length > 0,
      isFormed: isFormed(id),
    });
  }
  store.close();
  return samples;
}

async function judgeBest(matcher: Matcher, claim: AskedClaim): Promise<Match[]> {
  const candidates = (await matcher.rank(claim, EVERYONE)).slice(0, 3);
  return Promise.all(candidates.map((candidate) => matcher.judge(claim, candidate)));
}
