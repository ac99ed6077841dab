import { ChannelType, type Client, PermissionFlagsBits, type PermissionsBitField, Routes } from 'discord.js';
import { z } from 'zod';
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
 * Whether the permissions of an interaction hold a right. Discord computes them for this interaction, in its channel, with roles, overwrites and
 * time-outs, and sends them over the bot's own connection: no request would be fresher, and it would take three.
 */
export function holdsRight(permissions: Readonly<PermissionsBitField> | null, right: PlatformRight): boolean {
  return permissions?.has(RIGHTS[right]) ?? false;
}

/**
 * Whether a person has a right in a channel now, when there is no interaction to tell. Fetches the channel and the member anew; roles come from the
 * cache, which the connection keeps up to date.
 */
export async function askRight(
  client: Client,
  actorId: string,
  right: PlatformRight,
  channelId: string,
): Promise<boolean> {
  try {
    if (!client.isReady()) await askServer(client, channelId);
    const channel = await client.channels.fetch(channelId, { force: true });
    if (!channel) return false;
    // The bot is never a member of a group DM; in a direct message both sides have every right.
    if (channel.isDMBased()) return channel.type === ChannelType.DM && channel.recipientId === actorId;
    const member = await channel.guild.members.fetch({ user: actorId, force: true });
    const permissions = channel.permissionsFor(member);
    // A time-out takes everything but viewing and reading from everyone except administrators; permissionsFor ignores it.
    if (member.isCommunicationDisabled() && !permissions.has(PermissionFlagsBits.Administrator)) return false;
    return permissions.has(PermissionFlagsBits.ViewChannel) && permissions.has(RIGHTS[right]);
  } catch (error) {
    if (isNotThere(error)) return false;
    throw error;
  }
}

const PLACE = z.object({ guild_id: z.string().optional() });

/** Without a gateway connection the server and its roles have to be fetched. */
async function askServer(client: Client, channelId: string): Promise<void> {
  const { guild_id: guild } = PLACE.parse(await client.rest.get(Routes.channel(channelId)));
  if (guild !== undefined) await client.guilds.fetch({ guild, force: true });
}
