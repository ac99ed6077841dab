import type { ZodType } from 'zod';
import type { Check, ClaimReview, ConfirmedBy, Page, PriorRef, Scope, VerdictLabel } from './types.ts';

/**
 * Stores our own checks. Every query takes the asker's scope: a check that is not visible there does not exist for it.
 * All methods reject with a `ClaimcheckError` whose message can be shown to the operator.
 */
export interface CheckStore {
  /** The check with this id, if the scope may see it. */
  get(id: string, scope: Scope): Promise<Check | undefined>;
  /** The check of this very claim that the scope may see; the scope's own before a public one. */
  findByKey(claimKey: string, scope: Scope): Promise<Check | undefined>;
  /**
   * Writes a check under its id. A check with a new id is not written if the same claim is already stored with the same visibility: the stored check
   * is returned, and its id is the one to show. Two processes that save at once get the same id. `aliases` are further claim keys that lead to it
   * from now on.
   */
  save(check: Check, scope: Scope, aliases?: readonly string[]): Promise<Check>;
  /** Records that this scope asked for the check at `at` (ISO moment). */
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
  /** Position in the index's own ranking, from 0. */
  rank: number;
  /** Increases from wording to wording in the order in which they were stored. */
  arrival: number;
}

/** Finds wordings of prior checks (ClaimReviews and our own checks) that share words with a claim. */
export interface PriorIndex {
  /**
   * @param terms stems as `toTerms` gives them; any text is safe here
   * @returns at most `limit` surfaces, best first; only those that the scope may see
   */
  search(terms: readonly string[], scope: Scope, limit: number): Promise<PriorSurface[]>;
  /**
   * The wordings that equal one of the forms word for word.
   * @param forms as `toAskedForms` gives them
   * @returns those that the scope may see, the one stored first at the head
   */
  identical(forms: readonly string[], scope: Scope): Promise<PriorSurface[]>;
  /** The review with this id. Reviews are public. */
  review(id: string): Promise<ClaimReview | undefined>;
  /** Adds or replaces reviews by id, in one transaction. @returns how many were new, changed, or already the same, and the ids of the changed ones */
  addReviews(
    reviews: readonly ClaimReview[],
  ): Promise<{ added: number; changed: number; same: number; changedIds: string[] }>;
  /** Removes reviews by id, in one transaction. */
  removeReviews(ids: readonly string[]): Promise<void>;
}

/** Who says that a sentence is, or is not, a prior claim. A person's id is stored as a hash only. */
export type Confirmer =
  | { kind: 'asker' | 'moderator' | 'operator'; platform: string; personId: string }
  /** `version` names the model and its prompt: confirmations of any other version no longer count. */
  | { kind: 'model'; model: string; version: string };

/** Somebody's word that a sentence is, or is not, a prior claim. */
export interface Confirmation {
  /** The sentence's canonical form (`toClaimKey`); it is stored as a fingerprint only. */
  form: string;
  prior: PriorRef;
  relation: 'same' | 'different';
  by: Confirmer;
  /** ISO moment. */
  at: string;
}

/** A confirmation as it is read back: without the person. */
export interface KnownConfirmation extends Pick<Confirmation, 'prior' | 'relation'> {
  by: ConfirmedBy;
}

/**
 * Stores what people and models said of sentences and prior claims. An asker's word counts for that asker, in that chat or in private; a moderator's
 * for the group that the chat belongs to; an operator's and a model's for everybody. Of each kind of confirmer, the newest word on a prior claim
 * counts.
 */
export interface ConfirmationStore {
  /**
   * The words that count in the scope, strongest first (operator, moderator, asker, model), one per kind and prior claim. @param askerId absent: no
   * asker's word is looked for. @param version absent: no model's
   */
  of(form: string, scope: Scope, who: { askerId?: string; version?: string }): Promise<KnownConfirmation[]>;
  save(confirmation: Confirmation, scope: Scope): Promise<void>;
  /** Removes what these kinds of confirmer said of a sentence there; of askers, only this one's word. @returns how many were removed */
  remove(form: string, scope: Scope, kinds: readonly Confirmer['kind'][], askerId?: string): Promise<number>;
}

