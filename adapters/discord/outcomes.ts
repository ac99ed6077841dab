import { RESTJSONErrorCodes as Code } from 'discord.js';
import { toDiscordCode } from './errors.ts';

const TOKEN_OVER: ReadonlySet<unknown> = new Set([
  Code.UnknownWebhook,
  Code.UnknownInteraction,
  Code.InvalidWebhookToken,
]);
const NO_ACCESS: ReadonlySet<unknown> = new Set([
  Code.MissingAccess,
  Code.MissingPermissions,
  Code.InvalidActionOnArchivedThread,
  Code.ThreadLocked,
]);
const CHANNEL_GONE: ReadonlySet<unknown> = new Set([Code.UnknownChannel, Code.UnknownGuild]);
const PERSON_CLOSED: ReadonlySet<unknown> = new Set([
  // They closed their private chat, or blocked the bot.
  Code.CannotSendMessagesToThisUser,
  Code.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds,
  Code.UnknownUser,
]);
/** The bot is not in that server any more. */
const NOT_THERE: ReadonlySet<unknown> = new Set([Code.UnknownMember, Code.MissingAccess, ...CHANNEL_GONE]);

/** The interaction's token is expired or unknown: whatever was to be said by it has to be said another way. */
export function isTokenOver(error: unknown): boolean {
  return TOKEN_OVER.has(toDiscordCode(error));
}

/** The message was deleted. */
export function isMessageGone(error: unknown): boolean {
  return toDiscordCode(error) === Code.UnknownMessage;
}

/** The bot may not write there. */
export function isNoAccess(error: unknown): boolean {
  return NO_ACCESS.has(toDiscordCode(error));
}

/** The channel or its server was deleted. */
export function isChannelGone(error: unknown): boolean {
  return CHANNEL_GONE.has(toDiscordCode(error));
}

/** This person cannot be written to. */
export function isPersonClosed(error: unknown): boolean {
  return PERSON_CLOSED.has(toDiscordCode(error));
}

/** It stands, but the bot cannot reach it from where it is. */
export function isNotThere(error: unknown): boolean {
  return NOT_THERE.has(toDiscordCode(error));
}

/** An interaction was answered already: by a try whose answer was lost, or by another process. */
export function isAnswered(error: unknown): boolean {
  return toDiscordCode(error) === Code.InteractionHasAlreadyBeenAcknowledged;
}
