import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bot, startBot } from '../e2e/start-process.ts';
import { type CrashWorld, createCrashWorld } from './crash-world.ts';

/** How often the bot is killed: `.ci/run` says 100. */
const KILLS = Number(process.env.CLAIMCHECK_KILLS ?? 6);
const SEED = Number(process.env.CLAIMCHECK_SEED ?? 20_261_123);
/** A process needs about 700 ms until it answers; the kill comes before, while, and after. In ms from its start. */
const [EARLIEST_MS, LATEST_MS] = [350, 1_150];
const ASKED_PER_ROUND = 6;
/** How long the last process may take to answer all that is left, in ms. */
const DRAIN_MS = 45_000;
/** In every so many-th round the bot dies as soon as an answer of its has been taken, before it can know. */
const FORCED_EVERY = 5;

let folder: string;
let world: CrashWorld;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'claimcheck-kill-'));
  world = await createCrashWorld();
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

/** mulberry32, so that a run can be had again by its seed. Source: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const database = () => join(folder, 'kill.sqlite');

function start(): Bot {
  return startBot(folder, {
    CLAIMCHECK_DATABASE: database(),
    DISCORD_BOT_TOKEN: world.discord.token,
    DISCORD_API: world.discord.api,
    TELEGRAM_BOT_TOKEN: world.telegram.token,
    TELEGRAM_API_ROOT: world.telegram.apiRoot,
  });
}

/** Until everybody who asked has a card; what has none by then is counted at the end. */
async function drain(): Promise<void> {
  const isDone = (platform: string) =>
    world.asked.every((one) => one.platform !== platform || !world.isOwed(one) || world.cards(one) > 0);
  const enough = new AbortController();
  const drained = Promise.all([
    world.telegram.waitForMessage(() => isDone('telegram')),
    world.discord.until(() => isDone('discord'), DRAIN_MS),
  ]);
  await Promise.race([drained, pass(DRAIN_MS, undefined, { signal: enough.signal })]).catch(() => undefined);
  enough.abort();
}

/** People ask at random moments until the bot is killed: time itself is what is tested here. */
async function randomRound(random: () => number): Promise<void> {
  const bot = start();
  const killed = new AbortController();
  const until = EARLIEST_MS + random() * (LATEST_MS - EARLIEST_MS);
  const questions = Array.from({ length: ASKED_PER_ROUND }, async (_, at) => {
    await pass(random() * until, undefined, { signal: killed.signal }).catch(() => undefined);
    if (!killed.signal.aborted) world.ask(at % 2 === 0);
  });
  await pass(until);
  bot.kill();
  killed.abort();
  await Promise.all([...questions, bot.ended]);
}

/** The bot dies in the very turn in which the platform has taken an answer, before it can know. */
async function forcedRound(): Promise<void> {
  const bot = start();
  await bot.said('Ready');
  await drain();
  const before = world.asked.length;
  const isAnswered = () => world.asked.slice(before).some((one) => world.cards(one) > 0);
  for (let at = 0; at < ASKED_PER_ROUND; at += 1) world.ask(false);
  await world.telegram.waitForMessage(isAnswered);
  bot.kill();
  await bot.ended;
}

it(`of ${KILLS} kills at random moments no accepted question stays without its card, and none has two`, {
  timeout: 60_000 + KILLS * 4_000,
}, async () => {
  const random = createRandom(SEED);
  for (let at = 0; at < KILLS; at += 1) {
    if (at % FORCED_EVERY === FORCED_EVERY - 1) await forcedRound();
    else await randomRound(random);
    if (existsSync(database())) world.markWindows(database());
  }
  const last = start();
  await last.said('Ready');
  await drain();
  const { code } = await last.stop();
  const owed = world.asked.filter((one) => world.isOwed(one));
  const counts = owed.map((one) => ({ cards: world.cards(one), inWindow: one.inWindow }));
  const inWindow = counts.filter((one) => one.inWindow);
  console.log(
    `${KILLS} kills (seed ${SEED}): ${owed.length} questions accepted, ${counts.filter(({ cards }) => cards === 1).length} with one card; ` +
      `${inWindow.length} killed between a send and its record, of which ${inWindow.filter(({ cards }) => cards > 1).length} have a second card`,
  );
  expect(owed.length).toBeGreaterThan(KILLS);
  expect(counts.filter(({ cards }) => cards === 0)).toEqual([]);
  expect(counts.filter((one) => !one.inWindow && one.cards !== 1)).toEqual([]);
  expect(counts.filter(({ cards }) => cards > 2)).toEqual([]);
  expect(code).toBe(0);
});
