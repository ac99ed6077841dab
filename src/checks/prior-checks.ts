import { toTerms } from '../core/language/tokens.ts';
import { isSaid, toKnownWordings } from '../core/match/wordings.ts';
import type { CheckStore, PriorIndex } from '../core/ports.ts';
import { isRated, type RatedReview, toTakenVerdict } from '../core/reviews/adopt-review.ts';
import type { Check, ClaimReview, Scope } from '../core/types.ts';

/** Something that was checked before. */
export interface PriorCheck {
  /** A review that nobody asked about yet comes as the check it would make. */
  check: Check;
  /** What leads back to it: `check:ID` or `review:ID`. */
  name: string;
}

export interface PriorChecks {
  /** What has the words that were typed (`isSaid`), best first; without words, what the scope asked for last. */
  like(text: string, scope: Scope, limit: number): Promise<PriorCheck[]>;
  /** What the scope asked for whose id, or whose claim, holds what was typed; without a text all of it. The newest first. */
  asked(text: string, scope: Scope, limit: number): Promise<(PriorCheck & { seenAt: string })[]>;
  /** The check a name leads to, if it is one and the scope may see it. */
  open(name: string, scope: Scope): Promise<Check | undefined>;
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
  /** What a name leads to. */
  async function load(
    name: string,
    scope: Scope,
  ): Promise<{ check?: Check | undefined; review?: ClaimReview | undefined }> {
    const [, kind, id = ''] = NAME.exec(name.trim()) ?? [];
    if (kind === 'check') return { check: await checks.get(id, scope) };
    return kind === 'review' ? { review: await priors.review(id) } : {};
  }

  async function asked(text: string, scope: Scope, limit: number) {
    const wanted = text.trim().toLowerCase().split(/\s+/u);
    const seen = await checks.recent(scope, text.trim() === '' ? limit : MOST_ASKED);
    const isWanted = ({ id, claim }: Check) => {
      const said = `${id} ${claim.text}`.toLowerCase();
      return wanted.every((word) => said.includes(word));
    };
    return seen
      .filter(({ check }) => isWanted(check))
      .slice(0, limit)
      .map(({ check, seenAt }) => ({ check, seenAt, name: `check:${check.id}` }));
  }

  return {
    asked,
    async like(text, scope, limit) {
      const terms = toTerms(text);
      if (terms.length === 0) return (await asked('', scope, limit * SPARE)).filter(hasOwnVerdict).slice(0, limit);
      const found = new Map<string, PriorCheck>();
      for (const { kind, id } of await priors.search(terms, scope, limit * SPARE)) {
        const name = `${kind}:${id}`;
        if (found.has(name)) continue;
        const prior = kind === 'check' ? fromCheck(await checks.get(id, scope)) : fromReview(await priors.review(id));
        // The index gives whatever shares one word; what is offered to a person has to be about the same.
        if (prior && hasOwnVerdict(prior) && isSaid(terms, prior.wordings))
          found.set(name, { check: prior.check, name });
        if (found.size === limit) break;
      }
      return [...found.values()];
    },
    async open(name, scope) {
      const { check, review } = await load(name, scope);
      return check ?? (review && isRated(review) ? toCheckOf(review) : undefined);
    },
    async claimOf(name, scope) {
      const { check, review } = await load(name, scope);
      return check?.claim.text ?? review?.claimReviewed;
    },
  };
}

/** What is merely closest to a checked claim, or matched with one, is not a checked claim of its own. */
function hasOwnVerdict({ check: { closest, recognition } }: Pick<PriorCheck, 'check'>): boolean {
  return closest === undefined && recognition?.grade !== 'confirmed';
}

/** A prior check with all the wordings under which it is found. */
interface Worded {
  check: Check;
  wordings: string[];
}

const fromCheck = (check: Check | undefined): Worded | undefined => check && { check, wordings: [check.claim.text] };

function fromReview(review: ClaimReview | undefined): Worded | undefined {
  if (!review || !isRated(review)) return undefined;
  return { check: toCheckOf(review), wordings: toKnownWordings(review) };
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
