import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ModelPeer, startModel } from '../peers/model/index.ts';
import { toStandInAnswer } from '../peers/world/stand-in.ts';
import { createProcessWorld, type ProcessWorld } from './process-world.ts';

const WALL = 'The Great Wall of China can be seen from the Moon';
const HOUR_MS = 60 * 60_000;
const PATIENCE_MS = 60_000;
/** discord.js sends 50 requests a second, and each private answer takes two. */
const IN_PRIVATE = 30;

let world: ProcessWorld;
let model: ModelPeer;
let release: PromiseWithResolvers<void>;
beforeEach(async () => {
  world = await createProcessWorld();
  release = Promise.withResolvers();
  model = await startModel({ answer: (request) => release.promise.then(() => toStandInAnswer(request)) });
});
afterEach(async () => {
  release.resolve();
  await world.close();
  await model.close();
});

const toClaim = (at: number) => `The Oberwald tram line ${at} was painted blue by Mayor Hofer`;

describe('a clock that jumps', { timeout: PATIENCE_MS * 2 }, () => {
  it.each([
    ['an hour ahead', HOUR_MS],
    ['an hour back', -HOUR_MS],
  ])('%s breaks nothing and keeps nobody waiting', async (_how, jumpMs) => {
    const preload = new URL('./shifted-clock.ts', import.meta.url).href;
    const bot = world.start({
      NODE_OPTIONS: `--import ${preload}`,
      CLOCK_JUMPS: String(jumpMs),
      OPENAI_BASE_URL: model.baseUrl,
      OPENAI_API_KEY: 'k',
      OPENAI_MODEL: 'stand-in',
    });
    await bot.said('Ready.');
    const group = world.telegram.addGroup();
    const [slow, server] = [world.addServer(), world.addServer()];
    // What is asked before is still being looked into when the clock jumps; its answer is in its place all the same.
    const asked = [world.askTelegram('Bats are blind', group), world.askTelegram(WALL, group)];
    await world.telegram.waitForMessage(() => asked.every((one) => world.answersTo(one).some(world.isCard)));
    world.askDiscord(slow, toClaim(1));
    await model.waitForRequestsAbout(toClaim(1), 1);
    bot.signal('SIGUSR2');
    await bot.said('The clock is');
    release.resolve();
    await world.discord.until(() => world.answersIn(slow, toClaim(1)).some(world.isCard), PATIENCE_MS);
    expect(world.discord.messages(slow.channel)).toHaveLength(1);
    const later = [world.askTelegram('Bats are blind', group), world.askTelegram(WALL, group)];
    await world.telegram.waitForMessage(() => later.every((one) => world.answersTo(one).some(world.isCard)));
    world.askDiscord(server, 'Bats are blind');
    const direct = Array.from({ length: IN_PRIVATE }, () => world.askInPrivate(server, 'Bats are blind'));
    await world.discord.until(
      () => direct.every((channel) => world.answersIn({ channel }, 'Bats are blind').some(world.isCard)),
      PATIENCE_MS,
    );
    expect(world.discord.messages(server.channel)).toHaveLength(1);
    expect(await bot.stop()).toMatchObject({ code: 0 });
  });
});
