import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { attachGateway, type Gateway } from './gateway.ts';
import { createHttp, type Trouble } from './http.ts';
import { directChannel, removeMessage } from './messages.ts';
import { toApiGuild, toApiMessage } from './payloads.ts';
import { createPeople, type People } from './people.ts';
import { EVERYBODY, PERMISSIONS, type PermissionName } from './permissions.ts';
import {
  type Channel,
  createMessage,
  createWorld,
  type Guild,
  known,
  type Member,
  type Message,
  type User,
  type World,
} from './world.ts';

export interface PeerOptions {
  /** The token it takes. */
  token?: string;
  /** Intents that are not switched on in the Developer Portal; the privileged ones unless told. */
  refusedIntents?: number;
  /** How many pins a channel takes: https://discord.com/developers/docs/resources/message#pin-message says 250. */
  pinLimit?: number;
  /** The token the gateway takes, if it is not the one the REST interface takes. */
  gatewayToken?: string;
  /** Takes connections to the gateway, and never says hello. */
  mute?: boolean;
}

/**
 * A strict stand-in for Discord on loopback: the real discord.js talks to it over HTTP and WebSocket. It refuses what Discord
 * refuses, with its codes, and notes what our house rules forbid.
 */
export interface DiscordPeer extends People {
  /** For discord.js' option `rest.api`. */
  api: string;
  token: string;
  bot: User;
  journal: World['journal'];
  violations: string[];
  addUser(name: string): User;
  addGuild(name: string, members: User[], owner: User): Guild;
  addChannel(guild: Guild, name: string): Channel;
  /** The channel of a person's direct messages with the bot. */
  addDirectMessages(user: User): Channel;
  /** A group chat of people, where the bot is only by who installed it for themselves. */
  addPeople(users: User[]): Channel;
  /** Takes the bot out of a server, or back in. */
  kick(guild: Guild): void;
  invite(guild: Guild): void;
  allow(who: User, channel: Channel, ...names: PermissionName[]): void;
  deny(who: User, channel: Channel, ...names: PermissionName[]): void;
  timeOut(who: User, guild: Guild, forMs: number): void;
  /** Somebody writes, forwards, or posts a link that became an embed. `<@id>` mentions. The bot is told if its intents ask for it. */
  post(
    author: User,
    channel: Channel,
    what: Partial<Pick<Message, 'content' | 'embeds' | 'snapshots' | 'attachments' | 'referenceId'>>,
  ): Message;
  /** What everybody sees in the channel, oldest first. */
  messages(channel: Channel): Message[];
  /** What only this person sees, oldest first. */
  ephemerals(user: User): Message[];
  pins(channel: Channel): Message[];
  commands(): World['commands'];
  delete(message: Message): void;
  /** Told of every request as it comes in, before it is answered. */
  onRequest(heard: (request: World['journal'][number]) => void): void;
  /** The next requests that match fail. */
  trouble(trouble: Trouble): void;
  /** Lets time pass, for Discord's limits, without waiting. */
  advance(ms: number): void;
  /** The stand-in's time, in ms since 1970. */
  now(): number;
  /** Cuts the gateway's connections, or closes them with a code; sessions can be resumed. */
  cut(code?: number): void;
  /** Asks clients to come back (op 7), or takes their session away (op 9). */
  tell: Gateway['tell'];
  /** Sends the last event a second time. */
  repeat(): void;
  /** How many shards are advised. */
  adviseShards(count: number): void;
  /** How many connections to the gateway there are. */
  connections(): number;
  /** Something changed outside: what is waited for is looked at again. */
  nudge(): void;
  /** What `look` gives once it is something; looked at again after every change. Rejects after 4 s, unless told. */
  until<T>(look: () => T | undefined | false, withinMs?: number): Promise<T>;
  /** The first message in the channel that is not "thinking" any more and fits; everybody sees it. */
  waitForMessage(channel: Channel, fits?: (message: Message) => boolean): Promise<Message>;
  waitForEphemeral(user: User, fits?: (message: Message) => boolean): Promise<Message>;
  close(): Promise<void>;
}

const WAIT_MS = 4_000;
const GUILDS_INTENT = 1;
const MESSAGES_INTENT = 1 << 9;
const DIRECT_INTENT = 1 << 12;
const CONTENT_INTENT = 1 << 15;

