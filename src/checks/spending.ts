import type { SpendingStore } from '../chat/ports.ts';
import type { Checker } from '../core/checker.ts';
import { defined } from '../core/defined.ts';
import type { Budget, Spending } from '../core/ports.ts';
import type { Scope } from '../core/types.ts';
import { whenEnded } from './check-report.ts';

export interface SpendingLogOptions {
  store: Pick<SpendingStore, 'add'>;
  toMoney: Budget['toMoney'];
  /** The model that the calls are booked on. */
  model?: string;
  /** The currency of the prices; ISO 4217. */
  currency?: string;
  now(): Date;
  /** Called if spending cannot be stored: no check fails for that. */
  onFault(error: unknown): void;
}

/** Stores what was spent. @param scope absent: spending outside checks, such as reading a picture. Never rejects */
export type SpendingLog = (spending: Spending, scope?: Scope, checks?: number) => Promise<void>;

/** Creates the log. */
export function createSpendingLog(options: SpendingLogOptions): SpendingLog {
  const { store, toMoney, model = 'the model', currency, now, onFault } = options;
  return async ({ modelCalls, inputTokens, outputTokens, searches }, scope, checks = 0) => {
    const tokens = { inputTokens, outputTokens };
    const money = toMoney({ modelCalls, ...tokens, searches: {} });
    const asked = Object.entries(searches).map(([provider, calls]) => {
      const none = { inputTokens: 0, outputTokens: 0 };
      return { provider, calls, ...none, money: toMoney({ modelCalls: 0, ...none, searches: { [provider]: calls } }) };
    });
    const spent = [...(modelCalls > 0 ? [{ provider: model, calls: modelCalls, ...tokens, money }] : []), ...asked];
    const chat = scope && {
      ...{ platform: scope.platform, chatId: scope.chatId },
      isGroup: scope.visibility.kind === 'chat',
    };
    const day = now().toISOString().slice(0, 10);
    await store.add({ day, checks, spent, ...defined({ chat, currency }) }).catch(onFault);
  };
}

/** A checker that stores the cost of every message, whether its check completes or not. */
export function withSpending(checker: Checker, log: SpendingLog): Checker {
  return whenEnded(checker, (scope, { priorsOnly }) => async (answers, { spent }) => {
    const checks = answers.filter(({ check }) => check.verdict.label !== 'not-checkable').length;
    if (!priorsOnly) await log(spent, scope, checks);
  });
}

/** A budget that also stores spending outside checks. */
export function withNotes(budget: Budget, log: SpendingLog): Budget {
  return { ...budget, note: (spent) => log(spent).then(() => budget.note(spent)) };
}
