import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createTelegramAdapter } from '../../adapters/telegram/index.ts';
import type { BotService } from '../../src/bot/chat-adapter.ts';
import { LOCALE_TAGS, toLocale } from '../../src/core/text/locale.ts';
import type { TelegramPeer } from '../peers/telegram/index.ts';
import { useTelegram } from './telegram-fixture.ts';

const telegram = useTelegram();
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

const times = { callTimeoutMs: 500, pollTimeoutS: 5, retryPauseMs: 20, conflictPauseMs: 20 };

/** What is set by itself is set beside the start; the last of it is the last language's. */
/** Until the last of all texts is set. */
const isRegistered = (peer: TelegramPeer) => {
  const isLast = ({ method, status, payload }: TelegramPeer['requests'][number]) =>
    method === 'setMyShortDescription' && status === 200 && payload.language_code === LOCALE_TAGS.at(-1);
  return expect.poll(() => peer.requests.some(isLast), { timeout: 10_000 }).toBe(true);
};

/** What `start` fails with, and everything an error printer would show of it. It fails before it needs a bot service. */
async function startFault(token: string, apiRoot: string) {
  const adapter = createTelegramAdapter({ token, apiRoot, onFault: () => undefined, times });
  const error: unknown = await adapter.start({ commands: [] } as unknown as BotService).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  await adapter.stop();
  return { error, printed: inspect(error, { depth: 10, showHidden: true }) };
}

