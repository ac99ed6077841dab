import type { CleanMessage } from './claim/clean.ts';
import { toClaimKind } from './claim/kinds.ts';
import { toClosest } from './closest.ts';
import { toAskedForms, toClaimKey } from './language/canonical-form.ts';
import type { Match, Matcher } from './match/matcher.ts';
import type { CheckStore, PriorIndex } from './ports.ts';
import { type ConfirmedPrior, isSameRef, type Recogniser, toRef } from './recognise.ts';
import type { RatedReview } from './reviews/adopt-review.ts';
import type { Check, ClaimReview, Closest, Means, PriorRef, RelatedCheck, Scope, Verdict } from './types.ts';

/** What decides a claim: a check of it that still holds, reviews of the very same words, or a prior check that somebody said is the same. */
export type Settled =
  | { by: 'check'; check: Check }
  | { by: 'reviews'; reviews: readonly [RatedReview, ...RatedReview[]] }
  | { by: 'confirmation'; confirmed: ConfirmedPrior };

/** A sentence of a message, looked up among prior checks. */
export interface LookedUp {
  statement: string;
  key: string;
  /** The words alone do not say what it claims ("he", "this photo"): what was decided for them before decides nothing now. */
  pointsOutside: boolean;
  /** What it is, if it is no statement: it gets a verdict only if a prior check answers it. */
  aside?: 'question';
  /** A question that can be put as a statement. */
  askable: boolean;
  /** The check of this very claim, whether it still holds or not. */
  known?: Check;
  settled?: Settled;
  /** Prior checks that somebody said are another claim: no model is asked about them again. */
  different: readonly PriorRef[];
  /** Alike prior checks; what is different is at most related. */
  matches: readonly Match[];
}

export interface LookUpOptions {
  checks: CheckStore;
  priors: PriorIndex;
  matcher: Matcher;
  recogniser: Recogniser;
  /** What can be looked into now: a check decided with less is judged again. */
  means: Means;
  now(): Date;
}

/** How a claim is to be looked up. */
export interface LookUpHow {
  /** Only published reviews and people's words settle it, not what was researched before. */
  again?: boolean;
  /** The asker said that it is none of these. */
  except?: readonly PriorRef[];
}

/** Finds what is known of a claim already. */
export interface LookUp {
  lookUp(sentence: string, message: CleanMessage, scope: Scope, how: LookUpHow): Promise<LookedUp>;
  /** Published reviews of the very same words. */
  findReviews(sentence: string, scope: Scope): Promise<RatedReview[]>;
  /** The like claims to show, without the check itself. */
  relate(matches: readonly Match[], known: Check | undefined): Promise<RelatedCheck[]>;
  /** What the claim is probably the same as. */
  closestOf(matches: readonly Match[], scope: Scope): Promise<Closest | undefined>;
}

const MOST_RELATED = 3;

