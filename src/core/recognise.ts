import { toKnownForms } from './claim/known-forms.ts';
import { defined } from './defined.ts';
import { toAskedForms, toClaimKey } from './language/canonical-form.ts';
import { toStatements } from './language/sentences.ts';
import type { Match } from './match/matcher.ts';
import type { CheckStore, ConfirmationStore, PriorIndex } from './ports.ts';
import { doDisagree, isRated, isUndecided, type RatedReview, toTakenVerdict } from './reviews/adopt-review.ts';
import type { Check, ClaimReview, Closest, ClosestCheck, ConfirmedBy, PriorRef, Scope, Verdict } from './types.ts';

/** A prior check that can decide a claim: somebody decided something there. */
export type Prior = { kind: 'review'; review: RatedReview } | { kind: 'check'; check: Check };

/** A prior claim that somebody said is the same. */
export interface ConfirmedPrior {
  prior: Prior;
  by: ConfirmedBy;
}

/** Finds prior checks whose verdict a claim can take over: of the same claim word for word, or confirmed. */
export interface Recogniser {
  /** Prior checks that have one of the forms (`toAskedForms`) as a wording, the one known first at the head. */
  identical(forms: readonly string[], scope: Scope): Promise<Prior[]>;
  /** Reviews that would be among those, but cannot decide: their ratings are not on our scale, or they have no page. */
  undecided(forms: readonly string[], scope: Scope): Promise<ClaimReview[]>;
  /** The statements of a message that are known claims word for word, in message order. Costs one search if none is known. */
  identicalStatements(message: string, scope: Scope): Promise<string[]>;
  /** The words of people and models on a sentence that count for everybody who asks in the scope. @param form its claim key */
  confirmed(form: string, scope: Scope): Promise<{ same?: ConfirmedPrior; different: readonly PriorRef[] }>;
  /** The prior check behind a reference, if it can decide and the scope may see it. */
  load(ref: PriorRef, scope: Scope): Promise<Prior | undefined>;
}

export interface RecogniserOptions {
  checks: CheckStore;
  priors: PriorIndex;
  confirmations: ConfirmationStore;
  /** Identifies the model and its prompt: only this version's confirmations count. Absent without a model. */
  version: string | undefined;
}

/** Makes the recogniser over the index of wordings and the stored confirmations. */
export function createRecogniser({ checks, priors, confirmations, version }: RecogniserOptions): Recogniser {
  async function load({ kind, id }: PriorRef, scope: Scope): Promise<Prior | undefined> {
    if (kind === 'review') {
      const review = await priors.review(id);
      return review && isRated(review) ? { kind, review } : undefined;
    }
    const check = await checks.get(id, scope);
    return check && canDecide(check) ? { kind, check } : undefined;
  }

  async function findIdentical(forms: readonly string[], scope: Scope): Promise<PriorRef[]> {
    const found = forms.length === 0 ? [] : await priors.identical(forms, scope);
    return Array.from(new Map(found.map((surface) => [`${surface.kind} ${surface.id}`, surface])).values());
  }

  return {
    load,
    async identical(forms, scope) {
      const found = await findIdentical(forms, scope);
      const loaded = await Promise.all(found.map((ref) => load(ref, scope)));
      return loaded.filter((prior) => prior !== undefined);
    },
    async undecided(forms, scope) {
      const found = await findIdentical(forms, scope);
      const reviews = await Promise.all(
        found.map(({ kind, id }) => (kind === 'review' ? priors.review(id) : undefined)),
      );
      return reviews.filter((review) => review !== undefined).filter(isUndecided);
    },
    async identicalStatements(message, scope) {
      const statements = toStatements(message).map((text) => ({ text, forms: toAskedForms(text) }));
      const isKnown = async (forms: readonly string[]) =>
        forms.length > 0 && (await priors.identical(forms, scope)).some(({ label }) => label !== 'unverified');
      // Mostly none is known, and then one search covers them all.
      if (!(await isKnown(statements.flatMap(({ forms }) => forms)))) return [];
      if (statements.length === 1) return statements.map(({ text }) => text);
      const known: string[] = [];
      for (const { text, forms } of statements) if (await isKnown(forms)) known.push(text);
      return known;
    },
    async confirmed(form, scope) {
      const words = await confirmations.of(form, scope, defined({ version }));
      // The strongest word on a prior claim comes first, and holds.
      const holding = words.filter((word, at) => words.findIndex(({ prior }) => isSameRef(prior, word.prior)) === at);
      const different = holding.filter(({ relation }) => relation === 'different').map(({ prior }) => prior);
      for (const { prior: ref, relation, by } of holding) {
        const prior = relation === 'same' ? await load(ref, scope) : undefined;
        if (prior) return { same: { prior, by }, different };
      }
      return { different };
    },
  };
}

