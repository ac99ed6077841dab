import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createTelegramAdapter } from '../../adapters/telegram/index.ts';
import { createTelegramPeer, type TelegramPeer } from '../peers/telegram/index.ts';
import { createLocalRouter, type House, startHouse } from './telegram-house.ts';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function openHouse(...options: Parameters<typeof startHouse>): Promise<House> {
  const house = await startHouse(...options);
  open.push(house);
  return house;
}

async function openPeer(): Promise<TelegramPeer> {
  const peer = await createTelegramPeer();
  open.push(peer);
  return peer;
}

const times = { callTimeoutMs: 2000, pollTimeoutS: 5, retryPauseMs: 20, conflictPauseMs: 20 };

/** What `start` fails with, and everything an error printer would show of it. */
async function startFault(token: string, apiRoot: string) {
  const adapter = createTelegramAdapter({
    token,
    apiRoot,
    onFault: () => undefined,
    times: { ...times, callTimeoutMs: 500 },
  });
  const error: unknown = await adapter.start(createLocalRouter().router).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  await adapter.stop();
  return { error, printed: inspect(error, { depth: 10, showHidden: true }) };
}

describe('the log-in', () => {
  it('tells the operator as whom it is connected, and sets the menu', async () => {
    const { line, peer } = await openHouse(createLocalRouter().router);
    expect(line).toBe('Telegram: connected as @claimcheck_bot; in a group type /check@claimcheck_bot <claim>');
    expect(peer.commands.get('')).toEqual([
      { command: 'check', description: expect.stringContaining('Check a claim') },
      { command: 'help', description: expect.stringContaining('What this bot does') },
    ]);
  });

  it.each([
    ['of somebody else', '123456:AAE-loopback_token_loopback_token_9'],
    ['cut short', '123456:AAE'],
    ['empty', ''],
    ['with words around it', 'token: "123456:AAE-loopback_token_loopback_token_9"'],
  ])('refuses a token %s in one sentence', async (_what, token) => {
    const peer = await openPeer();
    const { error, printed } = await startFault(token, peer.apiRoot);
    expect(error).toMatchObject({
      code: 'platform-login',
      message: expect.stringMatching(/TELEGRAM_BOT_TOKEN.*@BotFather/),
    });
    if (token) expect(printed).not.toContain(token);
  });

  it('says that Telegram does not answer, and never the token', async () => {
    const { token } = await openPeer();
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
    const { token } = await openPeer();
    const server = createServer((_request, response) => respond((body) => response.end(body)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push({ close: async () => void server.close().closeAllConnections() });
    const { error, printed } = await startFault(token, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(error).toMatchObject({ code: 'platform-unreachable' });
    expect(printed).not.toContain(token);
  });

  it('removes a webhook, says so, and loses nothing', async () => {
    const peer = await openPeer();
    peer.setWebhook('https://example.org/hook');
    const ann = peer.addUser();
    const said = peer.say(ann, peer.addPrivateChat(ann), 'Bats are blind');
    const adapter = createTelegramAdapter({
      token: peer.token,
      apiRoot: peer.apiRoot,
      onFault: () => undefined,
      times,
    });
    open.push({ close: adapter.stop });
    expect(await adapter.start(createLocalRouter().router)).toContain('its webhook was removed');
    await peer.waitForAnswer(said);
  });
});

describe('polling', () => {
  it.each([
    ['dropped connections', { kind: 'drop' }, 'getUpdates'],
    ['server errors', { kind: 'refuse', code: 502, description: 'Bad Gateway' }, 'Bad Gateway'],
    ['another reader', { kind: 'refuse', code: 409, description: 'Conflict: terminated' }, 'Another process reads'],
    ['a flood limit', { kind: 'flood', retryAfterS: 0 }, 'Too Many Requests'],
  ] as const)('survives %s, reports them once, and never the token', async (_what, fault, words) => {
    const { peer, faults } = await openHouse(createLocalRouter().router);
    const ann = peer.addUser();
    const chat = peer.addPrivateChat(ann);
    peer.fail('getUpdates', fault, 3);
    await peer.waitForAnswer(peer.say(ann, chat, 'first, which the open poll still brings'));
    await peer.waitForAnswer(peer.say(ann, chat, 'second'));
    expect(faults.map(({ error }) => error.message)).toEqual([expect.stringContaining(words)]);
    expect(inspect(faults, { depth: 10, showHidden: true })).not.toContain(peer.token);
  });

  it('stops at a withdrawn token, and names the fix', async () => {
    const reported = Promise.withResolvers<Error>();
    const { peer, adapter } = await openHouse(createLocalRouter().router, { onFault: reported.resolve });
    peer.fail('getUpdates', { kind: 'refuse', code: 401, description: 'Unauthorized' }, 100);
    const ann = peer.addUser();
    peer.say(ann, peer.addPrivateChat(ann), 'this ends the poll that is open');
    expect((await reported.promise).message).toContain('TELEGRAM_BOT_TOKEN');
    const polls = () => peer.requests.filter(({ method }) => method === 'getUpdates').length;
    const before = polls();
    await adapter.stop();
    expect(polls()).toBeLessThanOrEqual(before + 1);
  });
});

describe('an answer', () => {
  it('keeps the pause that Telegram asks for', async () => {
    const { peer, faults } = await openHouse(createLocalRouter().router);
    const ann = peer.addUser();
    peer.fail('sendMessage', { kind: 'flood', retryAfterS: 1 });
    const before = performance.now();
    await peer.waitForAnswer(peer.say(ann, peer.addPrivateChat(ann), 'Bats are blind'));
    expect(performance.now() - before).toBeGreaterThan(950);
    expect(faults).toEqual([]);
  });

  it('to a group that threw the bot out is reported without anybody’s words', async () => {
    const { router } = createLocalRouter({
      before: async ({ text }) => {
        if (text.includes('secret')) peer.setStanding(group, peer.bot, 'kicked');
      },
    });
    const { peer, faults } = await openHouse(router);
    const ann = peer.addUser();
    const group = peer.addGroup({ members: [ann] });
    peer.say(ann, group, '/check a secret thing');
    const elsewhere = peer.addPrivateChat(ann);
    await peer.waitForRequest(({ method }) => method === 'sendMessage');
    await peer.waitForAnswer(peer.say(ann, elsewhere, 'Bats are blind'));
    expect(faults.map(({ error }) => error.message)).toEqual([
      'Telegram refused sendMessage: 403 Forbidden: bot was kicked from the supergroup chat',
    ]);
    expect(inspect(faults, { depth: 10, showHidden: true })).not.toContain('secret thing');
  });
});

describe('stopping', () => {
  it('lets a running check end, and its answer is not given again', async () => {
    const slow = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const before = async () => {
      started.resolve();
      await slow.promise;
    };
    const { peer, adapter } = await openHouse(createLocalRouter({ before }).router);
    const ann = peer.addUser();
    const chat = peer.addPrivateChat(ann);
    peer.say(ann, chat, 'Bats are blind');
    await started.promise;
    const stopped = adapter.stop();
    slow.resolve();
    await stopped;
    expect(peer.answers(chat)).toHaveLength(1);
    expect(peer.pending()).toEqual({ updates: 0, polls: 0 });
  });

  it('ends a check that takes too long, and Telegram will give its message again', async () => {
    const started = Promise.withResolvers<void>();
    const before = (_request: unknown, signal: AbortSignal) => {
      started.resolve();
      return new Promise<void>((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    };
    const { peer, adapter, faults } = await openHouse(createLocalRouter({ before }).router, {
      times: { stopGraceMs: 50 },
    });
    const ann = peer.addUser();
    peer.say(ann, peer.addPrivateChat(ann), 'Bats are blind');
    await started.promise;
    const from = performance.now();
    await adapter.stop();
    expect(performance.now() - from).toBeLessThan(1500);
    expect(peer.pending()).toEqual({ updates: 1, polls: 0 });
    expect(faults).toEqual([]);
  });
});
