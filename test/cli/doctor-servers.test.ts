import { PassThrough } from 'node:stream';
import { text as readAll } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backupCommand } from '../../src/cli/backup.ts';
import { restoreCommand } from '../../src/cli/restore.ts';
import { openPostgres } from '../../src/providers/store/postgres/open-postgres.ts';
import { sharePostgres, WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';
import { type RedisPeer, startRedis, WHY_NO_REDIS } from '../peers/redis/start-redis.ts';
import { expectTrouble, run } from './doctor-fixture.ts';

const PASSWORD = 'open-sesame';

describe.skipIf(WHY_NO_POSTGRES)('a store in PostgreSQL', () => {
  let url: string;
  beforeAll(async () => {
    url = await (await sharePostgres()).newDatabase();
  });

  it.each<[string, (to: URL) => unknown, string]>([
    ['nothing listens there', (to) => (to.port = '1'), 'cannot be reached because nothing listens there'],
    ['there is no such database', (to) => (to.pathname = '/none'), 'create it with createdb, or correct DATABASE_URL'],
    ['the password is wrong', (to) => (to.username = 'locked'), 'correct the user name or password in DATABASE_URL'],
    [
      'no tables may be made',
      (to) => (to.username = 'guest'),
      'does not let this user create tables: make the user its owner',
    ],
  ])('fails where %s, and the password is in no line', async (_, change, text) => {
    const to = new URL(url);
    to.password = PASSWORD;
    change(to);
    const setUp = { env: { DATABASE_URL: to.href } };
    await expectTrouble(setUp, `FAIL  Store: .*${text}`);
    expect((await run(setUp)).lines.join()).not.toContain(PASSWORD);
  });

  it('that is empty stays so; once it has tables it is written', async () => {
    const look = async () =>
      (await run({ env: { DATABASE_URL: url } })).lines.filter((line) => /Store|Disk/.test(line));
    expect(await look()).toEqual([
      expect.stringMatching(/^ok {4}Store: .+ is empty: the first start creates the tables\.$/),
    ]);
    expect(await look()).toEqual([expect.stringContaining('is empty')]);
    const { db, meta } = await openPostgres(url);
    expect(await look()).toEqual([expect.stringMatching(/^ok {4}Store: .+ answers and is writable\.$/)]);
    expect(await meta.get('doctor')).toBeDefined();
    await db.pool.query('UPDATE schema_version SET version = 1');
    expect(await look()).toEqual([expect.stringContaining('the next start upgrades it')]);
    await db.pool.query('UPDATE schema_version SET version = 99, needs = 99');
    expect(await look()).toEqual([expect.stringMatching(/^FAIL {2}Store: .+ update Claimcheck here too\.$/)]);
    await db.close();
  });
});

describe.skipIf(WHY_NO_REDIS)('Redis', () => {
  let server: RedisPeer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.close());

  it('is written, and fails where it is not there', async () => {
    const { lines } = await run({ env: { REDIS_URL: server.url() } });
    expect(lines).toContainEqual(expect.stringMatching(/^ok {4}Redis: [\d.:]+ answers and is writable\.$/));
    await expectTrouble(
      { env: { REDIS_URL: `redis://:${PASSWORD}@127.0.0.1:1` } },
      'FAIL  Redis: .+ cannot be reached',
    );
  });
});

it.each([
  ['backup', backupCommand, 'back it up with pg_dump'],
  ['restore', restoreCommand, 'restore it with pg_restore'],
])('npm run %s leaves a store in PostgreSQL to PostgreSQL’s own program', async (_, command, what) => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const { signal } = new AbortController();
  const options = { database: 'none', databaseUrl: `postgres://bot:${PASSWORD}@127.0.0.1:1/x`, stdout, stderr, signal };
  expect(await command(['file'], { ...options, now: () => new Date() })).toBe(5);
  stderr.end();
  expect(await readAll(stderr)).toBe(
    `DATABASE_URL is set, so the store is in PostgreSQL: ${what} instead (docs/scaling.md).\n`,
  );
});
