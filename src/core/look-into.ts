import { defined } from './defined.ts';
import { type Gathered, gatherEvidence } from './evidence/gather.ts';
import type { Passage, ResearchClaim } from './evidence/passages.ts';
import { crossExamine, type Examined } from './judge/cross-examine.ts';
import { judgeClaim } from './judge/judge.ts';
import { quoteSent, withSent } from './judge/sent-page.ts';
import { toUnjudged } from './judge/unjudged.ts';
import { toAskedForms } from './language/canonical-form.ts';
import type { Decision } from './look-up.ts';
import { OutOfReach } from './out-of-reach.ts';
import type { Spending } from './ports.ts';
import type { NewCheck } from './record-check.ts';
import { toUnverified } from './reviews/adopt-review.ts';
import type { Core, Research, Run } from './run.ts';
import { PAGES } from './trace.ts';
import type { ClaimReview, Failure, FailureKind, Verdict, VerdictReason } from './types.ts';

/** The outcome of looking into a claim: published reviews of it, a review of its English translation, or a verdict on evidence. */
type Finding = Exclude<Decision, { by: 'check' }> | Pick<NewCheck, 'verdict' | 'failures' | 'expiresAt' | 'judgedBy'>;

interface Task extends Run {
  core: Core;
  research: Research;
  claim: ResearchClaim;
  /** The page the claim was taken from: it is no evidence for itself. */
  from: string | undefined;
  /** The link sent along with the claim. */
  sent: string | undefined;
}

/** Upper bound of the judge call's cost: sixteen passages in, the report out. Like `MOST_EXAMINED`, it only sizes the budget's reservation. */
const MOST_SPENT = { modelCalls: 1, inputTokens: 14_000, outputTokens: 3_000 };
const MOST_EXAMINED = { modelCalls: 1, inputTokens: 900, outputTokens: 300, searches: {} };
/** The claim itself and its questions. */
const MOST_QUERIES = 3;
/** How many publishers are named if their pages say nothing of the claim. */
const MOST_READ = 4;

/** Failures that may pass, after which a card offers to try again. A key that is refused today is refused tomorrow. */
const PASSING: ReadonlySet<FailureKind> = new Set(['rate-limited', 'time-limit', 'unreachable', 'resting']);
const mayPass = (failures: readonly Failure[]) => failures.some(({ why }) => PASSING.has(why));

/** Searches, reads and judges within the budget. Rejects only with the signal's reason, or with what a store throws. */
export async function lookInto(task: Task): Promise<Finding> {
  task.signal.throwIfAborted();
  const { core, research, claim } = task;
  const reservation = await research.budget?.reserve(task.scope, toMost(claim, research));
  if (research.budget && !reservation)
    return { verdict: toUnverified('budget-used'), expiresAt: core.surroundings.now().toISOString() };
  const recorder = task.recorder.part();
  try {
    const [finding, sent] = await Promise.all([
      findOut({ ...task, recorder }),
      quoteSent(task.sent, claim, research, task.signal),
    ]);
    return 'verdict' in finding ? { ...finding, verdict: withSent(finding.verdict, sent) } : finding;
  } finally {
    await reservation?.settle(recorder.spent());
  }
}

async function findOut(task: Task): Promise<Finding> {
  const { research, claim, recorder, signal } = task;
  const { judge, primarySources } = research;
  const { now } = task.core.surroundings;
  const [{ passages, reached, ...gathered }, reviews] = await recorder.during('searching', () =>
    Promise.all([gather(task), findReviews(task)]),
  );
  const [review, ...others] = reviews.identical;
  if (review) return { by: 'reviews', reviews: [review, ...others] };
  const { model: reader } = task.core;
  if (reviews.inEnglish && reader) {
    const by = { kind: 'model', model: reader.name } as const;
    return { by: 'confirmation', confirmed: { prior: reviews.inEnglish, by } };
  }
  const failures = [...gathered.failures, ...reviews.failures];
  const toOpen = (reason: VerdictReason) => ({ verdict: toUnverified(reason), failures });
  if (!reached && !reviews.reached) return toOpen(mayPass(failures) ? 'could-not-search' : 'search-broken');
  // If no page could be read, that is neither evidence nor a lack of it.
  if (passages.length === 0 && failures.length > 0)
    return toOpen(mayPass(failures) ? 'could-not-search' : 'pages-unread');
  if (passages.length === 0) return toOpen('nothing-found');
  if (!judge) return { verdict: toUnjudged(claim.text, passages, 'unjudged'), failures };
  const { model, extract, judge: prompt, examine } = judge;
  const onUsage = recorder.modelCall;
  try {
    const { verdict, expiresAt, judgement } = await recorder.during('judging', () =>
      judgeClaim(
        { claim, passages, asOf: now().toISOString().slice(0, 10) },
        { model, prompt, primarySources, now, onUsage, examine: (asked) => crossExamineWithin(task, asked) },
        signal,
      ),
    );
    if (judgement) recorder.judged(judgement);
    const judgedBy = { model: model.name, prompts: [extract.version, prompt.version, examine.prompt.version] };
    const said = verdict.citations.length > 0 ? verdict : withRead(verdict, passages);
    return { verdict: said, failures, judgedBy, expiresAt: verdict.label === 'unverified' ? undefined : expiresAt };
  } catch (error) {
    const failure = toFailure(model.name, error, signal);
    recorder.failed(failure);
    failures.push(failure);
    if (error instanceof OutOfReach) recorder.modelCall(error.usage ?? { inputTokens: 0, outputTokens: 0 });
    const reason = mayPass([failure]) ? 'model-failed' : 'model-broken';
    return { verdict: toUnjudged(claim.text, passages, reason), failures };
  }
}

