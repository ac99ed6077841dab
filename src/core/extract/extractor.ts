import { redact } from '../claim/redact.ts';
import { defined } from '../defined.ts';
import { toClaimKey } from '../language/canonical-form.ts';
import { toTerms } from '../language/tokens.ts';
import type { LookedUp } from '../look-up.ts';
import { findVeto } from '../match/differences.ts';
import type { Match } from '../match/matcher.ts';
import { OutOfReach } from '../out-of-reach.ts';
import type { Budget, LanguageModel, Prompt } from '../ports.ts';
import { isAmong, isSameRef, type Prior, type Recogniser, toPriorClaim, toPriorVerdict, toRef } from '../recognise.ts';
import type { Recorder } from '../trace.ts';
import type { Check, Failure, PriorRef, Scope } from '../types.ts';
import { extractClaims, type ToldClaim } from './extract.ts';

/** A claim that prior checks do not decide, ready to be looked into. */
export interface ExtractedClaim extends Pick<ToldClaim, 'text' | 'language' | 'english' | 'claimDate' | 'claimant'> {
  /** It accuses somebody who is not a public figure: nobody is searched for by name. */
  privatePerson?: boolean;
  /** The text to search for in its place: the redacted one. */
  outward?: string;
  questions: readonly string[];
  /** Keys of the message's own sentences that say it: the next asker of them needs no model. */
  keys: readonly string[];
  /** The message's own sentence that says it, if there is one; of a question, the statement it asks about. */
  said?: string;
  /** That sentence as it stands in the message. */
  asked?: string;
  /** That sentence's look-up, if it has the claim's very words: they are not searched twice. */
  looked?: LookedUp;
  known?: Check;
  /** The prior check of the same claim, as the model found and the facts allow. */
  same?: Prior;
  /** Prior checks that the model found to be similar but another claim (`different`), or not even similar (`unrelated`). */
  different: readonly PriorRef[];
  unrelated: readonly PriorRef[];
  matches?: readonly Match[];
}

/**
 * The claims of a message; or why the model sees none in it; or neither: then its own sentences are looked into, since no claim that the model wrote
 * holds, or no model could be asked (`failures`, empty if the budget is used up).
 */
export type Extracted =
  | { claims: ExtractedClaim[] }
  | { none: 'opinion' | 'question' | 'joke' | 'no-claim' }
  | { failures?: Failure[] };

export interface ExtractTask {
  /** The message, redacted and cleaned. */
  text: string;
  open: readonly LookedUp[];
  /** When the message was said, if that is known. */
  saidAt?: string | undefined;
  scope: Scope;
  recorder: Recorder;
  signal: AbortSignal;
}

export interface ExtractorOptions {
  model: LanguageModel;
  extract: Prompt;
  load: Recogniser['load'];
  budget: Budget | undefined;
}

const MOST_PRIORS = 6;
/** How much of a message a model is given: its beginning has its claims, and the longest messages are chain letters. UTF-16 units. */
export const LONGEST_TEXT = 6_000;
/** For the budget's reservation only. */
const MOST_SPENT = { modelCalls: 1, inputTokens: 4_000, outputTokens: 1_000, searches: {} };
/** A sentence and the claim made of it share at least this part of the shorter one's stems. */
const LEAST_SHARED = 0.5;

/** Makes the first model call: the claims of a message, what to search for, and which of the similar prior checks is the same. */
export function createExtractor(options: ExtractorOptions): (task: ExtractTask) => Promise<Extracted> {
  const { model, load, budget } = options;
  return async ({ text, open, saidAt, scope, recorder, signal }) => {
    const near = await toNear(open, load, scope);
    const reservation = await budget?.reserve(scope, MOST_SPENT);
    if (budget && !reservation) return { failures: [] };
    const own = recorder.part();
    try {
      const { claims, said, usage } = await own.during('extracting', () =>
        extractClaims(
          {
            text: text.slice(0, LONGEST_TEXT),
            priors: near.map((prior) => ({ claim: toPriorClaim(prior), verdict: toPriorVerdict(prior).label })),
            sentOn: saidAt?.slice(0, 10),
          },
          { model, prompt: options.extract },
          signal,
        ),
      );
      own.modelCall(usage);
      const checkable = claims.filter(({ kind }) => kind === 'checkable');
      if (checkable.length > 0) return { claims: checkable.map((claim) => toExtracted(claim, checkable, open, near)) };
      // A claim that code rejects may still be one: the message's own sentences are looked into.
      if (said.includes('checkable')) return {};
      return { none: said.find((kind) => kind !== 'checkable') ?? 'no-claim' };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof OutOfReach)) throw error;
      if (error.usage) own.modelCall(error.usage);
      const failure = { name: model.name, why: error.why };
      own.failed(failure);
      return { failures: [failure] };
    } finally {
      await reservation?.settle(own.spent());
    }
  };
}

