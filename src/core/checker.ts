import { isBareSubject } from './claim/bare-subject.ts';
import { toClaimKey } from './claim/claim-key.ts';
import { type CleanMessage, cleanMessage } from './claim/clean.ts';
import { toClaimKind } from './claim/kinds.ts';
import { splitClaims } from './claim/split-claims.ts';
import {
  isRated,
  type RatedReview,
  toNotCheckable,
  toRelated,
  toTakenVerdict,
  toUnverified,
} from './judge/prior-verdict.ts';
import type { Match, Matcher } from './match/matcher.ts';
import type { CheckStore, PriorIndex, Surroundings } from './ports.ts';
import type { Check, Claim, Means, RelatedCheck, Scope, Verdict } from './types.ts';

/** The verification core: a message in, up to three checks out. */
export interface Checker {
  /**
   * @param text a message of at most 20,000 UTF-16 units, as it came
   * @returns at least one check; a message without a checkable claim gives one that says so
   * @throws the signal's reason if it is aborted; what the ports throw
   */
  check(text: string, scope: Scope, signal: AbortSignal): Promise<Check[]>;
}

export interface CheckerOptions {
  checks: CheckStore;
  priors: PriorIndex;
  matcher: Matcher;
  surroundings: Surroundings;
}

/** Without model and search; later providers raise it, and what was decided with less is then decided again. */
const MEANS: Means = { model: false, search: false };
/** After this time an `unverified` is looked into again. */
const UNVERIFIED_LIFE_MS = 24 * 60 * 60 * 1000;
const MOST_CLAIMS = 3;
const MOST_RELATED = 3;

/** A sentence of a message, looked up. */
interface LookedUp {
  statement: string;
  key: string;
  /** What it is, if it is no statement: it gets a verdict only if a published review answers it. */
  aside?: 'question' | 'too-short';
  /** The check of these very words, if there is one. */
  known?: Check;
  /** What decides it: a check that still holds, or a published review. */
  settled?: Check | RatedReview;
  matches: readonly Match[];
}

