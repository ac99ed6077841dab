import { cleanMessage } from './claim/clean.ts';
import { toClaimKey } from './language/canonical-form.ts';
import { isEqual, isFirm } from './look-up.ts';
import type { CheckStore, Surroundings } from './ports.ts';
import { type ConfirmedPrior, toPriorClaim, toPriorVerdict, toRef } from './recognise.ts';
import { type RatedReview, toTakenVerdict } from './reviews/adopt-review.ts';
import type { Check, Claim, Means, RelatedCheck, Scope, Verdict, Visibility } from './types.ts';

/** What is to be remembered of a claim that no review decides. */
export interface Decided {
  claim: Omit<Claim, 'original'>;
  key: string;
  /** Further keys that lead to it from now on. */
  aliases?: readonly string[];
  /** The message as it came. */
  message: string;
  verdict: Verdict;
  known?: Check | undefined;
  related?: Check['related'];
  recognition?: Check['recognition'];
  closest?: Check['closest'];
  /** The words alone do not say what it claims: once it is decided, no other message finds this check by them. */
  pointsOutside?: boolean;
  /** A check that others see as well does not become this one. */
  apart?: boolean;
  expiresAt?: string | undefined;
  failures?: Check['failures'];
  judgedBy?: Check['judgedBy'];
}

/** Writes checks, each under the one id its claim has in the scope. */
export interface Keeper {
  /** Takes the verdict of a review with the very same words over: one check a review, whoever comes to it by whichever wording. */
  takeOver(reviews: readonly [RatedReview, ...RatedReview[]], known: Check | undefined, scope: Scope): Promise<Check>;
  /** Takes the verdict of a prior check over that somebody said is the same. The check stays the asked claim's, within the scope. */
  confirm(decided: Omit<Decided, 'verdict' | 'recognition'>, confirmed: ConfirmedPrior, scope: Scope): Promise<Check>;
  /** Remembers what no review decides, within the scope it was asked in. */
  keep(decided: Decided, scope: Scope): Promise<Check>;
}

export interface KeeperOptions {
  checks: CheckStore;
  surroundings: Pick<Surroundings, 'now' | 'newId'>;
  means: Means;
}

/** After this time an `unverified` is looked into again. */
const UNVERIFIED_LIFE_MS = 24 * 60 * 60 * 1000;

