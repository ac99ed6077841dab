import { GatewayIntentBits, Partials, PermissionFlagsBits } from 'discord.js';

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

/** Only for mentions, and only if they are switched on. */
const FOR_MENTIONS = [
  // That the bot was mentioned in a server.
  GatewayIntentBits.GuildMessages,
  // Privileged: the words of the message that the mention replies to. Has to be switched on in the Developer Portal.
  GatewayIntentBits.MessageContent,
];

/** The intents to ask for. @param mentions whether mentions are answered */
export function toIntents(mentions: boolean): GatewayIntentBits[] {
  return mentions ? [...NEEDED, ...FOR_MENTIONS] : NEEDED;
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
