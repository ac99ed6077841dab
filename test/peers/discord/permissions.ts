import { type Channel, type Guild, known, type World } from './world.ts';

/** The permissions this stand-in minds, by Discord's bit numbers. */
export const PERMISSIONS = {
  administrator: 1n << 3n,
  manageGuild: 1n << 5n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  readMessageHistory: 1n << 16n,
  manageThreads: 1n << 34n,
  sendMessagesInThreads: 1n << 38n,
  useExternalApps: 1n << 50n,
  pinMessages: 1n << 51n,
} as const;

export type PermissionName = keyof typeof PERMISSIONS;

/** What everybody in a new guild may do. */
export const EVERYBODY =
  PERMISSIONS.viewChannel |
  PERMISSIONS.sendMessages |
  PERMISSIONS.sendMessagesInThreads |
  PERMISSIONS.embedLinks |
  PERMISSIONS.readMessageHistory |
  PERMISSIONS.useExternalApps;

const ALL = (1n << 53n) - 1n;

/** A member's permissions in a channel, by Discord's own order: owner, roles, overwrites, time-out. A thread has those of its channel. */
export function toPermissions(world: World, userId: string, channel: Channel): bigint {
  if (!channel.guildId) return EVERYBODY;
  const guild = known(world.guilds, channel.guildId);
  const parent = channel.thread ? known(world.channels, channel.thread.parentId) : channel;
  if (guild.ownerId === userId) return ALL;
  const member = guild.members.get(userId);
  if (!member) return 0n;
  const held = guild.roles.filter((role) => member.roles.includes(role.id));
  let permissions = held.reduce((bits, role) => bits | role.permissions, guild.permissions);
  if (permissions & PERMISSIONS.administrator) return ALL;
  for (const id of [guild.id, ...member.roles, userId]) {
    const { allow, deny } = parent.overwrites.get(id) ?? { allow: 0n, deny: 0n };
    permissions = (permissions & ~deny) | allow;
  }
  const timedOut = member.timedOutUntil !== undefined && Date.parse(member.timedOutUntil) > world.now();
  return timedOut ? permissions & (PERMISSIONS.viewChannel | PERMISSIONS.readMessageHistory) : permissions;
}

/** A member's permissions in a guild, whatever its channels say. */
export function toGuildPermissions(guild: Guild, userId: string): bigint {
  const roles = guild.members.get(userId)?.roles ?? [];
  return guild.roles.reduce(
    (bits, role) => (roles.includes(role.id) ? bits | role.permissions : bits),
    guild.permissions,
  );
}

/** Whether somebody has all of these permissions there. */
export function may(world: World, userId: string, channel: Channel, ...names: PermissionName[]): boolean {
  const held = toPermissions(world, userId, channel);
  return names.every((name) => (held & PERMISSIONS[name]) !== 0n);
}
