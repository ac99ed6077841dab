/**
 * The words of the field, as plain data. Everything here can be written to JSON and read back unchanged.
 * Dates are ISO 8601 strings: a day is `YYYY-MM-DD`, a moment is UTC with milliseconds (`Date.prototype.toISOString`).
 */

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

/** A sentence that can be checked. */
export interface Claim {
  /** The cleaned sentence, for people to read. */
  text: string;
  /** The message as it came. Kept only within the asker's scope; never shown elsewhere. */
  original: string;
  /** BCP 47 language tag; `und` where it is not known. */
  language: string;
  claimant?: string;
  /** When it was said: never a date that the claim mentions. */
  claimDate?: string;
}

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
  /** What the page is cited for, in the citing author's words. */
  statement: string;
  /** The page's own whole sentence, verbatim; present only where it was found in the page. */
  quote?: string;
  /** True only if `quote` was found in the page as fetched. */
  quoteVerified: boolean;
}

/** What a quote says of a claim: `context` is what the claim leaves out. */
export const STANCES = ['supports', 'refutes', 'context'] as const;
export type Stance = (typeof STANCES)[number];

/** A page as it was read. */
export interface Page extends Source {
  /** What a person would read, as plain text: paragraphs parted by a blank line, no hidden text. */
  text: string;
  /** BCP 47 tag, where the page names one. */
  language?: string;
}

/** Somebody's published fact check, in schema.org's ClaimReview names where it has one. */
export interface ClaimReview {
  /** Stable over imports: the same review read twice has the same id. */
  id: string;
  claimReviewed: string;
  /** Other forms in which people repeat the same claim. */
  forms: string[];
  /** Headline of the review; empty where it has none. */
  title: string;
  /** The publisher's own words for the rating. */
  textualRating: string;
  /** The rating on our scale; absent where it cannot be mapped without guessing. */
  label?: FirmLabel;
  publisher: string;
  /** The review's own page. The starter pack has none. */
  url?: string;
  reviewDate?: string;
  /** When the claim was made. */
  claimDate?: string;
  claimant?: string;
  language: string;
  /** At most two sentences of why. */
  summary: string;
  /** What is known, longer. */
  known: string;
  topic?: string;
  citations: Citation[];
}

/** What was decided about a claim. */
export interface Verdict {
  label: VerdictLabel;
  confidence: Confidence;
  /** At most two sentences; a message key's text is filled in by the card where it is ours. */
  summary: string;
  citations: Citation[];
  /** Set if the verdict is taken over from a published fact check: it is shown as that publisher's. */
  takenFrom?: { reviewId: string; publisher: string; textualRating: string; url?: string; reviewDate?: string };
  /** Why it is `unverified` or `not-checkable`; the card has a sentence for each. */
  reason?: VerdictReason;
  /** The longer report, of sentences that hold: present only where the evidence was judged. */
  report?: Report;
}

/**
 * `not-enough-evidence`: pages were read and do not decide it. `could-not-search`: nothing could be looked up.
 * `unjudged`: pages were found, and there is no model to judge them. `one-publisher`: the evidence points one way, and comes from
 * one publisher alone. `ungrounded`: what the model said is said by no page. `model-failed`, `budget-used`: the evidence was not judged.
 */
export type VerdictReason =
  | 'no-prior-check'
  | 'opinion'
  | 'question'
  | 'greeting'
  | 'joke'
  | 'too-short'
  | 'no-words'
  | 'link-only'
  | 'not-enough-evidence'
  | 'could-not-search'
  | 'unjudged'
  | 'one-publisher'
  | 'ungrounded'
  | 'model-failed'
  | 'budget-used';

/** Each part is plain text; empty where nothing of it could be shown to stand in a source. */
export interface Report {
  known: string;
  analysis: string;
  conclusion: string;
  /** What evidence would change the verdict; the model's own words, about no fact. */
  wouldChange: string;
}

/** Something outside that did not answer while a check was made. */
export interface Failure {
  /** For people: "Brave", "example.org". */
  name: string;
  why: FailureKind;
}

export const FAILURE_KINDS = [
  'time-limit',
  'rate-limited',
  'refused',
  'unreachable',
  'bad-answer',
  'resting',
  'address-refused',
  'robots',
  'too-large',
  'not-a-page',
] as const;
/** `resting`: it failed so often that it is left alone for a while. `refused`: a bad key, or a request it does not take. */
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** In what a similar claim differs from the one asked about. */
export const DIFFERENCE_KINDS = ['number', 'date', 'place', 'person', 'negation', 'other'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export interface Difference {
  kind: DifferenceKind;
  /** What the asked claim says there; empty where it says nothing. */
  asked: string;
  /** What the prior claim says there; empty where it says nothing. */
  prior: string;
}

/** A prior check that is alike but not the same, as remembered with a check. */
export interface RelatedCheck {
  kind: 'review' | 'check';
  id: string;
  claim: string;
  label?: VerdictLabel;
  textualRating?: string;
  publisher?: string;
  url?: string;
  probability: number;
  differences: Difference[];
}

/** Who may see a check: everyone, one chat, or one person. */
export type Visibility =
  | { kind: 'public' }
  | { kind: 'chat'; platform: string; chatId: string }
  | { kind: 'person'; platform: string; personId: string };

/** Who is asking, and from where. Required by every store query, so that nothing is seen outside its scope. */
export interface Scope {
  platform: string;
  chatId: string;
  personId: string;
  /** What a check made from here is visible to. */
  visibility: Visibility;
}

/** With what means a check was decided; a check made with less is judged again. */
export interface Means {
  model: boolean;
  search: boolean;
}

/** Our own record of one claim. */
export interface Check {
  id: string;
  claim: Claim;
  /** The claim's identity: equal for every spelling of it (`toClaimKey`). */
  claimKey: string;
  verdict: Verdict;
  visibility: Visibility;
  related: RelatedCheck[];
  checkedAt: string;
  expiresAt?: string;
  means: Means;
  /** What was out of reach. Such a check is shown, and never taken for the answer to a later request. */
  failures?: Failure[];
  /** Names of the model and the prompts that judged it. */
  judgedBy?: { model: string; prompts: string[] };
  /** Earlier verdicts on the same claim, oldest first. */
  history: { at: string; label: VerdictLabel; summary: string }[];
}
