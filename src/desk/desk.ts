import type { Checker } from '../core/checker.ts';
import type { CheckStore } from '../core/ports.ts';
import type { Check, Scope } from '../core/types.ts';

/** Accepts requests for checks, runs them, and remembers who asked where. */
export interface Desk {
  /** Checks the claims of a message, and notes them in the scope's history. */
  check(text: string, scope: Scope, signal: AbortSignal): Promise<Check[]>;
  /** One check that the scope may see. */
  find(id: string, scope: Scope): Promise<Check | undefined>;
  /** What the scope asked for, newest first. */
  history(scope: Scope, limit: number): Promise<{ check: Check; seenAt: string }[]>;
}

export interface DeskOptions {
  checker: Checker;
  checks: CheckStore;
  now(): Date;
}

/** Makes the desk over a checker and the store it writes to. */
export function createDesk({ checker, checks, now }: DeskOptions): Desk {
  return {
    async check(text, scope, signal) {
      const found = await checker.check(text, scope, signal);
      for (const check of found) await checks.markSeen(check.id, scope, now().toISOString());
      return found;
    },
    find: (id, scope) => checks.get(id, scope),
    history: (scope, limit) => checks.recent(scope, limit),
  };
}
