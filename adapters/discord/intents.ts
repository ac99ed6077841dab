import { ApplicationFlags, GatewayIntentBits, Partials, PermissionFlagsBits, type REST, Routes } from 'discord.js';
import { z } from 'zod';

/**
 * The events that the bot receives. None of these intents is privileged: interactions carry what they are about, and direct messages to the bot carry
 * their text.
 */
const NEEDED = [
  // Channels and roles, for the right to pin; also joining and leaving servers.
  GatewayIntentBits.Guilds,
  // What people write or forward to the bot in private.
  GatewayIntentBits.DirectMessages,
];

/** The intents to request. @param mentions set if mentions are answered; `read`: whether the message they reply to may be read */
export function toIntents(mentions: { read: boolean } | undefined): GatewayIntentBits[] {
  if (!mentions) return NEEDED;
  // A message that names the bot carries its text. The message it replies to carries its text only with the other intent, which is privileged.
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

/** Without these discord.js emits no events for private chats it has not seen and for deleted messages it has not cached. */
export const PARTIALS = [Partials.Channel, Partials.Message];

/** The permissions in the install link. Answering interactions needs none of them. */
export const PERMISSIONS = [
  PermissionFlagsBits.ViewChannel,
  // An answer later than Discord's 15 minutes is an ordinary message of the bot.
  PermissionFlagsBits.SendMessages,
  PermissionFlagsBits.SendMessagesInThreads,
  PermissionFlagsBits.EmbedLinks,
  // Pinning, and finding Discord's notice of it.
  PermissionFlagsBits.ReadMessageHistory,
  PermissionFlagsBits.PinMessages,
];
