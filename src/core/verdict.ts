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

/** A page. */
export interface Source {
  url: string;
  title: string;
  publisher: string;
  publishedAt?: string;
}

/** A source together with what it is cited for. */
export interface Citation {
  source: Source;
  /** What the quote says of the claim; absent where nobody judged it, or the source was taken over with a review. */
  stance?: Stance;
  /** Set if the page was published after the claim was made. */
  later?: true;
  /** Set if its page was sent along with the claim, and not found by a search: it decides nothing. */
  sent?: true;
  /** What the page is cited for, in the citing author's words. */
  statement: string;
  /** The page's own whole sentence, verbatim; present only where it was found in the page. */
  quote?: string;
  /** True only if `quote` was found in the page as fetched. */
  quoteVerified: boolean;
  /** The day on which it was, `YYYY-MM-DD`, where the page was read for a review and not for this check. */
  quoteVerifiedAt?: string;
}

/** What a quote says of a claim: `context` is what the claim leaves out. */
export const STANCES = ['supports', 'refutes', 'context'] as const;
export type Stance = (typeof STANCES)[number];

/** The claim, its rating and the summary of why in further languages, by BCP 47 tag: a card is in its reader's. */
export type Told = Readonly<Record<string, { claim: string; textualRating: string; summary: string }>>;

/** What was decided about a claim. */
export interface Verdict {
  label: VerdictLabel;
  confidence: Confidence;
  /** At most two sentences; a message key's text is filled in by the card where it is ours. */
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
  /** Which way the evidence points where it does not decide. Never a verdict: nothing is pinned, counted or taken over by it. */
  lean?: Lean;
  /** The longer report, of sentences that hold: present only where the evidence was judged. */
  report?: Report;
}

/** What was found says that the claim holds, that it does not, or that a part of it holds, and is not enough; or sources contradict each other. */
export type Lean = 'true' | 'false' | 'part' | 'disagree';

/**
 * Why nothing in it can be checked. `not-alone`: it speaks of "him" or "her", and the message names nobody. `no-claim`: a model read the message and
 * found nothing to check. `link-only`: its page could not be read; `no-reader`: nothing here reads pages.
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
 * What was found does not decide it. `closest`: a prior check is probably of the same claim, and nobody has said so. `reviews-disagree`: published fact
 * checks of this very claim contradict each other. `off-scale`: the rating of such a fact check, the first citation, is not on our scale.
 * `nothing-found`: no page speaks about it. `not-enough-evidence`: pages were read and do not decide it. `one-publisher`: the evidence points one way, and comes from one publisher alone.
 * `near-copies`: it comes from several, who say it in nearly the same words. `sources-disagree`: sources contradict each other with equal weight.
 * `ungrounded`: what the model said is said by no page. `private-person`: it accuses somebody who is no public figure, who is not searched for by name.
 */
type OpenReason =
  | 'no-prior-check'
  | 'closest'
  | 'reviews-disagree'
  | 'off-scale'
  | 'nothing-found'
  | 'not-enough-evidence'
  | 'one-publisher'
  | 'near-copies'
  | 'sources-disagree'
  | 'private-person'
  | 'ungrounded';

/**
 * What there is was not judged. `could-not-search`, `model-failed`: nothing could be looked up, or judged, and it may pass. `search-broken`, `model-broken`:
 * it lasts until the operator mends it. `pages-unread`: pages were found, and none lets itself be read. `unjudged`: there is no model to judge them.
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

/** The longer report: plain text, empty where nothing of it could be shown to stand in a source. */
export interface Report {
  /** How the evidence bears on the claim. */
  analysis: string;
  /** What decides the claim, and no page answered. */
  missing: string[];
  /** The registrable domains of the pages that were read, where none of them is cited. */
  read?: string[];
}

/** Something outside that did not answer while a check was made. */
export interface Failure {
  /** For people: "Brave", "example.org". */
  name: string;
  why: FailureKind;
}

/**
 * `resting`: it failed so often that it is left alone for a while. `refused`: a request it does not take. What only the operator can mend
 * has a kind of its own: `key-refused`, `quota-used` (of a day or longer, or money), `not-there` (a model or an address).
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
