import { toAskedForms } from './language/canonical-form.ts';
import { toStatements } from './language/message-statements.ts';
import type { CheckStore, ConfirmationStore, PriorIndex } from './ports.ts';
import { isRated, type RatedReview, toTakenVerdict } from './reviews/adopt-review.ts';
import type { Check, ConfirmedBy, PriorRef, Scope, Verdict } from './types.ts';

/** A prior check that can decide a claim: somebody decided something there. */
export type Prior = { kind: 'review'; review: RatedReview } | { kind: 'check'; check: Check };

/** A prior claim that somebody said is the same. */
export interface ConfirmedPrior {
  prior: Prior;
  by: ConfirmedBy;
}

/** What people and models said of a sentence. */
export interface Said {
  same?: ConfirmedPrior;
  /** Prior claims that it is not. */
  different: readonly PriorRef[];
}

/** Finds what a claim takes a verdict over from: word for word the same claims, and confirmed ones. */
export interface Recogniser {
  /** Prior checks one of whose wordings is one of the forms (`toAskedForms`), the one known first at the head. */
  identical(forms: readonly string[], scope: Scope): Promise<Prior[]>;
  /** The statements of a message, each of which is word for word a known claim, in its order. Costs one search. */
  identicalStatements(message: string, scope: Scope): Promise<string[]>;
  /** What binds everybody who asks in the scope. @param form the sentence's claim key */
  confirmed(form: string, scope: Scope): Promise<Said>;
  /** The prior check behind a reference, if it can decide and the scope may see it. */
  load(ref: PriorRef, scope: Scope): Promise<Prior | undefined>;
}

export interface RecogniserOptions {
  checks: CheckStore;
  priors: PriorIndex;
  confirmations: ConfirmationStore;
  /** Of the model and its prompt: only what these two said counts. Absent without a model. */
  version?: string | undefined;
}

/** Makes the recogniser over the index of wordings and what was confirmed. */
export function createRecogniser({ checks, priors, confirmations, version }: RecogniserOptions): Recogniser {
  async function load({ kind, id }: PriorRef, scope: Scope): Promise<Prior | undefined> {
    if (kind === 'review') {
      const review = await priors.review(id);
      return review && isRated(review) ? { kind, review } : undefined;
    }
    const check = await checks.get(id, scope);
    return check && canDecide(check) ? { kind, check } : undefined;
  }

  async function identical(forms: readonly string[], scope: Scope): Promise<Prior[]> {
    const found = forms.length === 0 ? [] : await priors.identical(forms, scope);
    const once = new Map(found.map((surface) => [`${surface.kind} ${surface.id}`, surface]));
    const loaded = await Promise.all(Array.from(once.values(), (surface) => load(surface, scope)));
    return loaded.filter((prior) => prior !== undefined);
  }

  return {
    identical,
    load,
    async identicalStatements(message, scope) {
      const statements = toStatements(message).map((text) => ({ text, forms: toAskedForms(text) }));
      const isKnown = async (forms: readonly string[]) =>
        forms.length > 0 && (await priors.identical(forms, scope)).some(({ label }) => label !== 'unverified');
      // One search answers for all where none is known, which is mostly so.
      if (!(await isKnown(statements.flatMap(({ forms }) => forms)))) return [];
      if (statements.length === 1) return statements.map(({ text }) => text);
      const known: string[] = [];
      for (const { text, forms } of statements) if (await isKnown(forms)) known.push(text);
      return known;
    },
    async confirmed(form, scope) {
      const words = await confirmations.of(form, scope, version === undefined ? {} : { version });
      const first = new Map<string, (typeof words)[number]>();
      for (const word of words) {
        const name = `${word.prior.kind} ${word.prior.id}`;
        if (!first.has(name)) first.set(name, word);
      }
      const holding = [...first.values()];
      const different = holding.filter(({ relation }) => relation === 'different').map(({ prior }) => prior);
      for (const { prior: ref, relation, by } of holding) {
        const prior = relation === 'same' ? await load(ref, scope) : undefined;
        if (prior) return { same: { prior, by }, different };
      }
      return { different };
    },
  };
}

/** A check of ours decides what it found out itself: not what was only taken over, nor what stayed open. */
function canDecide({ verdict, recognition }: Check): boolean {
  const isOpen = verdict.label === 'unverified' || verdict.label === 'not-checkable';
  return !isOpen && verdict.takenFrom === undefined && recognition?.grade !== 'confirmed';
}

export function toRef(prior: Prior): PriorRef {
  return { kind: prior.kind, id: prior.kind === 'review' ? prior.review.id : prior.check.id };
}

export function isSameRef(one: PriorRef, other: PriorRef): boolean {
  return one.kind === other.kind && one.id === other.id;
}

/** The prior claim in its own words. */
export function toPriorClaim(prior: Prior): string {
  return prior.kind === 'review' ? prior.review.claimReviewed : prior.check.claim.text;
}

/** All wordings that a prior claim is known under: a review's headline is none. */
export function toPriorWordings(prior: Prior): string[] {
  return prior.kind === 'review' ? [prior.review.claimReviewed, ...prior.review.forms] : [prior.check.claim.text];
}

export function toPriorVerdict(prior: Prior): Verdict {
  return prior.kind === 'review' ? toTakenVerdict(prior.review) : prior.check.verdict;
}
