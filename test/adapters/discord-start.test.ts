import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDiscordAdapter, type DiscordOptions } from '../../adapters/discord/index.ts';
import { openChat } from '../bot/chat-fixture.ts';
import { createCoreFolder } from '../core/checker-fixture.ts';
import { createDiscordPeer, type DiscordPeer } from '../peers/discord/index.ts';
import { createGate, openFixture, toAdapterOptions, WALL } from './discord-fixture.ts';

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
const closing: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  folder = await createCoreFolder();
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  folder.closeAll();
});
afterAll(() => folder.remove());

async function openPeer(options?: Parameters<typeof createDiscordPeer>[0]): Promise<DiscordPeer> {
  const peer = await createDiscordPeer(options);
  closing.push(() => peer.close());
  return peer;
}

/** Starts the bot against a stand-in: gives the operator's line, or the error. */
async function start(peer: DiscordPeer, options: Partial<DiscordOptions> = {}) {
  const { chat } = openChat(folder.open());
  const adapter = createDiscordAdapter({ ...toAdapterOptions(peer), ...options });
  closing.push(() => adapter.stop());
  return chat.start(adapter);
}

describe('starting', () => {
  it('tells the operator as whom it is connected, and how to invite it', async () => {
    const peer = await openPeer();
    const line = await start(peer);
    expect(line).toMatch(/^Discord: connected as claimcheck; invite it .+ link, and type \/check there: http\S+$/);
    const invite = new URL(line.split(': ').at(-1) ?? '');
    expect(invite.searchParams.get('client_id')).toBe(peer.bot.id);
    expect(invite.searchParams.get('scope')).toBe('bot applications.commands');
    // Pin, see, send (in threads too), embed, read back.
    const wanted = [51n, 10n, 11n, 38n, 14n, 16n].reduce((bits, bit) => bits | (1n << bit), 0n);
    expect(invite.searchParams.get('permissions')).toBe(wanted.toString());
  });

  it.each([
    ['Guilds and DirectMessages, nothing privileged', false, 0, 1 | (1 << 12)],
    ['GuildMessages as well, if mentions are on', true, 1 << 15, 1 | (1 << 9) | (1 << 12)],
    ['MessageContent too, where it is switched on', true, 0, 1 | (1 << 9) | (1 << 12) | (1 << 15)],
  ])('asks for %s', async (_name, mentions, refusedIntents, intents) => {
    const peer = await openPeer({ refusedIntents });
    const line = await start(peer, { mentions });
    expect(line.includes('Message Content Intent')).toBe(mentions && refusedIntents !== 0);
    expect(peer.journal.find(({ verb }) => verb === 'IDENTIFY')?.body).toMatchObject({ intents });
  });

  it('registers the listed commands and the menus, moderators’ for who may use them', async () => {
    const peer = await openPeer();
    await start(peer);
    const names = peer.commands().map(({ name }) => name);
    expect(names).toEqual([
      'check',
      'history',
      'pin',
      'unpin',
      'settings',
      'privacy',
      'forget',
      'help',
      'Check this message',
      'Pin verdict',
    ]);
    expect(peer.commands()[0]?.options?.map(({ type, name, required }) => [type, name, required])).toEqual([
      [3, 'claim', true],
      [11, 'picture', undefined],
      [5, 'private', undefined],
    ]);
    expect(peer.commands()[0]).toMatchObject({
      options: [{ autocomplete: true }, {}, {}],
      default_member_permissions: null,
      contexts: [0, 1, 2],
      integration_types: [0, 1],
    });
    const ofServers = peer.commands().filter(({ contexts }) => String(contexts) === '0');
    expect(ofServers.map(({ name }) => name)).toEqual(['pin', 'unpin', 'settings', 'Pin verdict']);
    expect(ofServers.map(({ integration_types }) => integration_types)).toEqual([[0], [0], [0], [0]]);
    // Pin Messages, and Manage Server.
    const [pin, manage] = [String(1n << 51n), String(1n << 5n)];
    const shownTo = ofServers.map(({ default_member_permissions }) => default_member_permissions);
    expect(shownTo).toEqual([pin, pin, manage, pin]);
  });

  it('names and describes them in every card language that Discord has, and cuts nothing short', async () => {
    const peer = await openPeer();
    await start(peer);
    const tags = ['es-ES', 'es-419', 'pt-BR', 'fr', 'de', 'hi', 'id', 'uk', 'zh-CN', 'zh-TW'].sort();
    for (const { type, name_localizations, description_localizations, options = [] } of peer.commands()) {
      const texts = [
        type === 3 ? name_localizations : description_localizations,
        ...options.map(
          (option) => (option as typeof option & { description_localizations: object }).description_localizations,
        ),
      ];
      for (const of of texts) expect(Object.keys(of ?? {}).sort()).toEqual(tags);
      expect(JSON.stringify(texts)).not.toContain('…');
    }
  });

  it('writes the commands only where they changed', async () => {
    const peer = await openPeer();
    const written = () => peer.journal.filter(({ verb }) => verb === 'PUT').length;
    await start(peer);
    expect(written()).toBe(1);
    await start(peer);
    expect(written()).toBe(1);
    const [first] = peer.commands();
    if (first) first.description = 'as an older version wrote it';
    await start(peer);
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
    const message = expect.stringContaining('Reset Token');
    await expect(start(peer)).rejects.toMatchObject({ code: 'platform-login', message });
  });

  it.each([
    ['it is in too many servers for one process', { needsShards: true }, 'set DISCORD_SHARDS to auto'],
    ['it was started too often that day', { sessions: 0 }, 'used up the connections'],
  ])('is said in one sentence if %s', async (_why, peer, words) => {
    const message = expect.stringContaining(words);
    await expect(start(await openPeer(peer))).rejects.toMatchObject({ code: 'platform-login', message });
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
    await expect(start(peer, { startWithinMs: 200 })).rejects.toMatchObject({ code: 'platform-unreachable' });
  });
});

describe('stopping', () => {
  it('leaves a running check to the next start', async () => {
    const { gate, begun, open } = createGate();
    const fixture = await openFixture({ core: folder.open(), checkService: gate });
    closing.push(() => fixture.close());
    const asked = fixture.peer.slash(fixture.ana, fixture.channel, 'check', { claim: WALL });
    await begun;
    await fixture.bot.chat.stop();
    expect(fixture.peer.messages(fixture.channel)).toMatchObject([{ thinking: true }]);
    expect(await fixture.bot.jobs.unfinished()).toMatchObject([{ request: { id: asked.id } }]);
    open();
  });

  it('disconnects, and may be asked for twice or before the start', async () => {
    const fixture = await openFixture({ core: folder.open() });
    closing.push(() => fixture.close());
    await fixture.bot.adapter.stop();
    await fixture.bot.adapter.stop();
    await createDiscordAdapter(toAdapterOptions(fixture.peer)).stop();
    expect(fixture.peer.connections()).toBe(0);
  });
});
