import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bot, startBot } from '../e2e/start-process.ts';
import { type CrashWorld, createCrashWorld } from './crash-world.ts';

/** How often the bot is killed at a random moment: `.ci/run` says 100. */
const KILLS = Number(process.env.CLAIMCHECK_KILLS ?? 6);
const SEED = Number(process.env.CLAIMCHECK_SEED ?? 20_261_123);
/** A process needs 700 ms and more until it answers; the kill comes before, while, and after. In ms from its start. */
const [EARLIEST_MS, LATEST_MS] = [350, 1_150];
/** In every other round it is ready first, however slow the machine. In ms from then. */
const [EARLIEST_READY_MS, LATEST_READY_MS] = [0, 400];
const ASKED_PER_ROUND = 6;
/** How long the last process may take to answer all that is left, in ms. */
const DRAIN_MS = 45_000;
/** Of so many rounds two are followed by two forced ones, on one platform and on the other. */
const CYCLE = 12;

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

const bots: Bot[] = [];
const database = () => join(folder, 'kill.sqlite');

function start(): Bot {
  const bot = startBot(folder, {
    LOG_LEVEL: 'debug',
    CLAIMCHECK_DATABASE: database(),
    DISCORD_BOT_TOKEN: world.discord.token,
    DISCORD_API: world.discord.api,
    TELEGRAM_BOT_TOKEN: world.telegram.token,
    TELEGRAM_API_ROOT: world.telegram.apiRoot,
  });
  bots.push(bot);
  return bot;
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
async function randomRound(random: () => number, isReady: boolean): Promise<void> {
  const bot = start();
  if (isReady) await bot.said('Ready');
  const killed = new AbortController();
  const [earliest, latest] = isReady ? [EARLIEST_READY_MS, LATEST_READY_MS] : [EARLIEST_MS, LATEST_MS];
  const until = earliest + random() * (latest - earliest);
  const questions = Array.from({ length: ASKED_PER_ROUND }, async (_, at) => {
    await pass(random() * until, undefined, { signal: killed.signal }).catch(() => undefined);
    if (!killed.signal.aborted) world.ask(at % 2 === 0);
  });
  await pass(until);
  bot.kill();
  killed.abort();
  await Promise.all([...questions, bot.ended]);
}

/**
 * The bot dies in the very turn in which the platform has taken a message of its, before it can know; at once after its start where it
 * finds the questions of the round before.
 */
async function forcedRound(random: () => number, onDiscord: boolean, isFirst: boolean): Promise<void> {
  const bot = start();
  if (isFirst) {
    await bot.said('Ready');
    await drain();
  }
  const before = world.taken(onDiscord);
  for (let at = 0; at < ASKED_PER_ROUND; at += isFirst ? 1 : 3) world.ask(onDiscord);
  const enough = before + 1 + (isFirst ? Math.floor(random() * ASKED_PER_ROUND) : 0);
  const isTaken = () => world.taken(onDiscord) >= enough;
  await (onDiscord ? world.discord.until(isTaken, DRAIN_MS) : world.telegram.waitForMessage(isTaken));
  bot.kill();
  await bot.ended;
}

it(`of ${KILLS} kills at random moments no accepted question stays without its card, and none has two`, {
  timeout: 60_000 + KILLS * 6_000,
}, async () => {
  const random = createRandom(SEED);
  let worse = 0;
  let kills = 0;
  async function after(round: Promise<void>): Promise<void> {
    await round;
    kills += 1;
    if (existsSync(database())) worse += await world.noteKill(database());
  }
  for (let at = 0; at < KILLS; at += 1) {
    await after(randomRound(random, at % 2 === 1));
    const onDiscord = at % CYCLE === 5;
    if (at % CYCLE !== 2 && !onDiscord) continue;
    await after(forcedRound(random, onDiscord, true));
    await after(forcedRound(random, onDiscord, false));
  }
  const last = start();
  await last.said('Ready');
  await drain();
  const { code } = await last.stop();
  const owed = world.asked.filter((one) => world.isOwed(one));
  const counts = owed.map((one) => {
    const { platform, windows, lost } = one;
    return { platform, windows, lost, cards: world.cards(one), messages: world.answers(one).length };
  });
  const [calm, harmed] = [counts.filter(({ windows }) => windows === 0), counts.filter(({ windows }) => windows > 0)];
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  console.log(
    `${kills} kills, ${kills - KILLS} of them forced (seed ${SEED}): ${owed.length} questions accepted (${counts.filter(({ platform }) => platform === 'discord').length} on Discord), ` +
      `${calm.filter(({ cards }) => cards === 1).length} with one card and nothing else; ${harmed.length} met by ${sum(harmed.map(({ windows }) => windows))} ` +
      `kills between a send and its record: ${harmed.filter(({ cards }) => cards === 1).length} of them have one card, ` +
      `${harmed.filter(({ cards }) => cards === 2).length} two, and ${sum(harmed.map(({ cards, messages }) => messages - cards))} placeholders were left`,
  );
  expect(owed.length).toBeGreaterThan(KILLS);
  // Whatever happened: a card, and on Discord, where a message sent again is the same one, never anything beside it.
  expect(counts.filter(({ cards }) => cards === 0)).toEqual([]);
  expect(calm.filter(({ cards, messages }) => cards !== 1 || messages !== 1)).toEqual([]);
  expect(harmed.filter(({ platform }) => platform === 'discord')).toEqual([]);
  // A kill between a send and its record leaves one message more, no other kill does, and no number of kills a third card.
  expect(worse).toBe(0);
  expect(harmed.filter(({ windows, lost, messages }) => lost > windows || messages !== 1 + lost)).toEqual([]);
  expect(harmed.filter(({ cards }) => cards > 2)).toEqual([]);
  expect(code).toBe(0);
  world.privates.expectSilence(bots);
});
