import type { CheckStore, PriorIndex, Surroundings } from './ports.ts';
import type { Check, Scope } from './types.ts';

/** The verification core: a message in, up to three checks out. */
export interface Checker {
  /**
   * @param text a message of at most 20,000 UTF-16 units, as it came
   * @returns at least one check; a message without a checkable claim gives one that says so
   * @throws the signal's reason if it is aborted; what the ports throw
   */
  check(text: string, scope: Scope, signal: AbortSignal): Promise<Check[]>;
}

export interface CheckerOptions {
  checks: CheckStore;
  priors: PriorIndex;
  surroundings: Surroundings;
}
