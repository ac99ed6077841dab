import { z } from 'zod';
import type { Atomically, Entries } from '../chat/ports.ts';
import type { Budget, Reservation, Spending, TokenUsage } from '../core/ports.ts';
import type { Scope } from '../core/types.ts';

/** The price of a model or provider, in the operator's currency. */
export interface Price {
  inputPerMillion?: number | undefined;
  outputPerMillion?: number | undefined;
  perSearch?: number | undefined;
}

/** Absent: no limit. A day is a UTC day. In the operator's currency. */
export interface BudgetLimits {
  moneyPerDay?: number;
  moneyPerChatPerDay?: number;
}

export interface BudgetOptions {
  /** On a cache that survives restarts; any number of processes share it. */
  atomically: Atomically;
  /** Makes unique names for reservations. */
  newId(): string;
  now(): Date;
  /** By name of model or search provider; `*` for all others. */
  prices: Readonly<Record<string, Price>>;
  limits: BudgetLimits;
  /** The model whose price applies to tokens. */
  model?: string;
}

const DAY_MS = 24 * 60 * 60_000;
/** No check takes longer: the reservation of a process that ended is free again then. */
const RESERVED_MS = 15 * 60_000;
/** The tolerance when comparing sums: 0.1 + 0.2 is not more than 0.3. */
const LEAST_MONEY = 1e-9;

/** One day's spending, and its reservations by name, with amount and expiry (ms). */
const ACCOUNT = z.object({
  spent: z.number(),
  reserved: z.record(z.string(), z.object({ amount: z.number(), until: z.number() })),
});
type Account = z.output<typeof ACCOUNT>;

/** Creates the budget. Reservations count as spent, so that concurrent checks never exceed a limit together. */
export function createBudget({ atomically, newId, now, prices, limits, model = '*' }: BudgetOptions): Budget {
  const priceOf = (name: string): Price => (Object.hasOwn(prices, name) ? prices[name] : prices['*']) ?? {};

  function toMoney({ inputTokens, outputTokens, searches }: Spending): number {
    const { inputPerMillion = 0, outputPerMillion = 0 } = priceOf(model);
    const tokens = (inputTokens * inputPerMillion + outputTokens * outputPerMillion) / 1e6;
    const searched = Object.entries(searches).map(([name, count]) => count * (priceOf(name).perSearch ?? 0));
    return searched.reduce((sum, money) => sum + money, tokens);
  }

  const toMoment = ({ at }: Entries): number => at ?? now().getTime();

  /** A time on each day that it may be by the server's clock: ours is wrong by less than a day. */
  function toDays(): number[] {
    const at = now().getTime();
    return [at - DAY_MS, at, at + DAY_MS];
  }

  function read(entries: Entries, key: string, at: number): Account {
    const { spent, reserved } = ACCOUNT.safeParse(entries.get(key)).data ?? { spent: 0, reserved: {} };
    return { spent, reserved: Object.fromEntries(Object.entries(reserved).filter(([, { until }]) => until > at)) };
  }

  /** The accounts of a check with their limits. Both are kept even without a limit, so that one set later counts today's spending. */
  function toAccounts({ platform, chatId }: Scope, at: number): { key: string; limit: number }[] {
    const day = toDay(at);
    const { moneyPerDay = Infinity, moneyPerChatPerDay = Infinity } = limits;
    return [
      { key: toAllKey(at), limit: moneyPerDay },
      { key: `chat:${platform}:${chatId}:${day}`, limit: moneyPerChatPerDay },
    ];
  }

  return {
    toMoney,
    note: (spending) =>
      atomically(toDays().map(toAllKey), (entries) => {
        const at = toMoment(entries);
        const key = toAllKey(at);
        const { spent, reserved } = read(entries, key, at);
        entries.set(key, { spent: spent + toMoney(spending), reserved }, 2 * DAY_MS);
      }),
    async reserve(scope, most) {
      const name = newId();
      const named = toDays().flatMap((at) => toAccounts(scope, at).map(({ key }) => key));
      return atomically(named, (entries): Reservation | undefined => {
        const at = toMoment(entries);
        const amount = toMoney(most);
        const accounts = toAccounts(scope, at);
        const open: { key: string; account: Account }[] = [];
        for (const { key, limit } of accounts) {
          const account = read(entries, key, at);
          const taken = Object.values(account.reserved).reduce((sum, one) => sum + one.amount, account.spent);
          if (taken + amount > limit + LEAST_MONEY) return undefined;
          open.push({ key, account });
        }
        for (const { key, account } of open) {
          const reserved = { ...account.reserved, [name]: { amount, until: at + RESERVED_MS } };
          entries.set(key, { ...account, reserved }, 2 * DAY_MS);
        }
        return createReservation(
          name,
          open.map(({ key }) => key),
        );
      });
    },
  };

  function createReservation(name: string, keys: readonly string[]): Reservation {
    let settled = false;
    return {
      async settle(spending) {
        if (settled) return;
        settled = true;
        // Charged to the day of the reservation, even if midnight has passed since.
        await atomically(keys, (entries) => {
          for (const key of keys) {
            const { spent, reserved } = read(entries, key, toMoment(entries));
            const { [name]: _given, ...others } = reserved;
            entries.set(key, { spent: spent + toMoney(spending), reserved: others }, 2 * DAY_MS);
          }
        });
      },
    };
  }
}

/** The UTC day of a moment. */
function toDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function toAllKey(at: number): string {
  return `all:${toDay(at)}`;
}

/** Records spending outside the two calls per claim. A failure to record it must not end the work. */
export function toOnUsage(budget: Budget | undefined) {
  return ({ inputTokens, outputTokens }: TokenUsage): void => {
    budget?.note({ modelCalls: 1, inputTokens, outputTokens, searches: {} }).catch(() => {});
  };
}