function toExtracted(
  { text, language, english, questions, claimDate, claimant, privatePerson, priors: relations }: ToldClaim,
  all: readonly ToldClaim[],
  open: readonly LookedUp[],
  near: readonly Prior[],
): ExtractedClaim {
  const said = open.filter(({ statement }) => isSaidBy(text, statement));
  // A sentence that says two claims is neither of them.
  const telling = said.filter(({ statement }) => all.filter((other) => isSaidBy(other.text, statement)).length === 1);
  const only = telling.length === 1 ? telling[0] : undefined;
  const related = (wanted: 'same' | 'differs' | 'unrelated') =>
    relations.flatMap(({ number, relation }) => (relation === wanted ? (near[number - 1] ?? []) : []));
  // The model's wording may have lost what makes the sentence another claim.
  const isVetoed = (prior: Prior) => only && findVeto(only.statement, [toPriorClaim(prior)]) !== undefined;
  const { vetoed = [], held: [same] = [] } = Object.groupBy(related('same'), (prior) =>
    isVetoed(prior) ? 'vetoed' : 'held',
  );
  const known = telling[0]?.known;
  return {
    text,
    language,
    questions,
    privatePerson,
    keys: only ? [only.key] : [],
    matches: said.flatMap(({ matches }) => matches),
    different: [...related('differs'), ...vetoed].map(toRef),
    unrelated: related('unrelated').map(toRef),
    ...defined({
      said: only?.statement,
      asked: only?.asked,
      looked: only?.key === toClaimKey(text) ? only : undefined,
    }),
    ...defined({ english, claimDate, claimant, known, same }),
  };
}

/**
 * Makes claims of a message's own sentences, if no model reads it.
 *
 * @param outward the sentences of the redacted message: they are searched for in place of the message's own
 */
export function toOwnClaims(open: readonly LookedUp[], outward: readonly string[]): ExtractedClaim[] {
  return open.map((looked) => ({
    text: looked.statement,
    outward: outward.find((sentence) => isWithin(sentence, looked.statement)) ?? redact(looked.statement),
    keys: [looked.key],
    questions: [],
    different: [],
    unrelated: [],
    said: looked.statement,
    asked: looked.asked,
    language: 'und',
    looked,
  }));
}

/** Whether a sentence has only words of another one. */
function isWithin(sentence: string, whole: string): boolean {
  const words = new Set(toTerms(whole));
  return toTerms(sentence).every((word) => words.has(word));
}

/** The prior checks to be asked about, each once: the likely ones first, then the best of the related ones. */
async function toNear(open: readonly LookedUp[], load: Recogniser['load'], scope: Scope): Promise<Prior[]> {
  const matches = open.flatMap(({ matches: own, different }) =>
    own.filter(({ grade, surface }) => grade !== 'none' && !isAmong(different, surface)),
  );
  const refs = matches
    .toSorted((one, other) => Number(other.grade === 'likely') - Number(one.grade === 'likely'))
    .map(({ surface }) => surface);
  const once = refs.filter((ref, at) => refs.findIndex((other) => isSameRef(other, ref)) === at);
  const priors = await Promise.all(once.slice(0, MOST_PRIORS).map((ref) => load(ref, scope)));
  return priors.filter((prior) => prior !== undefined);
}

function isSaidBy(claim: string, sentence: string): boolean {
  const [one, other] = [new Set(toTerms(claim)), new Set(toTerms(sentence))];
  return one.intersection(other).size >= LEAST_SHARED * Math.min(one.size, other.size);
}
