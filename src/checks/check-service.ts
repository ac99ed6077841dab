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

/** The options of a check: those of the core that depend on the asker. */
export type CheckOptions = Pick<CoreOptions, 'onStage' | 'again' | 'saidAt' | 'priorsOnly'> & {
  /** The asker's id on the platform, to apply their own words on claims. It changes nobody else's answer. */
  askerId?: string;
};

/** The stage of a running check. */
export type Stage = Parameters<NonNullable<CheckOptions['onStage']>>[0];

/** Runs checks, and remembers who asked where. */
export interface CheckService extends PriorChecks {
  /**
   * Checks the claims of a message, and adds them to the scope's history. Concurrent requests with the same message and visibility share one check. With
   * `priorsOnly` nothing is stored.
   */
  check(text: string, scope: Scope, signal: AbortSignal, options?: CheckOptions): Promise<Answer[]>;
  /** Takes a person's word on the closest checked claim of a card. */
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

/** Creates the check service over a checker and the store it writes to. */
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
      // Nobody looks up a greeting again.
      const checked = found.filter(({ check }) => check.verdict.label !== 'not-checkable');
      for (const { check } of checked) await checks.markSeen(check.id, scope, now().toISOString());
      return askerId === undefined ? found : words.withOwn(found, scope, askerId);
    },
    say: words.say,
    find: (id, scope) => checks.get(id, scope),
    ...createPriorChecks({ checks, priors }),
  };
}

/** Equal only if everything that the check may see, and everybody who may see it, is equal. */
function toFlightKey(
  text: string,
  { platform, chatId, personId, visibility }: Scope,
  { again = false, saidAt = '', priorsOnly = false }: CheckOptions,
): string {
  const message = cleanMessage(text);
  // A link may be read, and a signature names the claimant: then the parts that cleaning removes matter.
  const key = message.hadLink || message.claimant !== undefined ? '' : toClaimKey(message.text);
  // Only the day of `saidAt` matters.
  return JSON.stringify([platform, chatId, personId, visibility, again, priorsOnly, saidAt.slice(0, 10), key || text]);
}

/** Crockford's base 32: no letter looks like a digit, and the letters spell no words. */
const ID_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ID_LENGTH = 8;
/** Any eight letters or digits: people do not know which letters are left out. */
const ID = /^(?:\p{L}+[:\s]+|#)?([0-9A-Z]{8})[.?!]?$/iu;

/** The check id that a text consists of, also as a card writes it ("Check 7K3M9Q2A"), in any case; undefined if the text says more. */
export function parseCheckId(text: string): string | undefined {
  return ID.exec(text.trim())?.[1]?.toUpperCase();
}

/** A new check id of 40 random bits: next to a million checks, one in a million hits a taken id, and the store refuses it. */
export function newCheckId(): string {
  return Array.from(randomBytes(ID_LENGTH), (byte) => ID_ALPHABET[byte % ID_ALPHABET.length]).join('');
}
