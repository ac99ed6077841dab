import { extractClaims } from './claim/extract.ts';
import { redact } from './claim/redact.ts';
import { isRated, type RatedReview } from './judge/prior-verdict.ts';
import type { Prompt } from './judge/prompt.ts';
import type { LookedUp } from './look-up.ts';
import type { Match } from './match/matcher.ts';
import { toTerms } from './match/terms.ts';
import { OutOfReach } from './out-of-reach.ts';
import type { Budget, LanguageModel, PriorIndex } from './ports.ts';
import type { Recorder } from './trace.ts';
import type { Check, Scope } from './types.ts';

/** A claim that prior checks do not decide, ready to be looked into. */
export interface ExtractedClaim {
  text: string;
  /** What is looked for in its place, where that has to be without people's addresses. */
  outward?: string;
  language: string;
  questions: readonly string[];
  claimDate?: string;
  /** Keys of the message's own sentences that say it: the next asker of them needs no model. */
  keys: readonly string[];
  known?: Check;
  /** The prior fact check that says the same, as the model found and the facts allow. */
  same?: RatedReview;
  matches?: readonly Match[];
}

export interface ExtractTask {
  /** The message, redacted and cleaned. */
  text: string;
  open: readonly LookedUp[];
  scope: Scope;
  recorder: Recorder;
  signal: AbortSignal;
}

export interface ExtractorOptions {
  model: LanguageModel;
  extract: Prompt;
  priors: PriorIndex;
  budget: Budget | undefined;
  now(): Date;
}

const MOST_PRIORS = 6;
/** A message's beginning has its claims; the longest messages are chain letters. UTF-16 units. */
const LONGEST_TEXT = 6_000;
/** For the budget's reservation only. */
const MOST_SPENT = { modelCalls: 1, inputTokens: 4_000, outputTokens: 1_000, searches: {} };
/** A sentence and the claim made of it share at least this part of the shorter one's stems. */
const LEAST_SHARED = 0.5;

/**
 * Makes the first of the two model calls: the claims of a message, what to search for, and which borderline prior check is the same.
 *
 * @returns nothing if the model could not be asked; an empty list if it found nothing to check
 */
export function createExtractor(
  options: ExtractorOptions,
): (task: ExtractTask) => Promise<ExtractedClaim[] | undefined> {
  const { model, priors, budget, now } = options;
  return async ({ text, open, scope, recorder, signal }) => {
    const near = await toNear(open, priors);
    const reservation = await budget?.reserve(scope, MOST_SPENT);
    if (budget && !reservation) return undefined;
    const own = recorder.part();
    try {
      const { claims, usage } = await own.during('extracting', () =>
        extractClaims(
          {
            text: text.slice(0, LONGEST_TEXT),
            priors: near.map(({ claimReviewed, label }, at) => ({
              number: at + 1,
              claim: claimReviewed,
              verdict: label,
            })),
            today: now().toISOString().slice(0, 10),
          },
          { model, prompt: options.extract },
          signal,
        ),
      );
      own.modelCall(usage);
      const checkable = claims.filter(({ kind }) => kind === 'checkable');
      return checkable.map(({ text: claim, language, questions, claimDate, priors: relations }) => {
        const said = open.filter(({ statement }) => isSaidBy(claim, statement));
        const same = near[(relations.find(({ relation }) => relation === 'same')?.number ?? 0) - 1];
        // A sentence that says two claims is neither of them.
        const telling = said.filter(
          ({ statement }) => checkable.filter(({ text: other }) => isSaidBy(other, statement)).length === 1,
        );
        const known = telling[0]?.known;
        return {
          text: claim,
          language,
          questions,
          keys: telling.length === 1 ? telling.map(({ key }) => key) : [],
          matches: said.flatMap(({ matches }) => matches),
          ...(claimDate === undefined ? {} : { claimDate }),
          ...(known === undefined ? {} : { known }),
          ...(same === undefined ? {} : { same }),
        };
      });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof OutOfReach)) throw error;
      if (error.usage) own.modelCall(error.usage);
      return undefined;
    } finally {
      await reservation?.settle(own.spent());
    }
  };
}

/**
 * The claims of a message as its sentences stand, where no model reads it.
 *
 * @param outward the sentences of the redacted message: they are looked for in place of its own
 */
export function toOwnClaims(open: readonly LookedUp[], outward: readonly string[]): ExtractedClaim[] {
  return open.map(({ statement, key, matches, known }) => ({
    text: statement,
    outward: outward.find((sentence) => isWithin(sentence, statement)) ?? redact(statement),
    keys: [key],
    questions: [],
    language: 'und',
    matches,
    ...(known === undefined ? {} : { known }),
  }));
}

/** Whether a sentence is but another's words with some left out. */
function isWithin(sentence: string, whole: string): boolean {
  const words = new Set(toTerms(whole));
  return toTerms(sentence).every((word) => words.has(word));
}

/** The rated reviews that are like what was asked, each once. */
async function toNear(open: readonly LookedUp[], priors: PriorIndex): Promise<RatedReview[]> {
  const ids = open.flatMap(({ matches }) =>
    matches
      .filter(({ tier, surface }) => tier === 'related' && surface.kind === 'review')
      .map(({ surface }) => surface.id),
  );
  const reviews = await Promise.all(Array.from(new Set(ids)).map((id) => priors.review(id)));
  return reviews
    .filter((review) => review !== undefined)
    .filter(isRated)
    .slice(0, MOST_PRIORS);
}

function isSaidBy(claim: string, sentence: string): boolean {
  const [one, other] = [new Set(toTerms(claim)), new Set(toTerms(sentence))];
  return [...one].filter((stem) => other.has(stem)).length >= LEAST_SHARED * Math.min(one.size, other.size);
}
