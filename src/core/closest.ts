import { toKnownForms } from './claim/known-forms.ts';
import { toClaimKey } from './language/canonical-form.ts';
import type { Match } from './match/matcher.ts';
import {
  isSameRef,
  type Prior,
  type Recogniser,
  toPriorClaim,
  toPriorVerdict,
  toPriorWordings,
  toRef,
} from './recognise.ts';
import { doDisagree } from './reviews/adopt-review.ts';
import type { Closest, ClosestCheck, PriorRef, Scope } from './types.ts';

/** Below this a claim with one known wording is not near enough to be asked about: two are shown. */
const NEAR_ENOUGH = 0.7;
/** More publishers than these of one claim are not named. */
const MOST_OTHERS = 4;

/**
 * What a claim is probably the same as, for the card that asks. Nothing where no match is `likely`, or none of them can decide.
 *
 * @param matches as the matcher gives them, without what somebody said is different
 */
export async function toClosest(
  matches: readonly Match[],
  recogniser: Pick<Recogniser, 'identical' | 'load'>,
  scope: Scope,
): Promise<Closest | undefined> {
  const near: { match: Match; prior: Prior }[] = [];
  for (const match of matches) {
    if (match.grade === 'none' || near.length === 2) continue;
    const prior = await recogniser.load(match.surface, scope);
    if (prior && !near.some((other) => isTwin(other.prior, prior))) near.push({ match, prior });
  }
  const [first, second] = near;
  if (first?.match.grade !== 'likely') return undefined;
  const claim = await toClosestCheck(first.match, first.prior, recogniser, scope);
  const isUnsure = toPriorWordings(first.prior).length === 1 && first.match.probability < NEAR_ENOUGH;
  const more = isUnsure && second ? [await toClosestCheck(second.match, second.prior, recogniser, scope)] : [];
  const labels = claim.others.map(({ label }) => label);
  const disagree = first.prior.kind === 'review' && doDisagree([first.prior.review.label, ...labels]);
  return { claims: [claim, ...more], confirmable: more.length === 0 && !first.match.vetoed && !disagree };
}

async function toClosestCheck(
  { probability }: Match,
  prior: Prior,
  { identical }: Pick<Recogniser, 'identical'>,
  scope: Scope,
): Promise<ClosestCheck> {
  const ref: PriorRef = toRef(prior);
  const claim = toPriorClaim(prior);
  const twins = (await identical(toKnownForms(claim), scope)).filter((twin) => !isSameRef(toRef(twin), ref));
  const others = twins.flatMap((twin) => (twin.kind === 'review' ? [twin.review] : [])).slice(0, MOST_OTHERS);
  return {
    ...ref,
    claim,
    verdict: toPriorVerdict(prior),
    probability,
    others: others.map(({ publisher, textualRating, label, url }) => ({
      publisher,
      textualRating,
      label,
      ...(url === undefined ? {} : { url }),
    })),
  };
}

/** Two reviews of the very same claim. */
function isTwin(one: Prior, other: Prior): boolean {
  return toClaimKey(toPriorClaim(one)) === toClaimKey(toPriorClaim(other));
}
