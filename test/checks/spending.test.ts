import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSpendingLog, withNotes, withSpending } from '../../src/checks/spending.ts';
import { reportSpendingCommand } from '../../src/cli/report-spending.ts';
import type { Checker } from '../../src/core/checker.ts';
import type { Spending } from '../../src/core/ports.ts';
import { type EmbeddedStore, openStore } from '../../src/providers/store/open-store.ts';
import { createSqliteRetention } from '../../src/providers/store/sqlite/sqlite-retention.ts';
import { openApp } from '../../src/wiring/app.ts';
import { toChatScope, toCheck, toPersonScope } from '../contracts/samples.ts';

let store: EmbeddedStore;
let day: string;
let faults: unknown[];
beforeEach(() => {
  store = openStore({ file: ':memory:' });
  day = '2026-11-23';
  faults = [];
});
afterEach(() => store.close());

const spent = (modelCalls: number, searches: Record<string, number> = {}): Spending => ({
  ...{ modelCalls, inputTokens: modelCalls * 1000, outputTokens: modelCalls * 100, searches },
});
const toMoney = ({ inputTokens, searches }: Spending) =>
  inputTokens / 1e5 + Object.values(searches).reduce((sum, count) => sum + count / 2, 0);

const open = (currency: string | undefined = 'EUR') =>
  createSpendingLog({
    ...{ store: store.spending, toMoney, model: 'gpt', now: () => new Date(`${day}T12:00:00Z`) },
    ...(currency && { currency }),
    onFault: (error) => void faults.push(error),
  });
const group = toChatScope('-100777', 'p1', 'telegram');
const person = toPersonScope('424242', '424242', 'telegram');

async function report(...args: string[]) {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const code = await reportSpendingCommand(args, {
    spending: store.spending,
    write,
    now: () => new Date(`${day}T20:00:00Z`),
  });
  return { code, text, lines: text.split('\n').map((line) => line.trim().replace(/ {2,}/g, ' | ')) };
}

