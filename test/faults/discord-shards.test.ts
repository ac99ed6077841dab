import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createDiscordShards, isOfShard } from '../../adapters/discord/shards.ts';
import { createCoreFolder } from '../core/checker-fixture.ts';
import { createDiscordPeer, type DiscordPeer } from '../peers/discord/index.ts';

const FILE = fileURLToPath(new URL('../adapters/discord-shard-process.ts', import.meta.url));

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

const faults: unknown[] = [];
const create = (shards: number | 'auto', { token = peer.token, file = FILE } = {}) =>
  createDiscordShards({
    token,
    shards,
    file,
    args: [peer.api, folder.newFile()],
    onFault: (error) => {
      faults.push(error);
      peer.nudge();
    },
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

it('a process that ended by itself is reported, and comes back', async () => {
  const shards = create(2);
  try {
    await shards.start();
    const identified = () => peer.journal.filter(({ verb }) => verb === 'IDENTIFY').length;
    expect(identified()).toBe(2);
    peer.cut(4_004);
    await peer.until(() => identified() === 4, 15_000);
    expect(String(faults.splice(0)[0])).toContain('is being restarted');
  } finally {
    await shards.stop();
  }
  await peer.until(() => peer.connections() === 0);
}, 30_000);

it.each([2, 'auto'] as const)('a bad token of %s processes is said before any of them begins', async (count) => {
  const shards = create(count, { token: 'another.token.altogether' });
  await expect(shards.start()).rejects.toMatchObject({ code: 'platform-login' });
  expect(peer.journal.filter(({ kind }) => kind === 'gateway')).toEqual([]);
});

it('a process that ends before it is ready is told from a Discord that does not answer', async () => {
  const message = expect.stringContaining('ended before it was ready');
  const endsAtOnce = fileURLToPath(new URL('../../src/shared/bounded-map.ts', import.meta.url));
  await expect(create(2, { file: endsAtOnce }).start()).rejects.toMatchObject({ code: 'platform-login', message });
});

it('more processes than Discord lets begin that day do not begin', async () => {
  await peer.close();
  peer = await createDiscordPeer({ sessions: 1 });
  const message = expect.stringContaining('used up the connections');
  await expect(create(2).start()).rejects.toMatchObject({ message });
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
