import { DatabaseSync } from 'node:sqlite';
import { createDiscordPeer } from '../peers/discord/index.ts';
import type { Channel, Message as DiscordMessage } from '../peers/discord/world.ts';
import { CHECK_ID } from '../peers/shapes.ts';
import { createTelegramPeer, type PeerChat } from '../peers/telegram/index.ts';
import { createPrivates } from './silent-log.ts';

type TelegramMessage = ReturnType<Awaited<ReturnType<typeof createTelegramPeer>>['say']>;

/** Somebody's question, and where its card has to come. */
export type Asked = {
  /** How often the bot died while a message of its stood there that it had not written down yet. */
  windows: number;
  /** How many of those messages stand. */
  lost: number;
} & (
  | { platform: 'telegram'; place: PeerChat; message: TelegramMessage }
  /** `eventId` is the interaction's, or the private message's. */
  | { platform: 'discord'; channel: Channel; eventId: string; claim: string; accepted: boolean }
);

/** A group is asked this often at most: the bot's rate limits and Telegram's limits are a minute's. */
const ASKED_PER_GROUP = 4;

/** Both platforms, with ever new people in ever new groups. */
export async function createCrashWorld(languageCode = 'en') {
  const telegram = await createTelegramPeer();
  const discord = await createDiscordPeer();
  const owner = discord.addUser('owner');
  const asked: Asked[] = [];
  const privates = createPrivates();
  privates.note(discord.token, telegram.token);
  let count = 0;
  let onDiscord = 0;
  let inGroups = 0;
  let place: PeerChat | undefined;
  let guild = discord.addGuild('Town', [], owner);
  let channel: Channel | undefined;

  const unharmed = { windows: 0, lost: 0 };
  const toClaim = () => `The Oberwald tram line ${1000 + count} was painted blue by Mayor Hofer`;

  /** Asks on Telegram: every third time something known, every fifth in private. */
  function askTelegram(): Asked {
    count += 1;
    const user = telegram.addUser({ firstName: 'Zebulonia', languageCode });
    const text = count % 3 === 0 ? 'Bats are blind' : toClaim();
    privates.note(user.first_name, user.id);
    privates.noteText(text);
    if (count % 5 === 0) {
      const own = telegram.addPrivateChat(user);
      return { platform: 'telegram', place: own, message: telegram.say(user, own, text), ...unharmed };
    }
    inGroups += 1;
    if (!place || inGroups % ASKED_PER_GROUP === 0) place = telegram.addGroup({ title: `Group ${count}` });
    place.standings.set(user.id, 'member');
    privates.note(place.id);
    return { platform: 'telegram', place, message: telegram.say(user, place, `/check ${text}`), ...unharmed };
  }

  /** Asks on Discord, if the bot is there to hear it: every third time in private. */
  function askDiscord(): Asked | undefined {
    if (discord.connections() === 0 || discord.commands().length === 0) return undefined;
    count += 1;
    const user = discord.addUser(`person-${count}`);
    // Not by the number of all questions: that could be odd whenever Discord's turn comes.
    onDiscord += 1;
    if (!channel || onDiscord % ASKED_PER_GROUP === 0) {
      guild = discord.addGuild(`Town ${count}`, [], owner);
      channel = discord.addChannel(guild, 'news');
    }
    guild.members.set(user.id, { roles: [] });
    const claim = toClaim();
    privates.note(user.id, user.name, channel.id, guild.id);
    privates.noteText(claim);
    const base = { platform: 'discord', claim, accepted: false, ...unharmed } as const;
    if (count % 3 === 0) {
      const own = discord.addDirectMessages(user);
      return { ...base, channel: own, eventId: discord.post(user, own, { content: claim }).id };
    }
    return { ...base, channel, eventId: discord.slash(user, channel, 'check', { claim }).id };
  }

  const isFinal = (text: string) => CHECK_ID.test(text);
  const textOf = (message: DiscordMessage) => JSON.stringify([message.content, message.embeds]);

  /** What the bot wrote in answer to it: cards, and what else stands there. */
  function answers(one: Asked): string[] {
    if (one.platform === 'telegram') {
      const { message_id } = one.message;
      const replies = telegram.answers(one.place).filter(({ reply_to_message: to }) => to?.message_id === message_id);
      return replies.map(({ text = '' }) => text);
    }
    const ours = discord.messages(one.channel).filter(({ authorId }) => authorId === discord.bot.id);
    const isIts = (message: DiscordMessage) =>
      message.interactionId === one.eventId ||
      message.referenceId === one.eventId ||
      textOf(message).includes(one.claim);
    return ours.filter(isIts).map(textOf);
  }

  return {
    telegram,
    discord,
    asked,
    privates,
    ask(isDiscord: boolean): void {
      const one = isDiscord ? askDiscord() : askTelegram();
      if (one) asked.push(one);
    },
    answers,
    /** How many final cards stand for it. */
    cards: (one: Asked) => answers(one).filter(isFinal).length,
    /** How much a platform has taken of what the bot writes: messages on Telegram; on Discord changes, and acknowledgements, too. */
    taken(isDiscord: boolean): number {
      if (!isDiscord)
        return asked.reduce((sum, one) => sum + (one.platform === 'telegram' ? answers(one).length : 0), 0);
      const isWriting = /\/messages|\/callback$/;
      return discord.journal.filter(
        ({ verb, path, status }) => verb !== 'GET' && status === 200 && isWriting.test(path),
      ).length;
    },
    /** Whether an answer is owed: Telegram brings every message until it is confirmed; on Discord the bot has written it down, or shown it. */
    isOwed: (one: Asked) => one.platform === 'telegram' || one.accepted || answers(one).length > 0,
    /** After a kill: what the bot had sent and not written down. @returns how many questions it had promised twice or more by this one kill */
    async noteKill(database: string): Promise<number> {
      await Promise.all([telegram.gone(), discord.gone()]);
      const db = new DatabaseSync(database, { readOnly: true });
      const rows = db.prepare('SELECT event_id AS id, state, job, placeholder FROM jobs').all();
      db.close();
      const ids = new Set(rows.map(({ id }) => String(id)));
      const unnoted = rows
        .filter(({ state, placeholder }) => state === 'open' && placeholder === null)
        .map(({ job }) => JSON.parse(String(job)).address);
      let worse = 0;
      for (const one of asked) {
        if (one.platform === 'discord') {
          one.accepted = ids.has(one.eventId);
          continue;
        }
        const isIts = (address: { chatId?: number; messageId?: number }) =>
          address.chatId === one.place.id && address.messageId === one.message.message_id;
        const standing = answers(one).length;
        const lost = standing - (standing === 0 || unnoted.some(isIts) ? 0 : 1);
        if (lost > one.lost) one.windows += 1;
        if (lost > one.lost + 1) worse += 1;
        one.lost = lost;
      }
      return worse;
    },
    async close() {
      await Promise.all([telegram.close(), discord.close()]);
    },
  };
}

export type CrashWorld = Awaited<ReturnType<typeof createCrashWorld>>;
