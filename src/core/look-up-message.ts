import { splitClauses } from './claim/clauses.ts';
import type { CleanMessage } from './claim/clean.ts';
import { splitClaims } from './claim/split-claims.ts';
import type { LookedUp, LookUp } from './look-up.ts';
import { isHalfSaid, toKnownWordings } from './match/known-wordings.ts';
import { toTerms } from './match/terms.ts';
import type { PriorIndex } from './ports.ts';
import type { Scope } from './types.ts';

export interface MessageLookUpOptions {
  lookUp: LookUp['lookUp'];
  priors: Pick<PriorIndex, 'review'>;
  /** How many claims of a message are looked at. */
  most: number;
}

/**
 * Looks up what a message says, sentence by sentence. A sentence of several statements is taken apart where a prior check decides one of them and is not
 * about the others, which would else go unanswered; a message whose sentences are unknown each is tried as a whole.
 */
export function createMessageLookUp({ lookUp, priors, most }: MessageLookUpOptions) {
  async function lookUpParts(whole: LookedUp, left: number, ask: (text: string) => Promise<LookedUp>) {
    const clauses = splitClauses(whole.statement);
    if (clauses.length === 0 || clauses.length > left) return [whole];
    const parts: LookedUp[] = [];
    for (const clause of clauses) parts.push(await ask(clause));
    const decided = parts.filter(({ settled }) => settled !== undefined);
    if (decided.length === 0) return [whole];
    if (!whole.settled) return parts;
    const by = toId(whole.settled);
    if (!decided.some(({ settled }) => settled && toId(settled) === by)) return [whole];
    const said = await toWordings(whole.settled);
    // A clause of which half stands in what the sentence was matched with is a part of that claim.
    return parts.some(({ settled, statement }) => !settled && !isHalfSaid(toTerms(statement), said)) ||
      decided.some(({ settled }) => settled && toId(settled) !== by)
      ? parts
      : [whole];
  }

  async function toWordings(settled: NonNullable<LookedUp['settled']>): Promise<string[]> {
    const review = 'textualRating' in settled ? settled : await priors.review(toId(settled));
    const own = 'claim' in settled ? [settled.claim.text] : [];
    return review ? [...own, ...toKnownWordings(review)] : own;
  }

  return async (message: CleanMessage, scope: Scope, again: boolean, signal: AbortSignal): Promise<LookedUp[]> => {
    const ask = (text: string) => {
      signal.throwIfAborted();
      return lookUp(text, message, scope, again);
    };
    const found: LookedUp[] = [];
    const sentences = splitClaims(message.text, most);
    for (const [at, sentence] of sentences.entries()) {
      const left = most - found.length - (sentences.length - at - 1);
      found.push(...(await lookUpParts(await ask(sentence), left, ask)));
    }
    if (found.length > 1 && found.every(({ settled }) => settled === undefined)) {
      // One claim can be told in two sentences, neither of which is it.
      const whole = await ask(message.text);
      if (whole.settled) return [whole];
    }
    return found;
  };
}

/** Of the review that decides, or of the check that no review decides. */
function toId(settled: NonNullable<LookedUp['settled']>): string {
  return 'textualRating' in settled ? settled.id : (settled.verdict.takenFrom?.reviewId ?? settled.id);
}
