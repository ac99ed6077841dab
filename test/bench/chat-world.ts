import { createDiscordPeer, type DiscordPeer } from '../peers/discord/index.ts';
import { CHECK_ID } from '../peers/shapes.ts';
import { createTelegramPeer, type TelegramPeer } from '../peers/telegram/index.ts';
import type { KnownGroup } from './chat-store.ts';

/** What a server of some hundred people has, about. */
const CHANNELS = 20;
const ROLES = 10;

/** A question and its answer, in ms of `performance.now()`. */
export interface Asked {
  askedAt: number;
  /** The first thing that whoever asked can see: on Discord the acknowledgement, on Telegram the sign of typing or the card. */
  seenAt?: number;
  /** The platform heard that the question was taken on, and will not bring it again. */
  takenAt?: number;
  /** The final card came. */
  answeredAt?: number;
  answered: Promise<void>;
}

/** Both platforms with the groups of each, and people who ask. */
export interface ChatWorld {
  discord: DiscordPeer;
  telegram: TelegramPeer;
  groups: KnownGroup[];
  /** Somebody new asks in the next group. */
  ask(platform: Platform, claim: string): Asked;
  /** What went wrong, as the platforms saw it: a bench over faults measures nothing. */
  faults(): string[];
  close(): Promise<void>;
}

export type Platform = 'discord' | 'telegram';

/** Opens both stand-ins, with so many groups on each. */
export async function createChatWorld(count: number): Promise<ChatWorld> {
  const discord = await createDiscordPeer();
  const telegram = await createTelegramPeer();
  const owner = discord.addUser('owner');
  const guilds = Array.from({ length: count }, (_, at) => {
    const guild = discord.addGuild(`Town ${at}`, [], owner);
    guild.roles = Array.from({ length: ROLES }, (_role, role) => {
      return { id: `${guild.id.slice(0, -4)}${9000 + role}`, name: `role ${role}`, permissions: 0n };
    });
    const channels = Array.from({ length: CHANNELS }, (_channel, place) => discord.addChannel(guild, `room-${place}`));
    return { guild, channel: channels[0] ?? discord.addChannel(guild, 'room') };
  });
  const places = Array.from({ length: count }, (_, at) => telegram.addGroup({ title: `Town ${at}` }));

  const byToken = new Map<string, Pending>();
  const byChat = new Map<number, Pending>();
  /** In the order of their updates, until Telegram hears that they came. */
  const unconfirmed: Asked[] = [];
  let confirmed: number | undefined;
  let turn = 0;

  discord.onRequest(({ verb, path, body }) => {
    const [, answered = '', edited = ''] =
      /^\/interactions\/\d+\/([^/]+)\/callback|^\/webhooks\/\d+\/([^/]+)\/messages/.exec(path) ?? [];
    const pending = byToken.get(answered || edited);
    if (!pending) return;
    const { asked } = pending;
    asked.seenAt ??= performance.now();
    asked.takenAt ??= asked.seenAt;
    if (verb === 'PATCH' && CHECK_ID.test(JSON.stringify(body))) end(pending);
  });
  telegram.onRequest(({ method, payload }) => {
    if (method === 'getUpdates') return confirm(Number(payload.offset ?? 0));
    const pending = byChat.get(Number(payload.chat_id));
    if (!pending) return;
    pending.asked.seenAt ??= performance.now();
    if (/^(?:sendMessage|editMessageText)$/.test(method) && CHECK_ID.test(String(payload.text))) end(pending);
  });

  /** A poll names the update after the last one it has: ids count by one. */
  function confirm(offset: number): void {
    if (offset === 0 || unconfirmed.length === 0) return;
    // The first question of all is asked alone.
    const news = confirmed === undefined ? 1 : offset - confirmed;
    confirmed = offset;
    for (const asked of unconfirmed.splice(0, news)) asked.takenAt = performance.now();
  }

  function end({ asked, resolve }: Pending): void {
    asked.answeredAt ??= performance.now();
    resolve();
  }

  function open(): Pending {
    const { promise, resolve } = Promise.withResolvers<void>();
    return { asked: { askedAt: performance.now(), answered: promise }, resolve };
  }

  return {
    discord,
    telegram,
    groups: [
      ...guilds.map(({ guild, channel }) => ({ platform: 'discord', groupId: guild.id, chatId: channel.id })),
      ...places.map(({ id }) => ({ platform: 'telegram', groupId: String(id), chatId: String(id) })),
    ],
    ask(platform, claim) {
      const at = turn++ % count;
      const [one, place] = [guilds[at], places[at]];
      if (!one || !place) throw new Error('The benchmark has no groups.');
      if (platform === 'discord') {
        const user = discord.addUser('somebody');
        one.guild.members.set(user.id, { roles: [] });
        const pending = open();
        byToken.set(discord.slash(user, one.channel, 'check', { claim }).token, pending);
        return pending.asked;
      }
      const user = telegram.addUser();
      place.standings.set(user.id, 'member');
      const pending = open();
      byChat.set(place.id, pending);
      unconfirmed.push(pending.asked);
      telegram.say(user, place, `/check@${telegram.bot.username} ${claim}`);
      return pending.asked;
    },
    faults: () => [
      ...discord.violations,
      ...discord.journal
        .filter(({ status = 200 }) => status >= 400)
        .map(({ verb, path, status }) => `Discord answered ${verb} ${path.replace(/token[^/]*/, '…')} with ${status}`),
      ...telegram.requests
        .filter(({ method, status }) => status >= 400 && !isUsual(method, status))
        .map(({ method, status }) => `Telegram answered ${method} with ${status}`),
    ],
    async close() {
      await Promise.all([discord.close(), telegram.close()]);
    },
  };
}

interface Pending {
  asked: Asked;
  resolve(): void;
}

/** A 409 ends the long poll of a process that has just stopped, where the next one asks first; a 429 has menus wait that are set at loopback's speed. */
function isUsual(method: string, status: number): boolean {
  return (method === 'getUpdates' && status === 409) || (method.startsWith('setMy') && status === 429);
}
