import { setTimeout as pass } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ModelPeer, startModel } from '../peers/model/index.ts';
import { toStandInAnswer } from '../peers/world/stand-in.ts';
import { createProcessWorld, type ProcessWorld, type Server } from './process-world.ts';

const AT_ONCE = 500;
/** Two dozen servers: each is asked more often in a minute than it is answered. */
const SERVERS = 20;
/** How often a group is answered in a minute; see `createRateLimits`. */
const A_MINUTE = 20;
/** What a check takes, and so what an answer is made of: the machine's own speed matters less. */
const MODEL_MS = 600;
const FLOOD = 150;
const CALM = 3;
const PATIENCE_MS = 90_000;

let world: ProcessWorld;
let model: ModelPeer;
beforeEach(async () => {
  world = await createProcessWorld();
  model = await startModel({ answer: (request) => pass(MODEL_MS).then(() => toStandInAnswer(request)) });
});
afterEach(async () => {
  await world.close();
  await model.close();
});

/** By an interaction's token: the card, or a further message. */
const ANSWER = /^\/webhooks\//;
const BATS = 'Bats are blind';
const passed = (from: number) => `after ${Math.round(performance.now() - from)} ms`;
let asked = 0;
/** A claim that nobody has asked about: it is looked into. */
const toClaim = () => {
  asked += 1;
  return `The Oberwald tram line ${1000 + asked} was painted blue by Mayor Hofer`;
};

describe(`of ${AT_ONCE} that ask at once on each platform`, { timeout: PATIENCE_MS * 2 }, () => {
  it('each is acknowledged in time, and answered or told why not, once, also where an event is brought twice', async () => {
    const { telegram, discord } = world;
    const bot = world.start();
    await bot.said('Ready.');
    const servers = Array.from({ length: SERVERS }, () => world.addServer());
    const from = performance.now();
    const onTelegram = Array.from({ length: AT_ONCE }, () => world.askTelegram(BATS));
    telegram.repeatLast();
    const onDiscord = Array.from({ length: AT_ONCE }, (_, at) =>
      world.askDiscord(servers[at % SERVERS] as Server, BATS),
    );
    discord.repeat();
    // Counted first: to look at every message after every change would keep the stand-ins from answering in time.
    const answers = () =>
      discord.journal.filter(({ verb, path, status }) => verb !== 'DELETE' && status === 200 && ANSWER.test(path));
    const cards = () => servers.flatMap((server) => world.answersIn(server, BATS).filter(world.isCard));
    const refused = () => onDiscord.filter((one) => world.whispersTo(one).length > 0);
    const isDone = () => answers().length >= AT_ONCE && cards().length + refused().length >= AT_ONCE;
    await discord.until(isDone, PATIENCE_MS);
    const waits = onDiscord.map(({ answered, createdAt }) => (answered?.at ?? Number.POSITIVE_INFINITY) - createdAt);
    console.log(`Discord: the last acknowledged after ${Math.max(...waits)} ms, answered ${passed(from)}`);
    await telegram.waitForMessage(() => onTelegram.every((one) => world.answersTo(one).some(world.isCard)));
    console.log(`Telegram: the last answered ${passed(from)}; it takes 30 messages a second`);
    expect(await bot.stop()).toMatchObject({ code: 0 });
    expect(onDiscord.filter(({ answered }) => !answered)).toEqual([]);
    expect(servers.map(({ channel }) => discord.messages(channel).length)).toEqual(servers.map(() => A_MINUTE));
    expect(refused()).toHaveLength(AT_ONCE - SERVERS * A_MINUTE);
    expect(refused().filter((one) => world.whispersTo(one).length !== 1)).toEqual([]);
    expect(onTelegram.filter((one) => world.answersTo(one).length !== 1)).toEqual([]);
    // Menus are set at loopback's speed, and wait where they are told to.
    const sent = telegram.requests.filter(({ method }) => !method.startsWith('setMy'));
    expect(sent.filter(({ status }) => status === 429)).toEqual([]);
    expect(telegram.pending().updates).toBe(0);
    expect(discord.violations).toEqual([]);
  });
});

describe('a group that floods the bot', { timeout: PATIENCE_MS * 2 }, () => {
  /** The middle one of some answers to a calm group, in ms. */
  async function measure(ask: () => Promise<unknown>): Promise<number> {
    const times: number[] = [];
    for (let at = 0; at < CALM; at += 1) {
      const from = performance.now();
      await ask();
      times.push(performance.now() - from);
    }
    return times.toSorted((one, other) => one - other)[Math.floor(CALM / 2)] ?? 0;
  }

  it.each(['Telegram', 'Discord'] as const)('on %s lets no other wait more than twice as long', async (platform) => {
    const bot = world.start({ OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: 'k', OPENAI_MODEL: 'stand-in' });
    await bot.said('Ready.');
    const [loud, calm] = [world.telegram.addGroup(), world.telegram.addGroup()];
    const [loudServer, calmServer] = [world.addServer(), world.addServer()];
    const ask = async () => {
      const claim = toClaim();
      if (platform === 'Telegram') {
        const one = world.askTelegram(claim, calm);
        await world.telegram.waitForMessage(() => world.answersTo(one).some(world.isCard));
      } else {
        world.askDiscord(calmServer, claim);
        await world.discord.until(() => world.answersIn(calmServer, claim).some(world.isCard), PATIENCE_MS);
      }
    };
    await ask();
    const alone = await measure(ask);
    for (let at = 0; at < FLOOD; at += 1) {
      if (platform === 'Telegram') world.askTelegram(toClaim(), loud);
      else world.askDiscord(loudServer, toClaim());
    }
    const beside = await measure(ask);
    console.log(`${platform}: ${Math.round(alone)} ms alone, ${Math.round(beside)} ms beside a flood of ${FLOOD}`);
    expect(beside).toBeLessThanOrEqual(2 * alone);
  });
});
