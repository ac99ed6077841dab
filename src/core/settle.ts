import { speaksOfNobody } from './claim/split-claims.ts';
import { defined } from './defined.ts';
import { toAskedForms } from './language/canonical-form.ts';
import { type Decision, type LookedUp, toRelated } from './look-up.ts';
import type { Match } from './match/matcher.ts';
import { isAmong, toClosest } from './recognise.ts';
import { adoptConfirmed, adoptReviews, type NewCheck, type OpenCheck, recordCheck } from './record-check.ts';
import { doDisagree, toDisagreeing, toNotCheckable, toOffScale, toUnverified } from './reviews/adopt-review.ts';
import type { Core, Message, Run } from './run.ts';
import type { Answer, Check, ClaimReview, Failure, Recognition, Scope, VerdictReason } from './types.ts';

/** Decides a claim by prior checks alone, and records it. */
export async function decide(core: Core, looked: LookedUp, message: Message, run: Run): Promise<Answer> {
  const { asked, decided, statement, notCheckable, matches, known } = looked;
  const { scope } = run;
  run.signal.throwIfAborted();
  const open = toOpenCheck(looked, { text: statement, language: 'und' }, message, run);
  if (decided) return toAnswer(await settle(core, decided, open, scope), asked);
  // Only a model can tell what a question asks about that the rules cannot turn into a statement.
  const none = notCheckable ?? (speaksOfNobody(statement) ? 'not-alone' : undefined);
  const { recogniser } = core;
  // An earlier check of these very words found a claim in them, whatever the rules say.
  const isOpen = !none || (known && notCheckable) || (await toClosest(recogniser, matches, scope));
  if (isOpen || (await recogniser.undecided(toAskedForms(statement), scope)).length > 0)
    return toAnswer(await recordOpen(core, open, matches, scope), asked);
  const related = await toRelated(core, matches, scope);
  return { check: await recordNotCheckable(core, none, { ...open, related }, scope) };
}

/** Records a claim that prior checks decide. */
export async function settle(core: Core, decision: Decision, open: OpenCheck, scope: Scope): Promise<Check> {
  if (decision.by === 'confirmation') return adoptConfirmed(core, open, decision.confirmed, scope);
  if (decision.by === 'check') {
    const { aliases = [] } = open;
    // Next time, the sentence that a model read the claim from leads to this check directly.
    return aliases.length > 0 ? core.checks.save(decision.check, scope, aliases) : decision.check;
  }
  const { reviews } = decision;
  if (!doDisagree(reviews.map(({ label }) => label))) return adoptReviews(core, reviews, open.known, scope);
  return recordCheck(core, { ...open, verdict: toDisagreeing(reviews), recognition: toIdentical(reviews[0]) }, scope);
}

/** Records a claim that no prior check decides, with the closest prior claims if one is likely. @param failures why a model could not be asked */
export async function recordOpen(
  core: Core,
  open: OpenCheck,
  matches: readonly Match[],
  scope: Scope,
  failures?: Failure[],
): Promise<Check> {
  const undecided = await core.recogniser.undecided(toAskedForms(open.claim.text), scope);
  const own = undecided.filter(({ url }) => url !== undefined);
  const [review] = own;
  // A review of the very same words comes before decisions on other words.
  const closest = review ? undefined : await toClosest(core.recogniser, matches, scope);
  const related = await toRelated(core, matches, scope, open.known);
  const [first] = closest?.claims ?? [];
  if (!closest || !first) {
    const made = {
      ...{ ...open, failures },
      verdict: review ? toOffScale(own) : toUnverified(undecided.length > 0 ? 'no-page' : undefined),
      related: related.filter(({ id }) => !own.some((one) => one.id === id)),
      recognition: review ? toIdentical(review) : toRecognition(matches),
    };
    return recordCheck(core, made, scope);
  }
  const made: NewCheck = {
    ...{ ...open, verdict: toUnverified('closest'), closest, failures },
    related: related.filter((one) => !isAmong(closest.claims, one)),
    recognition: { grade: 'likely', prior: { kind: first.kind, id: first.id } },
    // A configured model that could not be asked this time is asked next time.
    expiresAt: core.model && core.surroundings.now().toISOString(),
  };
  return recordCheck(core, made, scope);
}

/** Records a text that is not a checkable claim. Brackets never occur in a claim's own key, so the two kinds of keys cannot collide. */
export function recordNotCheckable(
  core: Core,
  reason: VerdictReason,
  made: Omit<NewCheck, 'verdict'>,
  scope: Scope,
): Promise<Check> {
  const key = `(${reason}) ${made.key}`.trim();
  return recordCheck(core, { ...made, key, verdict: toNotCheckable(reason) }, scope);
}

/** A claim as it is recorded. A forwarded text may name an earlier day (`claim.claimDate`) on which it was said. */
export function toOpenCheck(
  { key, pointsOutside, known }: LookedUp,
  claim: OpenCheck['claim'],
  { claimant, original }: Message,
  { saidAt }: Run,
): OpenCheck {
  const read = claim.claimDate;
  // On the same day, the platform's moment is the more exact one.
  const isEarlier = read !== undefined && (saidAt === undefined || read < saidAt.slice(0, read.length));
  const claimDate = isEarlier ? read : saidAt;
  return {
    claim: { ...claim, text: toCalm(claim.text), ...defined({ claimant: claim.claimant ?? claimant, claimDate }) },
    key,
    pointsOutside,
    message: original,
    known,
  };
}

/** Drops the exclamation marks at the end: the next asker sees the claim, not how loudly the first one put it. */
function toCalm(text: string): string {
  const said = text.replace(/(?<=[\p{L}\p{M}\p{N}])[!！]+$/u, '');
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
}

/** Adds the asked words if the check has other ones. Case, punctuation and Unicode compatibility forms make no difference. */
export function toAnswer(check: Check, asked: string): Answer {
  return toPlain(check.claim.text) === toPlain(asked) ? { check } : { check, asked };
}

function toPlain(text: string): string {
  const words = text.normalize('NFKC').toLowerCase();
  return words.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();
}

function toIdentical({ id }: Pick<ClaimReview, 'id'>): Recognition {
  return { grade: 'identical', prior: { kind: 'review', id } };
}

export function toRecognition(matches: readonly Match[]): Recognition {
  const near = matches.find(({ grade }) => grade !== 'none');
  return near ? { grade: 'related', prior: { kind: near.surface.kind, id: near.surface.id } } : { grade: 'none' };
}
