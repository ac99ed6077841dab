import { type Api, GrammyError } from 'grammy';
import type { ChatMember } from 'grammy/types';
import type { PlatformRight } from '../../commands/command.ts';
import type { ApiSignal } from './message-sender.ts';
import { isListHidden } from './outcomes.ts';

/**
 * Asks Telegram whether a person has a right in a chat now: the creator has every right; any administrator may manage, and pin with `can_pin_messages`;
 * every member may pin if the group allows it. In a private chat both sides have every right.
 * @throws the client's errors, if Telegram does not answer
 */
export async function askRight(
  api: Api,
  actorId: string,
  right: PlatformRight,
  chatId: string,
  signal: ApiSignal,
): Promise<boolean> {
  if (Number(chatId) > 0) return true;
  // Only administrators can write as the group; Telegram does not say which one, or with what rights.
  if (actorId === chatId) return right === 'manage';
  if (right === 'see') return maySee(api, actorId, chatId, signal);
  // Every member can list the administrators; only an administrator is reliably told who is a member.
  const admins = await orNothing(api.getChatAdministrators(Number(chatId), {}, signal));
  const admin = admins?.find(({ user }) => String(user.id) === actorId);
  if (admin && (admin.status === 'creator' || right === 'manage' || admin.can_pin_messages)) return true;
  return right === 'pin' && (await maySo(api, actorId, chatId, signal));
}

/** Whether the group lets its members pin, and the person is a member. Bot API, ChatPermissions, `can_pin_messages`. */
async function maySo(api: Api, actorId: string, chatId: string, signal: ApiSignal): Promise<boolean> {
  const chat = await orNothing(api.getChat(Number(chatId), signal));
  if (!chat?.permissions?.can_pin_messages) return false;
  const member = await askMember(api, actorId, chatId, signal);
  if (member?.status === 'restricted') return member.is_member && member.can_pin_messages;
  return member !== undefined && isThere(member);
}

/**
 * Everybody who finds a group with a username can read it. If Telegram hides the members, knowing the unguessable link is enough: otherwise no member of
 * such a group could open one.
 */
async function maySee(api: Api, actorId: string, chatId: string, signal: ApiSignal): Promise<boolean> {
  let isHidden = false;
  const onRefusal = (error: GrammyError) => {
    isHidden = isListHidden(error);
  };
  const member = await askMember(api, actorId, chatId, signal, onRefusal);
  if (isHidden || (member && isThere(member))) return true;
  const chat = await orNothing(api.getChat(Number(chatId), signal));
  return chat !== undefined && 'username' in chat && chat.username !== undefined;
}

/** Whether the person is in the group now. */
export async function isMember(api: Api, actorId: string, chatId: string, signal: ApiSignal): Promise<boolean> {
  const member = await askMember(api, actorId, chatId, signal);
  return member !== undefined && isThere(member);
}

/** Whether this status means being in the group. */
export function isThere(member: ChatMember): boolean {
  if (member.status === 'restricted') return member.is_member;
  return member.status !== 'left' && member.status !== 'kicked';
}

type Can = (request: { actorId: string; chat: { id: string } }) => (right: PlatformRight) => Promise<boolean>;

/** Asks the same question once among updates that arrived together, so that one person's hundred messages do not delay all others. */
export function askOnce(can: Can): Can {
  const answers = new Map<string, Promise<boolean>>();
  return (request) => (right) => {
    const question = `${right} ${request.actorId} ${request.chat.id}`;
    const before = answers.get(question);
    if (before) return before;
    const answer = can(request)(right);
    answers.set(question, answer);
    // A failed question is asked again.
    answer.catch(() => answers.delete(question));
    return answer;
  };
}

async function askMember(
  api: Api,
  actorId: string,
  chatId: string,
  signal: ApiSignal,
  onRefusal?: (error: GrammyError) => void,
): Promise<ChatMember | undefined> {
  const actor = Number(actorId);
  if (!Number.isSafeInteger(actor) || actor <= 0) return undefined;
  return orNothing(api.getChatMember(Number(chatId), actor, signal), onRefusal);
}

/** 400: not known in this chat; 403: the bot itself was removed. Other errors are thrown. */
async function orNothing<T>(work: Promise<T>, onRefusal?: (error: GrammyError) => void): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof GrammyError) || (error.error_code !== 400 && error.error_code !== 403)) throw error;
    onRefusal?.(error);
    return undefined;
  }
}