export function createLookUp({ checks, priors, matcher, recogniser, means, now }: LookUpOptions): LookUp {
  async function lookUp(
    sentence: string,
    message: CleanMessage,
    scope: Scope,
    { again = false, except = [] }: LookUpHow,
  ): Promise<LookedUp> {
    const asked = toClaimKind(sentence);
    const isQuestion = asked.kind === 'yes-no-question';
    const statement = isQuestion ? (asked.statement ?? sentence) : sentence;
    const key = toClaimKey(statement);
    const forms = toForms(sentence, statement);
    const pointsOutside = forms.length === 0;
    const looked = {
      statement,
      key,
      pointsOutside,
      different: [...except],
      // A model puts any question as a statement.
      askable: !isQuestion || asked.statement !== undefined || means.model,
      ...(isQuestion ? { aside: 'question' as const } : {}),
    };
    const identical = await recogniser.identical(forms, scope);
    const own = identical.find((prior) => prior.kind === 'check')?.check;
    const before = (await checks.findByKey(key, scope)) ?? own;
    // Another message of these words can be about something else: what was decided stays with the first.
    const known = before && pointsOutside && isFirm(before) ? undefined : before;
    const found = { ...looked, ...(known === undefined ? {} : { known }) };
    const [review, ...reviews] = identical.flatMap((prior) => (prior.kind === 'review' ? [prior.review] : []));
    if (review) return { ...found, matches: [], settled: { by: 'reviews', reviews: [review, ...reviews] } };
    const said = pointsOutside ? { different: [] } : await recogniser.confirmed(key, scope);
    found.different.push(...said.different);
    const isOther = (ref: PriorRef) => found.different.some((other) => isSameRef(other, ref));
    if (said.same && !isOther(toRef(said.same.prior)))
      return { ...found, matches: [], settled: { by: 'confirmation', confirmed: said.same } };
    if (known && !pointsOutside && isCurrent(known, again))
      return { ...found, matches: [], settled: { by: 'check', check: known } };
    const all = await matcher.match({ ...message, text: statement }, scope);
    const matches = all
      .filter(({ surface }) => surface.id !== known?.id)
      .map((match) =>
        match.grade === 'likely' && isOther(match.surface) ? { ...match, grade: 'related' as const } : match,
      );
    return { ...found, matches };
  }

  async function findReviews(sentence: string, scope: Scope): Promise<RatedReview[]> {
    const found = await recogniser.identical(toAskedForms(sentence), scope);
    return found.flatMap((prior) => (prior.kind === 'review' ? [prior.review] : []));
  }

  /** What was taken over is taken over anew, with its ground: one of ours holds until it expires or could be decided with more. */
  function isCurrent({ verdict, recognition, ...check }: Check, again: boolean): boolean {
    if (again || verdict.takenFrom !== undefined || recognition?.grade === 'confirmed') return false;
    const isOpen = verdict.label === 'unverified';
    // Without means nothing is spent by matching it again, and an archive may have been imported since.
    if (isOpen && !means.model && !means.search) return false;
    if ((means.model && !check.means.model) || (means.search && !check.means.search)) return false;
    if (check.expiresAt !== undefined && Date.parse(check.expiresAt) <= now().getTime()) return false;
    return !(isOpen && check.failures !== undefined);
  }

  async function relate(matches: readonly Match[], known: Check | undefined): Promise<RelatedCheck[]> {
    const near = matches.filter(({ grade, surface }) => grade !== 'none' && surface.id !== known?.id);
    return Promise.all(
      near.slice(0, MOST_RELATED).map(async (match) => {
        const { kind, id } = match.surface;
        return toRelated(match, kind === 'review' ? await priors.review(id) : undefined);
      }),
    );
  }

  return { lookUp, findReviews, relate, closestOf: (matches, scope) => toClosest(matches, recogniser, scope) };
}

/** Somebody or something decided it. */
export function isFirm({ verdict: { label } }: Check): boolean {
  return label !== 'unverified' && label !== 'not-checkable';
}

/** A question is known under its own words as well as under its statement's. */
function toForms(sentence: string, statement: string): string[] {
  const forms = toAskedForms(statement);
  return sentence === statement ? forms : [...new Set([...forms, ...toAskedForms(sentence)])];
}

/** Whether two verdicts say the same in every word. */
export function isEqual(one: Verdict, other: Verdict): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A like claim, as it is remembered with a check. `review` is the match's own, if it is one. */
function toRelated({ surface, probability, differences }: Match, review: ClaimReview | undefined): RelatedCheck {
  const { kind, id, label } = surface;
  return {
    kind,
    id,
    claim: review?.claimReviewed ?? surface.claim,
    probability,
    differences,
    ...(label === undefined ? {} : { label }),
    ...(review === undefined ? {} : { textualRating: review.textualRating, publisher: review.publisher }),
    ...(review?.url === undefined ? {} : { url: review.url }),
  };
}
