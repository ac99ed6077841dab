import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGate, type Fixture, openFixture, WALL } from '../adapters/discord-fixture.ts';
import { createCoreFolder } from '../core/checker-fixture.ts';
import type { Message } from '../peers/discord/world.ts';

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
let fixture: Fixture;
let gate: ReturnType<typeof createGate>;
beforeAll(async () => {
  folder = await createCoreFolder();
});
beforeEach(async () => {
  gate = createGate();
  fixture = await openFixture({ core: folder.open(), checkService: gate.gate });
});
afterEach(async () => {
  gate.open();
  await fixture.close();
  expect(fixture.peer.violations).toEqual([]);
  folder.closeAll();
});
afterAll(() => folder.remove());

const isCard = ({ embeds }: Message) => embeds[0]?.footer !== undefined;

/** The store tells nobody of its changes. */
const allAnswered = () =>
  vi.waitFor(async () => expect(await fixture.bot.jobs.unfinished()).toEqual([]), { timeout: 4_000, interval: 10 });

/** Everybody's cards in the channel, once there is one. */
async function theCards(): Promise<Message[]> {
  const { peer, channel } = fixture;
  await peer.waitForMessage(channel, isCard);
  await allAnswered();
  return peer.messages(channel).filter(isCard);
}

/** Asks, and waits until the check runs. */
async function begin(options: Record<string, string | boolean> = {}, user = fixture.ana) {
  const asked = fixture.peer.slash(user, fixture.channel, 'check', { claim: WALL, ...options });
  await gate.begun;
  return asked;
}

describe('a connection', () => {
  it.each<[string, (opened: Fixture) => void, string]>([
    ['that is cut is resumed, with what was missed', ({ peer }) => peer.cut(), 'RESUME'],
    ['that Discord wants anew is resumed', ({ peer }) => peer.tell('reconnect'), 'RESUME'],
    ['whose session is over is made anew', ({ peer }) => peer.tell('invalidSession'), 'IDENTIFY'],
  ])(
    '%s',
    async (_name, happens, verb) => {
      const { peer } = fixture;
      gate.open();
      const before = peer.journal.filter((entry) => entry.verb === verb).length;
      happens(fixture);
      await peer.until(() => peer.journal.filter((entry) => entry.verb === verb).length > before, 12_000);
      await begin();
      expect(await theCards()).toHaveLength(1);
    },
    20_000,
  );

  it('brings the same interaction twice, and it is answered once', async () => {
    const { peer } = fixture;
    await begin();
    peer.repeat();
    peer.repeat();
    gate.open();
    expect(await theCards()).toHaveLength(1);
    expect(peer.journal.filter(({ path }) => path.endsWith('/callback'))).toHaveLength(1);
  });

  it('brings an interaction once more after a restart, and it is answered once', async () => {
    const { peer } = fixture;
    gate.open();
    const asked = await begin();
    expect(await theCards()).toHaveLength(1);
    await fixture.restart();
    peer.repeat();
    await fixture.ask(fixture.mod);
    await allAnswered();
    expect(peer.messages(fixture.channel).filter(isCard)).toHaveLength(2);
    const told = peer.journal.filter(({ path }) => path.includes(asked.id));
    expect(told.map(({ verb }) => verb)).toEqual(['POST', 'PATCH']);
  });

  it.each([
    ['the token was reset', 4004, 'Reset Token'],
    ['an intent was switched off', 4014, 'Privileged Gateway Intents'],
    ['it has grown over one shard', 4011, 'DISCORD_SHARDS'],
  ])('closed for good is reported with what to do if %s', async (_name, code, words) => {
    fixture.peer.cut(code);
    await fixture.peer.until(() => fixture.faults.length > 0);
    expect(String(fixture.faults[0]?.error)).toContain(words);
  });
});
