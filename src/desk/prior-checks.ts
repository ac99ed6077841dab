import { isRated, type RatedReview, toTakenVerdict } from '../core/judge/prior-verdict.ts';
import { toTerms } from '../core/match/terms.ts';
import type { CheckStore, PriorIndex } from '../core/ports.ts';
import type { Check, Scope } from '../core/types.ts';

/** Something that was checked before. */
export interface PriorCheck {
  /** A review that nobody asked about yet comes as the check it would make. */
  check: Check;
  /** What leads back to it: `check:ID` or `review:ID`. */
  name: string;
}

export interface PriorChecks {
  /** What shares words with a beginning of a claim, best first; without words, what the scope asked for last. */
  like(text: string, scope: Scope, limit: number): Promise<PriorCheck[]>;
  /** What the scope asked for, whose claim or id holds the text. */
  asked(text: string, scope: Scope, limit: number): Promise<PriorCheck[]>;
  /** The claim a name leads to, if it is one and the scope may see it. */
  claimOf(name: string, scope: Scope): Promise<string | undefined>;
}

/** Some wordings lead to the same check. */
const SPARE = 3;
/** How far back an asker's own list is looked through. */
const MOST_ASKED = 200;
const NAME = /^(check|review):(.{1,200})$/s;

/** Finds prior checks for who is typing. */
export function createPriorChecks({ checks, priors }: { checks: CheckStore; priors: PriorIndex }): PriorChecks {
  async function asked(text: string, scope: Scope, limit: number): Promise<PriorCheck[]> {
    const wanted = text.trim().toLowerCase();
    const seen = await checks.recent(scope, wanted === '' ? limit : MOST_ASKED);
    return seen
      .filter(({ check }) => `${check.id} ${check.claim.text}`.toLowerCase().includes(wanted))
      .slice(0, limit)
      .map(({ check }) => ({ check, name: `check:${check.id}` }));
  }

  return {
    asked,
    async like(text, scope, limit) {
      const terms = toTerms(text);
      if (terms.length === 0) return asked('', scope, limit);
      const found = new Map<string, PriorCheck>();
      for (const { kind, id } of await priors.search(terms, scope, limit * SPARE)) {
        const name = `${kind}:${id}`;
        if (found.has(name)) continue;
        const check = kind === 'check' ? await checks.get(id, scope) : await toCheck(id);
        if (check) found.set(name, { check, name });
        if (found.size === limit) break;
      }
      return [...found.values()];
    },
    async claimOf(name, scope) {
      const [, kind, id = ''] = NAME.exec(name.trim()) ?? [];
      if (kind === 'check') return (await checks.get(id, scope))?.claim.text;
      return kind === 'review' ? (await priors.review(id))?.claimReviewed : undefined;
    },
  };

  async function toCheck(reviewId: string): Promise<Check | undefined> {
    const review = await priors.review(reviewId);
    return review && isRated(review) ? toCheckOf(review) : undefined;
  }
}

function toCheckOf(review: RatedReview): Check {
  const { id, claimReviewed: text, language } = review;
  return {
    id: '',
    claim: { text, original: text, language },
    claimKey: `review:${id}`,
    verdict: toTakenVerdict(review),
    visibility: { kind: 'public' },
    related: [],
    checkedAt: review.reviewDate ?? '',
    means: { model: false, search: false },
    history: [],
  };
}
