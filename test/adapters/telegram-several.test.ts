import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTelegramAdapter, type TelegramOptions } from '../../adapters/telegram/index.ts';
import { openPostgres } from '../../src/providers/store/postgres/open-postgres.ts';
import { createPostgresLeases } from '../../src/providers/store/postgres/postgres-leases.ts';
import { openChat } from '../bot/chat-fixture.ts';
import { type Core, createCoreFolder } from '../core/checker-fixture.ts';
import { sharePostgres, WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';
import { findFreePort } from '../peers/server-process.ts';
import { createTelegramPeer, type TelegramPeer } from '../peers/telegram/index.ts';
import { createWire } from '../peers/wire.ts';
import { WALL } from './telegram-fixture.ts';

const LEASE_TIMES = { leaseMs: 2_500, everyMs: 50, endingMs: 1_200 };
const TIMES = { pollTimeoutS: 1, typingAfterMs: 20, stopGraceMs: 300, lastWordsMs: 300 };
const SECRET = 'a-secret-of-the-tests';
const PATIENT = { timeout: 15_000 };

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
let core: Core;
let peer: TelegramPeer;
const ends: (() => Promise<unknown>)[] = [];
const faults: unknown[] = [];
beforeAll(async () => {
  folder = await createCoreFolder();
});
beforeEach(async () => {
  core = folder.open();
  peer = await createTelegramPeer();
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  await peer.close();
  folder.closeAll();
  expect(faults.splice(0)).toEqual([]);
});
afterAll(() => folder.remove());

/** One process of several over one store. */
async function start(options: Partial<TelegramOptions>) {
  const { chat } = openChat(core);
  const adapter = createTelegramAdapter({
    ...{ token: peer.token, apiRoot: peer.apiRoot, times: TIMES, onFault: (error) => void faults.push(error) },
    ...options,
  });
  ends.push(() => chat.stop());
  return { chat, adapter, line: await chat.start(adapter) };
}

const ask = () => {
  const ann = peer.addUser();
  const place = peer.addPrivateChat(ann);
  return { place, question: peer.say(ann, place, WALL) };
};

it('updates that reach both of two gateways behind one address are taken on once', async () => {
  const ports = [await findFreePort(), await findFreePort()];
  // Brings each delivery to both, as a proxy does that tries again too early.
  const proxy = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const [body, method] = [Buffer.concat(chunks), 'POST'];
    const headers = { 'x-telegram-bot-api-secret-token': SECRET };
    const told = await Promise.all(
      ports.map((port) => fetch(`http://127.0.0.1:${port}/telegram`, { method, headers, body })),
    );
    response.writeHead(Math.max(...told.map(({ status }) => status))).end();
  }).listen(0, '127.0.0.1');
  ends.push(async () => proxy.close());
  await once(proxy, 'listening');
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/telegram`;
  for (const port of ports) expect((await start({ webhook: { url, secret: SECRET, port } })).line).toContain('webhook');
  const asked = Array.from({ length: 4 }, ask);
  for (const { question } of asked) await peer.waitForAnswer(question);
  for (const { place } of asked) expect(peer.answers(place)).toHaveLength(1);
});

describe.skipIf(WHY_NO_POSTGRES !== undefined)(
  `of several processes (${WHY_NO_POSTGRES ?? 'over a real PostgreSQL'})`,
  () => {
    let database: string;
    let port: number;
    beforeAll(async () => {
      const server = await sharePostgres();
      ({ port } = server);
      database = await server.newDatabase();
      await (await openPostgres(database)).db.close();
    });
    const open = (at = database) => {
      const leases = createPostgresLeases(at);
      ends.push(leases.close);
      return { leases, leaseTimes: LEASE_TIMES };
    };

    it('one reads the messages, and another one goes on where it stops', async () => {
      const one = await start(open());
      const other = await start(open());
      expect(other.line).toContain('another process reads its messages');
      await peer.waitForAnswer(ask().question);
      await one.chat.stop();
      await peer.waitForAnswer(ask().question);
      expect(other.adapter.isConnected?.()).toBe(true);
    });

    it('who is cut off from the database stops reading before another one begins', async () => {
      const wire = await createWire(port);
      ends.push(() => wire.close());
      const cutOff = await start(open(wire.over(database)));
      await start(open());
      wire.cut();
      await expect.poll(() => cutOff.adapter.isConnected?.(), PATIENT).toBe(false);
      await peer.waitForAnswer(ask().question);
      wire.mend();
    });

    it('who only answers asks Telegram for no messages, and leaves its webhook alone', async () => {
      const { line, adapter } = await start({ hears: 'none' });
      expect(line).toContain('what other processes receive');
      expect(adapter.isConnected?.()).toBe(true);
      expect(peer.requests.map(({ method }) => method)).toEqual(['getMe']);
    });
  },
);
