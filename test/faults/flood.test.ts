import { setTimeout as pass } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ModelPeer, startModel } from '../peers/model/index.ts';
import { createProcessWorld, type ProcessWorld } from './process-world.ts';

const AT_ONCE = 500;
/** Two dozen servers: each is asked more often in a minute than it is answered. */
const SERVERS = 20;
/** How often a group is answered in a minute; see `createManners`. */
const A_MINUTE = 20;
/** What a check takes, and so what an answer is made of: the machine's own speed matters less. */
const MODEL_MS = 300;
const FLOOD = 150;
const CALM = 5;
const PATIENCE_MS = 90_000;

let world: ProcessWorld;
let model: ModelPeer;
beforeEach(async () => {
  world = await createProcessWorld();
  model = await startModel({ answer: () => pass(MODEL_MS).then(() => ({ claims: [] })) });
});
afterEach(async () => {
  await world.close();
  await model.close();
});

/** By an interaction's token: the card, or a further message. */
const ANSWER = /^\/webhooks\//;
const BATS = 'Bats are blind';
let asked = 0;
/** A claim that nobody has asked about: it is looked into. */
const toClaim = () => {
  asked += 1;
  return `The Oberwald tram line ${1000 + asked} was painted blue by Mayor Hofer`;
};

describe(`of ${AT_ONCE} that ask at once`, { timeout: PATIENCE_MS * 2 }, () => {
  it('on Telegram each gets one answer, also where Telegram brings an update twice', async () => {
    const bot = world.start();
    await bot.said('Ready.');
    const from = performance.now();
    const all = Array.from({ length: AT_ONCE }, (_, at) => {
      const one = world.askTelegram(BATS);
      if (at % 50 === 0) world.telegram.repeatLast();
      return one;
    });
    const isDone = () => all.every((one) => world.answersTo(one).some(world.isCard));
    await world.telegram.waitForMessage(isDone);
    console.log(`Telegram: ${AT_ONCE} answered within ${Math.round(performance.now() - from)} ms`);
    expect(await bot.stop()).toMatchObject({ code: 0 });
    expect(all.filter((one) => world.answersTo(one).length !== 1)).toEqual([]);
    expect(world.telegram.requests.filter(({ status }) => status === 429)).toEqual([]);
    expect(world.telegram.pending().updates).toBe(0);
  });

  it('on Discord each is acknowledged in time, and gets a card or is told why not, once', async () => {
    const bot = world.start();
    await bot.said('Ready.');
    const servers = Array.from({ length: SERVERS }, () => world.addServer());
    const from = performance.now();
    const all = Array.from({ length: AT_ONCE }, (_, at) => {
      const server = servers[at % SERVERS];
      const one = server && world.askDiscord(server, BATS);
      if (at % 50 === 0) world.discord.repeat();
      return one;
    });
    const cards = () => servers.flatMap((server) => world.answersIn(server, BATS).filter(world.isCard));
    const refused = () => all.filter((one) => one && world.whispersTo(one).length > 0);
    const answers = () =>
      world.discord.journal.filter(
        ({ verb, path, status }) => verb !== 'DELETE' && status === 200 && ANSWER.test(path),
      );
    // Counted first: to look at every message after every change would keep the stand-in from answering in time.
    await world.discord.until(
      () => answers().length >= AT_ONCE && cards().length + refused().length >= AT_ONCE,
      PATIENCE_MS,
    );
    const late = all
      .map((one) => (one?.answered?.at ?? Number.POSITIVE_INFINITY) - (one?.createdAt ?? 0))
      .toSorted((one, other) => one - other);
    console.log(`acknowledged: p50 ${late[250]} ms, p99 ${late[495]} ms, last ${late.at(-1)} ms`);
    console.log(`Discord: ${AT_ONCE} answered within ${Math.round(performance.now() - from)} ms`);
    expect(await bot.stop()).toMatchObject({ code: 0 });
    expect(all.filter((one) => !one?.answered)).toEqual([]);
    expect(servers.map(({ channel }) => world.discord.messages(channel).length)).toEqual(servers.map(() => A_MINUTE));
    expect(refused()).toHaveLength(AT_ONCE - SERVERS * A_MINUTE);
    expect(refused().filter((one) => one && world.whispersTo(one).length !== 1)).toEqual([]);
    expect(world.discord.violations).toEqual([]);
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
