import { existsSync, readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/chat/group-settings.ts';
import { createRateLimits } from '../../src/chat/rate-limits.ts';
import { createSavedResults } from '../../src/chat/saved-results.ts';
import { createBudget } from '../../src/checks/budget.ts';
import { toTerms } from '../../src/core/language/tokens.ts';
import type { EmbeddedStore } from '../../src/providers/store/open-store.ts';
import { APPLICATION_ID, MIGRATIONS } from '../../src/providers/store/sqlite/migrations.ts';
import { createSqliteRetention } from '../../src/providers/store/sqlite/sqlite-retention.ts';
import { toCheck, toPersonScope } from '../contracts/samples.ts';
import { useStoreFile } from './use-store-file.ts';

const { path: toFile, open: openFile } = useStoreFile();

/** As Telegram has it: a private chat has its person's id. */
const PERSON = '7301234567';
const AT = '2026-11-23T12:00:00.000Z';
const scope = { ...toPersonScope(PERSON), chatId: PERSON };
const check = toCheck('OWN00001', { visibility: scope.visibility });
const ask = { id: '1', platform: scope.platform, actorId: PERSON, chat: { id: PERSON, kind: 'private' as const } };
const LIMITS = { personPerMinute: 1, personPerDay: 9 };

/** Everything that lies on the disk. */
function bytes(): string {
  return ['', '-wal'].map((end) => (existsSync(toFile() + end) ? readFileSync(toFile() + end, 'latin1') : '')).join('');
}

const toParts = ({ atomically, keyv }: EmbeddedStore, coded: boolean) => {
  const now = () => new Date();
  return {
    limits: createRateLimits({ atomically: atomically('manners', { coded }), now, limits: LIMITS }),
    budget: createBudget({
      ...{ atomically: atomically('budget', { coded }), newId: () => 'r1', now },
      ...{ prices: { '*': { perSearch: 1 } }, limits: { moneyPerChatPerDay: 2 } },
    }),
    kept: createSavedResults(keyv('kept', { coded }), atomically('kept', { coded })),
  };
};
const SPENT = { modelCalls: 0, inputTokens: 0, outputTokens: 0, searches: { Brave: 2 } };

async function count({ limits, budget, kept }: ReturnType<typeof toParts>): Promise<void> {
  await limits.admit({ ...ask, command: 'check', text: 'x' }, DEFAULT_SETTINGS);
  await (await budget.reserve(scope, SPENT))?.settle(SPENT);
  await kept.keep(scope.platform, PERSON, [{ checkId: 'OWN00001', chatId: '-1001' }]);
}

/** What was counted and kept counts still. */
async function expectCounted({ limits, budget, kept }: ReturnType<typeof toParts>): Promise<void> {
  const again = await limits.admit({ ...ask, id: '2', command: 'check', text: 'x' }, DEFAULT_SETTINGS);
  expect(again).toMatchObject({ why: 'person-pause' });
  expect(await budget.reserve(scope, SPENT)).toBeUndefined();
  expect(await kept.of(scope.platform, PERSON)).toHaveLength(1);
}

it('counters, budget, history, private checks and what waits hold no person’s id, and are found by it', async () => {
  const store = openFile();
  await store.checks.save(check, scope, ['another wording']);
  await store.checks.markSeen(check.id, scope, AT);
  const parts = toParts(store, true);
  await count(parts);
  expect(bytes()).not.toContain(PERSON);
  await expectCounted(parts);
  expect(await store.checks.recent(scope, 5)).toEqual([{ check, seenAt: AT }]);
  expect(await store.checks.findByKey('another wording', scope)).toEqual(check);
  expect(await store.checks.recent({ ...scope, ...toPersonScope('p2') }, 5)).toEqual([]);
});

it('are gone at once when the person wants to be forgotten, but for what says how much was asked', async () => {
  const store = openFile();
  await store.checks.save(check, scope);
  await store.checks.markSeen(check.id, scope, AT);
  const parts = toParts(store, true);
  await count(parts);
  await createSqliteRetention(store.db).forgetPerson(scope.platform, PERSON);
  await parts.kept.forget(scope.platform, PERSON);
  const tables = ['checks', 'seen', 'surfaces', 'aliases'];
  expect(tables.flatMap((table) => store.db.prepare(`SELECT * FROM ${table}`).all())).toEqual([]);
  const left = store.db.prepare<{ namespace: string }>('SELECT namespace FROM cache ORDER BY namespace').all();
  expect(new Set(left.map(({ namespace }) => namespace))).toEqual(new Set(['budget', 'manners']));
});

it('in a file of an older version take their codes, and are still the person’s', async () => {
  const store = openFile();
  await count(toParts(store, false));
  const rows = store.db.prepare('SELECT * FROM cache').all();
  store.close();
  rmSync(toFile());
  const old = new DatabaseSync(toFile());
  old.function('fingerprint', (text) => text);
  for (const step of MIGRATIONS.slice(0, 6)) old.exec(step);
  old.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 6`);
  const own = ['person', scope.platform, PERSON];
  old
    .prepare('INSERT INTO checks VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(check.id, check.claimKey, ...own, AT, JSON.stringify(check));
  old.prepare('INSERT INTO seen VALUES (?, ?, ?, ?, ?)').run(...own, check.id, AT);
  old
    .prepare("INSERT INTO surfaces VALUES (1, 'check', ?, ?, '', 'false', ?, ?, ?)")
    .run(check.id, check.claim.text, ...own);
  for (const row of rows)
    old.prepare('INSERT INTO cache VALUES (:namespace, :key, :value, :expires_at)').run(row as never);
  old.close();
  const renewed = openFile();
  renewed.db.emptyLog();
  expect(bytes()).not.toContain(PERSON);
  const [mine] = await renewed.checks.recent(scope, 5);
  expect(mine).toMatchObject({ check: { id: check.id, visibility: check.visibility }, seenAt: AT });
  expect(await renewed.priors.search(toTerms(check.claim.text), scope, 5)).toMatchObject([{ id: check.id }]);
  await expectCounted(toParts(renewed, true));
  await createSqliteRetention(renewed.db).forgetPerson(scope.platform, PERSON);
  expect(await renewed.checks.get(check.id, scope)).toBeUndefined();
});
