/** A verdict and what it rests on, as plain data (see types.ts). */

/** Our verdict on a claim. docs/verdicts.md maps the labels to other publishers' scales. */
export const VERDICT_LABELS = [
  'true',
  'mostly-true',
  'partially-true',
  'misleading',
  'false',
  'unverified',
  'not-checkable',
] as const;

export type VerdictLabel = (typeof VERDICT_LABELS)[number];

/** The labels a published fact check can carry: somebody decided something. */
export type FirmLabel = Exclude<VerdictLabel, 'unverified' | 'not-checkable'>;

export type Confidence = 'high' | 'medium' | 'low';

/** A page that can be cited. */
export interface Source {
  url: string;
  title: string;
  publisher: string;
  publishedAt?: string;
}

/** A source together with what it is cited for. */
export interface Citation {
  source: Source;
  /** What the quote says of the claim; absent if nobody judged it, or the source came with a review. */
  stance?: Stance;
  /** Set if the page was published after the claim was made. */
  later?: true;
  /** Set if the page was sent along with the claim and not found by a search: it decides nothing. */
  sent?: true;
  /** What the page is cited for, in the citing author's words. */
  statement: string;
  /** The page's own whole sentence, verbatim; present only if it was found in the page. */
  quote?: string;
  /** True only if `quote` was found in the page as fetched. */
  quoteVerified: boolean;
  /** The day on which it was found, `YYYY-MM-DD`, if the page was read for a review and not for this check. */
  quoteVerifiedAt?: string;
}

/** What a quote says of a claim: `context` is what the claim leaves out. */
export const STANCES = ['supports', 'refutes', 'context'] as const;
export type Stance = (typeof STANCES)[number];

/** The claim, its rating and its summary in further languages, by BCP 47 tag: a card is in its reader's language. */
export type Told = Readonly<Record<string, { claim: string; textualRating: string; summary: string }>>;

/** What was decided about a claim. */
export interface Verdict {
  label: VerdictLabel;
  confidence: Confidence;
  /** At most two sentences. Empty if nothing was decided: the card then has a text of its own for the reason. */
  summary: string;
  citations: Citation[];
  /** Set if the verdict is taken over from a published fact check: it is shown as that publisher's. */
  takenFrom?: {
    reviewId: string;
    publisher: string;
    textualRating: string;
    url?: string;
    reviewDate?: string;
    told?: Told;
  };
  /** Why it is `unverified` or `not-checkable`; the card has a sentence for each. */
  reason?: VerdictReason;
  /** Which way the evidence points if it does not decide. Never a verdict: nothing is pinned, counted or taken over by it. */
  lean?: Lean;
  /** The longer report, of sentences found to hold: present only if the evidence was judged. */
  report?: Report;
}

/** What evidence that does not decide says: the claim holds, it does not hold, or a part of it does; or the sources contradict each other. */
export type Lean = 'true' | 'false' | 'part' | 'disagree';

/**
 * Why nothing in a message can be checked. `not-alone`: it speaks of "him" or "her", and names nobody. `no-claim`: a model read the message and found
 * nothing to check. `link-only`: the linked page could not be read. `no-reader`: no page reader is set up.
 */
type NoClaimReason =
  | 'opinion'
  | 'question'
  | 'greeting'
  | 'joke'
  | 'too-short'
  | 'not-alone'
  | 'no-words'
  | 'no-claim'
  | 'link-only'
  | 'no-reader';

/**
 * Why the evidence does not decide. `closest`: a prior check is probably of the same claim, and nobody has said so. `reviews-disagree`: published
 * fact checks of this very claim contradict each other. `off-scale`: the rating of such a fact check, the first citation, is not on our scale.
 * `no-page`: such a fact check has no page to link. `nothing-found`: no page speaks about it. `not-enough-evidence`: pages were read and do not decide it. `one-publisher`: the evidence points one
 * way, and comes from one publisher alone. `near-copies`: it comes from several, who say it in nearly the same words. `sources-disagree`: sources
 * contradict each other with equal weight. `ungrounded`: no page says what the model said. `private-person`: it accuses somebody who is not a public
 * figure, so nobody is searched for by name.
 */
type OpenReason =
  | 'no-prior-check'
  | 'closest'
  | 'reviews-disagree'
  | 'off-scale'
  | 'no-page'
  | 'nothing-found'
  | 'not-enough-evidence'
  | 'one-publisher'
  | 'near-copies'
  | 'sources-disagree'
  | 'private-person'
  | 'ungrounded';

/**
 * Why nothing was judged. `could-not-search`, `model-failed`: searching or judging failed, and may work later. `search-broken`, `model-broken`: it
 * fails until the operator mends it. `pages-unread`: pages were found, but none could be read. `unjudged`: there is no model to judge them.
 * `budget-used`: a spending limit is reached.
 */
type UnjudgedReason =
  | 'could-not-search'
  | 'search-broken'
  | 'pages-unread'
  | 'unjudged'
  | 'model-failed'
  | 'model-broken'
  | 'budget-used';

export type VerdictReason = NoClaimReason | OpenReason | UnjudgedReason;

/** The longer report: plain text, empty if no part of it could be found in a source. */
export interface Report {
  /** How the evidence bears on the claim. */
  analysis: string;
  /** Questions that decide the claim and that no page answered. */
  missing: string[];
  /** The publishers' domains of pages that were read, if no page is cited. */
  read?: string[];
}

/** A provider, page or model that failed while a check was made. */
export interface Failure {
  /** For people: "Brave", "example.org". */
  name: string;
  why: FailureKind;
}

/**
 * `resting`: it failed so often that it is left alone for a while. `refused`: it does not accept the request. Failures that only the operator can
 * mend have their own kinds: `key-refused`, `quota-used` (of a day or longer, or money), `not-there` (a model or an address).
 */
export type FailureKind =
  | 'time-limit'
  | 'rate-limited'
  | 'refused'
  | 'key-refused'
  | 'quota-used'
  | 'not-there'
  | 'unreachable'
  | 'bad-answer'
  | 'resting'
  | PageFailure;
type PageFailure = 'address-refused' | 'robots' | 'too-large' | 'not-a-page';
