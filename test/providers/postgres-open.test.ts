import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { toTerms } from '../../src/core/language/tokens.ts';
import { openSetStore } from '../../src/providers/store/open-set-store.ts';
import type { Store } from '../../src/providers/store/ports.ts';
import { openPostgres } from '../../src/providers/store/postgres/open-postgres.ts';
import { migrate } from '../../src/providers/store/postgres/postgres-migrations.ts';
import { createPostgresPool } from '../../src/providers/store/postgres/postgres-pool.ts';
import { openApp } from '../../src/wiring/app.ts';
import { openChat } from '../../src/wiring/open-chat.ts';
import { LIMITS } from '../contracts/retention-store.ts';
import { toChatScope, toCheck, toPublicScope, toReview } from '../contracts/samples.ts';
import { sharePostgres, WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';
import { startRedis, WHY_NO_REDIS } from '../peers/redis/start-redis.ts';

const DAY = '2026-11-23';

describe.skipIf(WHY_NO_POSTGRES)('the store in PostgreSQL', () => {
  let url: string;
  const opened: Pick<Store, 'close'>[] = [];
  const open = async () => {
    const store = await openSetStore({ database: 'no file', databaseUrl: url });
    opened.push(store);
    return store;
  };
  beforeAll(async () => {
    url = await (await sharePostgres()).newDatabase();
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    const { query, close } = createPostgresPool(url);
    await query('DROP SCHEMA IF EXISTS pgboss CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    await close();
  });
  const openTables = async () => {
    const tables = await openPostgres(url);
    opened.push(tables.db);
    return tables;
  };

  it('is made once by five that open it at the same moment, and known again by the next', async () => {
    const [first, ...others] = await Promise.all([open(), open(), open(), open(), open()]);
    await first?.priors.addReviews([toReview('a')]);
    for (const store of [...others, await open()]) {
      expect(await store.priors.search(toTerms('headline'), toPublicScope(), 5)).toHaveLength(1);
      expect(await store.reviewCount()).toBe(1);
    }
    const codes = await Promise.all([openTables(), openTables()]);
    expect(new Set(codes.map(({ toHash }) => toHash('discord', 'p1'))).size).toBe(1);
  });

  it('works beside a newer version that has only added to it, and is refused kindly where it has changed', async () => {
    const { db } = await openTables();
    const { rows } = await db.pool.query('SELECT version, needs FROM schema_version');
    const before = Array.from({ length: rows[0]?.version }, () => ({ tables: 'SELECT 1', isAdditive: false }));
    await migrate(db, [...before, { tables: 'ALTER TABLE reviews ADD COLUMN later TEXT', isAdditive: true }]);
    await (await open()).priors.addReviews([toReview('a')]);
    const added = { tables: 'SELECT 1', isAdditive: true };
    await migrate(db, [...before, added, { tables: 'ALTER TABLE reviews RENAME TO works', isAdditive: false }]);
    await expect(open()).rejects.toMatchObject({
      code: 'store-newer',
      message: expect.stringMatching(/update Claimcheck/),
    });
  });

  it('takes a step as a whole or not at all', async () => {
    const { db } = await openTables();
    const { rows } = await db.pool.query('SELECT version FROM schema_version');
    const before = Array.from({ length: rows[0]?.version }, () => ({ tables: 'SELECT 1', isAdditive: false }));
    const broken = { tables: 'CREATE TABLE half (id INTEGER); SELECT no_such_function()', isAdditive: true };
    await expect(migrate(db, [...before, broken])).rejects.toMatchObject({ code: 'store-unavailable' });
    expect((await db.pool.query("SELECT to_regclass('half') AS half")).rows).toEqual([{ half: null }]);
  });

  it.each([
    ['nothing listens there', (to: URL) => (to.port = '1'), 'store-unavailable', /nothing listens/],
    ['there is no such database', (to: URL) => (to.pathname = '/none'), 'store-unavailable', /createdb/],
    ['the password is wrong', (to: URL) => (to.username = 'locked'), 'store-unavailable', /name or password/],
    ['no tables may be made', (to: URL) => (to.username = 'guest'), 'store-read-only', /grant the user all rights/],
    ['there is no such user', (to: URL) => (to.username = 'nobody'), 'store-unavailable', /name or password/],
  ])('says in one sentence what to do where %s, and never the password', async (_what, change, code, sentence) => {
    const to = new URL(url);
    to.password = 'open-sesame';
    change(to);
    const error = await openSetStore({ database: '', databaseUrl: to.href }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ClaimcheckError', code, message: expect.stringMatching(sentence) });
    expect(String(error)).not.toContain('open-sesame');
  });

  it('rejects with one sentence once it is closed, and may be closed twice', async () => {
    const store = await open();
    await Promise.all([store.close(), store.close()]);
    const jobs = await store.openJobs(() => undefined).catch((error: unknown) => error);
    expect(jobs).toMatchObject({ code: 'store-unavailable' });
    for (const asked of [
      store.reviewCount(),
      store.keyv('n').get('k'),
      store.atomically('n')(['k'], () => undefined),
      store.retention.purge(LIMITS),
    ])
      await expect(asked).rejects.toMatchObject({
        code: 'store-unavailable',
        message: expect.stringMatching(/^The store /),
      });
  });

  it('lets go of what others wait for after each 500 rows of the daily clearing', async () => {
    const { db, retention } = await openTables();
    await db.pool.query(`
      CREATE TABLE pieces (at BIGINT PRIMARY KEY, rows BIGINT);
      CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO pieces SELECT txid_current(), count(*) FROM gone; RETURN NULL; END $$;
      CREATE TRIGGER note AFTER DELETE ON checks REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note();
      INSERT INTO checks (id, claim_key, vis_kind, vis_platform, vis_owner, checked_at, has_changed, json)
      SELECT n, n, 'person', 'discord', 'p', '2020-01-01T00:00:00.000Z', false, '{}' FROM generate_series(1, 1001) AS n`);
    expect(await retention.purge(LIMITS)).toMatchObject({ checks: 1_001 });
    const { rows } = await db.pool.query('SELECT rows FROM pieces ORDER BY at');
    expect(rows).toEqual([{ rows: '500' }, { rows: '500' }, { rows: '1' }]);
  });

  it('goes by the server’s clock alone for its locks', async () => {
    const { meta } = await open();
    const held = await meta.tryLock('import', 0, 60_000);
    expect(await meta.tryLock('import', Number.MAX_SAFE_INTEGER, 60_000)).toBeUndefined();
    expect(await held?.refresh(0, 0)).toBe(true);
    const next = await meta.tryLock('import', 0, 60_000);
    expect(next).toBeDefined();
    expect(await held?.refresh(0, 60_000)).toBe(false);
    await held?.unlock();
    expect(await meta.tryLock('import', 0, 60_000)).toBeUndefined();
    await next?.unlock();
    expect(await meta.tryLock('import', 0, 60_000)).toBeDefined();
  });

  it('gives both of two that save the same claim at once the same id', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    const saved = await Promise.all(
      ['A', 'B', 'C', 'D'].map((id, place) =>
        [one, other][place % 2]?.checks.save(toCheck(id, { text: 'The same' }), toPublicScope(), [`key of ${id}`]),
      ),
    );
    expect(new Set(saved.map((check) => check?.id)).size).toBe(1);
  });

  it('knows which reviews came from which archive', async () => {
    const { archives } = await open();
    const { reading } = await archives.begin('a', '/a');
    await archives.hold('a', reading, ['r1', 'r2', 'r1']);
    expect(await archives.end('a', reading, `${DAY}T00:00:00.000Z`, { etag: 'x' })).toEqual([]);
    await archives.hold('b', (await archives.begin('b', '/b')).reading, ['r2']);
    const again = await archives.begin('a', '/a');
    expect(again).toEqual({ reading: reading + 1, etag: 'x' });
    await archives.hold('a', again.reading, []);
    expect(await archives.end('a', again.reading, `${DAY}T00:00:00.000Z`, {})).toEqual(['r1']);
    expect(await archives.list()).toMatchObject([
      { name: 'a', reviews: 0 },
      { name: 'b', reviews: 1 },
    ]);
    expect(await archives.remove('b')).toEqual(['r2']);
    expect(await archives.remove('b')).toBeUndefined();
  });

  it('sums up what was spent, and gives it to a chat’s new id', async () => {
    const { spending, retention } = await open();
    const one = { provider: 'm', calls: 1, inputTokens: 10, outputTokens: 5, money: 0.5 };
    const entry = (chatId: string) => ({
      chat: { platform: 'telegram', chatId, isGroup: true },
      checks: 1,
      spent: [one],
    });
    await spending.add({ day: DAY, ...entry('c1') });
    await spending.add({ day: DAY, ...entry('c1') });
    const sums = { checks: 2, calls: 2, inputTokens: 20, outputTokens: 10, money: 1, currency: '' };
    expect(await spending.report('all', DAY)).toEqual([{ name: '', ...sums }]);
    expect(await spending.report('day', DAY)).toEqual([{ name: DAY, ...sums }]);
    expect(await spending.report('provider', DAY)).toEqual([{ name: 'm', ...sums, checks: 0 }]);
    expect(await spending.report('chat', DAY)).toMatchObject([
      { name: expect.stringMatching(/^telegram .{8} group$/) },
    ]);
    await retention.moveChat('telegram', 'c1', 'c9');
    expect(await spending.ofGroup({ platform: 'telegram', groupId: 'c9' }, DAY)).toEqual([{ name: '', ...sums }]);
    expect(await spending.ofGroup({ platform: 'telegram', groupId: 'c1' }, DAY)).toEqual([]);
  });

  it('finds a claim of common words among many', async () => {
    const { priors } = await open();
    const words = (n: number) => `Governments say water prices rise in town ${n}`;
    await priors.addReviews(
      Array.from({ length: 4_500 }, (_, n) => toReview(`r${n}`, { claimReviewed: words(n), title: '' })),
    );
    const found = await priors.search(toTerms('Governments say water prices rise in town 4321'), toPublicScope(), 3);
    expect(found[0]?.id).toBe('r4321');
    expect(await priors.search(toTerms('water'), toPublicScope(), 3)).toHaveLength(3);
    expect(await priors.search(toTerms('water prices'), toChatScope(), 3)).toHaveLength(3);
  });

  it('carries the whole bot: the app with its starter pack, and what chats need', async () => {
    const onFault = (error: unknown) => expect(error).toBeUndefined();
    const research = { openAiWebSearch: false, vision: false, wikipedia: false, prices: {} };
    const redis = WHY_NO_REDIS === undefined ? await startRedis() : undefined;
    const app = await openApp(
      { database: 'no file', databaseUrl: url, research, ...(redis && { redis: redis.url() }) },
      onFault,
    );
    const chat = await openChat(app, { research, chat: { moderators: [] } }, onFault);
    expect(await chat.queued()).toEqual({ length: 0 });
    await chat.purge();
    const scope = toPublicScope();
    const text = 'The Great Wall of China can be seen from the Moon';
    const [answer] = await app.checker.check(text, scope, new AbortController().signal);
    expect(answer).toMatchObject({ check: { verdict: { label: 'false' } } });
    await chat.stop();
    await chat.close();
    await app.close();
    await redis?.close();
  });
});
