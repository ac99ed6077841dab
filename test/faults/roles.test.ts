import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresDatabase, type PostgresDatabase } from '../../src/providers/store/postgres/postgres-database.ts';
import { type Bot, startBot } from '../e2e/start-process.ts';
import { type PostgresPeer, startPostgres, WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';
import { type RedisPeer, startRedis, WHY_NO_REDIS } from '../peers/redis/start-redis.ts';
import { createWire, type Wire } from '../peers/wire.ts';
import { type CrashWorld, createCrashWorld } from './crash-world.ts';

/** How long the network is cut, in ms: 20,000 in a long run. */
const CUT_MS = Number(process.env.CLAIMCHECK_CUT_MS ?? 4_000);
/** How long a server is away, in ms. */
const AWAY_MS = 1_500;
/** Between two faults, in ms, at most. */
const CALM_MS = 1_500;
/** Somebody asks so often, in ms, on one platform or the other. */
const ASKS_EVERY_MS = 250;
/** Questions that come at once before a worker is killed: two have some of them in hand. */
const IN_HAND = 10;
/** A death is made up for within 30 s; a machine with two busy cores gets as much again. */
const TAKEN_OVER_MS = 30_000;
const PATIENCE_MS = 2 * TAKEN_OVER_MS;

const WHY_NOT = WHY_NO_POSTGRES ?? WHY_NO_REDIS;

describe.skipIf(WHY_NOT !== undefined)(`gateways and workers (${WHY_NOT ?? 'real servers and processes'})`, () => {
  let folder: string;
  let world: CrashWorld;
  let postgres: PostgresPeer;
  let redis: RedisPeer;
  const wires: Wire[] = [];
  let db: PostgresDatabase;
  let env: Record<string, string>;
  const bots: Bot[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'claimcheck-roles-'));
    [world, postgres, redis] = await Promise.all([createCrashWorld(), startPostgres(), startRedis()]);
    const url = await postgres.newDatabase();
    db = createPostgresDatabase(url);
    const toStore = await createWire(postgres.port);
    const toCaches = await createWire(Number(new URL(redis.url()).port));
    wires.push(toStore, toCaches);
    env = {
      LOG_LEVEL: 'debug',
      DATABASE_URL: toStore.over(url),
      REDIS_URL: toCaches.over(redis.url()),
      DISCORD_BOT_TOKEN: world.discord.token,
      DISCORD_API: world.discord.api,
      DISCORD_SHARDS: '2',
      TELEGRAM_BOT_TOKEN: world.telegram.token,
      TELEGRAM_API_ROOT: world.telegram.apiRoot,
      STARTER_REREAD: 'off',
    };
  });
  afterAll(async () => {
    for (const bot of bots) bot.kill();
    await Promise.all(bots.map(({ ended }) => ended));
    await Promise.all(wires.map((wire) => wire.close()));
    await db.close();
    await Promise.all([world.close(), postgres.close(), redis.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(role: string): Promise<Bot> {
    const bot = startBot(folder, env, ['--role', role]);
    bots.push(bot);
    await bot.said('Ready');
    return bot;
  }

  const ask = async <Row extends object>(sql: string) => (await db.pool.query<Row>(sql)).rows;

  it('lose nothing that was accepted while each of them, PostgreSQL, Redis and the network fail, and answer nothing twice', {
    timeout: 6 * PATIENCE_MS,
  }, async () => {
    const first = await start('gateway');
    const [, victim] = await Promise.all([start('gateway'), start('worker'), start('worker')]);
    if (!victim) throw new Error('no worker');
    await world.discord.until(() => world.discord.connections() === 2, PATIENCE_MS);

    let isCalm = false;
    const asking = (async () => {
      for (let at = 0; !isCalm; at += 1) {
        world.ask(at % 2 === 0);
        await pass(ASKS_EVERY_MS);
      }
    })();
    let takenOver: Promise<number> | undefined;
    const faults: (() => Promise<void>)[] = [
      async () => {
        // In the very turn in which Telegram has taken a message of its, or of the other one's.
        for (let at = 0; at < IN_HAND; at += 1) world.ask(false);
        const before = world.taken(false);
        await world.telegram.waitForMessage(() => world.taken(false) > before);
        victim.kill();
        await victim.ended;
      },
      async () => {
        first.kill();
        await first.ended;
        const at = performance.now();
        await world.discord.until(() => world.discord.connections() === 1, PATIENCE_MS);
        takenOver = world.discord
          .until(() => world.discord.connections() === 2, PATIENCE_MS)
          .then(() => performance.now() - at);
        takenOver.catch(() => undefined);
      },
      async () => {
        await postgres.kill();
        await pass(AWAY_MS);
        await postgres.start();
      },
      async () => {
        await redis.kill();
        await pass(AWAY_MS);
        await redis.start();
      },
      async () => {
        for (const wire of wires) wire.cut();
        await pass(CUT_MS);
        for (const wire of wires) wire.mend();
      },
    ];
    // The taking over of what the gateway heard goes on beside the others.
    const order = [...faults.slice(0, 2), ...faults.slice(2).sort(() => Math.random() - 0.5)];
    for (const fault of order) {
      await fault();
      await pass(Math.random() * CALM_MS);
    }
    const tookMs = Math.round((await takenOver) ?? Number.NaN);
    await start('worker');
    isCalm = true;
    await asking;

    const accepted = async () => {
      const rows = await ask<{ event_id: string; state: string }>('SELECT event_id, state FROM jobs');
      const ids = new Set(rows.map(({ event_id }) => event_id));
      for (const one of world.asked) if (one.platform === 'discord') one.accepted = ids.has(one.eventId);
      return rows.filter(({ state }) => state === 'open').length;
    };
    const owed = () => world.asked.filter((one) => world.isOwed(one));
    const unanswered = async () => (await accepted()) + owed().filter((one) => world.cards(one) === 0).length;
    await expect.poll(unanswered, { timeout: 2 * PATIENCE_MS, interval: 250 }).toBe(0);

    const rows = await ask<{ platform: string; n: number }>(
      'SELECT platform, count(*)::int AS n FROM jobs WHERE attempts > 1 GROUP BY platform',
    );
    const begunAgain = rows.find(({ platform }) => platform === 'telegram')?.n ?? 0;
    const twice = owed().filter((one) => world.cards(one) > 1);
    const lines = owed().filter((one) => world.answers(one).length > world.cards(one));
    console.log(
      `${owed().length} questions accepted, ${twice.length} answered twice, ${lines.length} with a line left beside the card; ` +
        `${begunAgain} on Telegram were begun again; Discord was heard again ${tookMs} ms after the gateway's death`,
    );
    expect(await ask("SELECT 1 FROM jobs WHERE state = 'dead'")).toEqual([]);
    // Telegram knows no nonce: what was sent and not noted when its worker died, or could not reach the store, is sent again.
    expect(twice.filter(({ platform }) => platform === 'discord')).toEqual([]);
    expect(twice.length + lines.length).toBeLessThanOrEqual(begunAgain);
    expect(world.discord.doubles()).toBe(0);
    expect(tookMs).toBeLessThan(TAKEN_OVER_MS + PATIENCE_MS / 2);
    for (const bot of bots.slice(1)) bot.signal('SIGTERM');
    await Promise.all(bots.map(({ ended }) => ended));
    world.privates.expectSilence(bots);
  });

  it.each(['gateway', 'worker'])('as %s without PostgreSQL say what to do, and end with 3', async (role) => {
    const bot = startBot(folder, {}, ['--role', role]);
    expect(await bot.ended).toEqual({ code: 3, signal: null });
    expect(bot.sentences()).toEqual([expect.stringMatching(/^--role \w+ needs .+ set DATABASE_URL/)]);
  });
});
