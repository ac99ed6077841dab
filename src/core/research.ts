import { type Gathered, type GatherLimits, gatherEvidence } from './evidence/gather.ts';
import type { ResearchClaim } from './evidence/passages.ts';
import { judgeClaim, toUnjudged } from './judge/judge.ts';
import type { LookUp } from './look-up.ts';
import { OutOfReach } from './out-of-reach.ts';
import type {
  Budget,
  LanguageModel,
  PageReader,
  PriorIndex,
  Prompt,
  ReviewLookup,
  SearchProvider,
  Spending,
} from './ports.ts';
import { type RatedReview, toUnverified } from './reviews/adopt-review.ts';
import type { Recorder } from './trace.ts';
import type { Check, ClaimReview, Failure, Means, Scope, Verdict, VerdictReason } from './types.ts';

/** What a claim can be looked into with, besides prior checks. All of it may be missing. */
export interface Research {
  searchers: readonly SearchProvider[];
  lookups: readonly ReviewLookup[];
  reader?: PageReader;
  judge?: { model: LanguageModel; extract: Prompt; judge: Prompt } | undefined;
  budget?: Budget;
  /** Registrable domains whose word alone carries a firm verdict. */
  primarySources: readonly string[];
  /** Who stands behind a page: its registrable domain. */
  toPublisherKey(url: string): string;
  /** For dataset runs: nothing published after the claim is used. */
  onlyBefore?: boolean;
  /** How long searches and pages may take, where the usual times do not fit. */
  limits?: Partial<GatherLimits>;
}

/** What looking further came to. */
export type Finding =
  | { kind: 'reviews'; reviews: readonly [RatedReview, ...RatedReview[]] }
  | {
      kind: 'verdict';
      verdict: Verdict;
      failures: Failure[];
      /** ISO moment; absent where the usual time holds. */
      expiresAt?: string;
      judgedBy?: Check['judgedBy'];
    };

export interface ResearchTask {
  claim: ResearchClaim;
  scope: Scope;
  recorder: Recorder;
  signal: AbortSignal;
  /** The page the claim was taken from: it is no evidence for itself. */
  from?: string;
}

export interface ResearcherOptions extends Research {
  priors: PriorIndex;
  findReviews: LookUp['findReviews'];
  now(): Date;
}

/** What the judge call may cost at most: twelve passages, the report. For the budget's reservation only. */
const MOST_SPENT = { modelCalls: 1, inputTokens: 8_000, outputTokens: 3_000 };
/** The claim itself and its questions. */
const MOST_QUERIES = 3;

/** What can be looked into with these. */
export function toMeans(research: Research | undefined): Means {
  if (!research) return { model: false, search: false };
  const { searchers, lookups, judge } = research;
  return { model: judge !== undefined, search: searchers.length + lookups.length > 0 };
}

