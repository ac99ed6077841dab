import { describe, it } from 'vitest';
import type { Posting } from '../../src/chat/posting.ts';
import { openStore } from '../../src/providers/store/open-store.ts';
import { createSqlitePostings } from '../../src/providers/store/sqlite/sqlite-postings.ts';
import { createDiscordPeer, type PeerOptions } from '../peers/discord/index.ts';
import { DISCORD_TOKEN } from '../peers/shapes.ts';
import { createTelegramPeer, type TelegramPeer, type TelegramPeerOptions } from '../peers/telegram/index.ts';
import { closing, DEAD, expectTrouble, folder, serve } from './doctor-fixture.ts';

const toPosting = (chatId: string): Posting => ({
  ...{ platform: 'telegram', chatId, messageId: '1', checkIds: [], locale: 'en', visible: 'chat', pinned: false },
  postedAt: '2026-11-29T12:00:00.000Z',
});

describe('Telegram', () => {
  const connect = async (options: TelegramPeerOptions = {}, act: (peer: TelegramPeer) => unknown = () => {}) => {
    const peer = closing(await createTelegramPeer({ inline: true, ...options }));
    await act(peer);
    return { TELEGRAM_BOT_TOKEN: peer.token, TELEGRAM_API_ROOT: peer.apiRoot };
  };
  const wrong = `7301234567:AAF${'x-Y_9'.repeat(6)}Zz`;
  it.each<[string, () => Promise<Record<string, string>>, (string | RegExp)[]]>([
    ['that is well', connect, []],
    [
      'with a token that is nobody’s',
      async () => ({ ...(await connect()), TELEGRAM_BOT_TOKEN: wrong }),
      [/^FAIL {2}Telegram: Telegram does not accept TELEGRAM_BOT_TOKEN: .+ It said: “Unauthorized”$/],
    ],
    [
      'that is not there',
      async () => ({ ...(await connect()), TELEGRAM_API_ROOT: DEAD }),
      ['FAIL  Telegram: Telegram does not answer at 127.0.0.1:9 '],
    ],
    [
      'that is ill',
      () => connect({}, (peer) => peer.fail('getMe', { kind: 'refuse', code: 502, description: 'Bad Gateway' })),
      [/Telegram does not answer at .+ It said: “Bad Gateway”$/],
    ],
    [
      'whose webhook is elsewhere',
      () => connect({}, (peer) => peer.setWebhook('https://other.example/secret-path')),
      [/^warn {2}Telegram webhook: a webhook is set, so messages go to other\.example: npm start removes it/],
    ],
    [
      'with mentions and privacy mode',
      async () => ({ ...(await connect()), TELEGRAM_MENTIONS: 'on' }),
      ['warn  Telegram: the bot does not receive mentions yet: send /setprivacy'],
    ],
    [
      'with guests and no guest mode',
      async () => ({ ...(await connect()), TELEGRAM_GUEST_MODE: 'on' }),
      ['warn  Telegram: the bot does not receive questions from other chats yet'],
    ],
    [
      'that cannot be added to groups',
      () => connect({ groups: false }),
      ['warn  Telegram: the bot cannot be added to groups yet: send /setjoingroups'],
    ],
    [
      'that is not told the address',
      async () => ({
        ...(await connect()),
        TELEGRAM_WEBHOOK_URL: 'https://bot.example',
        TELEGRAM_WEBHOOK_SECRET: 'a'.repeat(20),
      }),
      ['warn  Telegram webhook: messages do not reach TELEGRAM_WEBHOOK_URL yet'],
    ],
  ])('%s', async (_, make, lines) => expectTrouble({ env: await make() }, ...lines));

  it('where the bot may not pin', async () => {
    let ids: number[] = [];
    const env = await connect({}, (peer) => {
      ids = [peer.addGroup().id, peer.addGroup({ bot: { rights: { can_pin_messages: true } } }).id];
    });
    const file = folder.newFile();
    const store = openStore({ file });
    const postings = createSqlitePostings(store.db);
    for (const id of ids) await postings.save(toPosting(String(id)));
    store.close();
    await expectTrouble(
      { env: { ...env, CLAIMCHECK_DATABASE: file } },
      /^warn {2}Telegram rights: the bot cannot pin in 1 of 2 groups/,
    );
  });
});

describe('Discord', () => {
  const connect = async (
    options: PeerOptions = {},
    more: Record<string, string> = {},
    act: (peer: Awaited<ReturnType<typeof createDiscordPeer>>) => unknown = () => {},
  ) => {
    const peer = closing(await createDiscordPeer(options));
    await act(peer);
    return { DISCORD_BOT_TOKEN: DISCORD_TOKEN, DISCORD_API: peer.api, ...more };
  };
  it.each<[string, () => Promise<Record<string, string>>, (string | RegExp)[]]>([
    ['that is well', connect, []],
    [
      'with a token that is nobody’s',
      () => connect({ token: 'another.token.of-a-bot' }),
      [/^FAIL {2}Discord: Discord does not accept DISCORD_BOT_TOKEN: .+ It said: “401: Unauthorized”$/],
    ],
    [
      'that is not there',
      () => connect({}, { DISCORD_API: `${DEAD}/api` }),
      ['FAIL  Discord: Discord could not be reached '],
    ],
    [
      'that is something else',
      async () => ({
        DISCORD_BOT_TOKEN: DISCORD_TOKEN,
        DISCORD_API: await serve((_q, r) => r.writeHead(200, { 'content-type': 'application/json' }).end('{}')),
      }),
      ['FAIL  Discord: the server does not answer like Discord: check DISCORD_API'],
    ],
    [
      'with mentions and no intent',
      () => connect({}, { DISCORD_MENTIONS: 'on' }),
      ['warn  Discord intents: .+ Message Content Intent is off'],
    ],
    ['with mentions and the intent', () => connect({ refusedIntents: 0 }, { DISCORD_MENTIONS: 'on' }), []],
    [
      'that was connected to too often',
      () => connect({ sessions: 0 }),
      ['FAIL  Discord: The bot has used up the connections that Discord allows in one day'],
    ],
    [
      'that was connected to often',
      () => connect({ sessions: 3 }),
      ['warn  Discord: the bot can connect only 3 more times today'],
    ],
    [
      'that advises shards',
      () => connect({}, {}, (peer) => peer.adviseShards(2)),
      ['warn  Discord: Discord recommends 2 shards .+ set it to auto'],
    ],
    [
      'where Pin Messages is missing',
      () =>
        connect({}, {}, (peer) => {
          const ana = peer.addUser('Ana');
          peer.addGuild('Friends', [], ana);
        }),
      ['warn  Discord rights: in 1 of 1 server the bot lacks “Pin Messages”, which it needs to pin cards'],
    ],
  ])('%s', async (_, make, lines) => expectTrouble({ env: await make() }, ...lines));
});
