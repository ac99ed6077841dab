import { RESTJSONErrorCodes as Code, DiscordAPIError } from 'discord.js';
import { toDiscordCode } from './errors.ts';

/** Whether Discord refused with one of these codes. https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
function createIs(...codes: readonly Code[]): (error: unknown) => boolean {
  const known: ReadonlySet<unknown> = new Set(codes);
  return (error) => known.has(toDiscordCode(error));
}

/** The interaction's token is expired or unknown: whatever was to be said by it has to be said another way. */
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

/** This person cannot be written to: they closed their private chat, blocked the bot, or left. */
export const isPersonClosed = createIs(
  Code.CannotSendMessagesToThisUser,
  Code.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds,
  Code.UnknownUser,
);

/** A member, person, channel or server that is not there, or not for this bot to see. */
export const isNotThere = createIs(
  Code.UnknownMember,
  Code.UnknownUser,
  Code.UnknownChannel,
  Code.UnknownGuild,
  Code.MissingAccess,
);

/** Discord takes an address in it for harmful, or the server's moderators forbid a word of it. */
export const isFiltered = createIs(
  Code.MessageBlockedByHarmfulLinksFilter,
  Code.MessageWasBlockedByAutomaticModeration,
);

/** An interaction was answered already: by a try whose answer was lost, or by another process. */
export const isAnswered = createIs(Code.InteractionHasAlreadyBeenAcknowledged);

/** Not there (yet), and too often: what passes. */
const PASSING = new Set([404, 429]);

/** Discord would refuse it as often as it is sent. */
export function isRefused(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.status >= 400 && error.status < 500 && !PASSING.has(error.status);
}