describe('npm run report:spending', () => {
  it('sums checks, calls, tokens and money by chat, provider and day', async () => {
    const log = open();
    await log(spent(2, { Brave: 3 }), group, 2);
    await log(spent(1), person, 1);
    day = '2026-11-24';
    await log(spent(2), group, 1);
    await log(spent(0), person, 1);
    await log(spent(1));
    const { lines } = await report();
    const code = expect.stringMatching(/^telegram [\w-]{8} group \| 3 \| 7 \| 4,000 \| 400 \| 1\.5400 EUR$/);
    expect(lines).toEqual([
      'Spending from 2026-10-26 to 2026-11-24',
      '',
      'By chat | checks | calls | tokens in | tokens out | money',
      code,
      expect.stringMatching(/^telegram [\w-]{8} private \| 2 \| 1 \| 1,000 \| 100 \| 0\.0100 EUR$/),
      'no chat (pictures, forgotten) | 0 | 1 | 1,000 | 100 | 0.0100 EUR',
      '',
      'By provider | checks | calls | tokens in | tokens out | money',
      'Brave | 0 | 3 | 0 | 0 | 1.5000 EUR',
      'gpt | 0 | 6 | 6,000 | 600 | 0.0600 EUR',
      '',
      'By day | checks | calls | tokens in | tokens out | money',
      '2026-11-23 | 3 | 6 | 3,000 | 300 | 1.5300 EUR',
      '2026-11-24 | 2 | 3 | 3,000 | 300 | 0.0300 EUR',
      '',
      'Total | checks | calls | tokens in | tokens out | money',
      '5 | 9 | 6,000 | 600 | 1.5600 EUR',
      '',
    ]);
  });

  it('holds no id in the store and shows none', async () => {
    await open()(spent(1), group, 1);
    await open()(spent(1), person, 1);
    const rows = JSON.stringify(store.db.prepare('SELECT * FROM spending').all());
    for (const text of [rows, (await report()).text]) expect(text).not.toMatch(/100777|424242/);
  });

  it('knows a group also where somebody asked there for their own eyes', async () => {
    const aside = { ...toPersonScope('424242', '424242', 'telegram'), chatId: '-100777' };
    await open()(spent(1), aside, 1);
    await open()(spent(1), group, 1);
    expect((await report()).lines.filter((line) => line.startsWith('telegram'))).toEqual([
      expect.stringContaining(' group | 2 | 2 | '),
    ]);
  });

  it('keeps currencies apart, and shows the bare amount where none is named', async () => {
    await open()(spent(1), group, 1);
    await open('')(spent(2), group, 1);
    const { lines } = await report();
    expect(lines.filter((line) => line.startsWith('telegram')).map((line) => line.split(' | ').at(-1))).toEqual([
      '0.0200',
      '0.0100 EUR',
    ]);
  });

  it.each([
    ['1', '2026-11-25', ['2026-11-25']],
    ['2', '2026-11-25', ['2026-11-24', '2026-11-25']],
    ['366', '2026-11-25', ['2026-11-23', '2026-11-24', '2026-11-25']],
  ])('looks %s days back', async (days, today, expected) => {
    for (day of ['2026-11-23', '2026-11-24', '2026-11-25']) await open()(spent(1), group, 1);
    day = today;
    const found = (await report('--days', days)).lines.flatMap((line) => /^(\d{4}-\d\d-\d\d) \|/.exec(line)?.[1] ?? []);
    expect(found).toEqual(expected);
  });

  it('leaves providers out where none was asked', async () => {
    await open()(spent(0), group, 1);
    expect((await report()).text).not.toContain('By provider');
  });

  it('says when there is nothing, and refuses what is no number of days', async () => {
    expect((await report()).lines.slice(1)).toEqual(['There were no checks.', '']);
    for (const days of ['0', '367', 'ten', '-1'])
      await expect(report('--days', days)).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('what is written down', () => {
  const answers = [{ check: toCheck('one') }, { check: toCheck('two') }];
  const trace = { spent: spent(2), money: 0, stages: [], judgements: [], failures: [] };
  const toChecker = (check: Checker['check']): Checker => ({ check, adopt: async () => undefined });
  const NEVER = new AbortController().signal;
  const sums = async () =>
    (await store.spending.report('all', '2026-01-01')).map(({ checks, calls }) => ({ checks, calls }));

  it('counts checks, and what a check cost that did not come to its end', async () => {
    const told: unknown[] = [];
    const done = withSpending(
      toChecker(async (_text, _scope, _signal, options) => {
        options?.onTrace?.(trace);
        return answers;
      }),
      open(),
    );
    expect(await done.check('x', group, NEVER, { onTrace: (one) => void told.push(one) })).toBe(answers);
    expect(told).toEqual([trace]);
    expect(await sums()).toEqual([{ checks: 2, calls: 2 }]);
    const broken = withSpending(
      toChecker(async (_text, _scope, _signal, options) => {
        options?.onTrace?.(trace);
        throw new Error('broken');
      }),
      open(),
    );
    await expect(broken.check('x', group, NEVER)).rejects.toThrow('broken');
    expect(await sums()).toEqual([{ checks: 2, calls: 4 }]);
  });

  it('is nothing of what guests ask', async () => {
    const checker = withSpending(
      toChecker(async (_text, _scope, _signal, options) => {
        options?.onTrace?.({ ...trace, spent: spent(0) });
        return answers;
      }),
      open(),
    );
    await checker.check('x', group, NEVER, { priorsOnly: true });
    expect(await sums()).toEqual([]);
  });

  it('is what a budget notes beside checks as well', async () => {
    const noted: Spending[] = [];
    const plain = { toMoney, reserve: async () => undefined, note: async (one: Spending) => void noted.push(one) };
    await withNotes(plain, open()).note(spent(1));
    expect(noted).toEqual([spent(1)]);
    expect(await sums()).toEqual([{ checks: 0, calls: 1 }]);
  });

  it('is what an app checks, and what it spends beside that', async () => {
    const prices = { '*': { inputPerMillion: 100 } };
    const research = { openAiWebSearch: false, vision: false, wikipedia: false, prices, currency: 'EUR' };
    const app = await openApp({ database: ':memory:', research }, (error) => faults.push(error));
    await app.checkService.check('The Great Wall of China can be seen from the Moon', group, NEVER);
    await app.budget.note(spent(1));
    const sum = { checks: 1, calls: 1, inputTokens: 1000, currency: 'EUR' };
    expect(await app.store.spending.report('all', '2026-01-01')).toEqual([expect.objectContaining(sum)]);
    await app.close();
    expect(faults).toEqual([]);
  });

  it('does not fail a check where the store is out', async () => {
    const log = open();
    store.close();
    await log(spent(1), group, 1);
    expect(faults).toEqual([expect.objectContaining({ code: 'store-unavailable' })]);
    store = openStore({ file: ':memory:' });
  });
});

describe('what was spent', () => {
  const monthOf = async (groupId: string) =>
    (await store.spending.ofGroup({ platform: 'telegram', groupId }, '2026-11-01')).map(({ checks }) => checks);

  it('is a group’s over all its chats, from a day on', async () => {
    await createSqliteRetention(store.db).noteChat('telegram', '-100777', 'server');
    await open()(spent(1), group, 2);
    await open()(spent(1), toChatScope('server', 'p1', 'telegram'), 1);
    await open()(spent(1), toChatScope('server'), 5);
    day = '2026-10-31';
    await open()(spent(1), group, 7);
    expect(await monthOf('server')).toEqual([3]);
    expect(await monthOf('-100777')).toEqual([2]);
    expect(await monthOf('other')).toEqual([]);
  });

  it('goes with a group to its new id, and adds to what is there', async () => {
    await open()(spent(1), group, 2);
    await open()(spent(1), toChatScope('-200', 'p1', 'telegram'), 1);
    await createSqliteRetention(store.db).moveChat('telegram', '-100777', '-200');
    expect(await monthOf('-200')).toEqual([3]);
    expect(await monthOf('-100777')).toEqual([]);
  });

  it('stays in the sums without the person who wants to be forgotten', async () => {
    await open()(spent(1), person, 1);
    await open()(spent(1), { ...person, chatId: 'dm' }, 1);
    await open()(spent(1), group, 1);
    await createSqliteRetention(store.db).forgetPerson('telegram', '424242', 'dm');
    const names = (await store.spending.report('chat', day)).map(
      ({ name, checks }) => `${name.replace(/ \S+ /, ' ')} ${checks}`,
    );
    expect(names.toSorted()).toEqual([' 2', 'telegram group 1']);
  });

  it('goes after as long as checks are kept', async () => {
    await open()(spent(1), group, 1);
    const ago = '2026-11-24T00:00:00.000Z';
    const limits = { now: ago, keepDays: 365, leftBefore: ago, doneBefore: ago, deadBefore: ago };
    await createSqliteRetention(store.db).purge({ ...limits, before: '2026-11-23T00:00:00.000Z' });
    expect(await monthOf('-100777')).toEqual([]);
  });
});
