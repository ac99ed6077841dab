import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCoreFolder } from '../core/checker-fixture.ts';
import { type Bot, startBot } from '../e2e/start-process.ts';
import { createDiscordPeer, type DiscordPeer } from '../peers/discord/index.ts';
import { createTelegramPeer, type TelegramPeer } from '../peers/telegram/index.ts';
import { makeFile } from '../providers/store-refusal.ts';

const WALL = 'The Great Wall of China can be seen from the Moon';
/** Have the shape of tokens, and are nobody's. */
const WRONG_TELEGRAM = '123456789:AAE-wrong_token_wrong_token_wrong_0';
const WRONG_DISCORD = `${'MTIzNDU2Nzg5MDEyMzQ1Njc4'}.Gabcde.${'x'.repeat(38)}`;
const PATIENCE_MS = 60_000;
/** SIGKILL comes ten seconds after SIGTERM in most places: docker's own default. */
const STOPS_WITHIN_MS = 10_000;

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
let discord: DiscordPeer;
let telegram: TelegramPeer;
let bot: Bot | undefined;
beforeAll(async () => {
  folder = await createCoreFolder();
});
beforeEach(async () => {
  discord = await createDiscordPeer();
  telegram = await createTelegramPeer();
});
afterEach(async () => {
  bot?.kill();
  await bot?.ended;
  await discord.close();
  await telegram.close();
});
afterAll(() => folder.remove());

function start(env: Record<string, string>): Bot {
  bot = startBot(folder.path, { CLAIMCHECK_DATABASE: folder.newFile(), ...env });
  return bot;
}
const toDiscord = () => ({ DISCORD_BOT_TOKEN: discord.token, DISCORD_API: discord.api });
const toTelegram = () => ({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot });

