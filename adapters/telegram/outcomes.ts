import { GrammyError } from 'grammy';

/**
 * Telegram tells most refusals apart by their words alone, and these are read here, nowhere else. Sources: Client.cpp of
 * tdlib/telegram-bot-api, and the error lists of the methods behind it at https://core.telegram.org/methods.
 */
const says = (words: RegExp) => (error: unknown) => error instanceof GrammyError && words.test(error.description);

/** The bot was removed, its right to write taken, the chat or topic closed: nothing can be written there, whoever tries. */
const isClosed = says(
  /chat not found|not enough rights to send|have no rights to send|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED|TOPIC_CLOSED|TOPIC_DELETED|message thread not found|group chat was deactivated|PEER_ID_INVALID|user is deactivated/i,
);
const isForbidden = (error: unknown) => error instanceof GrammyError && error.error_code === 403;

/** An answer can never be brought there. */
export const isGone = (error: unknown): boolean => isForbidden(error) || isClosed(error);

/** The same call will be refused each time: 4xx, but for "not found" and "too many requests". */
export function isRefused(error: unknown): boolean {
  if (!(error instanceof GrammyError)) return false;
  const { error_code: code } = error;
  return code >= 400 && code < 500 && code !== 404 && code !== 429;
}

/** It may have been done all the same: the connection broke, or Telegram had a fault of its own. */
export function isUnheard(error: unknown): boolean {
  return !(error instanceof GrammyError) || error.error_code >= 500;
}

/** The message a call was about is not there any more, or not to be changed. */
export const isMessageGone = says(
  /message to (?:edit|pin|unpin|delete) not found|message can't be edited|MESSAGE_ID_INVALID/i,
);

/** The message that is replied to was deleted. */
export const isReplyGone = says(/message to be replied not found|REPLY_MESSAGE_ID_INVALID/i);

/** It was changed before, and only the word of it was lost. */
export const isUnchanged = says(/message is not modified/i);

/** It is pinned, or not pinned, as was asked. https://core.telegram.org/method/messages.updatePinnedMessage */
export const isPinnedSo = says(/CHAT_NOT_MODIFIED|message is not pinned/i);

/** An administrator without the right, a mere member, or nobody in the chat any more. */
export const isRightMissing = (error: unknown): boolean => isForbidden(error) || isForAdmins(error);
const isForAdmins = says(/not enough rights|CHAT_ADMIN_REQUIRED/i);

/** Where members are hidden, Telegram does not tell a bot that is no administrator who is one. */
export const isListHidden = says(/CHAT_ADMIN_REQUIRED|member list is inaccessible/i);

/** Only an administrator may say what one person sees. */
export const isNoAdmin = says(/BOT_NOT_ADMIN/i);

/** This person never began a chat with the bot, or blocked it. */
export const isStranger = (error: unknown): boolean => isForbidden(error) || isUnknownChat(error);
const isUnknownChat = says(/chat not found/i);

/** Telegram forgets clicks, and what is typed, after a while: nobody waits for an answer any more. */
export const isTooLate = says(/query is too old/i);

/** Updates are delivered to an address, and so not handed out. Other conflicts are other readers. */
export const isDelivered = (description: string): boolean => /webhook is active/i.test(description);

/** Telegram does not take what the message says, or how: every other reason for a 400 is known by its words. */
export function isContentRefused(error: unknown): boolean {
  if (!(error instanceof GrammyError) || error.error_code !== 400 || toMovedTo(error) !== undefined) return false;
  const others = [isGone, isMessageGone, isReplyGone, isUnchanged, isRightMissing, isNoAdmin];
  return !others.some((is) => is(error));
}

/** The group's new id, where Telegram says that it has one. */
export function toMovedTo(error: unknown): number | undefined {
  return error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined;
}