/** Looks into one claim: searches, reads, judges. Rejects only with the signal's reason, or with what a store throws. */
export function createResearcher(options: ResearcherOptions): (task: ResearchTask) => Promise<Finding> {
  const { searchers, lookups, judge, budget, priors, findReviews, now } = options;

  async function lookUpReviews({ claim, scope, recorder, signal }: ResearchTask) {
    const failures: Failure[] = [];
    const found = await Promise.all(
      lookups.map(async (lookup): Promise<ClaimReview[]> => {
        recorder.searches({ [lookup.name]: 1 });
        try {
          return await lookup.lookUp({ text: claim.text, language: claim.language }, signal);
        } catch (error) {
          failures.push(toFailure(lookup.name, error, signal));
          return [];
        }
      }),
    );
    const reviews = found.flat();
    // An imported review of the same id is richer than what a look-up tells of it.
    const known = await Promise.all(reviews.map(({ id }) => priors.review(id)));
    const news = reviews.filter((_review, at) => known[at] === undefined);
    if (news.length > 0) await priors.addReviews(news);
    // What was known before was looked for before.
    const identical = news.length > 0 ? await findReviews(claim.text, scope) : [];
    return { identical, failures, reached: failures.length < lookups.length };
  }

  async function gather({ claim, recorder, signal, from }: ResearchTask): Promise<Gathered> {
    const own = from === undefined ? undefined : options.toPublisherKey(from);
    const gathered = await gatherEvidence(
      claim,
      {
        searchers,
        toPublisherKey: options.toPublisherKey,
        limits: options.limits,
        isOwn: ({ url }) => own !== undefined && options.toPublisherKey(url) === own,
        ...(options.reader === undefined ? {} : { reader: options.reader }),
        ...(options.onlyBefore && claim.claimDate !== undefined ? { until: claim.claimDate } : {}),
      },
      signal,
    );
    recorder.searches(gathered.searches);
    return gathered;
  }

  async function look(task: ResearchTask): Promise<Finding> {
    const { claim, recorder, signal } = task;
    const [{ passages, reached, ...gathered }, reviews] = await recorder.during('searching', () =>
      Promise.all([gather(task), lookUpReviews(task)]),
    );
    const [review, ...others] = reviews.identical;
    if (review) return { kind: 'reviews', reviews: [review, ...others] };
    const failures = [...gathered.failures, ...reviews.failures];
    if (!reached && !reviews.reached) return toOpen('could-not-search', failures);
    // Pages that nobody could read are no evidence, and no lack of it.
    if (passages.length === 0)
      return toOpen(failures.length > 0 ? 'could-not-search' : 'not-enough-evidence', failures);
    if (!judge) return { kind: 'verdict', verdict: toUnjudged(claim.text, passages, 'unjudged'), failures };
    const judgedBy = { model: judge.model.name, prompts: [judge.extract.version, judge.judge.version] };
    try {
      const { verdict, expiresAt, usage } = await recorder.during('judging', () =>
        judgeClaim(
          { claim, passages, asOf: now().toISOString().slice(0, 10) },
          { model: judge.model, prompt: judge.judge, primarySources: options.primarySources, now },
          signal,
        ),
      );
      recorder.modelCall(usage);
      const ends = expiresAt !== undefined && verdict.label !== 'unverified';
      return { kind: 'verdict', verdict, failures, judgedBy, ...(ends ? { expiresAt } : {}) };
    } catch (error) {
      const failure = toFailure(judge.model.name, error, signal);
      if (error instanceof OutOfReach) recorder.modelCall(error.usage ?? { inputTokens: 0, outputTokens: 0 });
      return {
        kind: 'verdict',
        verdict: toUnjudged(claim.text, passages, 'model-failed'),
        failures: [...failures, failure],
      };
    }
  }

  return async (task) => {
    task.signal.throwIfAborted();
    const reservation = await budget?.reserve(task.scope, toMost(task.claim, options));
    if (budget && !reservation) return toOpen('budget-used', [], now().toISOString());
    const recorder = task.recorder.part();
    try {
      return await look({ ...task, recorder });
    } finally {
      await reservation?.settle(recorder.spent());
    }
  };
}

function toOpen(reason: VerdictReason, failures: Failure[], expiresAt?: string): Finding {
  const verdict = toUnverified(reason);
  return { kind: 'verdict', verdict, failures, ...(expiresAt === undefined ? {} : { expiresAt }) };
}

function toMost({ questions }: ResearchClaim, { searchers, lookups, judge }: Research): Spending {
  const queries = Math.min(MOST_QUERIES, 1 + questions.length);
  const counts = [
    ...searchers.map(({ name }) => [name, queries] as const),
    ...lookups.map(({ name }) => [name, 1] as const),
  ];
  const model = judge ? MOST_SPENT : { modelCalls: 0, inputTokens: 0, outputTokens: 0 };
  return { ...model, searches: Object.fromEntries(counts) };
}

/** @throws the signal's reason if it is aborted, and what is a fault of ours */
function toFailure(name: string, error: unknown, signal: AbortSignal): Failure {
  signal.throwIfAborted();
  if (error instanceof OutOfReach) return { name, why: error.why };
  throw error;
}
