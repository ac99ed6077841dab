import { ApplicationFlags, GatewayIntentBits, Partials, PermissionFlagsBits, type REST, Routes } from 'discord.js';
import { z } from 'zod';

/**
 * What the bot is told of. Nothing here is privileged: interactions carry what they are about, and what people write to the bot alone
 * comes with its words.
 */
const NEEDED = [
  // Channels and roles, for the right to pin; and being added to and removed from servers.
  GatewayIntentBits.Guilds,
  // What people write or forward to the bot in private.
  GatewayIntentBits.DirectMessages,
];

/** The intents to ask for. @param mentions whether mentions are answered, and whether what they reply to may be read */
export function toIntents(mentions: { read: boolean } | undefined): GatewayIntentBits[] {
  if (!mentions) return NEEDED;
  // A message that names the bot comes with its words. The one that it replies to does only with the other intent, which is privileged.
  // https://docs.discord.com/developers/gateway/you-might-not-need-a-privileged-intent
  const more = mentions.read ? [GatewayIntentBits.MessageContent] : [];
  return [...NEEDED, GatewayIntentBits.GuildMessages, ...more];
}

const APPLICATION = z.object({ flags: z.number().default(0) });

/** Whether Message Content Intent is switched on in the Developer Portal. https://docs.discord.com/developers/resources/application#application-object-application-flags */
export async function mayReadServers(rest: REST): Promise<boolean> {
  const { flags } = APPLICATION.parse(await rest.get(Routes.currentApplication()));
  return (flags & (ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited)) !== 0;
}

/** Without these discord.js is silent about private chats it has not seen before, and about deleted messages it does not remember. */
export const PARTIALS = [Partials.Channel, Partials.Message];

/** What the install link asks for. Answering interactions needs none of it. */
export const PERMISSIONS = [
  PermissionFlagsBits.ViewChannel,
  // An answer that comes after Discord's 15 minutes is a message of the bot's own.
  PermissionFlagsBits.SendMessages,
  PermissionFlagsBits.SendMessagesInThreads,
  PermissionFlagsBits.EmbedLinks,
  // Pinning, and finding Discord's notice of it.
  PermissionFlagsBits.ReadMessageHistory,
  PermissionFlagsBits.PinMessages,
];
