import { GrammyError } from 'grammy';

/**
 * Telegram distinguishes most refusals only by their wording, which is matched in this file alone. Sources: Client.cpp of tdlib/telegram-bot-api, and
 * the error lists of the methods behind it at https://core.telegram.org/methods.
 */
const says = (words: RegExp) => (error: unknown) => error instanceof GrammyError && words.test(error.description);

/** The bot was removed, lost its right to write, or the chat or topic was closed: no message can be sent there. */
const isClosed = says(
  /chat not found|not enough rights to send|have no rights to send|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED|TOPIC_CLOSED|TOPIC_DELETED|message thread not found|group chat was deactivated|PEER_ID_INVALID|user is deactivated/i,
);
const isForbidden = (error: unknown) => error instanceof GrammyError && error.error_code === 403;

/** An answer can never be delivered there. */
export const isGone = (error: unknown): boolean => isForbidden(error) || isClosed(error);

/** The same call would be refused every time: 4xx except "not found" and "too many requests". */
export function isRefused(error: unknown): boolean {
  if (!(error instanceof GrammyError)) return false;
  const { error_code: code } = error;
  return code >= 400 && code < 500 && code !== 404 && code !== 429;
}

/** The call may have succeeded: the connection broke, or Telegram had an internal error. */
export function isUnheard(error: unknown): boolean {
  return !(error instanceof GrammyError) || error.error_code >= 500;
}

/** The message of the call is gone, or cannot be changed. */
export const isMessageGone = says(
  /message to (?:edit|pin|unpin|delete) not found|message can't be edited|MESSAGE_ID_INVALID/i,
);

/** The message that is replied to was deleted. */
export const isReplyGone = says(/message to be replied not found|REPLY_MESSAGE_ID_INVALID/i);

/** The message already has this content: an earlier edit succeeded, and its response was lost. */
export const isUnchanged = says(/message is not modified/i);

/** The message is already pinned or unpinned as requested. https://core.telegram.org/method/messages.updatePinnedMessage */
export const isPinnedSo = says(/CHAT_NOT_MODIFIED|message is not pinned/i);

/** The bot is an administrator without the right, an ordinary member, or no longer in the chat. */
export const isRightMissing = (error: unknown): boolean => isForbidden(error) || isForAdmins(error);
const isForAdmins = says(/not enough rights|CHAT_ADMIN_REQUIRED/i);

/** In a group that hides its members, Telegram does not tell a bot without administrator rights who is a member. */
export const isListHidden = says(/CHAT_ADMIN_REQUIRED|member list is inaccessible/i);

/** Only an administrator may send ephemeral messages. */
export const isNoAdmin = says(/BOT_NOT_ADMIN/i);

/** This person never began a chat with the bot, or blocked it. */
export const isStranger = (error: unknown): boolean => isForbidden(error) || isUnknownChat(error);
const isUnknownChat = says(/chat not found/i);

/** Telegram expires clicks and inline queries: nobody waits for the answer any more. */
export const isTooLate = says(/query is too old/i);

/** A webhook receives the updates, so polling gets none. Other conflicts mean another poller. */
export const isDelivered = (description: string): boolean => /webhook is active/i.test(description);

/** Telegram refuses the message's content or format: every other reason for a 400 is known by its wording. */
export function isContentRefused(error: unknown): boolean {
  if (!(error instanceof GrammyError) || error.error_code !== 400 || toMovedTo(error) !== undefined) return false;
  const others = [isGone, isMessageGone, isReplyGone, isUnchanged, isRightMissing, isNoAdmin];
  return !others.some((is) => is(error));
}

/** The group's new id, if Telegram reports one. */
export function toMovedTo(error: unknown): number | undefined {
  return error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined;
}
