import { cleanMessage } from './claim/clean.ts';
import { defined } from './defined.ts';
import { toClaimKey } from './language/canonical-form.ts';
import { toLikelyLanguages } from './language/message-language.ts';
import { type ConfirmedPrior, isFirm, toPriorClaim, toPriorVerdict, toRef } from './recognise.ts';
import { type RatedReview, toTakenVerdict } from './reviews/adopt-review.ts';
import type { Core } from './run.ts';
import { toSimilarReview } from './similar-check.ts';
import type { Check, Claim, Failure, Recognition, RelatedCheck, Scope, Verdict } from './types.ts';

/** What is recorded of a claim, whatever the verdict is. */
export interface OpenCheck {
  claim: Omit<Claim, 'original'>;
  key: string;
  /** Further keys that lead to it from now on. */
  aliases?: readonly string[];
  /** The message as it came. */
  message: string;
  known?: Check | undefined;
  /** The words alone do not say what it claims: once it is decided, no other message finds this check by them. */
  pointsOutside?: boolean;
}

/** An open check together with what was decided. */
export interface NewCheck extends OpenCheck {
  verdict: Verdict;
  related?: RelatedCheck[];
  recognition?: Recognition;
  closest?: Check['closest'];
  expiresAt?: string | undefined;
  failures?: Failure[] | undefined;
  judgedBy?: Check['judgedBy'];
  /** Do not overwrite a check that other people can see too. */
  apart?: boolean;
}

/** An `unverified` check is looked into again after this time. */
const UNVERIFIED_LIFE_MS = 24 * 60 * 60 * 1000;

/** Records the check of a claim, under the one id that the claim has in the scope. */
export async function recordCheck(core: Core, made: NewCheck, scope: Scope): Promise<Check> {
  const { checks, surroundings, means } = core;
  const { key, verdict, pointsOutside = false, related = [], failures, judgedBy, recognition, closest } = made;
  const now = surroundings.now();
  const found = made.known ?? (await checks.findByKey(key, scope));
  const isOther = found !== undefined && pointsOutside && isFirm(found.verdict) && found !== made.known;
  const known = found && (isOther || (made.apart && !isOwn(found, scope))) ? undefined : found;
  const id = known?.id ?? surroundings.newId();
  const soon = new Date(now.getTime() + UNVERIFIED_LIFE_MS).toISOString();
  const expiresAt = made.expiresAt ?? (verdict.label === 'unverified' ? soon : undefined);
  const isShared = known !== undefined && !isOwn(known, scope);
  const check: Check = {
    id,
    // The known check may be visible to others too: it keeps the words it was made with.
    claim: known?.claim ?? { ...made.claim, original: made.message },
    claimKey: known?.claimKey ?? (isOther ? `${key} ~${id}` : key),
    verdict: isShared ? toShareable(verdict) : verdict,
    visibility: known?.visibility ?? scope.visibility,
    // Related checks were found in the asker's scope, and perhaps only the asker may see them.
    related: isShared ? known.related : related,
    ...(isShared ? {} : defined({ recognition, closest })),
    checkedAt: now.toISOString(),
    ...defined({ expiresAt }),
    means,
    ...defined({ failures: failures?.length === 0 ? undefined : failures, judgedBy }),
    history: toHistory(known, verdict),
  };
  // Nothing was looked into and nothing has changed: the stored check is not written again.
  if (known && !means.model && !means.search && saysSame(check, known, now)) return known;
  return checks.save(check, scope, pointsOutside ? [] : [key, ...(made.aliases ?? [])]);
}

/** Takes over the verdict of a prior check that somebody confirmed. The check remains that of the asked claim, within the scope. */
export async function adoptConfirmed(
  core: Core,
  open: OpenCheck,
  { prior, by }: ConfirmedPrior,
  scope: Scope,
): Promise<Check> {
  const claim = toPriorClaim(prior);
  const isAcross = isEnglish(claim) && !isEnglish(open.claim.text);
  const recognition: Recognition = {
    ...{ grade: 'confirmed', prior: toRef(prior), claim, by },
    ...(isAcross && { inEnglish: true }),
  };
  const verdict = toPriorVerdict(prior);
  const { known } = open;
  if (known && isAlike([known.verdict, known.recognition], [verdict, recognition])) return known;
  return recordCheck(core, { ...open, verdict, recognition, apart: true }, scope);
}

function isEnglish(text: string): boolean {
  const likely = toLikelyLanguages(text);
  return likely.length === 0 || likely.includes('en');
}

/** Takes over the verdict of a review with the very same words. Each review has one check, whichever wording leads to it. */
export async function adoptReviews(
  { checks, surroundings, means }: Core,
  [review, ...others]: readonly [RatedReview, ...RatedReview[]],
  known: Check | undefined,
  scope: Scope,
): Promise<Check> {
  const { claimReviewed, language, claimant, claimDate } = review;
  const key = toClaimKey(cleanMessage(claimReviewed).text);
  const shared = known?.visibility.kind === 'public' ? known : undefined;
  const before = shared ?? (await checks.findByKey(key, scope)) ?? known;
  const verdict = toTakenVerdict(review);
  const related = others.map((other) => toSimilarReview(other, { probability: 1, differences: [] }));
  if (before && isAlike([before.verdict, before.related], [verdict, related])) return before;
  const fresh: Check = {
    id: before?.id ?? surroundings.newId(),
    claim: before?.claim ?? {
      ...{ text: claimReviewed, original: claimReviewed, language },
      ...defined({ claimant, claimDate }),
    },
    claimKey: before?.claimKey ?? key,
    verdict,
    // What is taken from a published review says nothing of the chat it was asked in, so everyone may find it.
    visibility: before?.visibility ?? { kind: 'public' },
    related,
    recognition: { grade: 'identical', prior: { kind: 'review', id: review.id } },
    checkedAt: surroundings.now().toISOString(),
    means,
    history: toHistory(before, verdict),
  };
  return checks.save(fresh, scope);
}

/** Whether a new check says the same as the known one, and that one has not expired. */
function saysSame(check: Check, known: Check, now: Date): boolean {
  const holds = known.expiresAt !== undefined && Date.parse(known.expiresAt) > now.getTime();
  const toTimeless = (one: Check) => ({ ...one, checkedAt: '', expiresAt: '' });
  return holds && isAlike(toTimeless(check), toTimeless(known));
}

function isAlike(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether exactly the people who see checks of this scope see this check; if not, more people see it. */
function isOwn({ visibility }: Check, scope: Scope): boolean {
  const toOwner = (one: Scope['visibility']) => JSON.stringify(Object.entries(one).sort());
  return toOwner(visibility) === toOwner(scope.visibility);
}

/** Drops the list of missing answers: it rests on no page, and could repeat the asker's words. */
function toShareable(verdict: Verdict): Verdict {
  return verdict.report ? { ...verdict, report: { ...verdict.report, missing: [] } } : verdict;
}

/** The earlier verdicts; the last one is added if the new one has another label. */
export function toHistory(known: Check | undefined, next: Verdict): Check['history'] {
  if (!known) return [];
  const { history, checkedAt, verdict } = known;
  if (verdict.label === next.label) return history;
  return [...history, { at: checkedAt, label: verdict.label, summary: verdict.summary }];
}
