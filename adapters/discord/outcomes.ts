import { RESTJSONErrorCodes as Code, DiscordAPIError } from 'discord.js';
import { toDiscordCode } from './errors.ts';

/** Whether Discord refused with one of these codes. https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
function createIs(...codes: readonly Code[]): (error: unknown) => boolean {
  const known: ReadonlySet<unknown> = new Set(codes);
  return (error) => known.has(toDiscordCode(error));
}

/** The interaction's token is expired or unknown: the answer needs another way. */
export const isTokenOver = createIs(Code.UnknownWebhook, Code.UnknownInteraction, Code.InvalidWebhookToken);

/** The message was deleted. */
export const isMessageGone = createIs(Code.UnknownMessage);

/** The bot may not write there. */
export const isNoAccess = createIs(
  Code.MissingAccess,
  Code.MissingPermissions,
  Code.InvalidActionOnArchivedThread,
  Code.ThreadLocked,
);

/** The channel or its server was deleted. */
export const isChannelGone = createIs(Code.UnknownChannel, Code.UnknownGuild);

/** This person cannot receive messages: they closed their direct messages, blocked the bot, or left. */
export const isPersonClosed = createIs(
  Code.CannotSendMessagesToThisUser,
  Code.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds,
  Code.UnknownUser,
);

/** A member, user, channel or server that does not exist, or that this bot cannot see. */
export const isNotThere = createIs(
  Code.UnknownMember,
  Code.UnknownUser,
  Code.UnknownChannel,
  Code.UnknownGuild,
  Code.MissingAccess,
);

/** Discord considers an address in it harmful, or the server's moderation forbids a word of it. */
export const isFiltered = createIs(
  Code.MessageBlockedByHarmfulLinksFilter,
  Code.MessageWasBlockedByAutomaticModeration,
);

/** The interaction was acknowledged already: by an attempt whose response was lost, or by another process. */
export const isAnswered = createIs(Code.InteractionHasAlreadyBeenAcknowledged);

/** Temporary refusals: not found (yet), and rate-limited. */
const PASSING = new Set([404, 429]);

/** Whether Discord would refuse the request on every attempt. */
export function isRefused(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.status >= 400 && error.status < 500 && !PASSING.has(error.status);
}
