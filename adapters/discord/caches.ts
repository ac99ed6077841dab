import { type CacheFactory, Collection, LimitedCollection } from 'discord.js';

/** Without these discord.js cannot compute permissions in a channel; it does not allow limiting them. */
const WHOLE = new Set([
  'GuildManager',
  'ChannelManager',
  'GuildChannelManager',
  'RoleManager',
  'PermissionOverwriteManager',
]);
/** Of users and members, only the bot itself is cached. */
const PEOPLE = new Set(['UserManager', 'GuildMemberManager']);
/** An event's message arrives with the message it refers to, which is read from the cache. Exceeds the number of events handled at once. */
const MOST_MESSAGES = 100;

/**
 * What discord.js caches. Of a server: channels, roles and their permissions. Of messages: the newest ones of all channels in one shared cache. Of users
 * and everything else: nothing beyond the current event. One empty cache serves all managers that keep nothing, since every channel of every server
 * has some.
 */
export function toCaches(): CacheFactory {
  const none = new LimitedCollection<unknown, unknown>({ maxSize: 0 });
  const messages = new LimitedCollection<unknown, unknown>({ maxSize: MOST_MESSAGES });
  const toCache = (name: string) => {
    if (WHOLE.has(name)) return new Collection<unknown, unknown>();
    if (PEOPLE.has(name)) return new LimitedCollection<unknown, unknown>({ maxSize: 0, keepOverLimit: isBot });
    return name.endsWith('MessageManager') ? messages : none;
  };
  // The type asks for a collection of each manager's own items, which no function can promise without a cast.
  return ((_type, _holds, { name }) => toCache(name)) as CacheFactory;
}

function isBot(one: unknown): boolean {
  const { id, client } = one as { id: string; client: { user: { id: string } | null } };
  return id === client.user?.id;
}
