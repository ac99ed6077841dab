import { directChannel } from './messages.ts';
import { EVERYBODY, PERMISSIONS, type PermissionName } from './permissions.ts';
import { type Channel, type Guild, known, type Member, type User, type World } from './world.ts';

/** Who and where: what stands before anybody says anything. */
export interface Places {
  addUser(name: string): User;
  /** With the bot in it, unless told. */
  addGuild(name: string, members: User[], owner: User, how?: { withBot: boolean }): Guild;
  addChannel(guild: Guild, name: string): Channel;
  /** A thread of a channel, or a post of a forum. */
  addThread(parent: Channel, name: string): Channel;
  /** An archived thread comes back when somebody writes; a locked one only for who may manage threads. */
  archive(thread: Channel, how?: { locked: boolean }): void;
  /** The channel of a person's direct messages with the bot. */
  addDirectMessages(user: User): Channel;
  /** A group chat of people, where the bot is only by who installed it for themselves. */
  addPeople(users: User[]): Channel;
  allow(who: User, channel: Channel, ...names: PermissionName[]): void;
  deny(who: User, channel: Channel, ...names: PermissionName[]): void;
  timeOut(who: User, guild: Guild, forMs: number): void;
}

export function createPlaces(world: World): Places {
  const bits = (names: PermissionName[]) => names.reduce((sum, name) => sum | PERMISSIONS[name], 0n);

  function overwrite(who: User, channel: Channel, allow: bigint, deny: bigint): void {
    const before = channel.overwrites.get(who.id) ?? { allow: 0n, deny: 0n };
    channel.overwrites.set(who.id, { allow: (before.allow | allow) & ~deny, deny: (before.deny | deny) & ~allow });
  }

  function add(channel: Omit<Channel, 'id' | 'overwrites'>): Channel {
    const added = { id: world.nextId(), overwrites: new Map(), ...channel };
    world.channels.set(added.id, added);
    return added;
  }

  return {
    addUser(name) {
      const user = { id: world.nextId(), name, bot: false };
      world.users.set(user.id, user);
      return user;
    },
    addGuild(name, members, owner, { withBot } = { withBot: true }) {
      const everyone = [...(withBot ? [world.bot] : []), owner, ...members].map(
        ({ id }) => [id, { roles: [] }] as [string, Member],
      );
      const guild: Guild = {
        id: world.nextId(),
        name,
        ownerId: owner.id,
        permissions: EVERYBODY,
        members: new Map(everyone),
        roles: [],
      };
      world.guilds.set(guild.id, guild);
      return guild;
    },
    addChannel: (guild, name) => add({ name, guildId: guild.id }),
    addThread: ({ id: parentId, guildId = '' }, name) =>
      add({ name, guildId, thread: { parentId, archived: false, locked: false } }),
    archive({ thread }, { locked } = { locked: false }) {
      if (thread) Object.assign(thread, { archived: true, locked });
    },
    addDirectMessages: (user) => directChannel(world, user.id),
    addPeople: (users) => add({ name: 'people', people: users.map(({ id }) => id) }),
    allow: (who, channel, ...names) => overwrite(who, channel, bits(names), 0n),
    deny: (who, channel, ...names) => overwrite(who, channel, 0n, bits(names)),
    timeOut(who, guild, forMs) {
      known(guild.members, who.id).timedOutUntil = new Date(world.now() + forMs).toISOString();
    },
  };
}
