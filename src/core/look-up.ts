import { isBareSubject } from './claim/bare-subject.ts';
import { toClaimKey } from './claim/claim-key.ts';
import type { CleanMessage } from './claim/clean.ts';
import { toClaimKind } from './claim/kinds.ts';
import { isRated, type RatedReview, toRelated, toTakenVerdict } from './judge/prior-verdict.ts';
import type { Match, Matcher } from './match/matcher.ts';
import type { CheckStore, PriorIndex } from './ports.ts';
import type { Check, Means, RelatedCheck, Scope, Verdict } from './types.ts';

/** A sentence of a message, looked up among prior checks. */
export interface LookedUp {
  statement: string;
  key: string;
  /** What it is, if it is no statement: it gets a verdict only if a published review answers it. */
  aside?: 'question' | 'too-short';
  /** A question that can be put as a statement. */
  askable: boolean;
  /** The check of this very claim, whether it still holds or not. */
  known?: Check;
  /** What decides it: a check that still holds, or a published review. */
  settled?: Check | RatedReview;
  matches: readonly Match[];
}

export interface LookUpOptions {
  checks: CheckStore;
  priors: PriorIndex;
  matcher: Matcher;
  /** What can be looked into now: a check decided with less is judged again. */
  means: Means;
  now(): Date;
}

/** Finds what is known of a claim already. */
export interface LookUp {
  /** @param again only published reviews settle it, not what was researched before */
  lookUp(sentence: string, message: CleanMessage, scope: Scope, again: boolean): Promise<LookedUp>;
  /** A published review that states the very claim. */
  findReview(matches: readonly Match[]): Promise<RatedReview | undefined>;
  /** The like claims to show. */
  relate(matches: readonly Match[]): Promise<RelatedCheck[]>;
}

const MOST_RELATED = 3;

export function createLookUp({ checks, priors, matcher, means, now }: LookUpOptions): LookUp {
  async function lookUp(sentence: string, message: CleanMessage, scope: Scope, again: boolean): Promise<LookedUp> {
    const asked = toClaimKind(sentence);
    const isQuestion = asked.kind === 'yes-no-question';
    const statement = isQuestion ? (asked.statement ?? sentence) : sentence;
    const key = toClaimKey(statement);
    const byKey = await checks.findByKey(key, scope);
    const looked = {
      statement,
      key,
      askable: !isQuestion || asked.statement !== undefined,
      ...(isQuestion ? { aside: 'question' as const } : {}),
      ...(byKey === undefined ? {} : { known: byKey }),
    };
    if (byKey && (await isCurrent(byKey, again))) return { ...looked, settled: byKey, matches: [] };
    const matches = await matcher.match({ ...message, text: statement }, scope);
    const review = await findReview(matches);
    const same = review ? undefined : await findCheck(matches, scope);
    // "Vaccines and autism" has all the words of a claim, and claims nothing.
    if ((review || same) && isBareSubject(statement)) return { ...looked, matches, aside: 'too-short', askable: false };
    if (review) return { ...looked, matches, settled: review };
    if (!same) return { ...looked, matches };
    const known = byKey ?? same;
    return { ...looked, known, matches, ...((await isCurrent(same, again)) ? { settled: same } : {}) };
  }

  async function findReview(matches: readonly Match[]): Promise<RatedReview | undefined> {
    for (const { tier, surface } of matches) {
      if (tier !== 'same' || surface.kind !== 'review') continue;
      const review = await priors.review(surface.id);
      if (review && isRated(review)) return review;
    }
    return undefined;
  }

  async function findCheck(matches: readonly Match[], scope: Scope): Promise<Check | undefined> {
    for (const { tier, surface } of matches) {
      if (tier !== 'same' || surface.kind !== 'check') continue;
      const check = await checks.get(surface.id, scope);
      if (check) return check;
    }
    return undefined;
  }

  /** A taken-over verdict holds as long as its review says the same; one of ours until it expires or could be decided with more. */
  async function isCurrent(check: Check, again: boolean): Promise<boolean> {
    const { verdict } = check;
    if (verdict.takenFrom) {
      const review = await priors.review(verdict.takenFrom.reviewId);
      return review !== undefined && isRated(review) && isEqual(verdict, toTakenVerdict(review));
    }
    if (again) return false;
    const isOpen = verdict.label === 'unverified';
    // Without means nothing is spent by matching it again, and an archive may have been imported since.
    if (isOpen && !means.model && !means.search) return false;
    if ((means.model && !check.means.model) || (means.search && !check.means.search)) return false;
    if (check.expiresAt !== undefined && Date.parse(check.expiresAt) <= now().getTime()) return false;
    return !(isOpen && check.failures !== undefined);
  }

  async function relate(matches: readonly Match[]): Promise<RelatedCheck[]> {
    const near = matches.filter(
      ({ tier, surface }) => tier !== 'none' && (surface.kind === 'review' || surface.label !== 'unverified'),
    );
    return Promise.all(
      near.slice(0, MOST_RELATED).map(async (match) => {
        const { kind, id } = match.surface;
        return toRelated(match, kind === 'review' ? await priors.review(id) : undefined);
      }),
    );
  }

  return { lookUp, findReview, relate };
}

/** Whether two verdicts say the same in every word. */
export function isEqual(one: Verdict, other: Verdict): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