/** The clock and the id source, passed in so that the core reads neither itself. */
export interface Surroundings {
  now(): Date;
  /** A new check id: 8 characters of Crockford's base 32. */
  newId(): string;
}

/** A web search. It never holds the message itself, only redacted text derived from it (`redact`). */
export interface SearchQuery {
  /** A normalised claim or a question; at most 300 UTF-16 units. */
  text: string;
  /** BCP 47 tag; `und` if unknown. */
  language: string;
  /** How many hits are wanted. */
  limit: number;
}

/** A page that may say something about a claim. */
export interface SearchHit {
  /** http or https; a document of the operator's folder may have its own scheme, and then has `page`. */
  url: string;
  title: string;
  publisher?: string;
  /** ISO day or moment. */
  publishedAt?: string;
  /** The provider's excerpt. Never evidence: only the page itself is. */
  snippet?: string;
  /** The whole page, if the provider brings it: it is then not fetched. */
  page?: Page;
}

/** Finds pages. Rejects with `OutOfReach`, or the signal's reason if it is aborted. */
export interface SearchProvider {
  /** For people, on the card: "Brave". */
  name: string;
  search(query: SearchQuery, signal: AbortSignal): Promise<SearchHit[]>;
}

/** Finds published fact checks by subject. Rejects with `OutOfReach`, or the signal's reason. */
export interface ReviewLookup {
  /** For people, on the card. */
  name: string;
  lookUp(query: Omit<SearchQuery, 'limit'>, signal: AbortSignal): Promise<ClaimReview[]>;
}

/** Reads pages. Rejects with `OutOfReach`, or the signal's reason if it is aborted. */
export interface PageReader {
  read(url: string, signal: AbortSignal): Promise<Page>;
}

/** A question to a language model, whose answer has to fit a schema. */
export interface ModelRequest<T> {
  /** Names the schema; letters, digits and `_`. */
  name: string;
  system: string;
  user: string;
  schema: ZodType<T>;
  maxOutputTokens: number;
}

/** Tokens as the provider counted them. */
export interface TokenUsage {
  inputTokens: number;
  outputTokens: number;
}

/** A language model's instructions. */
export interface Prompt {
  /** Identifies this exact text, such as `extract-1`. Stored with every check made with it. */
  version: string;
  text: string;
}

/** Rejects with `OutOfReach` (whose `usage` is what was spent all the same), or the signal's reason if it is aborted. */
export interface LanguageModel {
  name: string;
  ask<T>(request: ModelRequest<T>, signal: AbortSignal): Promise<{ value: T; usage: TokenUsage }>;
}

/** A picture as received. Its bytes decide the format, not the media type it claims. */
export interface Picture {
  bytes: Uint8Array;
  /** `image/png`, as the platform named it. */
  mediaType: string;
  /** The chat's language (BCP 47), probably that of the picture's text too. */
  language?: string;
}

/** Reads the text in a picture. Rejects with `OutOfReach`, or the signal's reason if it is aborted. */
export interface ImageReader {
  /** The languages (BCP 47) that it can read. Absent: any. */
  languages?: readonly string[];
  /** @returns plain text, paragraphs separated by a blank line; empty if none can be read. The text is a stranger's */
  read(picture: Picture, signal: AbortSignal): Promise<string>;
}

/** What a check spends. */
export interface Spending extends TokenUsage {
  modelCalls: number;
  /** Requests by provider's name. */
  searches: Readonly<Record<string, number>>;
}

/** The budget set aside for one check. */
export interface Reservation {
  /** Gives back what was not spent. Called once, whatever happened. */
  settle(spent: Spending): Promise<void>;
}

/** Keeps what all checks spend within the operator's limits. */
export interface Budget {
  /** @returns nothing if a limit of the day or of the chat would be exceeded */
  reserve(scope: Scope, most: Spending): Promise<Reservation | undefined>;
  /** Counts spending outside any check's reservation, such as reading a picture, towards the day's overall limit. */
  note(spent: Spending): Promise<void>;
  /** The cost in the operator's currency, by the price table; 0 for what has no price. */
  toMoney(spent: Spending): number;
}
