import { answerInteraction, deleteReply, editReply, followUp, getReply } from './answers.ts';
import type { Call } from './call.ts';
import { readCommands } from './forms.ts';
import { toApiChannel, toApiGuild, toApiMember, toApiMessage } from './payloads.ts';
import { may } from './permissions.ts';
import { refuse } from './refusal.ts';
import type { Channel, Message, RegisteredCommand, World } from './world.ts';

/** What a request gets: JSON, or nothing (204). */
type Handler = (call: Call) => unknown;

export interface Route {
  method: string;
  path: RegExp;
  bind(parts: string[]): Handler;
}

/** Every route the bot may use; anything else is a 404 that names itself. */
export const ROUTES: readonly Route[] = [
  route('GET', '/gateway/bot', ({ host }) => ({
    url: `ws://${host}/gateway`,
    shards: 1,
    session_start_limit: { total: 1_000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 },
  })),
  route('GET', '/applications/:app/commands', ({ world }) => world.commands),
  route('PUT', '/applications/:app/commands', ({ world, body }) => {
    world.commands = readCommands(body).map((command): RegisteredCommand => {
      const ours = { id: world.nextId(), application_id: world.bot.id, version: world.nextId() };
      const defaults = { default_member_permissions: null, nsfw: false };
      return {
        ...defaults,
        ...command,
        options: command.options ?? [],
        description: command.description ?? '',
        ...ours,
      };
    });
    return world.commands;
  }),
  route('POST', '/interactions/:id/:token/callback', answerInteraction),
  route('POST', '/webhooks/:app/:token', (call, app, token) => followUp(call, app, token)),
  route('GET', '/webhooks/:app/:token/messages/:message', getReply),
  route('PATCH', '/webhooks/:app/:token/messages/:message', editReply),
  route('DELETE', '/webhooks/:app/:token/messages/:message', deleteReply),
  route('GET', '/channels/:channel', ({ world }, id) => toApiChannel(world, seenChannel(world, id))),
  // Before the single message, whose template fits this path as well.
  route('GET', '/channels/:channel/messages/pins', ({ world }, id) => ({
    items: seenMessages(world, seenChannel(world, id))
      .filter(({ pinned }) => pinned)
      .map((message) => ({ pinned_at: new Date(world.now()).toISOString(), message: toApiMessage(world, message) })),
    has_more: false,
  })),
  route('GET', '/channels/:channel/messages/:message', ({ world }, channel, id) =>
    toApiMessage(world, seenMessage(world, seenChannel(world, channel), id)),
  ),
  route('GET', '/channels/:channel/messages', ({ world, query }, id) => {
    const channel = seenChannel(world, id);
    return seenMessages(world, channel)
      .toReversed()
      .slice(0, Number(query.get('limit') ?? 50))
      .map((message) => toApiMessage(world, message));
  }),
  route('PUT', '/channels/:channel/messages/pins/:message', ({ world }, channelId, messageId) => {
    const channel = seenChannel(world, channelId);
    const message = seenMessage(world, channel, messageId);
    if (!may(world, world.bot.id, channel, 'pinMessages')) throw refuse(50_013);
    if (message.pinned) return undefined;
    if (seenMessages(world, channel).filter(({ pinned }) => pinned).length >= world.pinLimit) throw refuse(30_003);
    message.pinned = true;
    world.dispatch('CHANNEL_PINS_UPDATE', { channel_id: channel.id, guild_id: channel.guildId }, 1);
    return undefined;
  }),
  route('GET', '/guilds/:guild', ({ world }, id) => toApiGuild(world, world.guilds.get(id) ?? never(10_004))),
  route('GET', '/guilds/:guild/members/:user', ({ world }, guildId, userId) => {
    const guild = world.guilds.get(guildId) ?? never(50_001);
    return toApiMember(world, guild, guild.members.has(userId) ? userId : never(10_007));
  }),
];

function route(
  method: string,
  template: string,
  handle: (call: Call, ...parts: [string, string, string]) => unknown,
): Route {
  const path = new RegExp(`^${template.replace(/:\w+/g, '([^/]+)')}$`);
  return {
    method,
    path,
    bind:
      ([a = '', b = '', c = '']) =>
      (call) =>
        handle(call, a, b, c),
  };
}

function seenChannel(world: World, id: string): Channel {
  const channel = world.channels.get(id) ?? never(10_003);
  if (!may(world, world.bot.id, channel, 'viewChannel')) throw refuse(50_001);
  return channel;
}

/** The channel's messages as everybody sees them, oldest first. */
function seenMessages(world: World, channel: Channel): Message[] {
  return [...world.messages.values()].filter(
    ({ channelId, ephemeralTo, deleted }) => channelId === channel.id && !ephemeralTo && !deleted,
  );
}

function seenMessage(world: World, channel: Channel, id: string): Message {
  if (!may(world, world.bot.id, channel, 'readMessageHistory')) throw refuse(50_001);
  return seenMessages(world, channel).find((message) => message.id === id) ?? never(10_008);
}

function never(code: number): never {
  throw refuse(code);
}
