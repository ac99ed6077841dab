import { toClaimKey } from './claim/claim-key.ts';
import { cleanMessage } from './claim/clean.ts';
import { type RatedReview, toTakenVerdict } from './judge/prior-verdict.ts';
import { isEqual } from './look-up.ts';
import type { CheckStore, Surroundings } from './ports.ts';
import type { Check, Claim, Means, Scope, Verdict, Visibility } from './types.ts';

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
  expiresAt?: string | undefined;
  failures?: Check['failures'];
  judgedBy?: Check['judgedBy'];
}

/** Writes checks, each under the one id its claim has in the scope. */
export interface Keeper {
  /** Takes a published review's verdict over: one check a review and scope, whoever comes to it by whichever wording. */
  takeOver(review: RatedReview, keys: readonly string[], known: Check | undefined, scope: Scope): Promise<Check>;
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
  return {
    async takeOver(review, keys, known, scope) {
      const reviewKey = toClaimKey(cleanMessage(review.claimReviewed).text);
      const before = known ?? (await checks.findByKey(reviewKey, scope));
      const verdict = toTakenVerdict(review);
      if (before && isEqual(before.verdict, verdict)) return checks.save(before, scope, keys);
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
        related: [],
        checkedAt: surroundings.now().toISOString(),
        means,
        history: before ? toHistory(before, verdict) : [],
      };
      return checks.save(fresh, scope, [...keys, reviewKey]);
    },

    async keep({ claim, key, aliases = [], message, verdict, related = [], failures, judgedBy, ...rest }, scope) {
      const now = surroundings.now();
      const known = rest.known ?? (await checks.findByKey(key, scope));
      const expiresAt =
        rest.expiresAt ??
        (verdict.label === 'unverified' ? new Date(now.getTime() + UNVERIFIED_LIFE_MS).toISOString() : undefined);
      const isShared = known !== undefined && !isOwn(known, scope);
      const check: Check = {
        id: known?.id ?? surroundings.newId(),
        // Whoever asks again may see a check that others see as well: it keeps the words it was made with.
        claim: known?.claim ?? { ...claim, original: message },
        claimKey: known?.claimKey ?? key,
        verdict: isShared ? toShareable(verdict) : verdict,
        visibility: known?.visibility ?? scope.visibility,
        // Looked for with the asker's eyes, it may be what only they may see.
        related: isShared ? known.related : related,
        checkedAt: now.toISOString(),
        ...(expiresAt === undefined ? {} : { expiresAt }),
        means,
        ...(failures === undefined || failures.length === 0 ? {} : { failures }),
        ...(judgedBy === undefined ? {} : { judgedBy }),
        history: known ? toHistory(known, verdict) : [],
      };
      return checks.save(check, scope, [key, ...aliases]);
    },
  };
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
