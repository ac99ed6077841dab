import { redact } from './claim/redact.ts';
import { defined } from './defined.ts';
import { type Gathered, gatherEvidence } from './evidence/gather.ts';
import type { ResearchClaim } from './evidence/passages.ts';
import type { ExtractedClaim } from './extract/extractor.ts';
import { judgeClaim, toUnjudged } from './judge/judge.ts';
import { toAskedForms, toClaimKey } from './language/canonical-form.ts';
import { type Decision, type LookedUp, lookUp, toRelated, toRelatedOnly } from './look-up.ts';
import type { Match } from './match/matcher.ts';
import { OutOfReach } from './out-of-reach.ts';
import type { Spending } from './ports.ts';
import { isSameRef, toClosest, toRef } from './recognise.ts';
import { adoptConfirmed, type NewCheck, type OpenCheck, recordCheck } from './record-check.ts';
import { toUnverified } from './reviews/adopt-review.ts';
import type { Core, Message, Research, Run } from './run.ts';
import { recordOpen, settle, toAnswer, toOpenCheck, toRecognition } from './settle.ts';
import type { Answer, Check, ClaimReview, Failure, PriorRef, Scope, VerdictReason } from './types.ts';

/** What looking into a claim came to: reviews of it, or a verdict on evidence. */
type Finding = Extract<Decision, { by: 'reviews' }> | Pick<NewCheck, 'verdict' | 'failures' | 'expiresAt' | 'judgedBy'>;

interface Task extends Run {
  core: Core;
  research: Research;
  claim: ResearchClaim;
  /** The page the claim was taken from: it is no evidence for itself. */
  from: string | undefined;
}

/** What the judge call may cost at most: twelve passages, the report. For the budget's reservation only. */
const MOST_SPENT = { modelCalls: 1, inputTokens: 8_000, outputTokens: 3_000 };
/** The claim itself and its questions. */
const MOST_QUERIES = 3;

/**
 * Looks into a claim that no prior check decides, and records it. A model's word on a prior check adopts it or lets the claim be looked into; a match that
 * nobody settled stays the closest one.
 *
 * @param failures why no model could be asked what the claims are; absent where one was, or there is none
 */
export async function lookFurther(
  core: Core,
  claim: ExtractedClaim,
  failures: Failure[] | undefined,
  message: Message,
  run: Run,
): Promise<Answer> {
  run.signal.throwIfAborted();
  const { text, language, claimDate, keys, said = text } = claim;
  const looked = claim.looked ?? (await lookUp(core, text, message, run));
  const open: OpenCheck = {
    ...toOpenCheck(looked, { text, language, ...defined({ claimDate }) }, message, run),
    aliases: keys,
    known: claim.known ?? looked.known,
  };
  return toAnswer(await toCheck(core, claim, looked, open, failures, message, run), said);
}

async function toCheck(
  core: Core,
  claim: ExtractedClaim,
  looked: LookedUp,
  open: OpenCheck,
  failures: Failure[] | undefined,
  { from }: Message,
  run: Run,
): Promise<Check> {
  const { model, means, research } = core;
  const { scope } = run;
  const confirmed = model && toConfirmed(claim, looked);
  if (confirmed) {
    await remember(core, claim, looked, [toRef(confirmed)], scope);
    const by = { kind: 'model', model: model.name } as const;
    return adoptConfirmed(core, open, { prior: confirmed, by }, scope);
  }
  if (looked.decided) return settle(core, looked.decided, open, scope);
  await remember(core, claim, looked, [], scope);
  const isAmong = (refs: readonly PriorRef[], { surface }: Match) => refs.some((ref) => isSameRef(ref, surface));
  const all = looked.matches.length > 0 ? looked.matches : (claim.matches ?? []);
  const matches = all.filter((match) => !isAmong(claim.unrelated, match));
  const isUnsettled = matches.some((match) => match.grade === 'likely' && !isAmong(claim.different, match));
  const isLikely = isUnsettled && (await toClosest(core.recogniser, matches, scope)) !== undefined;
  if (isLikely) return recordOpen(core, open, matches, scope, failures);
  const similar = matches.map(toRelatedOnly);
  if (!research || !means.search) return recordOpen(core, open, similar, scope, failures);
  const { language, questions, outward = claim.text } = claim;
  const { claimDate } = open.claim;
  const asked = { text: redact(outward), questions: questions.map(redact), language, ...defined({ claimDate }) };
  const finding = await lookInto({ ...run, core, research, claim: asked, from });
  run.signal.throwIfAborted();
  if ('by' in finding) return settle(core, finding, open, scope);
  const related = await toRelated(core, matches, open.known);
  return recordCheck(core, { ...open, ...finding, related, recognition: toRecognition(similar) }, scope);
}

