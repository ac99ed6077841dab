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

/** The means of looking into a claim besides prior checks. Any of them may be missing. */
export interface Research {
  searchers: readonly SearchProvider[];
  lookups: readonly ReviewLookup[];
  reader?: PageReader;
  judge?:
    | {
        model: LanguageModel;
        extract: Prompt;
        judge: Prompt;
        /** The small third call, which may use another model. */
        examine: { model: LanguageModel; prompt: Prompt };
      }
    | undefined;
  budget?: Budget;
  /** Domains whose word alone carries a firm verdict, with all their subdomains. */
  primarySources: readonly string[];
  /** A page's publisher key: its registrable domain; below `free/` where anybody can publish; empty if no publisher is known. */
  toPublisherKey(url: string): string;
  /** For dataset runs: nothing published after the claim is used. */
  onlyBefore?: boolean;
  /** Limits on searching and reading, where the usual ones do not fit. */
  limits?: Partial<GatherLimits>;
}

/** The means that the research offers. */
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

/** The checker's parts, as its steps use them. */
export interface Core extends CheckerOptions {
  recogniser: Recogniser;
  /** The means there are now: a check decided with less is judged again. */
  means: Means;
  by: ToldBy;
  /** The model, and its version together with the extract prompt's (`Confirmer`). Absent without a model. */
  model: { name: string; version: string } | undefined;
}

/** How to make one check; every option may be left out. */
export interface CheckOptions {
  /** Only published reviews and confirmations decide, not earlier checks of our own. */
  again?: boolean;
  /** Prior checks that the asker said are of another claim. */
  except?: readonly PriorRef[];
  /** Called as each stage begins, for people who wait. */
  onStage?: (stage: Stage) => void;
  /** Called once, at the end, even if the check failed. */
  onTrace?: (trace: Trace) => void;
  /** When the message was said (ISO day or moment), if known: never a date it mentions. */
  saidAt?: string;
  /** Prior checks alone decide: no model is asked, nothing is searched or fetched, and nothing is written. */
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
  /** The message to store: as it came. */
  original: string;
  /** The text before cleaning. */
  said: string;
  /** The page that the text was taken from. */
  from?: string;
}

/** The verification core: a message in, up to three checks out. */
export interface Checker {
  /**
   * @param text a message of at most 20,000 UTF-16 units, as it came
   * @returns at least one check, with the asked words if the check has others; a message without a checkable claim gives one check that says so
   * @throws the signal's reason if it is aborted; errors of the stores
   */
  check(text: string, scope: Scope, signal: AbortSignal, options?: CheckOptions): Promise<Answer[]>;
  /**
   * Takes over a prior check's verdict for a check that somebody said is of the same claim. @returns nothing if the prior check can no longer decide
   */
  adopt(check: Check, prior: PriorRef, by: ConfirmedBy, scope: Scope): Promise<Check | undefined>;
}