/** Adds to the report who published the pages that were read: readers learn what was found even if it decides nothing. */
function withRead(verdict: Verdict, passages: readonly Passage[]): Verdict {
  // Domains are named, never a page's own title or publisher: those may hold orders to a model.
  const read = new Set(passages.map(({ publisherKey }) => publisherKey));
  const report = { analysis: '', missing: [], ...verdict.report, read: Array.from(read).slice(0, MOST_READ) };
  return { ...verdict, report };
}

/** Has the quotes cross-examined, within the budget. @returns nothing if that fails or the budget is used up */
async function crossExamineWithin(
  { research, scope, recorder, signal }: Task,
  asked: Parameters<typeof crossExamine>[0],
): Promise<Examined | undefined> {
  if (!research.judge) return undefined;
  const reservation = await research.budget?.reserve(scope, MOST_EXAMINED);
  if (research.budget && !reservation) return undefined;
  const own = recorder.part();
  try {
    const examined = await crossExamine(asked, research.judge.examine, signal);
    own.modelCall(examined.usage);
    return examined;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof OutOfReach)) throw error;
    own.modelCall(error.usage ?? { inputTokens: 0, outputTokens: 0 });
    own.failed({ name: research.judge.examine.model.name, why: error.why });
    return undefined;
  } finally {
    await reservation?.settle(own.spent());
  }
}

async function gather({ research, claim, recorder, signal, from }: Task): Promise<Gathered> {
  const { searchers, toPublisherKey, reader, onlyBefore, limits } = research;
  const own = from === undefined ? undefined : toPublisherKey(from);
  const isOwn = ({ url }: { url: string }) => own !== undefined && toPublisherKey(url) === own;
  const until = onlyBefore ? claim.claimDate : undefined;
  const gathered = await gatherEvidence(
    claim,
    { searchers, toPublisherKey, isOwn, limits, ...defined({ reader, until }) },
    signal,
  );
  recorder.searches(gathered.searches);
  const isProvider = (name: string) => searchers.some((searcher) => searcher.name === name);
  for (const { name, why } of gathered.failures) recorder.failed({ name: isProvider(name) ? name : PAGES, why });
  return gathered;
}

/**
 * Looks up and stores published reviews that were not imported yet. `identical`: reviews of these very words; `inEnglish`: one of the English
 * translation.
 */
async function findReviews({ core, research, claim, scope, recorder, signal }: Task) {
  const { lookups } = research;
  const failures: Failure[] = [];
  const queries = [
    { text: claim.text, language: claim.language },
    ...(claim.english === undefined ? [] : [{ text: claim.english, language: 'en' }]),
  ];
  const asked = lookups.flatMap((lookup) => queries.map((query) => ({ lookup, query })));
  const found = await Promise.all(
    asked.map(async ({ lookup, query }): Promise<ClaimReview[]> => {
      recorder.searches({ [lookup.name]: 1 });
      try {
        return await lookup.lookUp(query, signal);
      } catch (error) {
        const failure = toFailure(lookup.name, error, signal);
        recorder.failed(failure);
        if (!failures.some(({ name }) => name === failure.name)) failures.push(failure);
        return [];
      }
    }),
  );
  const reviews = found.flat();
  // An imported review holds more than a look-up tells of the same review, so only unknown ones are stored.
  const known = await Promise.all(reviews.map(({ id }) => core.priors.review(id)));
  const news = reviews.filter((_review, at) => known[at] === undefined);
  if (news.length > 0) await core.priors.addReviews(news);
  // Reviews that were known before were already searched: only new ones are worth a second search.
  const identicalTo = (text: string) => core.recogniser.identical(toAskedForms(text), scope);
  const identical = news.length > 0 ? await identicalTo(claim.text) : [];
  const english = news.length > 0 && claim.english !== undefined ? await identicalTo(claim.english) : [];
  return {
    identical: identical.flatMap((prior) => (prior.kind === 'review' ? prior.review : [])),
    inEnglish: english.find(({ kind }) => kind === 'review'),
    failures,
    reached: failures.length < lookups.length,
  };
}

function toMost({ questions, english }: ResearchClaim, { searchers, lookups, judge }: Research): Spending {
  const queries = Math.min(MOST_QUERIES, 1 + questions.length);
  const counts = [
    ...searchers.map(({ name }) => [name, queries] as const),
    ...lookups.map(({ name }) => [name, english === undefined ? 1 : 2] as const),
  ];
  const model = judge ? MOST_SPENT : { modelCalls: 0, inputTokens: 0, outputTokens: 0 };
  return { ...model, searches: Object.fromEntries(counts) };
}

/** @throws the signal's reason if it is aborted, and any error that is our own fault */
function toFailure(name: string, error: unknown, signal: AbortSignal): Failure {
  signal.throwIfAborted();
  if (error instanceof OutOfReach) return { name, why: error.why };
  throw error;
}
