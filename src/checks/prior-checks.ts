import { toTerms } from '../core/language/tokens.ts';
import { isSaid, toKnownWordings } from '../core/match/wordings.ts';
import type { CheckStore, PriorIndex } from '../core/ports.ts';
import { isRated, type RatedReview, toTakenVerdict } from '../core/reviews/adopt-review.ts';
import type { Check, ClaimReview, Scope } from '../core/types.ts';

/** A prior check: one of ours, or a published review. */
export interface PriorCheck {
  /** A review that nobody has asked about is wrapped in the check it would make. */
  check: Check;
  /** Its name for lookups: `check:ID` or `review:ID`. */
  name: string;
}

export interface PriorChecks {
  /** The checks that contain the typed words (`isSaid`), best first; without words, the scope's latest. */
  like(text: string, scope: Scope, limit: number): Promise<PriorCheck[]>;
  /** The scope's own checks whose id or claim contains the typed words; without words all of them. Newest first. */
  asked(text: string, scope: Scope, limit: number): Promise<(PriorCheck & { seenAt: string })[]>;
  /** The check behind a name, if it exists and the scope may see it. */
  open(name: string, scope: Scope): Promise<Check | undefined>;
  /** The claim behind a name, if it exists and the scope may see it. */
  claimOf(name: string, scope: Scope): Promise<string | undefined>;
}

/** The factor by which more entries are fetched than shown, since several wordings lead to the same check. */
const SPARE = 3;
/** How far back a scope's own list is searched. */
const MOST_ASKED = 200;
const NAME = /^(check|review):(.{1,200})$/s;

/** Creates the lookup of prior checks while somebody types. */
export function createPriorChecks({ checks, priors }: { checks: CheckStore; priors: PriorIndex }): PriorChecks {
  /** The check or review behind a name. */
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
        // The index finds everything that shares one word; a suggestion has to be about the same claim.
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

/** A check that is only closest to a checked claim, or matched with one, has no verdict of its own. */
function hasOwnVerdict({ check: { closest, recognition } }: Pick<PriorCheck, 'check'>): boolean {
  return closest === undefined && recognition?.grade !== 'confirmed';
}

/** A prior check with all the wordings that lead to it. */
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
