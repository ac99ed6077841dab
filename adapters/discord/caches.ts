import { type CacheFactory, Collection, LimitedCollection } from 'discord.js';

/** Without these discord.js cannot tell what somebody may do in a channel; it does not let them be limited. */
const WHOLE = new Set([
  'GuildManager',
  'ChannelManager',
  'GuildChannelManager',
  'RoleManager',
  'PermissionOverwriteManager',
]);
/** Of all people and members only the bot itself is known again. */
const PEOPLE = new Set(['UserManager', 'GuildMemberManager']);
/** A message that an event is about comes together with the one it refers to. More than events that are looked at at once. */
const MOST_MESSAGES = 100;

/**
 * What discord.js keeps of what it is told. Of a server channels, roles and their permissions; the last messages of all channels together;
 * of people and all else nothing but what an event of this moment is about. One empty cache serves all that keep nothing, since every
 * channel of every server has some.
 */
export function toCaches(): CacheFactory {
  const none = new LimitedCollection<unknown, unknown>({ maxSize: 0 });
  const messages = new LimitedCollection<unknown, unknown>({ maxSize: MOST_MESSAGES });
  const toCache = (name: string) => {
    if (WHOLE.has(name)) return new Collection<unknown, unknown>();
    if (PEOPLE.has(name)) return new LimitedCollection<unknown, unknown>({ maxSize: 0, keepOverLimit: isBot });
    return name.endsWith('MessageManager') ? messages : none;
  };
  // The type asks for a collection of each manager's own things, which no function can promise without a cast.
  return ((_type, _holds, { name }) => toCache(name)) as CacheFactory;
}

function isBot(one: unknown): boolean {
  const { id, client } = one as { id: string; client: { user: { id: string } | null } };
  return id === client.user?.id;
}
