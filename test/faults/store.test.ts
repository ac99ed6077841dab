import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pass } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProcessWorld, type ProcessWorld } from './process-world.ts';

const LOCKED_MS = 5_000;
const PATIENCE_MS = 60_000;

let world: ProcessWorld;
beforeEach(async () => {
  world = await createProcessWorld();
});
afterEach(() => world.close());

const toClaim = (at: number) => `The Oberwald tram line ${at} was painted blue by Mayor Hofer`;

describe('a store that another process locks for five seconds, under load', { timeout: PATIENCE_MS * 2 }, () => {
  it('loses nothing and stops nobody: what was asked before and meanwhile is answered once', async () => {
    const bot = world.start();
    await bot.said('Ready.');
    const servers = Array.from({ length: 10 }, () => world.addServer());
    const claims = servers.map((_, at) => toClaim(1000 + at));
    const asked: ReturnType<typeof world.askTelegram>[] = [];
    const ask = (from: number, to: number) => {
      for (let at = from; at < to; at += 1) {
        const server = servers[at];
        if (server) world.askDiscord(server, claims[at] ?? '');
        asked.push(world.askTelegram(toClaim(2000 + at)));
      }
    };
    ask(0, 4);
    const other = new DatabaseSync(world.database);
    other.exec('PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE');
    ask(4, 8);
    await pass(LOCKED_MS / 2);
    ask(8, 10);
    await pass(LOCKED_MS / 2);
    other.exec('COMMIT');
    other.close();
    await world.discord.until(
      () => servers.every((server, at) => world.answersIn(server, claims[at] ?? '').some(world.isCard)),
      PATIENCE_MS,
    );
    await world.telegram.waitForMessage(() => asked.every((one) => world.answersTo(one).some(world.isCard)));
    expect(await bot.stop()).toMatchObject({ code: 0 });
    expect(servers.map(({ channel }) => world.discord.messages(channel).length)).toEqual(servers.map(() => 1));
    expect(asked.map((one) => world.answersTo(one).length)).toEqual(asked.map(() => 1));
    expect(world.discord.violations).toEqual([]);
  });
});
