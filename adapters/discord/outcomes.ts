import { RESTJSONErrorCodes as Code, DiscordAPIError } from 'discord.js';
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

const FILTERED: ReadonlySet<unknown> = new Set([
  Code.MessageBlockedByHarmfulLinksFilter,
  Code.MessageWasBlockedByAutomaticModeration,
]);
/** Not there (yet), and too often: what passes. */
const PASSING = new Set([404, 429]);

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

/** Discord takes an address in it for harmful, or the server's moderators forbid a word of it. */
export function isFiltered(error: unknown): boolean {
  return FILTERED.has(toDiscordCode(error));
}

/** Discord would refuse it as often as it is sent. */
export function isRefused(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.status >= 400 && error.status < 500 && !PASSING.has(error.status);
}

/** An interaction was answered already: by a try whose answer was lost, or by another process. */
export function isAnswered(error: unknown): boolean {
  return toDiscordCode(error) === Code.InteractionHasAlreadyBeenAcknowledged;
}
