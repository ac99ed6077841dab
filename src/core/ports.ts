import type { Check, ClaimReview, Scope, VerdictLabel } from './types.ts';

/**
 * Remembers our own checks. Every query takes the asker's scope: a check that is not visible there does not exist for it.
 * All methods reject with a `ClaimcheckError` whose message can be shown to the operator.
 */
export interface CheckStore {
  /** The check with this id, if the scope may see it. */
  get(id: string, scope: Scope): Promise<Check | undefined>;
  /** The check of this very claim that the scope may see; the scope's own before a public one. */
  findByKey(claimKey: string, scope: Scope): Promise<Check | undefined>;
  /**
   * Writes a check, under its id. Another check of the same claim with the same visibility wins over a new id: the
   * stored check is returned, and its id is the one to show. Two processes that save at once get the same id.
   * `aliases` are further claim keys that lead to it from now on.
   */
  save(check: Check, scope: Scope, aliases?: readonly string[]): Promise<Check>;
  /** Remembers that this scope asked for it at `at` (ISO moment). */
  markSeen(id: string, scope: Scope, at: string): Promise<void>;
  /** The checks this scope asked for, newest first. */
  recent(scope: Scope, limit: number): Promise<{ check: Check; seenAt: string }[]>;
}

/** One wording under which a prior check can be found. */
export interface PriorSurface {
  kind: 'review' | 'check';
  /** Id of the ClaimReview or Check. */
  id: string;
  claim: string;
  title: string;
  label?: VerdictLabel;
  /** Place in the retrieval's own order, from 0. */
  rank: number;
  /** Grows from wording to wording in the order in which they were stored. */
  arrival: number;
}

/** Finds wordings of prior checks (ClaimReviews and our own checks) that share words with a claim. */
export interface PriorIndex {
  /**
   * @param terms stems as `toTerms` gives them; any text is safe here
   * @returns at most `limit` surfaces, best first; only those that the scope may see
   */
  search(terms: readonly string[], scope: Scope, limit: number): Promise<PriorSurface[]>;
  /** The review with this id. Reviews are public. */
  review(id: string): Promise<ClaimReview | undefined>;
  /** Adds or replaces reviews by id, in one transaction. @returns how many were new, changed, or already the same */
  addReviews(reviews: readonly ClaimReview[]): Promise<{ added: number; changed: number; same: number }>;
  /** Removes reviews by id, in one transaction. */
  removeReviews(ids: readonly string[]): Promise<void>;
  /** How many reviews there are. */
  size(): Promise<number>;
}

/** What the core takes from outside instead of reading it itself. */
export interface Surroundings {
  now(): Date;
  /** A new check id: 8 characters of Crockford's base 32. */
  newId(): string;
}
