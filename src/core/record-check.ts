import { cleanMessage } from './claim/clean.ts';
import { defined } from './defined.ts';
import { toClaimKey } from './language/canonical-form.ts';
import { toLikelyLanguages } from './language/message-language.ts';
import { type ConfirmedPrior, isFirm, toPriorClaim, toPriorVerdict, toRef } from './recognise.ts';
import { type RatedReview, toTakenVerdict } from './reviews/adopt-review.ts';
import type { Core } from './run.ts';
import { toSimilarReview } from './similar-check.ts';
import type { Check, Claim, Failure, Recognition, RelatedCheck, Scope, Verdict } from './types.ts';

/** What is to be recorded of a claim, whatever is decided of it. */
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

/** The same with what was decided. */
export interface NewCheck extends OpenCheck {
  verdict: Verdict;
  related?: RelatedCheck[];
  recognition?: Recognition;
  closest?: Check['closest'];
  expiresAt?: string | undefined;
  failures?: Failure[] | undefined;
  judgedBy?: Check['judgedBy'];
  /** A check that others see as well does not become this one. */
  apart?: boolean;
}

/** After this time an `unverified` is looked into again. */
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
    // Whoever asks again may see a check that others see as well: it keeps the words it was made with.
    claim: known?.claim ?? { ...made.claim, original: made.message },
    claimKey: known?.claimKey ?? (isOther ? `${key} ~${id}` : key),
    verdict: isShared ? toShareable(verdict) : verdict,
    visibility: known?.visibility ?? scope.visibility,
    // Looked for with the asker's eyes, it may be what only they may see.
    related: isShared ? known.related : related,
    ...(isShared ? {} : defined({ recognition, closest })),
    checkedAt: now.toISOString(),
    ...defined({ expiresAt }),
    means,
    ...defined({ failures: failures?.length === 0 ? undefined : failures, judgedBy }),
    history: toHistory(known, verdict),
  };
  // Nothing was looked into, and nothing is new: what stands is not written once more.
  if (known && !means.model && !means.search && saysSame(check, known, now)) return known;
  return checks.save(check, scope, pointsOutside ? [] : [key, ...(made.aliases ?? [])]);
}

/** Takes the verdict of a prior check over that somebody said is the same. The check stays the asked claim's, within the scope. */
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

/** Takes the verdict of a review with the very same words over: one check a review, whoever comes to it by whichever wording. */
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

/** Whether an open check says what another one says, which holds for a while yet. */
function saysSame(check: Check, known: Check, now: Date): boolean {
  const holds = known.expiresAt !== undefined && Date.parse(known.expiresAt) > now.getTime();
  const toTimeless = (one: Check) => ({ ...one, checkedAt: '', expiresAt: '' });
  return holds && isAlike(toTimeless(check), toTimeless(known));
}

function isAlike(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether those see the check who see what is made in the scope; otherwise more people do. */
function isOwn({ visibility }: Check, scope: Scope): boolean {
  const toOwner = (one: Scope['visibility']) => JSON.stringify(Object.entries(one).sort());
  return toOwner(visibility) === toOwner(scope.visibility);
}

/** Without the one part that hangs on no page, and could repeat how the asker put it. */
function toShareable(verdict: Verdict): Verdict {
  return verdict.report ? { ...verdict, report: { ...verdict.report, missing: [] } } : verdict;
}

/** The earlier verdicts, with the last one added if the new one has another label. */
/** The earlier verdicts, with the one that another one replaces. */
export function toHistory(known: Check | undefined, next: Verdict): Check['history'] {
  if (!known) return [];
  const { history, checkedAt, verdict } = known;
  if (verdict.label === next.label) return history;
  return [...history, { at: checkedAt, label: verdict.label, summary: verdict.summary }];
}
