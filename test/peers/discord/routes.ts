import { answerInteraction, deleteReply, editReply, followUp, getReply } from './answers.ts';
import type { Call } from './call.ts';
import { listCommands, overwriteCommands } from './commands.ts';
import {
  deleteMessage,
  editMessage,
  openDirect,
  pinMessage,
  seenChannel,
  seenMessage,
  seenMessages,
  sendMessage,
  unpinMessage,
} from './messages.ts';
import { toApiChannel, toApiGuild, toApiMember, toApiMessage, toApiUser } from './payloads.ts';
import { may, toGuildPermissions } from './permissions.ts';
import { refuse } from './refusal.ts';

/** What a request gets: JSON, or nothing (204). */
type Handler = (call: Call) => unknown;

export interface Route {
  method: string;
  path: RegExp;
  bind(parts: string[]): Handler;
}

/** Every route the bot may use; anything else is a 404 that names itself. */
export const ROUTES: readonly Route[] = [
  route('GET', '/gateway/bot', ({ world, host }) => ({
    url: `ws://${host}/gateway`,
    shards: world.shards,
    session_start_limit: { total: 1_000, remaining: world.sessions, reset_after: 86_400_000, max_concurrency: 1 },
  })),
  route('GET', '/users/@me', ({ world }) => toApiUser(world.bot)),
  route('GET', '/users/@me/guilds', ({ world }) =>
    [...world.guilds.values()]
      .filter(({ members }) => members.has(world.bot.id))
      .map((guild) => ({
        ...{ id: guild.id, name: guild.name, icon: null, banner: null, owner: false, features: [] },
        permissions: String(toGuildPermissions(guild, world.bot.id)),
      })),
  ),
  route('GET', '/applications/@me', ({ world }) => ({ id: world.bot.id, name: world.bot.name, flags: world.flags })),
  route('GET', '/applications/:app/commands', listCommands),
  route('PUT', '/applications/:app/commands', overwriteCommands),
  route('POST', '/interactions/:id/:token/callback', answerInteraction),
  route('POST', '/webhooks/:app/:token', (call, app, token) => followUp(call, app, token)),
  route('GET', '/webhooks/:app/:token/messages/:message', getReply),
  route('PATCH', '/webhooks/:app/:token/messages/:message', editReply),
  route('DELETE', '/webhooks/:app/:token/messages/:message', deleteReply),
  route('POST', '/users/@me/channels', openDirect),
  route('GET', '/channels/:channel', ({ world }, id) => toApiChannel(world, seenChannel(world, id))),
  // Before the single message, whose template fits this path as well.
  route('GET', '/channels/:channel/messages/pins', ({ world }, id) => ({
    items: seenMessages(world, seenChannel(world, id))
      .filter(({ pinned }) => pinned)
      .map((message) => ({ pinned_at: new Date(world.now()).toISOString(), message: toApiMessage(world, message) })),
    has_more: false,
  })),
  route('GET', '/channels/:channel/messages/:message', ({ world }, channel, id) =>
    toApiMessage(world, seenMessage(world, seenChannel(world, channel), id), { stripped: !world.readsContent() }),
  ),
  route('GET', '/channels/:channel/messages', ({ world, query }, id) => {
    const channel = seenChannel(world, id);
    if (!may(world, world.bot.id, channel, 'readMessageHistory')) return [];
    return seenMessages(world, channel)
      .toReversed()
      .slice(0, Number(query.get('limit') ?? 50))
      .map((message) => toApiMessage(world, message, { stripped: !world.readsContent() }));
  }),
  route('POST', '/channels/:channel/messages', sendMessage),
  route('PATCH', '/channels/:channel/messages/:message', editMessage),
  route('DELETE', '/channels/:channel/messages/:message', deleteMessage),
  route('PUT', '/channels/:channel/messages/pins/:message', pinMessage),
  route('DELETE', '/channels/:channel/messages/pins/:message', unpinMessage),
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

function never(code: number): never {
  throw refuse(code);
}
