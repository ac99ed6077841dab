import { DatabaseSync } from 'node:sqlite';
import { createDiscordPeer } from '../peers/discord/index.ts';
import type { Channel, Message as DiscordMessage, Interaction } from '../peers/discord/world.ts';
import { createTelegramPeer, type PeerChat } from '../peers/telegram/index.ts';

type TelegramMessage = ReturnType<Awaited<ReturnType<typeof createTelegramPeer>>['say']>;

/** Somebody's question, and where its card has to come. */
export type Asked =
  | { platform: 'telegram'; place: PeerChat; message: TelegramMessage; inWindow: boolean }
  | { platform: 'discord'; channel: Channel; interaction: Interaction; claim: string; inWindow: boolean };

/** Has the shape of a token, and is nobody's. */
const DISCORD_TOKEN = `stand-in-for-a-bots-id.stand.${'y'.repeat(38)}`;
/** A group is asked this often at most: the bot's manners and Telegram's limits are a minute's. */
const ASKED_PER_GROUP = 4;
/** A card's last line names its check; "Checking …" has none. */
const CHECK_ID = /\b[0-9A-HJKMNP-TV-Z]{8}\b/;

/** Both platforms, with ever new people in ever new groups. */
export async function createCrashWorld(languageCode = 'en') {
  const telegram = await createTelegramPeer();
  const discord = await createDiscordPeer({ token: DISCORD_TOKEN });
  const owner = discord.addUser('owner');
  const guild = discord.addGuild('Town', [], owner);
  const asked: Asked[] = [];
  let count = 0;
  let place: PeerChat | undefined;
  let channel: Channel | undefined;

  const toClaim = () => `The Oberwald tram line ${1000 + count} was painted blue by Mayor Hofer`;

  /** Asks on Telegram: every third time something known, every fifth in private. */
  function askTelegram(): Asked {
    count += 1;
    const user = telegram.addUser({ languageCode });
    const text = count % 3 === 0 ? 'Bats are blind' : toClaim();
    if (count % 5 === 0) {
      const own = telegram.addPrivateChat(user);
      return { platform: 'telegram', place: own, message: telegram.say(user, own, text), inWindow: false };
    }
    if (!place || count % ASKED_PER_GROUP === 0) place = telegram.addGroup({ title: `Group ${count}` });
    place.standings.set(user.id, 'member');
    return { platform: 'telegram', place, message: telegram.say(user, place, `/check ${text}`), inWindow: false };
  }

  /** Asks on Discord, if the bot is there to hear it. */
  function askDiscord(): Asked | undefined {
    if (discord.connections() === 0 || discord.commands().length === 0) return undefined;
    count += 1;
    const user = discord.addUser(`person-${count}`);
    guild.members.set(user.id, { roles: [] });
    if (!channel || count % ASKED_PER_GROUP === 0) channel = discord.addChannel(guild, `room-${count}`);
    const claim = toClaim();
    const interaction = discord.slash(user, channel, 'check', { claim });
    return { platform: 'discord', channel, interaction, claim, inWindow: false };
  }

  const isFinal = (text: string) => CHECK_ID.test(text);
  const textOf = (message: DiscordMessage) => JSON.stringify([message.content, message.embeds]);

  return {
    telegram,
    discord,
    asked,
    ask(onDiscord: boolean): void {
      const one = onDiscord ? askDiscord() : askTelegram();
      if (one) asked.push(one);
    },
    /** How many final cards stand for it. */
    cards(one: Asked): number {
      if (one.platform === 'telegram') {
        const { message_id } = one.message;
        return telegram
          .answers(one.place)
          .filter((answer) => answer.reply_to_message?.message_id === message_id && isFinal(answer.text ?? '')).length;
      }
      return discord
        .messages(one.channel)
        .filter((message) => textOf(message).includes(one.claim) && isFinal(textOf(message))).length;
    },
    /** Whether an answer is owed: Telegram brings every message until it is confirmed; on Discord it was acknowledged. */
    isOwed: (one: Asked) => one.platform === 'telegram' || one.interaction.answered !== undefined,
    /** Marks whose answer was sent while nothing of it was written down yet: after a restart it may come once more. */
    markWindows(database: string): void {
      const db = new DatabaseSync(database, { readOnly: true });
      const rows = db.prepare("SELECT event_id, job FROM jobs WHERE state = 'open' AND placeholder IS NULL").all();
      db.close();
      const open = rows.map(({ event_id: id, job }) => ({ id: String(id), address: JSON.parse(String(job)).address }));
      for (const one of asked.filter((candidate) => !candidate.inWindow && this.cards(candidate) > 0)) {
        one.inWindow = open.some(({ id, address }) =>
          one.platform === 'telegram'
            ? address.chatId === one.place.id && address.messageId === one.message.message_id
            : id === one.interaction.id,
        );
      }
    },
    async close() {
      await Promise.all([telegram.close(), discord.close()]);
    },
  };
}

export type CrashWorld = Awaited<ReturnType<typeof createCrashWorld>>;
