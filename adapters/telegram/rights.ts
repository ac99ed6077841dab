import { type Api, GrammyError } from 'grammy';
import type { Right } from '../../commands/command.ts';
import type { ApiSignal } from './api-signal.ts';

/**
 * Asks Telegram, now, whether a person has a right in a chat: the creator has every one, an administrator those that were
 * given. In a private chat both may do everything.
 * @throws what the client throws, where Telegram does not answer
 */
export async function askRight(
  api: Api,
  actorId: string,
  right: Right,
  chatId: string,
  signal: ApiSignal,
): Promise<boolean> {
  const chat = Number(chatId);
  const actor = Number(actorId);
  if (chat > 0) return true;
  // An anonymous administrator writes as the group: who it is, and with what rights, is not told.
  if (!Number.isSafeInteger(actor) || actor <= 0) return false;
  try {
    const member = await api.getChatMember(chat, actor, signal);
    if (member.status === 'creator') return true;
    return member.status === 'administrator' && RIGHT_FIELDS[right].every((field) => member[field] === true);
  } catch (error) {
    // 400: not known in this chat; 403: the bot itself is not there any more.
    if (error instanceof GrammyError && (error.error_code === 400 || error.error_code === 403)) return false;
    throw error;
  }
}

/** The names of our rights in ChatMemberAdministrator. */
const RIGHT_FIELDS: Readonly<Record<Right, readonly 'can_pin_messages'[]>> = { pin: ['can_pin_messages'] };