export function createKeeper({ checks, surroundings, means }: KeeperOptions): Keeper {
  async function keep(
    { claim, key, aliases = [], message, verdict, related = [], failures, judgedBy, ...rest }: Decided,
    scope: Scope,
  ): Promise<Check> {
    const now = surroundings.now();
    const found = rest.known ?? (await checks.findByKey(key, scope));
    const isOther = found !== undefined && rest.pointsOutside === true && isFirm(found) && found !== rest.known;
    const known = found && (isOther || (rest.apart && !isOwn(found, scope))) ? undefined : found;
    const id = known?.id ?? surroundings.newId();
    const expiresAt =
      rest.expiresAt ??
      (verdict.label === 'unverified' ? new Date(now.getTime() + UNVERIFIED_LIFE_MS).toISOString() : undefined);
    const isShared = known !== undefined && !isOwn(known, scope);
    const { recognition, closest } = rest;
    const check: Check = {
      id,
      // Whoever asks again may see a check that others see as well: it keeps the words it was made with.
      claim: known?.claim ?? { ...claim, original: message },
      claimKey: known?.claimKey ?? (isOther ? `${key} ~${id}` : key),
      verdict: isShared ? toShareable(verdict) : verdict,
      visibility: known?.visibility ?? scope.visibility,
      // Looked for with the asker's eyes, it may be what only they may see.
      related: isShared ? known.related : related,
      ...(recognition === undefined || isShared ? {} : { recognition }),
      ...(closest === undefined || isShared ? {} : { closest }),
      checkedAt: now.toISOString(),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      means,
      ...(failures === undefined || failures.length === 0 ? {} : { failures }),
      ...(judgedBy === undefined ? {} : { judgedBy }),
      history: known ? toHistory(known, verdict) : [],
    };
    // Nothing was looked into, and nothing is new: what stands is not written once more.
    if (known && !means.model && !means.search && saysSame(check, known, now)) return known;
    return checks.save(check, scope, rest.pointsOutside ? [] : [key, ...aliases]);
  }

  return {
    keep,

    async confirm(decided, { prior, by }, scope) {
      const recognition = { grade: 'confirmed', prior: toRef(prior), claim: toPriorClaim(prior), by } as const;
      const verdict = toPriorVerdict(prior);
      const { known } = decided;
      const isKept = known && isEqual(known.verdict, verdict) && isAlike(known.recognition, recognition);
      return isKept ? known : keep({ ...decided, verdict, recognition, apart: true }, scope);
    },

    async takeOver([review, ...others], known, scope) {
      const reviewKey = toClaimKey(cleanMessage(review.claimReviewed).text);
      const before = (isPublic(known) ? known : undefined) ?? (await checks.findByKey(reviewKey, scope)) ?? known;
      const verdict = toTakenVerdict(review);
      const related = others.map(toTwin);
      if (before && isEqual(before.verdict, verdict) && isAlike(before.related, related)) return before;
      // What is taken from a published review says nothing of the chat it was asked in, so everyone may find it.
      const { claimReviewed, language, claimant, claimDate } = review;
      const claim: Claim = {
        text: claimReviewed,
        original: claimReviewed,
        language,
        ...(claimant === undefined ? {} : { claimant }),
        ...(claimDate === undefined ? {} : { claimDate }),
      };
      const fresh: Check = {
        id: before?.id ?? surroundings.newId(),
        claim: before?.claim ?? claim,
        claimKey: before?.claimKey ?? reviewKey,
        verdict,
        visibility: before?.visibility ?? { kind: 'public' },
        related,
        recognition: { grade: 'identical', prior: { kind: 'review', id: review.id } },
        checkedAt: surroundings.now().toISOString(),
        means,
        history: before ? toHistory(before, verdict) : [],
      };
      return checks.save(fresh, scope);
    },
  };
}

/** Whether an open check says what another one says, which holds for a while yet. */
function saysSame(check: Check, known: Check, now: Date): boolean {
  const holds = known.expiresAt !== undefined && Date.parse(known.expiresAt) > now.getTime();
  const toTimeless = (one: Check) => ({ ...one, checkedAt: '', expiresAt: '' });
  return holds && isAlike(toTimeless(check), toTimeless(known));
}

/** Another publisher's review of the very same claim. */
function toTwin({ id, claimReviewed, label, textualRating, publisher, url }: RatedReview): RelatedCheck {
  const twin = { kind: 'review', id, claim: claimReviewed, label, textualRating, publisher } as const;
  return { ...twin, ...(url === undefined ? {} : { url }), probability: 1, differences: [] };
}

function isAlike(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isPublic(check: Check | undefined): boolean {
  return check?.visibility.kind === 'public';
}

/** Whether those see the check who see what is made in the scope; otherwise more people do. */
function isOwn({ visibility }: Check, scope: Scope): boolean {
  return toOwner(visibility) === toOwner(scope.visibility);
}

function toOwner(visibility: Visibility): string {
  switch (visibility.kind) {
    case 'public':
      return '';
    case 'chat':
      return JSON.stringify(['chat', visibility.platform, visibility.chatId]);
    case 'person':
      return JSON.stringify(['person', visibility.platform, visibility.personId]);
  }
}

/** Without the one part that hangs on no page, and could repeat how the asker put it. */
function toShareable(verdict: Verdict): Verdict {
  return verdict.report ? { ...verdict, report: { ...verdict.report, wouldChange: '' } } : verdict;
}

/** The history with the earlier verdict added, if the new one has another label. */
function toHistory({ history, checkedAt, verdict }: Check, next: Verdict): Check['history'] {
  if (verdict.label === next.label) return history;
  return [...history, { at: checkedAt, label: verdict.label, summary: verdict.summary }];
}
