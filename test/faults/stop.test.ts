import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSqliteJobs } from '../../src/providers/store/sqlite/sqlite-jobs.ts';
import { type ModelPeer, startModel } from '../peers/model/index.ts';
import { createProcessWorld, type ProcessWorld } from './process-world.ts';

/** SIGKILL comes ten seconds after SIGTERM in most places: docker's own default. */
const STOPS_WITHIN_MS = 10_000;
const PATIENCE_MS = 60_000;

let world: ProcessWorld;
let model: ModelPeer;
beforeEach(async () => {
  world = await createProcessWorld();
  // A model that never answers: checks run until they are told to stop.
  model = await startModel({ answer: () => new Promise(() => undefined) });
});
afterEach(async () => {
  await world.close();
  await model.close();
});

const unfinished = () => world.look(({ db }) => createSqliteJobs(db).unfinished());
const toClaim = (at: number) => `The Oberwald tram line ${at} was painted blue by Mayor Hofer`;

/** Both platforms, and more questions than the bot looks into at once. */
async function askMany() {
  const bot = world.start({ OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: 'k', OPENAI_MODEL: 'stand-in' });
  await bot.said('Ready.');
  const servers = Array.from({ length: 10 }, () => world.addServer());
  const claims = servers.map((_, at) => toClaim(1000 + at));
  for (const [at, server] of servers.entries()) world.askDiscord(server, claims[at] ?? '');
  const asked = Array.from({ length: 10 }, (_, at) => world.askTelegram(toClaim(2000 + at)));
  await model.waitForRequests(4);
  return { bot, servers, claims, asked };
}

describe('a bot that is told to stop under load', { timeout: PATIENCE_MS * 2 }, () => {
  it('ends in time with both platforms connected, and the next one answers the rest once', async () => {
    const { bot, servers, claims, asked } = await askMany();
    const { code, tookMs } = await bot.stop();
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(STOPS_WITHIN_MS);
    console.log(`stopped within ${Math.round(tookMs)} ms, ${(await unfinished()).length} jobs wait`);
    const next = world.start();
    await world.discord.until(
      () => servers.every((server, at) => world.answersIn(server, claims[at] ?? '').some(world.isCard)),
      PATIENCE_MS,
    );
    await world.telegram.waitForMessage(() => asked.every((one) => world.answersTo(one).some(world.isCard)));
    expect(await next.stop()).toMatchObject({ code: 0 });
    expect(servers.map((server) => world.discord.messages(server.channel).length)).toEqual(servers.map(() => 1));
    expect(asked.map((one) => world.answersTo(one).length)).toEqual(asked.map(() => 1));
    expect(await unfinished()).toEqual([]);
    expect(world.discord.violations).toEqual([]);
  });

  it('ends in time where Discord does not answer any more', async () => {
    const { bot } = await askMany();
    world.discord.trouble({ path: /./, times: 1_000, with: 'silence' });
    const { code, tookMs } = await bot.stop();
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(STOPS_WITHIN_MS);
    console.log(`stopped within ${Math.round(tookMs)} ms`);
  });

  it('ends at once when it is told a second time, and loses nothing', async () => {
    const { bot, servers } = await askMany();
    const ended = bot.stop();
    await bot.said('Stopping');
    expect((await bot.stop()).tookMs).toBeLessThan(1_000);
    expect(await ended).toMatchObject({ code: null, signal: 'SIGTERM' });
    expect((await unfinished()).filter(({ request }) => request.platform === 'discord')).toHaveLength(servers.length);
    expect(await world.look(({ db }) => db.prepare('PRAGMA integrity_check').get())).toEqual({ integrity_check: 'ok' });
  });
});
