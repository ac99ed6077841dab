import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedStore, openStore } from '../../src/providers/store/open-store.ts';
import { packedStore } from '../core/checker-fixture.ts';
import { type Bot, startBot } from '../e2e/start-process.ts';
import { createDiscordPeer } from '../peers/discord/index.ts';
import type { Channel, Message as DiscordMessage, Guild, Interaction } from '../peers/discord/world.ts';
import { CHECK_ID } from '../peers/shapes.ts';
import { createTelegramPeer, type PeerChat } from '../peers/telegram/index.ts';
import { createPrivates } from './silent-log.ts';

/** A server with a channel. */
export interface Server {
  guild: Guild;
  channel: Channel;
}

interface AskedOnTelegram {
  place: PeerChat;
  message: ReturnType<Awaited<ReturnType<typeof createTelegramPeer>>['say']>;
}

/**
 * Both platforms on loopback, a store with the starter pack in it, and `npm start` between them as a process of its own, which logs all it can.
 * Everything goes with `close`, which holds that no log has anything private in it.
 */
export async function createProcessWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-process-'));
  const database = join(folder, 'claimcheck.sqlite');
  copyFileSync(await packedStore(), database);
  const [telegram, discord] = await Promise.all([createTelegramPeer(), createDiscordPeer()]);
  const owner = discord.addUser('owner');
  const bots: Bot[] = [];
  const privates = createPrivates();
  privates.note(discord.token, telegram.token);
  let people = 0;

  const textOf = (message: DiscordMessage) => JSON.stringify([message.content, message.embeds]);

  /** A server of its own, so that no other's limits count there, with a channel. */
  function addServer(): Server {
    const guild = discord.addGuild('neighbours', [], owner);
    const channel = discord.addChannel(guild, 'news');
    privates.note('neighbours', guild.id, channel.id);
    return { guild, channel };
  }

  function addPerson(claim: string) {
    people += 1;
    const user = discord.addUser(`person-${people}`);
    privates.note(user.id, user.name);
    privates.noteText(claim);
    return user;
  }

  return {
    folder,
    database,
    privates,
    telegram,
    discord,
    addServer,
    start(env: Readonly<Record<string, string>> = {}): Bot {
      const bot = startBot(folder, {
        CLAIMCHECK_DATABASE: database,
        DISCORD_BOT_TOKEN: discord.token,
        DISCORD_API: discord.api,
        TELEGRAM_BOT_TOKEN: telegram.token,
        TELEGRAM_API_ROOT: telegram.apiRoot,
        LOG_LEVEL: 'debug',
        ...env,
      });
      bots.push(bot);
      return bot;
    },
    /** Asks in a server, as somebody new. */
    askDiscord({ guild, channel }: Server, claim: string): Interaction {
      const user = addPerson(claim);
      guild.members.set(user.id, { roles: [] });
      return discord.slash(user, channel, 'check', { claim });
    },
    /** Writes to the bot in private, as somebody new of a server. @returns the private chat */
    askInPrivate({ guild }: Server, claim: string): Channel {
      const user = addPerson(claim);
      guild.members.set(user.id, { roles: [] });
      const channel = discord.addDirectMessages(user);
      privates.note(channel.id);
      discord.post(user, channel, { content: claim });
      return channel;
    },
    /** Asks as somebody new: in a new private chat, or in a group. */
    askTelegram(text: string, group?: PeerChat): AskedOnTelegram {
      const user = telegram.addUser({ firstName: 'Zebulonia', languageCode: 'en' });
      const place = group ?? telegram.addPrivateChat(user);
      privates.note(user.first_name, user.id, place.id);
      privates.noteText(text);
      place.standings.set(user.id, 'member');
      return { place, message: telegram.say(user, place, group ? `/check ${text}` : text) };
    },
    /** What the bot said in answer. */
    answersTo({ place, message }: AskedOnTelegram): string[] {
      const replies = telegram
        .answers(place)
        .filter(({ reply_to_message: to }) => to?.message_id === message.message_id);
      return replies.map(({ text = '' }) => text);
    },
    /** What everybody sees in a channel of what was asked by an interaction. */
    answersIn: ({ channel }: Pick<Server, 'channel'>, claim: string): string[] =>
      discord
        .messages(channel)
        .map(textOf)
        .filter((text) => text.includes(claim)),
    /** What only the asker of an interaction sees of it. */
    whispersTo: ({ userId }: Interaction) => discord.ephemerals({ id: userId, name: '', bot: false }),
    isCard: (text: string) => CHECK_ID.test(text),
    /** Looks into the store. */
    async look<T>(work: (store: EmbeddedStore) => Promise<T> | T): Promise<T> {
      const store = openStore({ file: database });
      try {
        return await work(store);
      } finally {
        store.close();
      }
    },
    async close() {
      for (const bot of bots) {
        bot.kill();
        await bot.ended;
      }
      await Promise.all([telegram.close(), discord.close()]);
      rmSync(folder, { recursive: true, force: true });
      privates.expectSilence(bots);
    },
  };
}

export type ProcessWorld = Awaited<ReturnType<typeof createProcessWorld>>;
