import { randomBytes } from 'node:crypto';
import type { Checker, CheckOptions as CoreOptions } from '../core/checker.ts';
import { cleanMessage } from '../core/claim/clean.ts';
import { defined } from '../core/defined.ts';
import { toClaimKey } from '../core/language/canonical-form.ts';
import type { CheckStore, PriorIndex } from '../core/ports.ts';
import type { Answer, Check, Scope } from '../core/types.ts';
import type { Confirmations } from './confirmations.ts';
import { createPriorChecks, type PriorChecks } from './prior-checks.ts';
import { createSingleFlight } from './single-flight.ts';

/** What else is said of a check: the part of the core's options that is for who asks. */
export type CheckOptions = Pick<CoreOptions, 'onStage' | 'again' | 'saidAt' | 'priorsOnly'> & {
  /** Who asks, as the platform knows them: for what they said of claims themselves. It changes nobody else's answer. */
  askerId?: string;
};

/** How far a running check is. */
export type Stage = Parameters<NonNullable<CheckOptions['onStage']>>[0];

/** Accepts requests for checks, runs them, and remembers who asked where. */
export interface CheckService extends PriorChecks {
  /**
   * Checks the claims of a message, and notes them in the scope's history. The same message asked by several at once, with the same
   * visibility, is checked once. With `priorsOnly` nothing is noted.
   */
  check(text: string, scope: Scope, signal: AbortSignal, options?: CheckOptions): Promise<Answer[]>;
  /** Takes somebody's word on the closest checked claim of a card. */
  say: Confirmations['say'];
  /** One check that the scope may see. */
  find(id: string, scope: Scope): Promise<Check | undefined>;
}

export interface CheckServiceOptions {
  checker: Checker;
  checks: CheckStore;
  priors: PriorIndex;
  words: Confirmations;
  now(): Date;
}

/** Makes the check service over a checker and the store it writes to. */
export function createCheckService({ checker, checks, priors, words, now }: CheckServiceOptions): CheckService {
  const flights = createSingleFlight<Answer[], Stage>();
  return {
    async check(text, scope, signal, { onStage, again, saidAt, askerId, priorsOnly } = {}) {
      if (again) await words.drop(toClaimKey(cleanMessage(text).text), scope, askerId);
      const how = defined({ again, saidAt, priorsOnly });
      const work = (shared: AbortSignal, tell: (stage: Stage) => void) =>
        checker.check(text, scope, shared, { onStage: tell, ...how });
      const found = await flights.run(toFlightKey(text, scope, how), work, signal, onStage);
      if (priorsOnly) return found;
      // A greeting is nothing that anybody looks up again.
      const checked = found.filter(({ check }) => check.verdict.label !== 'not-checkable');
      for (const { check } of checked) await checks.markSeen(check.id, scope, now().toISOString());
      return askerId === undefined ? found : words.withOwn(found, scope, askerId);
    },
    say: words.say,
    find: (id, scope) => checks.get(id, scope),
    ...createPriorChecks({ checks, priors }),
  };
}

/** Equal only where everything that the check may see and that may see it is equal. */
function toFlightKey(
  text: string,
  { platform, chatId, personId, visibility }: Scope,
  { again = false, saidAt = '', priorsOnly = false }: CheckOptions,
): string {
  const message = cleanMessage(text);
  // A link may be read, and a signature says who claims it: what cleaning takes away counts then.
  const key = message.hadLink || message.claimant !== undefined ? '' : toClaimKey(message.text);
  // Of the time only the day decides anything.
  return JSON.stringify([platform, chatId, personId, visibility, again, priorsOnly, saidAt.slice(0, 10), key || text]);
}

/** Crockford's base 32: no letter can be taken for a digit, nor spell a word. */
const ID_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ID_LENGTH = 8;
/** Any eight: nobody knows which letters are left out. */
const ID = /^(?:\p{L}+[:\s]+|#)?([0-9A-Z]{8})[.?!]?$/iu;

/** The check id that a text consists of, also as a card says it ("Check 7K3M9Q2A"), in whatever case; nothing where it says more. */
export function parseCheckId(text: string): string | undefined {
  return ID.exec(text.trim())?.[1]?.toUpperCase();
}

/** A new check id of 40 random bits: next to a million checks, one in a million hits a taken id, and the store refuses it. */
export function newCheckId(): string {
  return Array.from(randomBytes(ID_LENGTH), (byte) => ID_ALPHABET[byte % ID_ALPHABET.length]).join('');
}
