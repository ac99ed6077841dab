import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createDiscordAdapter, type DiscordOptions } from '../../adapters/discord/index.ts';
import { helpCommand } from '../../commands/help.ts';
import { createRouter } from '../../commands/router.ts';
import { createDiscordPeer, type DiscordPeer } from '../peers/discord/index.ts';
import { createFixedCheck, createFixedDesk, openHouse, toAdapterOptions } from './discord-house.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function openPeer(options?: Parameters<typeof createDiscordPeer>[0]): Promise<DiscordPeer> {
  const peer = await createDiscordPeer(options);
  closing.push(() => peer.close());
  return peer;
}

/** Starts the adapter against a stand-in: gives the operator's line, or the error. */
async function start(
  peer: DiscordPeer,
  options: Partial<DiscordOptions> = {},
  commands = [createFixedCheck(), helpCommand],
) {
  const adapter = createDiscordAdapter({ ...toAdapterOptions(peer), ...options });
  closing.push(() => adapter.stop());
  return adapter.start(createRouter({ commands, desk: createFixedDesk(), onFault: () => undefined }));
}

describe('starting', () => {
  it('tells the operator as whom it is connected, and how to invite it', async () => {
    const peer = await openPeer();
    const line = await start(peer);
    expect(line).toMatch(/^Discord: connected as claimcheck; type \/check in a server it was invited to: http\S+$/);
    const invite = new URL(line.split(': ').at(-1) ?? '');
    expect(invite.searchParams.get('client_id')).toBe(peer.bot.id);
    expect(invite.searchParams.get('scope')).toBe('bot applications.commands');
    const pinSeeAndRead = (1n << 51n) | (1n << 10n) | (1n << 16n);
    expect(invite.searchParams.get('permissions')).toBe(pinSeeAndRead.toString());
  });

  it('asks for no intent but Guilds', async () => {
    const peer = await openPeer();
    await start(peer);
    const identify = peer.journal.find(({ verb }) => verb === 'IDENTIFY');
    expect(identify?.body).toMatchObject({ intents: 1 });
  });

  it('registers the listed commands and the message menu', async () => {
    const peer = await openPeer();
    await start(peer);
    expect(peer.commands()).toMatchObject([
      { type: 1, name: 'check', options: [{ type: 3, name: 'claim', required: true }], contexts: [0, 1] },
      { type: 1, name: 'help', options: [] },
      { type: 3, name: 'Check this message', description: '' },
    ]);
  });

  it('writes the commands only where they changed', async () => {
    const peer = await openPeer();
    const written = () => peer.journal.filter(({ verb }) => verb === 'PUT').length;
    await start(peer);
    expect(written()).toBe(1);
    await start(peer);
    expect(written()).toBe(1);
    await start(peer, {}, [helpCommand]);
    expect(written()).toBe(2);
  });
});

describe('what keeps it from starting', () => {
  it.each([
    ['is not known', 'another.token.altogether'],
    ['is empty', ''],
    ['cannot be sent in a header', 'a token\nwith a line break'],
  ])('is said in one sentence if the token %s', async (_name, token) => {
    const error: unknown = await start(await openPeer(), { token }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: 'ClaimcheckError',
      code: 'platform-login',
      message: expect.stringMatching(/DISCORD_BOT_TOKEN.*Developer Portal/),
    });
    if (token) expect(JSON.stringify(error, Object.getOwnPropertyNames(error)) + String(error)).not.toContain(token);
  });

  it('is said in one sentence if only the gateway refuses the token', async () => {
    const peer = await openPeer({ gatewayToken: 'reset.in-between.token' });
    await expect(start(peer)).rejects.toMatchObject({
      code: 'platform-login',
      message: expect.stringContaining('Reset Token'),
    });
  });

  it('is said in one sentence if an intent is refused', async () => {
    const peer = await openPeer({ refusedIntents: 1 });
    const message = expect.stringMatching(/DISCORD_BOT_TOKEN.*Developer Portal.*Intents/);
    await expect(start(peer)).rejects.toMatchObject({ code: 'platform-login', message });
  });

  it('is said in one sentence if Discord is down', async () => {
    const peer = await openPeer();
    peer.trouble({ path: /^\/gateway\/bot$/, times: 9, with: { status: 503 } });
    const message = expect.stringContaining('could not be reached (HTTP 503)');
    await expect(start(peer)).rejects.toMatchObject({ code: 'platform-unreachable', message });
  });

  it('is said in one sentence if nobody listens there', async () => {
    const peer = await openPeer();
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    server.close();
    await once(server, 'close');
    const port = typeof address === 'object' ? address?.port : 0;
    const rest = { api: `http://127.0.0.1:${port}/api`, version: '10', retries: 0, timeout: 1_000 };
    const message = expect.stringContaining('could not be reached (ECONNREFUSED)');
    await expect(start(peer, { rest })).rejects.toMatchObject({ code: 'platform-unreachable', message });
  });

  it('is said in one sentence if the gateway never says hello', async () => {
    const peer = await openPeer({ mute: true });
    const began = performance.now();
    await expect(start(peer, { startWithinMs: 200 })).rejects.toMatchObject({ code: 'platform-unreachable' });
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('is said in one sentence if the commands are refused', async () => {
    const peer = await openPeer();
    peer.trouble({ method: 'PUT', path: /commands$/, times: 1, with: { code: 50_001 } });
    const message = expect.stringContaining('code 50001');
    await expect(start(peer)).rejects.toMatchObject({ code: 'platform-unreachable', message });
  });
});

describe('stopping', () => {
  it('lets a running check end first', async () => {
    const check = createFixedCheck();
    const begun = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const run: typeof check.run = async (request, context) => {
      begun.resolve();
      await gate.promise;
      return check.run(request, context);
    };
    const house = await openHouse({ commands: [{ ...check, run }] });
    closing.push(() => house.peer.close());
    house.peer.slash(house.ana, house.channel, 'check', { claim: 'a claim' });
    await begun.promise;
    const stopped = house.adapter.stop();
    gate.resolve();
    await stopped;
    expect(house.peer.messages(house.channel)).toMatchObject([{ thinking: false, embeds: [{ title: '❌ False' }] }]);
  });

  it('ends a check that would go on too long, and says so to the asker', async () => {
    const begun = Promise.withResolvers<void>();
    const run = () => {
      begun.resolve();
      return new Promise<never>(() => undefined);
    };
    const house = await openHouse({ commands: [{ ...createFixedCheck(), run }], adapter: { graceMs: 20 } });
    closing.push(() => house.peer.close());
    house.peer.slash(house.ana, house.channel, 'check', { claim: 'a claim' });
    await begun.promise;
    await house.adapter.stop();
    expect(house.peer.messages(house.channel)).toEqual([]);
    expect(house.peer.ephemerals(house.ana)).toMatchObject([{ embeds: [{ title: 'Something went wrong' }] }]);
  });

  it('disconnects, and may be asked for twice or before the start', async () => {
    const house = await openHouse();
    closing.push(() => house.peer.close());
    await house.adapter.stop();
    await house.adapter.stop();
    await createDiscordAdapter(toAdapterOptions(house.peer)).stop();
    expect(house.peer.connections()).toBe(0);
  });
});
