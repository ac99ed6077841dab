import type { CleanMessage } from './claim/clean.ts';
import type { ToldBy } from './claim/kinds.ts';
import { splitClaims, splitClauses } from './claim/split-claims.ts';
import type { LookedUp, LookUp, LookUpHow } from './look-up.ts';
import type { Scope } from './types.ts';

export interface MessageLookUpOptions {
  lookUp: LookUp['lookUp'];
  /** How many claims of a message are looked at. */
  most: number;
  /** Who tells what is no claim. */
  by: ToldBy;
}

/**
 * Looks up what a message says, in its order. Statements that are known word for word are chosen first, wherever they stand. A sentence of several
 * statements is taken apart where a prior check decides one of them; a message whose sentences are unknown each is tried as a whole.
 */
export function createMessageLookUp({ lookUp, most, by }: MessageLookUpOptions) {
  async function lookUpParts(sentence: string, left: number, ask: (text: string) => Promise<LookedUp>) {
    const whole = await ask(sentence);
    const clauses = whole.settled ? [] : splitClauses(whole.statement);
    if (clauses.length === 0 || clauses.length > left) return [whole];
    const parts: LookedUp[] = [];
    for (const clause of clauses) parts.push(await ask(clause));
    return parts.some(({ settled }) => settled !== undefined) ? parts : [whole];
  }

  /** @param known the message's own statements that are known word for word */
  return async (
    message: CleanMessage,
    known: readonly string[],
    scope: Scope,
    how: LookUpHow,
    signal: AbortSignal,
  ): Promise<LookedUp[]> => {
    const ask = (text: string) => {
      signal.throwIfAborted();
      return lookUp(text, message, scope, how);
    };
    const first = withoutParts(known).slice(0, most);
    const placeOf = (text: string) => message.text.indexOf(text);
    const rest = splitClaims(message.text, most, by).filter((sentence) => !first.some((one) => overlap(one, sentence)));
    const chosen = [...first, ...rest.slice(0, most - first.length)].sort((a, b) => placeOf(a) - placeOf(b));
    const found: LookedUp[] = [];
    for (const [at, sentence] of chosen.entries()) {
      const left = most - found.length - (chosen.length - at - 1);
      found.push(...(await lookUpParts(sentence, left, ask)));
    }
    if (found.length > 1 && found.every(({ settled }) => settled === undefined)) {
      // One claim can be told in two sentences, neither of which is it.
      const whole = await ask(message.text);
      if (whole.settled || (isNear(whole) && !found.some(isNear))) return [whole];
    }
    return found;
  };
}

function isNear({ matches }: LookedUp): boolean {
  return matches.some(({ grade }) => grade === 'likely');
}

/** Of statements that hold each other only the longest: a wording of two sentences is one claim. */
function withoutParts(statements: readonly string[]): string[] {
  return statements.filter((one) => !statements.some((other) => other !== one && other.includes(one)));
}

function overlap(one: string, other: string): boolean {
  return one.includes(other) || other.includes(one);
}
