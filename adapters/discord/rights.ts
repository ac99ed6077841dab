import { ChannelType, type Client, PermissionFlagsBits, type PermissionsBitField } from 'discord.js';
import type { PlatformRight } from '../../commands/command.ts';
import { isNotThere } from './outcomes.ts';

/** Discord's permission for each right. */
export const RIGHTS: Readonly<Record<PlatformRight, bigint>> = {
  // Split from ManageMessages in 2026.
  pin: PermissionFlagsBits.PinMessages,
  manage: PermissionFlagsBits.ManageGuild,
  see: PermissionFlagsBits.ViewChannel,
};

/**
 * Whether the permissions of a click hold a right. Discord computes them for this very click, in that channel, with roles,
 * overwrites and time-outs, and sends them over the bot's own connection: nothing that could be asked would be fresher, and
 * asking would cost three requests.
 */
export function holdsRight(permissions: Readonly<PermissionsBitField> | null, right: PlatformRight): boolean {
  return permissions?.has(RIGHTS[right]) ?? false;
}

/**
 * Whether a person has a right in a channel now, for when there is no click to tell: asks for the channel and the member
 * anew. Roles are the ones the connection keeps up to date.
 */
export async function askRight(
  client: Client,
  actorId: string,
  right: PlatformRight,
  channelId: string,
): Promise<boolean> {
  try {
    const channel = await client.channels.fetch(channelId, { force: true });
    if (!channel) return false;
    // Between people the bot is nobody's guest; alone with it both may do everything.
    if (channel.isDMBased()) return channel.type === ChannelType.DM && channel.recipientId === actorId;
    const member = await channel.guild.members.fetch({ user: actorId, force: true });
    const permissions = channel.permissionsFor(member);
    // A time-out takes all but seeing and reading away, from everyone but administrators; permissionsFor does not know it.
    if (member.isCommunicationDisabled() && !permissions.has(PermissionFlagsBits.Administrator)) return false;
    return permissions.has(PermissionFlagsBits.ViewChannel) && permissions.has(RIGHTS[right]);
  } catch (error) {
    if (isNotThere(error)) return false;
    throw error;
  }
}
