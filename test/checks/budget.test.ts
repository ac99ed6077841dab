import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBudget } from '../../src/checks/budget.ts';
import type { Spending } from '../../src/core/ports.ts';
import { type EmbeddedStore, openStore } from '../../src/providers/store/open-store.ts';
import { toChatScope } from '../contracts/samples.ts';

let store: EmbeddedStore;
let time: Date;
beforeEach(() => {
  store = openStore({ file: ':memory:' });
  time = new Date('2026-11-23T23:00:00.000Z');
});
afterEach(() => store.close());

const PRICES = { m: { inputPerMillion: 10, outputPerMillion: 40 }, Brave: { perSearch: 0.5 }, '*': { perSearch: 0.1 } };
const search = (times: number): Spending => ({
  modelCalls: 0,
  inputTokens: 0,
  outputTokens: 0,
  searches: { Brave: times },
});
const open = (limits = {}) =>
  createBudget({
    atomically: store.atomically('budget'),
    newId: randomUUID,
    now: () => time,
    prices: PRICES,
    limits,
    model: 'm',
  });

describe('the budget', () => {
  it('counts tokens and searches by their own prices, and by the common one what has none', () => {
    const spent = { modelCalls: 2, inputTokens: 100_000, outputTokens: 50_000, searches: { Brave: 2, Other: 3 } };
    expect(open().toMoney(spent)).toBeCloseTo(1 + 2 + 1 + 0.3);
  });

  it('is not passed by checks that run at once', async () => {
    const budget = open({ moneyPerDay: 2 });
    const tries = await Promise.all(Array.from({ length: 10 }, () => budget.reserve(toChatScope(), search(1))));
    expect(tries.filter((one) => one !== undefined)).toHaveLength(4);
  });

  it('gets back what was not spent', async () => {
    const budget = open({ moneyPerDay: 1 });
    const first = await budget.reserve(toChatScope(), search(2));
    expect(await budget.reserve(toChatScope(), search(1))).toBeUndefined();
    await first?.settle(search(1));
    await first?.settle(search(2));
    expect(await budget.reserve(toChatScope(), search(1))).toBeDefined();
    expect(await budget.reserve(toChatScope(), search(1))).toBeUndefined();
  });

  it('of the day counts what was spent beside any check as well', async () => {
    const budget = open({ moneyPerDay: 1, moneyPerChatPerDay: 1 });
    await budget.note(search(1));
    expect(await budget.reserve(toChatScope(), search(2))).toBeUndefined();
    expect(await budget.reserve(toChatScope(), search(1))).toBeDefined();
  });

  it('of one chat leaves the others theirs', async () => {
    const budget = open({ moneyPerChatPerDay: 0.5 });
    expect(await budget.reserve(toChatScope('c1'), search(1))).toBeDefined();
    expect(await budget.reserve(toChatScope('c1'), search(1))).toBeUndefined();
    expect(await budget.reserve(toChatScope('c2'), search(1))).toBeDefined();
  });

  it('remembers over a restart what was spent, and frees after a while what a dead process had set aside', async () => {
    const reserved = await open({ moneyPerDay: 1 }).reserve(toChatScope(), search(1));
    await reserved?.settle(search(1));
    await open({ moneyPerDay: 1 }).reserve(toChatScope(), search(1));
    const next = open({ moneyPerDay: 1 });
    expect(await next.reserve(toChatScope(), search(1))).toBeUndefined();
    time = new Date('2026-11-23T23:16:00.000Z');
    expect(await next.reserve(toChatScope(), search(2))).toBeUndefined();
    expect(await next.reserve(toChatScope(), search(1))).toBeDefined();
  });

  it('is new at midnight UTC', async () => {
    const budget = open({ moneyPerDay: 0.5 });
    await budget.reserve(toChatScope(), search(1));
    time = new Date('2026-11-24T00:00:00.000Z');
    expect(await budget.reserve(toChatScope(), search(1))).toBeDefined();
  });
});