/** A check of ours can decide a claim only by its own findings: not if its verdict was taken over or stayed open. */
function canDecide({ verdict, recognition }: Check): boolean {
  return isFirm(verdict) && verdict.takenFrom === undefined && recognition?.grade !== 'confirmed';
}

/** Whether the verdict decides the claim. */
export function isFirm({ label }: Pick<Verdict, 'label'>): boolean {
  return label !== 'unverified' && label !== 'not-checkable';
}

export function toRef(prior: Prior): PriorRef {
  return { kind: prior.kind, id: prior.kind === 'review' ? prior.review.id : prior.check.id };
}

export function isSameRef(one: PriorRef, other: PriorRef): boolean {
  return one.kind === other.kind && one.id === other.id;
}

export const isAmong = (refs: readonly PriorRef[], ref: PriorRef): boolean => refs.some((one) => isSameRef(one, ref));

/** The prior claim in its own words. */
export function toPriorClaim(prior: Prior): string {
  return prior.kind === 'review' ? prior.review.claimReviewed : prior.check.claim.text;
}

export function toPriorVerdict(prior: Prior): Verdict {
  return prior.kind === 'review' ? toTakenVerdict(prior.review) : prior.check.verdict;
}

/** Below this probability, a claim with a single known wording is not near enough to be asked about alone: two are shown. */
const NEAR_ENOUGH = 0.7;
/** At most this many other publishers of one claim are named. */
const MOST_OTHERS = 4;

/**
 * The prior claims that a claim is probably the same as, for the card that asks. Nothing unless the best match that can decide is `likely`.
 *
 * @param matches as the matcher gives them, with those that somebody said are different lowered to `related`
 */
export async function toClosest(
  recogniser: Recogniser,
  matches: readonly Match[],
  scope: Scope,
): Promise<Closest | undefined> {
  const near: { match: Match; prior: Prior }[] = [];
  // Mostly none is likely, and then no prior check is read.
  if (!matches.some(({ grade }) => grade === 'likely')) return undefined;
  for (const match of matches) {
    if (match.grade === 'none' || near.length === 2) continue;
    const prior = await recogniser.load(match.surface, scope);
    // Two reviews of the very same claim are shown as one.
    const isTwin = (one: Prior) => prior && toClaimKey(toPriorClaim(one)) === toClaimKey(toPriorClaim(prior));
    if (prior && !near.some((other) => isTwin(other.prior))) near.push({ match, prior });
  }
  const [first, second] = near;
  if (first?.match.grade !== 'likely') return undefined;
  const { match, prior } = first;
  const claim = await toClosestCheck(recogniser, match, prior, scope);
  // A review's headline is not a wording of its claim.
  const isUnsure = match.probability < NEAR_ENOUGH && (prior.kind === 'check' || prior.review.forms.length === 0);
  const more = isUnsure && second ? [await toClosestCheck(recogniser, second.match, second.prior, scope)] : [];
  const labels = claim.others.map(({ label }) => label);
  const disagree = prior.kind === 'review' && doDisagree([prior.review.label, ...labels]);
  return { claims: [claim, ...more], confirmable: more.length === 0 && !match.vetoed && !disagree };
}

async function toClosestCheck(
  { identical }: Recogniser,
  { probability }: Match,
  prior: Prior,
  scope: Scope,
): Promise<ClosestCheck> {
  const ref = toRef(prior);
  const claim = toPriorClaim(prior);
  const twins = await identical(toKnownForms(claim), scope);
  const others = twins
    .flatMap((twin) => (twin.kind === 'review' && !isSameRef(toRef(twin), ref) ? twin.review : []))
    .slice(0, MOST_OTHERS)
    .map(({ publisher, textualRating, label, url }) => ({ publisher, textualRating, label, ...defined({ url }) }));
  return { ...ref, claim, verdict: toPriorVerdict(prior), probability, others };
}