/** Starts a stand-in on a free port of 127.0.0.1. */
export async function createDiscordPeer(options: PeerOptions = {}): Promise<DiscordPeer> {
  const { token = 'stand-in.token.of-a-bot', gatewayToken = token, ...refusing } = options;
  const world = createWorld(options.pinLimit ?? 250);
  const troubles: Trouble[] = [];
  const server = createHttp(world, { token, troubles });
  const gateway: Gateway = attachGateway(server, world, { token: gatewayToken, ...refusing });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const all = () => [...world.messages.values()].filter(({ deleted }) => !deleted);

  function until<T>(look: () => T | undefined | false, withinMs = WAIT_MS): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        world.changes.off('change', see);
        const last = world.journal
          .slice(-8)
          .map(({ verb, path, status, refusal }) => `${verb} ${path} ${status ?? ''} ${JSON.stringify(refusal) ?? ''}`);
        reject(new Error(`nothing came of waiting; last: ${last.join(', ')}`));
      }, withinMs);
      const see = () => {
        const seen = look();
        if (seen === undefined || seen === false) return;
        world.changes.off('change', see);
        clearTimeout(timer);
        resolve(seen);
      };
      world.changes.on('change', see);
      see();
    });
  }

  function overwrite(who: User, channel: Channel, allow: bigint, deny: bigint): void {
    const before = channel.overwrites.get(who.id) ?? { allow: 0n, deny: 0n };
    channel.overwrites.set(who.id, { allow: (before.allow | allow) & ~deny, deny: (before.deny | deny) & ~allow });
  }
  function announce(message: Message, { guildId }: Channel): void {
    const guild =
      guildId === undefined
        ? {}
        : { guild_id: guildId, member: { roles: [], joined_at: null, deaf: false, mute: false } };
    const intent = guildId === undefined ? DIRECT_INTENT : MESSAGES_INTENT;
    // Between people, and in servers where the bot is not, nothing of what is written reaches it.
    const isThere =
      guildId === undefined
        ? !known(world.channels, message.channelId).people
        : known(world.guilds, guildId).members.has(world.bot.id);
    const toEvent = (intents: number) => ({
      ...toApiMessage(world, message, { stripped: (intents & CONTENT_INTENT) === 0 }),
      ...guild,
      channel_type: guildId === undefined ? 1 : 0,
    });
    if (isThere) world.dispatch('MESSAGE_CREATE', toEvent, intent);
  }
  const bits = (names: PermissionName[]) => names.reduce((sum, name) => sum | PERMISSIONS[name], 0n);
  const shown = (message: Message) => !message.thinking && message.authorId === world.bot.id;

  const peer: DiscordPeer = {
    ...createPeople(world),
    api: `http://127.0.0.1:${port}/api`,
    token,
    bot: world.bot,
    journal: world.journal,
    violations: world.violations,
    addUser(name) {
      const user = { id: world.nextId(), name, bot: false };
      world.users.set(user.id, user);
      return user;
    },
    addGuild(name, members, owner) {
      const everyone = [world.bot, owner, ...members].map(({ id }) => [id, { roles: [] }] as [string, Member]);
      const id = world.nextId();
      const guild: Guild = {
        id,
        name,
        ownerId: owner.id,
        permissions: EVERYBODY,
        members: new Map(everyone),
        roles: [],
      };
      world.guilds.set(id, guild);
      return guild;
    },
    addChannel(guild, name) {
      const channel: Channel = { id: world.nextId(), name, guildId: guild.id, overwrites: new Map() };
      world.channels.set(channel.id, channel);
      return channel;
    },
    addDirectMessages: (user) => directChannel(world, user.id),
    allow: (who, channel, ...names) => overwrite(who, channel, bits(names), 0n),
    deny: (who, channel, ...names) => overwrite(who, channel, 0n, bits(names)),
    timeOut(who, guild, forMs) {
      known(guild.members, who.id).timedOutUntil = new Date(world.now() + forMs).toISOString();
    },
    addPeople(users) {
      const people = users.map(({ id }) => id);
      const channel: Channel = { id: world.nextId(), name: 'people', people, overwrites: new Map() };
      world.channels.set(channel.id, channel);
      return channel;
    },
    kick(guild) {
      guild.members.delete(world.bot.id);
      world.dispatch('GUILD_DELETE', { id: guild.id }, GUILDS_INTENT);
    },
    invite(guild) {
      guild.members.set(world.bot.id, { roles: [] });
      world.dispatch('GUILD_CREATE', toApiGuild(world, guild), GUILDS_INTENT);
    },
    post(author, channel, what) {
      const { content = '' } = what;
      const mentions = [...content.matchAll(/<@!?(\d+)>/g)].flatMap(([, id = '']) => (world.users.has(id) ? [id] : []));
      const type = what.referenceId === undefined ? 0 : 19;
      const message = createMessage(world, { ...what, channelId: channel.id, authorId: author.id, type, mentions });
      announce(message, channel);
      return message;
    },
    messages: (channel) => all().filter(({ channelId, ephemeralTo }) => channelId === channel.id && !ephemeralTo),
    ephemerals: (user) => all().filter(({ ephemeralTo }) => ephemeralTo === user.id),
    pins: (channel) => peer.messages(channel).filter(({ pinned }) => pinned),
    commands: () => world.commands,
    delete: (message) => removeMessage(world, message),
    onRequest: (heard) => void world.changes.on('request', heard),
    trouble: (trouble) => void troubles.push(trouble),
    advance: world.advance,
    now: world.now,
    cut: (code) => gateway.cut(code),
    tell: (what) => gateway.tell(what),
    repeat: () => gateway.repeat(),
    adviseShards(count) {
      world.shards = count;
    },
    connections: () => gateway.connections(),
    nudge: () => void world.changes.emit('change'),
    until,
    waitForMessage: (channel, fits = () => true) =>
      until(() => peer.messages(channel).find((one) => shown(one) && fits(one))),
    waitForEphemeral: (user, fits = () => true) =>
      until(() => peer.ephemerals(user).find((one) => shown(one) && fits(one))),
    async close() {
      gateway.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return peer;
}