/** What the model confirms: a prior check it was asked about, or the words it gave the claim, which are a known wording. */
function toConfirmed(claim: ExtractedClaim, { decided, key }: LookedUp) {
  const isReworded = claim.said !== undefined && toClaimKey(claim.said) !== key;
  if (decided?.by === 'reviews' && isReworded) return { kind: 'review' as const, review: decided.reviews[0] };
  return decided ? undefined : claim.same;
}

/** What the model said of prior claims serves everybody who asks in these words, as long as the model and its prompt stay. */
async function remember(
  { model, confirmations, surroundings }: Core,
  { matches = [], keys, different, unrelated }: ExtractedClaim,
  { key, pointsOutside }: LookedUp,
  same: readonly PriorRef[],
  scope: Scope,
): Promise<void> {
  if (!model || pointsOutside) return;
  const isLikely = (ref: PriorRef) =>
    matches.some(({ surface, grade }) => grade === 'likely' && isSameRef(surface, ref));
  const words = [
    ...same.map((prior) => ({ prior, relation: 'same' as const })),
    ...[...different, ...unrelated].filter(isLikely).map((prior) => ({ prior, relation: 'different' as const })),
  ];
  const by = { kind: 'model', model: model.name, version: model.version } as const;
  const at = surroundings.now().toISOString();
  for (const form of new Set([key, ...keys]))
    for (const word of words) await confirmations.save({ form, ...word, by, at }, scope);
}

/** Searches, reads and judges within the budget. Rejects only with the signal's reason, or with what a store throws. */
async function lookInto(task: Task): Promise<Finding> {
  task.signal.throwIfAborted();
  const { core, research, claim } = task;
  const reservation = await research.budget?.reserve(task.scope, toMost(claim, research));
  if (research.budget && !reservation)
    return { verdict: toUnverified('budget-used'), expiresAt: core.surroundings.now().toISOString() };
  const recorder = task.recorder.part();
  try {
    return await findOut({ ...task, recorder });
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
  const failures = [...gathered.failures, ...reviews.failures];
  const toOpen = (reason: VerdictReason) => ({ verdict: toUnverified(reason), failures });
  if (!reached && !reviews.reached) return toOpen('could-not-search');
  // Pages that nobody could read are no evidence, and no lack of it.
  if (passages.length === 0) return toOpen(failures.length > 0 ? 'could-not-search' : 'not-enough-evidence');
  if (!judge) return { verdict: toUnjudged(claim.text, passages, 'unjudged'), failures };
  const { model, extract, judge: prompt } = judge;
  try {
    const { verdict, expiresAt, usage } = await recorder.during('judging', () =>
      judgeClaim(
        { claim, passages, asOf: now().toISOString().slice(0, 10) },
        { model, prompt, primarySources, now },
        signal,
      ),
    );
    recorder.modelCall(usage);
    const judgedBy = { model: model.name, prompts: [extract.version, prompt.version] };
    return { verdict, failures, judgedBy, expiresAt: verdict.label === 'unverified' ? undefined : expiresAt };
  } catch (error) {
    failures.push(toFailure(model.name, error, signal));
    if (error instanceof OutOfReach) recorder.modelCall(error.usage ?? { inputTokens: 0, outputTokens: 0 });
    return { verdict: toUnjudged(claim.text, passages, 'model-failed'), failures };
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
  return gathered;
}

/** Published reviews that nobody has imported yet; `identical` are those of the very same words. */
async function findReviews({ core, research, claim, scope, recorder, signal }: Task) {
  const { lookups } = research;
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
  const known = await Promise.all(reviews.map(({ id }) => core.priors.review(id)));
  const news = reviews.filter((_review, at) => known[at] === undefined);
  if (news.length > 0) await core.priors.addReviews(news);
  // What was known before was looked for before.
  const identical = news.length > 0 ? await core.recogniser.identical(toAskedForms(claim.text), scope) : [];
  return {
    identical: identical.flatMap((prior) => (prior.kind === 'review' ? prior.review : [])),
    failures,
    reached: failures.length < lookups.length,
  };
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