describe('the log-in', () => {
  it('tells the operator as whom it is connected, and sets menu and descriptions', async () => {
    const { line, peer } = await telegram.open();
    await isRegistered(peer);
    expect(line).toMatch(/^Telegram: connected as @claimcheck_bot; in a group type \/check@claimcheck_bot <claim>/);
    const answered = peer.requests.filter(({ method }) => method !== 'getUpdates');
    // Telegram's limit for such changes is met, and waited for.
    expect(new Set(answered.map(({ status }) => status))).toEqual(new Set([200, 429]));
    expect(peer.descriptions.get('')).toContain('forward a suspicious message');
  });

  it.each([
    ['all_private_chats', ['check', 'history', 'privacy', 'forget', 'help']],
    ['all_group_chats', ['check', 'history', 'privacy', 'forget', 'help']],
    ['all_chat_administrators', ['check', 'history', 'pin', 'unpin', 'settings', 'privacy', 'forget', 'help']],
  ])('shows in the menu what can be done there, in every language: %s', async (scope, expected) => {
    const { peer } = await telegram.open();
    await isRegistered(peer);
    for (const tag of LOCALE_TAGS) {
      const menu = peer.commands.get(`${scope}/${tag === 'en' ? '' : tag}`) ?? [];
      expect(menu.map(({ command }) => command)).toEqual(expected);
      expect(menu.at(-1)?.description).toBe(toLocale(tag).t('help.description'));
    }
  });

  it('names the switch without which nobody can add it to a group', async () => {
    expect((await telegram.open({ peer: { groups: false } })).line).toContain('send /setjoingroups to @BotFather');
    expect((await telegram.open()).line).not.toContain('/setjoingroups');
  });

  it('sets again only what has changed', async () => {
    const peer = await telegram.openPeer();
    const first = await telegram.open({ on: peer });
    await isRegistered(peer);
    const sets = () => peer.requests.filter(({ method }) => method.startsWith('setMy')).length;
    const before = sets();
    await first.stop();
    await telegram.open({ on: peer });
    expect(before).toBeGreaterThan(0);
    expect(sets()).toBe(before);
  });

  it('goes on without its menu where Telegram refuses it, and reports that', async () => {
    const peer = await telegram.openPeer();
    peer.fail('setMyCommands', { kind: 'refuse', code: 400, description: 'Bad Request: BOT_COMMAND_INVALID' });
    const { faults, line } = await telegram.open({ on: peer });
    expect(line).toContain('connected as');
    await expect.poll(() => faults, { timeout: 10_000 }).toHaveLength(1);
    await isRegistered(peer);
    expect(peer.commands.size).toBeGreaterThan(20);
    expect(faults.map(({ error }) => String(error))).toEqual([expect.stringContaining('BOT_COMMAND_INVALID')]);
  });

  it.each([
    ['of somebody else', '123456:AAE-loopback_token_loopback_token_9'],
    ['cut short', '123456:AAE'],
    ['empty', ''],
    ['with words around it', 'token: "123456:AAE-loopback_token_loopback_token_9"'],
  ])('refuses a token %s in one sentence', async (_what, token) => {
    const peer = await telegram.openPeer();
    const { error, printed } = await startFault(token, peer.apiRoot);
    expect(error).toMatchObject({
      code: 'platform-login',
      message: expect.stringMatching(/TELEGRAM_BOT_TOKEN.*@BotFather/),
    });
    if (token) expect(printed).not.toContain(token);
  });

  it('says that Telegram does not answer, and never the token', async () => {
    const { token } = await telegram.openPeer();
    const { error, printed } = await startFault(token, 'http://127.0.0.1:9');
    expect(error).toMatchObject({
      code: 'platform-unreachable',
      message: expect.stringContaining('127.0.0.1:9 (ECONNREFUSED)'),
    });
    expect(printed).not.toContain(token);
  });

  it.each([
    ['never ends', () => undefined],
    ['is a page', (end: (body: string) => void) => end('<html>Please log in to this network</html>')],
  ])('gives up on an answer that %s', async (_how, respond) => {
    const { token } = await telegram.openPeer();
    const server = createServer((_request, response) => respond((body) => response.end(body)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push({ close: async () => void server.close().closeAllConnections() });
    const { error, printed } = await startFault(token, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(error).toMatchObject({ code: 'platform-unreachable' });
    expect(printed).not.toContain(token);
  });
});

describe('the connection', () => {
  it('counts as lost once Telegram refuses to be asked', async () => {
    const { peer, chat, ann } = await telegram.open();
    expect(chat.isConnected('telegram')).toBe(true);
    expect(chat.isConnected('discord')).toBe(false);
    peer.fail('getUpdates', { kind: 'refuse', code: 401, description: 'Unauthorized' });
    // Ends the question that hangs, if it is not refused itself.
    peer.say(ann, peer.addPrivateChat(ann), 'Bats are blind');
    await expect.poll(() => chat.isConnected('telegram'), { timeout: 10_000 }).toBe(false);
  });
});

describe('a webhook', () => {
  const SECRET = 'a-secret-of-sixteen-or-more';

  /** A free port, for an address that Telegram has to know before anybody listens. */
  async function freePort(): Promise<number> {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }

  async function openWebhook() {
    const port = await freePort();
    const webhook = { url: `http://127.0.0.1:${port}/telegram`, secret: SECRET, port };
    // On a busy machine the pieces of an album are delivered one by one, and slowly.
    const options = { webhook, guests: true, times: { albumPauseMs: 400 } };
    return { ...(await telegram.open({ peer: { guests: true }, telegram: options })), webhook };
  }

  it('brings messages, clicks, albums and guests as polling does', async () => {
    const { peer, ann, line, checked, accepted, finished } = await openWebhook();
    expect(line).toContain('by webhook');
    const group = peer.addGroup({ creator: ann, bot: { rights: { can_pin_messages: true } } });
    const card = await peer.waitForAnswer(peer.say(ann, group, '/check Bats are blind'));
    expect(await peer.click(ann, card, 'Pin')).toMatchObject({ text: 'Pinned.' });
    peer.repeatLast();
    await peer.waitForAnswer(peer.say(ann, group, '/help'));
    expect(checked).toEqual(['Bats are blind']);
    const chat = peer.addPrivateChat(ann);
    for (let at = 0; at < 3; at += 1)
      peer.say(ann, chat, at === 1 ? 'Bats are blind' : '', { photo: true, mediaGroupId: '7' });
    await finished(2);
    expect(accepted.at(-1)?.request).toMatchObject({ text: 'Bats are blind', pictures: [{}, {}, {}] });
    const elsewhere = peer.addGroup({ bot: 'left' });
    const guest = peer.summon(ann, elsewhere, '@claimcheck_bot Bats are blind');
    expect((await peer.waitForGuestAnswer(guest)).text).toContain('Bats are blind');
    expect(peer.requests.some(({ method }) => method === 'getUpdates')).toBe(false);
  });

  it.each([
    ['without the secret', {}, 'POST', '/telegram', 403],
    ['with another secret', { 'x-telegram-bot-api-secret-token': `${SECRET}x` }, 'POST', '/telegram', 403],
    ['to another address', { 'x-telegram-bot-api-secret-token': SECRET }, 'POST', '/other', 404],
    ['that is none', { 'x-telegram-bot-api-secret-token': SECRET }, 'GET', '/telegram', 404],
    ['of no update', { 'x-telegram-bot-api-secret-token': SECRET }, 'POST', '/telegram', 400],
  ] as const)('refuses a delivery %s', async (_what, headers, method, path, status) => {
    const { webhook, checked } = await openWebhook();
    const body = method === 'GET' ? {} : { body: '{"message":{"text":"/check x"}}' };
    const response = await fetch(new URL(path, webhook.url), { method, headers: { ...headers }, ...body });
    expect(response.status).toBe(status);
    expect(checked).toEqual([]);
  });

  it('is removed, and said so, when polling takes over, and nothing is lost', async () => {
    const peer = await telegram.openPeer();
    peer.setWebhook('https://example.org/hook');
    const ann = peer.addUser();
    const said = peer.say(ann, peer.addPrivateChat(ann), 'Bats are blind');
    const { line } = await telegram.open({ on: peer });
    expect(line).toContain('its webhook was removed');
    expect((await peer.waitForAnswer(said)).text).toContain('Bats are blind');
  });

  it('that something else sets while messages are fetched is named and removed, and nothing is lost', async () => {
    const { peer, ann, faults } = await telegram.open();
    const chat = peer.addPrivateChat(ann);
    peer.setWebhook('https://example.org/hook');
    await peer.waitForAnswer(peer.say(ann, chat, 'Bats are blind'));
    expect((await peer.waitForAnswer(peer.say(ann, chat, 'Honey never spoils'))).text).toContain('Honey');
    expect(faults.map(({ error }) => String(error))).toEqual([
      expect.stringContaining('Another program had set a webhook'),
    ]);
  });

  it.each([
    ['without TLS', 'http://example.org/x'],
    ['on another port', 'https://example.org:8080/x'],
  ])('to an address that Telegram does not deliver to is refused in one sentence: %s', async (_why, url) => {
    const webhook = { url, secret: SECRET, port: 0 };
    await expect(telegram.open({ telegram: { webhook } })).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining('TELEGRAM_WEBHOOK_URL'),
    });
  });

  it('listens on no address but 127.0.0.1 unless told', async () => {
    const { webhook } = await openWebhook();
    const from = async (host: string) =>
      fetch(`http://${host}:${webhook.port}/telegram`).then(
        ({ status }) => status,
        () => 'closed',
      );
    expect(await from('127.0.0.1')).toBe(404);
    expect(await from('127.0.0.2')).toBe('closed');
    const wide = { ...webhook, port: await freePort(), address: '0.0.0.0' };
    await telegram.open({ telegram: { webhook: wide } });
    expect(await fetch(`http://127.0.0.2:${wide.port}/telegram`).then(({ status }) => status)).toBe(404);
  });

  it('on an address that the machine does not have is refused in one sentence', async () => {
    const webhook = { url: 'https://bot.example.org/telegram', secret: SECRET, port: 0, address: '192.0.2.7' };
    await expect(telegram.open({ telegram: { webhook } })).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining('TELEGRAM_WEBHOOK_ADDRESS: 192.0.2.7'),
    });
  });

  it('on a port that is taken is refused in one sentence', async () => {
    const { webhook } = await openWebhook();
    await expect(telegram.open({ telegram: { webhook } })).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining(`cannot listen on port ${webhook.port} (EADDRINUSE)`),
    });
  });
});
