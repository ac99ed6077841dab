import type { CleanMessage } from './claim/clean.ts';
import type { ToldBy } from './claim/kinds.ts';
import type { GatherLimits } from './evidence/gather.ts';
import type { Matcher } from './match/matcher.ts';
import type {
  Budget,
  CheckStore,
  ConfirmationStore,
  LanguageModel,
  PageReader,
  PriorIndex,
  Prompt,
  ReviewLookup,
  SearchProvider,
  Surroundings,
} from './ports.ts';
import type { Recogniser } from './recognise.ts';
import type { Recorder, Stage, Trace } from './trace.ts';
import type { Answer, Check, ConfirmedBy, Means, PriorRef, Scope } from './types.ts';

/** What a claim can be looked into with, besides prior checks. All of it may be missing. */
export interface Research {
  searchers: readonly SearchProvider[];
  lookups: readonly ReviewLookup[];
  reader?: PageReader;
  judge?:
    | {
        model: LanguageModel;
        extract: Prompt;
        judge: Prompt;
        /** The small third call, which may have a model of its own. */
        examine: { model: LanguageModel; prompt: Prompt };
      }
    | undefined;
  budget?: Budget;
  /** Registrable domains whose word alone carries a firm verdict. */
  primarySources: readonly string[];
  /** Who stands behind a page: its registrable domain. */
  toPublisherKey(url: string): string;
  /** For dataset runs: nothing published after the claim is used. */
  onlyBefore?: boolean;
  /** How long searches and pages may take, where the usual times do not fit. */
  limits?: Partial<GatherLimits>;
}

/** What can be looked into with these. */
export function toMeans(research: Research | undefined): Means {
  const searches = (research?.searchers.length ?? 0) + (research?.lookups.length ?? 0);
  return { model: research?.judge !== undefined, search: searches > 0 };
}

/** What a checker is made of. */
export interface CheckerOptions {
  checks: CheckStore;
  priors: PriorIndex;
  confirmations: ConfirmationStore;
  matcher: Matcher;
  surroundings: Surroundings;
  /** Absent: prior checks alone decide. */
  research?: Research;
}

/** A checker, as its steps see it. */
export interface Core extends CheckerOptions {
  recogniser: Recogniser;
  /** What can be looked into now: a check decided with less is judged again. */
  means: Means;
  by: ToldBy;
  /** What the first call asks, and its version (`Confirmer`). */
  model: { name: string; version: string } | undefined;
}

/** How one check is to be made; all of it may be left out. */
export interface CheckOptions {
  /** Only published reviews and people's words decide, not what was researched before. */
  again?: boolean;
  /** The asker said that it is none of these. */
  except?: readonly PriorRef[];
  /** Told what is being done, for people who wait. */
  onStage?: (stage: Stage) => void;
  /** Told once, at the end, what it cost. */
  onTrace?: (trace: Trace) => void;
  /** When the message was said (ISO day or moment), where that is known: never a date it mentions. */
  saidAt?: string;
  /** Prior checks alone decide: no model is asked, no search, no page; and nothing is written. */
  priorsOnly?: boolean;
}

/** One call of `check`. */
export interface Run extends CheckOptions {
  scope: Scope;
  signal: AbortSignal;
  recorder: Recorder;
}

/** What is checked: a message, or the page that it links to. */
export interface Message extends CleanMessage {
  /** What is remembered as the message. */
  original: string;
  /** What was cleaned. */
  said: string;
  /** The page it was taken from. */
  from?: string;
}

/** The verification core: a message in, up to three checks out. */
export interface Checker {
  /**
   * @param text a message of at most 20,000 UTF-16 units, as it came
   * @returns at least one check, each with what was asked where its own words are others; a message without a checkable claim gives one that says so
   * @throws the signal's reason if it is aborted; what the stores throw
   */
  check(text: string, scope: Scope, signal: AbortSignal, options?: CheckOptions): Promise<Answer[]>;
  /** Takes a prior check's verdict over for a check that somebody said is of the same claim. @returns nothing if the prior check cannot decide any more */
  adopt(check: Check, prior: PriorRef, by: ConfirmedBy, scope: Scope): Promise<Check | undefined>;
}