/** Makes the checker: it splits, matches, and decides by prior checks alone. */
export function createChecker({ checks, priors, matcher, surroundings }: CheckerOptions): Checker {
  return {
    async check(text, scope, signal) {
      signal.throwIfAborted();
      const message = cleanMessage(text);
      const kind = toClaimKind(message.text);
      if (kind.kind === 'not-checkable') {
        const reason = message.hadLink && kind.reason === 'no-words' ? 'link-only' : kind.reason;
        const key = toAsideKey(reason, toClaimKey(message.text));
        return [await keep({ statement: message.text, key, text, scope, verdict: toNotCheckable(reason) })];
      }
      const found: LookedUp[] = [];
      for (const sentence of splitClaims(message.text, MOST_CLAIMS)) {
        signal.throwIfAborted();
        found.push(await lookUp(sentence, message, scope));
      }
      if (found.length > 1 && found.every(({ settled }) => settled === undefined)) {
        // One claim can be told in two sentences, neither of which is it.
        const whole = await lookUp(message.text, message, scope);
        if (whole.settled) found.splice(0, found.length, whole);
      }
      const decided = new Map<string, Check>();
      for (const one of found) {
        signal.throwIfAborted();
        const check = await decide(one, text, message.claimant, scope);
        decided.set(check.id, check);
      }
      return Array.from(decided.values());
    },
  };

  async function lookUp(sentence: string, message: CleanMessage, scope: Scope): Promise<LookedUp> {
    const asked = toClaimKind(sentence);
    const isQuestion = asked.kind === 'yes-no-question';
    const statement = isQuestion ? (asked.statement ?? sentence) : sentence;
    const key = toClaimKey(statement);
    const known = await checks.findByKey(key, scope);
    const looked = {
      statement,
      key,
      ...(isQuestion ? { aside: 'question' as const } : {}),
      ...(known === undefined ? {} : { known }),
    };
    if (known && (await isCurrent(known))) return { ...looked, settled: known, matches: [] };
    const matches = await matcher.match({ ...message, text: statement }, scope);
    const settled = await findSame(matches, scope);
    // "Vaccines and autism" has all the words of a claim, and claims nothing.
    if (settled && isBareSubject(statement)) return { ...looked, matches, aside: 'too-short' };
    return { ...looked, matches, ...(settled === undefined ? {} : { settled }) };
  }

  /** What states the very claim: a published review before a check of ours that nobody could decide. */
  async function findSame(matches: readonly Match[], scope: Scope): Promise<RatedReview | Check | undefined> {
    const same = matches.filter(({ tier }) => tier === 'same');
    for (const { surface } of same.filter((match) => match.surface.kind === 'review')) {
      const review = await priors.review(surface.id);
      if (review && isRated(review)) return review;
    }
    for (const { surface } of same.filter((match) => match.surface.kind === 'check')) {
      const check = await checks.get(surface.id, scope);
      if (check) return check;
    }
    return undefined;
  }

  async function decide(looked: LookedUp, text: string, claimant: string | undefined, scope: Scope): Promise<Check> {
    const { settled, statement, key, known, aside, matches } = looked;
    if (settled && 'textualRating' in settled) return takeOver(settled, key, known, scope);
    if (settled?.verdict.takenFrom) return settled.claimKey === key ? settled : checks.save(settled, scope, [key]);
    const before = known ?? settled;
    const related = await relate(matches);
    const kept = { statement, text, scope, claimant, related };
    if (!aside || before) return keep({ ...kept, key, verdict: toUnverified(), known: before });
    // A question nobody has looked into is no claim yet; asked as a statement it can be, and then has a check of its own.
    return keep({ ...kept, key: toAsideKey(aside, key), verdict: toNotCheckable(aside) });
  }

  /** One check a review and scope: whoever comes to it by another wording gets the same one. */
  async function takeOver(review: RatedReview, key: string, known: Check | undefined, scope: Scope): Promise<Check> {
    const reviewKey = toClaimKey(cleanMessage(review.claimReviewed).text);
    const before = known ?? (await checks.findByKey(reviewKey, scope));
    const verdict = toTakenVerdict(review);
    if (before && isEqual(before.verdict, verdict)) return checks.save(before, scope, [key]);
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
      means: MEANS,
      history: before ? toHistory(before, verdict) : [],
    };
    return checks.save(fresh, scope, [key, reviewKey]);
  }

  interface Kept {
    statement: string;
    key: string;
    /** The message as it came. */
    text: string;
    scope: Scope;
    verdict: Verdict;
    claimant?: string | undefined;
    known?: Check | undefined;
    related?: RelatedCheck[];
  }

  /** Remembers what no review decides, within the scope it was asked in. */
  async function keep({ statement, key, text, scope, verdict, claimant, related = [], ...rest }: Kept): Promise<Check> {
    const now = surroundings.now();
    const known = rest.known ?? (await checks.findByKey(key, scope));
    const expiresAt = new Date(now.getTime() + UNVERIFIED_LIFE_MS).toISOString();
    const claim = { text: statement, original: text, language: 'und', ...(claimant === undefined ? {} : { claimant }) };
    const check: Check = {
      id: known?.id ?? surroundings.newId(),
      // Whoever asks again may see a check that others see as well: it keeps the words it was made with.
      claim: known?.claim ?? claim,
      claimKey: known?.claimKey ?? key,
      verdict,
      visibility: known?.visibility ?? scope.visibility,
      related,
      checkedAt: now.toISOString(),
      ...(verdict.label === 'unverified' ? { expiresAt } : {}),
      means: MEANS,
      history: known ? toHistory(known, verdict) : [],
    };
    return checks.save(check, scope, [key]);
  }

  /** A taken-over verdict holds as long as its review says the same; anything else is matched again. */
  async function isCurrent({ verdict }: Check): Promise<boolean> {
    if (!verdict.takenFrom) return false;
    const review = await priors.review(verdict.takenFrom.reviewId);
    return review !== undefined && isRated(review) && isEqual(verdict, toTakenVerdict(review));
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
}

/** The key of what is no claim: no claim's own key has brackets in it, so that neither is ever taken for the other. */
function toAsideKey(reason: string, key: string): string {
  return `(${reason}) ${key}`.trim();
}

function isEqual(one: Verdict, other: Verdict): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The history with the earlier verdict added, if the new one has another label. */
function toHistory({ history, checkedAt, verdict }: Check, next: Verdict): Check['history'] {
  if (verdict.label === next.label) return history;
  return [...history, { at: checkedAt, label: verdict.label, summary: verdict.summary }];
}
