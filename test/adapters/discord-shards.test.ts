import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createDiscordShards, isOfShard } from '../../adapters/discord/shards.ts';
import { createCoreFolder } from '../core/checker-house.ts';
import { createDiscordPeer, type DiscordPeer } from '../peers/discord/index.ts';

const FILE = fileURLToPath(new URL('discord-shard-process.ts', import.meta.url));

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
let peer: DiscordPeer;
beforeAll(async () => {
  folder = await createCoreFolder();
});
beforeEach(async () => {
  peer = await createDiscordPeer();
});
afterEach(() => peer.close());
afterAll(() => folder.remove());

const create = (shards: number | 'auto', token = peer.token) =>
  createDiscordShards({
    token,
    shards,
    file: FILE,
    args: [peer.api, folder.newFile()],
    rest: { api: peer.api, version: '10' },
    pauseMs: 0,
  });

it('as many processes as Discord advises share the servers, and stop when they are told', async () => {
  peer.adviseShards(2);
  const shards = create('auto');
  try {
    expect(await shards.start()).toBe(2);
    const identified = peer.journal.filter(({ verb }) => verb === 'IDENTIFY').map(({ body }) => body);
    expect(identified).toMatchObject([{ shard: [0, 2] }, { shard: [1, 2] }]);
    expect(peer.connections()).toBe(2);
  } finally {
    await shards.stop();
  }
  await peer.until(() => peer.connections() === 0);
});

it('a bad token is said in one sentence before any process begins', async () => {
  await expect(create('auto', 'another.token.altogether').start()).rejects.toMatchObject({ code: 'platform-login' });
});

/** Shard ids by hand: (id >> 22) % count. */
const ODD = String((7n << 22n) + 5n);
const EVEN = String((8n << 22n) + 5n);
it.each([
  [ODD, { ids: [1], count: 2 }, true],
  [ODD, { ids: [0], count: 2 }, false],
  [EVEN, { ids: [0], count: 2 }, true],
  [EVEN, { ids: [2, 3], count: 5 }, true],
  [undefined, { ids: [0], count: 2 }, true],
  [undefined, { ids: [1], count: 2 }, false],
  [ODD, null, true],
])('what was asked in server %s and is unanswered is taken up by shard %j: %s', (server, own, expected) => {
  expect(isOfShard(server, own)).toBe(expected);
});
