import { toFirstLink } from './claim/clean.ts';
import { redact } from './claim/redact.ts';
import { speaksOfNobody } from './claim/split-claims.ts';
import { defined } from './defined.ts';
import type { ExtractedClaim } from './extract/extractor.ts';
import { toClaimKey } from './language/canonical-form.ts';
import { lookInto } from './look-into.ts';
import { type LookedUp, lookUp, lowerDifferent, toRelated, toRelatedOnly } from './look-up.ts';
import type { Match } from './match/matcher.ts';
import { isAmong, isFirm, isSameRef, type Prior, toClosest, toRef } from './recognise.ts';
import { adoptConfirmed, type OpenCheck, recordCheck } from './record-check.ts';
import { toUnverified } from './reviews/adopt-review.ts';
import type { Core, Message, Run } from './run.ts';
import { recordNotCheckable, recordOpen, settle, toAnswer, toOpenCheck, toRecognition } from './settle.ts';
import type { Answer, Check, Failure, PriorRef, Scope } from './types.ts';

/**
 * Looks into a claim that no prior check decides, and records it. If a model says that a prior check is the same, its verdict is taken over; if it
 * says that it is not, the claim is looked into; a likely match that nobody settled is recorded as the closest one.
 *
 * @param failures why no model could be asked what the claims are; absent if one was asked, or there is none
 */
export async function lookFurther(
  core: Core,
  claim: ExtractedClaim,
  failures: Failure[] | undefined,
  message: Message,
  run: Run,
): Promise<Answer> {
  run.signal.throwIfAborted();
  const { text, language, claimDate, claimant, keys, said = text, asked = said } = claim;
  const looked = claim.looked ?? (await lookUp(core, text, message, run));
  const open: OpenCheck = {
    ...toOpenCheck(looked, { text, language, ...defined({ claimDate, claimant }) }, message, run),
    aliases: keys,
    known: claim.known ?? looked.known,
  };
  return toAnswer(await toCheck(core, claim, looked, open, failures, message, run), asked);
}

async function toCheck(
  core: Core,
  claim: ExtractedClaim,
  looked: LookedUp,
  open: OpenCheck,
  failures: Failure[] | undefined,
  message: Message,
  run: Run,
): Promise<Check> {
  const { model, means, research } = core;
  const { scope } = run;
  const near = await lookUpInEnglish(core, claim, looked, message, run);
  const confirmed = model && (toConfirmed(claim, looked) ?? near.same);
  if (confirmed) {
    await remember(core, claim, looked, [toRef(confirmed)], scope);
    const by = { kind: 'model', model: model.name } as const;
    return adoptConfirmed(core, open, { prior: confirmed, by }, scope);
  }
  if (looked.decided) return settle(core, looked.decided, open, scope);
  if (speaksOfNobody(claim.text)) return recordNotCheckable(core, 'not-alone', open, scope);
  await remember(core, claim, looked, [], scope);
  const own = looked.matches.length > 0 ? looked.matches : (claim.matches ?? []);
  const all = [...own, ...near.matches].filter(({ surface }) => !isAmong(claim.unrelated, surface));
  const matches = lowerDifferent(all, claim.different);
  if (await toClosest(core.recogniser, matches, scope)) return recordOpen(core, open, matches, scope, failures);
  const similar = matches.map(toRelatedOnly);
  if (claim.privatePerson)
    return recordCheck(
      core,
      { ...open, verdict: toUnverified('private-person'), recognition: toRecognition(similar) },
      scope,
    );
  if (!research || !means.search) return recordOpen(core, open, similar, scope, failures);
  const { language, questions, outward = claim.text } = claim;
  const { claimDate, claimant } = open.claim;
  const asked = {
    text: redact(outward),
    questions: questions.map(redact),
    language,
    ...defined({ claimDate, claimant, english: claim.english === undefined ? undefined : redact(claim.english) }),
  };
  const { from, said } = message;
  const sent = from === undefined ? toFirstLink(said) : undefined;
  const finding = await lookInto({ ...run, core, research, claim: asked, from, sent });
  run.signal.throwIfAborted();
  if ('by' in finding) {
    if (finding.by === 'confirmation') await remember(core, claim, looked, [toRef(finding.confirmed.prior)], scope);
    return settle(core, finding, open, scope);
  }
  const related = await toRelated(core, matches, scope, open.known);
  return recordCheck(core, { ...open, ...finding, related, recognition: toRecognition(similar) }, scope);
}

/**
 * Looks up a model's English translation of the claim, unless prior checks in its own language settle it. A prior check that decides the translation
 * is of the same claim, as far as that model can tell; other matches are merely near.
 */
async function lookUpInEnglish(
  core: Core,
  { english, different, unrelated }: ExtractedClaim,
  { decided, matches }: LookedUp,
  message: Message,
  run: Run,
): Promise<{ same?: Prior; matches: readonly Match[] }> {
  if (english === undefined || decided || matches.some(({ grade }) => grade === 'likely')) return { matches: [] };
  const except = [...(run.except ?? []), ...different, ...unrelated];
  const looked = await lookUp(core, english, message, { ...run, except });
  const same = toDecider(looked.decided);
  const isOut = same === undefined || isAmong(except, toRef(same));
  return isOut ? { matches: looked.matches } : { same, matches: [] };
}

function toDecider(decided: LookedUp['decided']): Prior | undefined {
  if (decided?.by === 'reviews') return { kind: 'review', review: decided.reviews[0] };
  if (decided?.by === 'confirmation') return decided.confirmed.prior;
  return decided && isFirm(decided.check.verdict) ? { kind: 'check', check: decided.check } : undefined;
}

/** The prior check that the model confirms: one it was asked about, or one whose wording is the model's rewording of the claim. */
function toConfirmed(claim: ExtractedClaim, { decided, key }: LookedUp) {
  const isReworded = claim.said !== undefined && toClaimKey(claim.said) !== key;
  if (decided?.by === 'reviews' && isReworded) return { kind: 'review' as const, review: decided.reviews[0] };
  return decided ? undefined : claim.same;
}

/** Saves what the model said of prior claims: it counts for everybody who asks in these words, until the model or its prompt changes. */
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