describe('npm start', { timeout: PATIENCE_MS }, () => {
  it('without any token says what to do, and ends with 3', async () => {
    const { ended, sentences } = start({});
    expect(await ended).toEqual({ code: 3, signal: null });
    expect(sentences()).toEqual([
      expect.stringMatching(
        /^No chat platform is set up yet: put DISCORD_BOT_TOKEN or TELEGRAM_BOT_TOKEN into .+\.env/,
      ),
    ]);
  });

  it('tells of damage in the middle of its store that nothing has read yet, and goes on', async () => {
    const file = await makeFile(folder.newFile(), 3_000);
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 300 * 4096, 310 * 4096);
    writeFileSync(file, bytes);
    const running = start({ ...toTelegram(), CLAIMCHECK_DATABASE: file });
    await running.said('Ready');
    await running.said('is damaged or is not a Claimcheck store');
    expect(await running.stop()).toMatchObject({ code: 0 });
  });

  it('starts both platforms, says so, answers on both, and stops in time with 0', async () => {
    const ana = discord.addUser('ana');
    const channel = discord.addChannel(discord.addGuild('neighbours', [ana], ana), 'news');
    const ann = telegram.addUser();
    const running = start({ ...toDiscord(), ...toTelegram() });
    await running.said('Ready. Stop with Ctrl-C.');
    expect(running.printed()).toContain('Telegram: connected as @claimcheck_bot');
    expect(running.printed()).toContain('Discord: connected as claimcheck');
    const asked = telegram.say(ann, telegram.addPrivateChat(ann), WALL);
    expect((await telegram.waitForAnswer(asked)).text).toMatch(/^❌ False$/m);
    discord.slash(ana, channel, 'check', { claim: WALL });
    expect((await discord.waitForMessage(channel)).embeds[0]?.description).toMatch(/^### ❌ False$/m);
    const { tookMs, ...end } = await running.stop();
    expect(end).toEqual({ code: 0, signal: null });
    expect(tookMs).toBeLessThan(STOPS_WITHIN_MS);
    expect(running.printed()).not.toContain('Great Wall');
    for (const { token } of [discord, telegram]) expect(running.printed()).not.toContain(token);
    expect(discord.violations).toEqual([]);
  });

  it('takes Ctrl-C as well', async () => {
    const running = start(toTelegram());
    await running.said('Ready.');
    expect(await running.stop('SIGINT')).toMatchObject({ code: 0, signal: null });
  });

  it.each([
    ['Telegram', () => ({ ...toTelegram(), TELEGRAM_BOT_TOKEN: WRONG_TELEGRAM })],
    ['Discord', () => ({ ...toDiscord(), DISCORD_BOT_TOKEN: WRONG_DISCORD })],
  ])(
    'says in one sentence that %s does not accept its token, without the token, and ends with 3',
    async (name, env) => {
      const { ended, sentences, printed } = start(env());
      expect(await ended).toEqual({ code: 3, signal: null });
      expect(sentences()).toEqual([
        expect.stringMatching(new RegExp(`^${name} does not accept ${name.toUpperCase()}_BOT_TOKEN: `)),
      ]);
      expect(printed()).not.toMatch(/^\s+at |wrong_token|x{10}|node:internal/m);
    },
  );

  it.each([
    ['Telegram', 'Discord', () => ({ ...toTelegram(), ...toDiscord(), DISCORD_BOT_TOKEN: WRONG_DISCORD })],
    ['Discord', 'Telegram', () => ({ ...toDiscord(), ...toTelegram(), TELEGRAM_BOT_TOKEN: WRONG_TELEGRAM })],
  ])('goes on with %s where %s does not accept its token', async (good, bad, env) => {
    const running = start(env());
    await running.said('Ready, but not on every platform');
    expect(running.printed()).toContain(`${good}: connected`);
    expect(running.printed()).toContain(`${bad} does not accept`);
    expect(await running.stop()).toMatchObject({ code: 0, signal: null });
  });

  it.each([
    [
      'Telegram',
      () => telegram.fail('getMe', { kind: 'refuse', code: 502, description: 'Bad Gateway' }, 2),
      () => ({ ...toTelegram(), ...toDiscord() }),
    ],
    [
      'Discord',
      () => discord.trouble({ path: /^\/gateway\/bot$/, times: 8, with: { status: 503 } }),
      () => ({ ...toDiscord(), ...toTelegram() }),
    ],
  ])('tries %s again where it does not answer at first, and says so once', async (name, trouble, env) => {
    trouble();
    const running = start(env());
    await running.said(`${name}: connected`);
    const said = running.sentences().filter((sentence) => sentence.includes('The bot keeps trying'));
    expect(said).toEqual([expect.stringContaining(name)]);
    expect(running.printed()).toContain('Ready, but not on every platform');
    expect(await running.stop()).toMatchObject({ code: 0, signal: null });
  });

  it('ends with 3 where the only platform answers late, and then refuses the token', async () => {
    telegram.fail('getMe', { kind: 'refuse', code: 502, description: 'Bad Gateway' });
    telegram.fail('getMe', { kind: 'refuse', code: 401, description: 'Unauthorized' });
    const running = start(toTelegram());
    expect(await running.ended).toEqual({ code: 3, signal: null });
    expect(running.printed()).toMatch(/Not ready yet.*Telegram does not accept/s);
  });

  it('says in one sentence that another process reads the same Telegram bot', async () => {
    const running = start(toTelegram());
    await running.said('Ready.');
    // Ready before its first poll: one that comes earlier meets nobody.
    await telegram.waitForRequest(({ method }) => method === 'getUpdates');
    const poll = await fetch(`${telegram.apiRoot}/bot${telegram.token}/getUpdates`);
    await running.said('Another process is reading');
    expect(running.sentences()).toContainEqual(
      expect.stringMatching(/^Another process is reading the messages of this/),
    );
    expect(poll.status).toBe(200);
  });

  it('lists what is wrong with its settings, without the values', async () => {
    const { ended, printed } = start({ TELEGRAM_BOT_TOKEN: 'hunter2', LOG_LEVEL: 'loud' });
    expect(await ended).toMatchObject({ code: 3 });
    expect(printed()).toMatch(/TELEGRAM_BOT_TOKEN: .+\n.*LOG_LEVEL: /s);
    expect(printed()).not.toMatch(/hunter2|^\s+at /m);
  });

  it('says one sentence about a store that it cannot use, before it talks to anybody', async () => {
    const { ended, sentences } = start({ ...toTelegram(), CLAIMCHECK_DATABASE: folder.path });
    expect(await ended).toMatchObject({ code: 3 });
    expect(sentences()).toEqual([
      expect.stringMatching(/^The store .+ cannot be used, it is a folder: choose a file\.$/),
    ]);
    expect(telegram.requests).toEqual([]);
  });

  it('stops in time while a platform does not answer its log-in', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    const { promise: called, resolve } = Promise.withResolvers<void>();
    silent.on('request', () => resolve());
    await new Promise((listening) => silent.once('listening', listening));
    const root = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const running = start({ ...toTelegram(), TELEGRAM_API_ROOT: root });
    await called;
    const { tookMs, code } = await running.stop();
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(STOPS_WITHIN_MS);
    silent.closeAllConnections();
    silent.close();
  });

  it('stops in the middle of answers, and leaves the store whole', async () => {
    const file = join(folder.path, 'stopped.db');
    const ann = telegram.addUser();
    const running = start({ ...toTelegram(), CLAIMCHECK_DATABASE: file });
    await running.said('Ready.');
    for (let n = 0; n < 8; n += 1)
      telegram.say(ann, telegram.addPrivateChat(ann), `The mayor painted ${n} lampposts violet`);
    await telegram.waitForRequest(({ method }) => method === 'sendMessage');
    const { tookMs, code } = await running.stop();
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(STOPS_WITHIN_MS);
    const core = folder.open(file);
    expect(core.integrity()).toBe('ok');
    folder.closeAll();
  });
});
