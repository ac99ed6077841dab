import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type Callers, watchCallers } from '../callers.ts';
import { DISCORD_TOKEN } from '../shapes.ts';
import { addEntryPoint } from './commands.ts';
import { attachGateway, type Gateway } from './gateway.ts';
import { createHttp, type Trouble } from './http.ts';
import { removeMessage } from './messages.ts';
import { toApiGuild, toApiMessage } from './payloads.ts';
import { createPeople, type People } from './people.ts';
import { may } from './permissions.ts';
import { createPlaces, type Places } from './places.ts';
import {
  type Channel,
  createMessage,
  createWorld,
  type Guild,
  known,
  type Message,
  type User,
  type World,
} from './world.ts';

export interface PeerOptions {
  /** The token it takes. */
  token?: string;
  /** Intents that are not switched on in the Developer Portal; the privileged ones unless told. */
  refusedIntents?: number;
  /** How often the bot may identify itself today; 1,000 times unless told. */
  sessions?: number;
  /** A single shard is refused: the bot is in too many servers. */
  needsShards?: boolean;
  /** How many new commands it takes today; 200 unless told. */
  commandCreates?: number;
  /** How many pins a channel takes: 250, it seems, for long 50; Discord's documentation does not say. */
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
export interface DiscordPeer extends People, Places, Callers {
  /** For discord.js' option `rest.api`. */
  api: string;
  token: string;
  bot: User;
  journal: World['journal'];
  violations: string[];
  /** Takes the bot out of a server, or back in. */
  kick(guild: Guild): void;
  invite(guild: Guild): void;
  /** Discord itself has lost the server for a while. */
  outage(guild: Guild): void;
  /** Somebody writes, forwards, or posts a link that became an embed. `<@id>` mentions. The bot is told if its intents ask for it. */
  post(
    author: User,
    channel: Channel,
    what: Partial<
      Pick<
        Message,
        'id' | 'content' | 'embeds' | 'components' | 'snapshots' | 'attachments' | 'poll' | 'referenceId' | 'type'
      >
    >,
  ): Message;
  /** So many messages that nobody will ask for again. */
  chat(author: User, channel: Channel, count: number, content: string): void;
  /** What everybody sees in the channel, oldest first. */
  messages(channel: Channel): Message[];
  /** What only this person sees, oldest first. */
  ephemerals(user: User): Message[];
  pins(channel: Channel): Message[];
  commands(): World['commands'];
  /** Switches the app's Activities on: Discord itself adds the command that opens them. */
  addEntryPoint(): void;
  /** Servers offer a command to everybody, under Integrations. */
  offerToAll(command: string): void;
  /** From now on Discord's filter takes a host for harmful, or a server's moderators forbid a word. */
  harm(host: string): void;
  forbid(word: string): void;
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
  /** How often a session began while another one of the same part of the servers was connected. */
  doubles(): number;
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
  const { token = DISCORD_TOKEN, gatewayToken = token, ...refusing } = options;
  const world = createWorld(options.pinLimit ?? 250);
  // As an app in fewer than 100 servers has it (ApplicationFlags.GatewayMessageContentLimited).
  world.flags = ((options.refusedIntents ?? CONTENT_INTENT) & CONTENT_INTENT) === 0 ? 1 << 19 : 0;
  world.sessions = options.sessions ?? world.sessions;
  world.commandCreates = options.commandCreates ?? world.commandCreates;
  const troubles: Trouble[] = [];
  const server = createHttp(world, { token, troubles });
  const { gone } = watchCallers(server);
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

  function announce(message: Message, { guildId }: Channel, tell = world.dispatch): void {
    const guild =
      guildId === undefined
        ? {}
        : { guild_id: guildId, member: { roles: [], joined_at: null, deaf: false, mute: false } };
    const intent = guildId === undefined ? DIRECT_INTENT : MESSAGES_INTENT;
    // Between people, and in servers where the bot is not, nothing of what is written reaches it.
    const isThere =
      guildId === undefined
        ? !known(world.channels, message.channelId).people
        : may(world, world.bot.id, known(world.channels, message.channelId), 'viewChannel');
    const toEvent = (intents: number) => ({
      ...toApiMessage(world, message, { stripped: (intents & CONTENT_INTENT) === 0 }),
      ...guild,
      channel_type: guildId === undefined ? 1 : 0,
    });
    if (isThere) tell('MESSAGE_CREATE', toEvent, intent);
  }
  const shown = (message: Message) => !message.thinking && message.authorId === world.bot.id;

  const peer: DiscordPeer = {
    ...createPeople(world),
    gone,
    api: `http://127.0.0.1:${port}/api`,
    token,
    bot: world.bot,
    journal: world.journal,
    violations: world.violations,
    ...createPlaces(world),
    kick(guild) {
      guild.members.delete(world.bot.id);
      world.dispatch('GUILD_DELETE', { id: guild.id }, GUILDS_INTENT);
    },
    invite(guild) {
      guild.members.set(world.bot.id, { roles: [] });
      world.dispatch('GUILD_CREATE', toApiGuild(world, guild), GUILDS_INTENT);
    },
    outage: (guild) => world.dispatch('GUILD_DELETE', { id: guild.id, unavailable: true }, GUILDS_INTENT),
    post(author, channel, what) {
      const { content = '' } = what;
      const mentions = [...content.matchAll(/<@!?(\d+)>/g)].flatMap(([, id = '']) => (world.users.has(id) ? [id] : []));
      const type = what.referenceId === undefined ? 0 : 19;
      const message = createMessage(world, { type, ...what, channelId: channel.id, authorId: author.id, mentions });
      announce(message, channel);
      return message;
    },
    chat(author, channel, count, content) {
      for (let at = 0; at < count; at += 1) {
        const message = createMessage(world, { type: 0, channelId: channel.id, authorId: author.id, content });
        world.messages.delete(message.id);
        announce(message, channel, gateway.pass);
      }
    },
    messages: (channel) => all().filter(({ channelId, ephemeralTo }) => channelId === channel.id && !ephemeralTo),
    ephemerals: (user) => all().filter(({ ephemeralTo }) => ephemeralTo === user.id),
    pins: (channel) => peer.messages(channel).filter(({ pinned }) => pinned),
    commands: () => world.commands,
    addEntryPoint: () => addEntryPoint(world),
    offerToAll: (command) => void world.offeredToAll.add(command),
    harm: (host) => void world.refused.hosts.add(host),
    forbid: (word) => void world.refused.words.add(word),
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
    doubles: () => gateway.doubles(),
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
