/**
 * The domain's types, as plain data. Everything here can be written to JSON and read back unchanged.
 * Dates are ISO 8601 strings: a day is `YYYY-MM-DD`, a moment is UTC with milliseconds (`Date.prototype.toISOString`).
 */

import type { Citation, Failure, FirmLabel, Source, Told, Verdict, VerdictLabel } from './verdict.ts';

export * from './verdict.ts';

/** A sentence that can be checked. */
export interface Claim {
  /** The cleaned sentence, for people to read. */
  text: string;
  /** The message as it came. Kept only within the asker's scope; never shown elsewhere. */
  original: string;
  /** BCP 47 language tag; `und` if unknown. */
  language: string;
  claimant?: string;
  /** When it was said: never a date that the claim mentions. */
  claimDate?: string;
}

/** A page as it was read. */
export interface Page extends Source {
  /** The visible text only, as plain text: paragraphs are separated by a blank line. */
  text: string;
  /** BCP 47 tag, if the page names one. */
  language?: string;
  /** Of an archived copy, the address of the original page, whose publisher counts as the source. */
  original?: string;
}

/** A review's words in another language. It stays one review of one claim. */
export interface Translation {
  /** BCP 47. */
  language: string;
  claim: string;
  forms: string[];
  textualRating: string;
  summary: string;
}

/** A published fact check, in schema.org's ClaimReview names where they exist. */
export interface ClaimReview {
  /** Stable over imports: the same review read twice has the same id. */
  id: string;
  claimReviewed: string;
  /** Other forms in which people repeat the same claim. */
  forms: string[];
  /** Headline of the review; empty if it has none. */
  title: string;
  /** The publisher's own words for the rating. */
  textualRating: string;
  /** The rating on our scale; absent if it cannot be mapped without guessing. */
  label?: FirmLabel;
  publisher: string;
  /** The review's own page. The starter pack has none. */
  url?: string;
  reviewDate?: string;
  /** When the claim was made. */
  claimDate?: string;
  claimant?: string;
  language: string;
  /** Why, in at most two sentences. */
  summary: string;
  /** What is known, at more length. */
  known: string;
  topic?: string;
  citations: Citation[];
  translations?: Translation[];
}

/** The ways in which a similar claim can differ from the asked one. */
export const DIFFERENCE_KINDS = [
  'number',
  'quantifier',
  'date',
  'place',
  'person',
  'speaker',
  'negation',
  'what-happened',
  'reason',
  'other',
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export interface Difference {
  kind: DifferenceKind;
  /** What the asked claim says there; empty if it says nothing. */
  asked: string;
  /** What the prior claim says there; empty if it says nothing. */
  prior: string;
}

/** A prior check of a similar but not the same claim, as stored with a check. */
export interface RelatedCheck {
  kind: 'review' | 'check';
  id: string;
  claim: string;
  label?: VerdictLabel;
  textualRating?: string;
  publisher?: string;
  url?: string;
  /** Why it says so, in one line of its own summary. */
  reason?: string;
  told?: Told;
  /** Its sources, if it is of the opposite claim. */
  citations?: Citation[];
  probability: number;
  differences: Difference[];
}

/** A published review, or a check of our own. */
export interface PriorRef {
  kind: 'review' | 'check';
  id: string;
}

/**
 * How a claim was matched with a prior check. `identical`: it is one of the prior check's wordings, word for word. `confirmed`: a person or a model
 * said that it is the same. `likely`: it is probably the same, and nobody said so. `related`: it is similar. Only the first two take over a verdict.
 */
export type Grade = 'identical' | 'confirmed' | 'likely' | 'related' | 'none';

/** Who confirmed a match: the asker, a moderator of the group, a moderator the operator has named, or a model (its name). */
export type ConfirmedBy = { kind: 'asker' | 'moderator' | 'operator' } | { kind: 'model'; model: string };

/** How a check was matched, as stored with it. */
export interface Recognition {
  grade: Grade;
  /** Absent with the grade `none`. */
  prior?: PriorRef;
  /** The prior claim in its own words, if the verdict was taken over from it by confirmation. */
  claim?: string;
  /** Only with `confirmed`. */
  by?: ConfirmedBy;
  /** The prior claim is English, and the asked one is not. */
  inEnglish?: true;
}

/** A prior check that is probably of the same claim, with everything that a card shows of it. */
export interface ClosestCheck extends PriorRef {
  /** In its own words. */
  claim: string;
  /** The prior check's own, never the asked claim's. */
  verdict: Verdict;
  probability: number;
  /** What other publishers say of the very same prior claim. */
  others: { publisher: string; textualRating: string; label: FirmLabel; url?: string }[];
}

/** The prior claims closest to an unverified one, for the card that asks whether they are the same. */
export interface Closest {
  /** One, or two if neither is near enough. */
  claims: ClosestCheck[];
  /** Whether somebody may say that it is the same: one claim, no other number, date, place or "not", and no two fact-checkers who disagree. */
  confirmable: boolean;
}

/** A check as the answer to a message, with what belongs to the asker and not to the check. */
export interface Answer {
  check: Check;
  /** What they asked, if the check has other words for it. */
  asked?: string;
  /** What they themselves said of the closest prior claim. It changes only their own card. */
  word?: 'same' | 'different';
  /** How many statements of the message were not checked; only on its last answer. */
  unchecked?: number;
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
  /** Who may see a check made from here. */
  visibility: Visibility;
}

/** The means that a check was decided with. It is judged again when there are more. */
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
  /** How it was matched with a prior check; absent in checks from before grades existed. */
  recognition?: Recognition;
  /** Set only if the verdict is `unverified` and a prior check is probably of the same claim. */
  closest?: Closest;
  checkedAt: string;
  expiresAt?: string;
  means: Means;
  /** What was out of reach. An `unverified` check with failures is shown, but never answers a later request. */
  failures?: Failure[];
  /** Names of the model and the prompts that judged it. */
  judgedBy?: { model: string; prompts: string[] };
  /** Earlier verdicts on the same claim, oldest first. */
  history: { at: string; label: VerdictLabel; summary: string }[];
}
