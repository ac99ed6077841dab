import type { Message, Update } from 'grammy/types';
import type { CommandRequest } from '../../commands/request.ts';
import { defined } from '../../src/core/defined.ts';
import type { Address } from './address.ts';
import { parseClickData, parseSettingsPayload } from './click-data.ts';
import type { Sent } from './message-sender.ts';
import { readMessage, type Self } from './message-text.ts';
import { isThere } from './rights.ts';

export const PLATFORM = 'telegram';

/** A question in a message. The answer goes to the chat of that message. */
export interface AskedByMessage {
  kind: 'message';
  request: CommandRequest;
  address: Address;
  /** An administrator who writes as the group, without being identified. */
  anonymous: boolean;
  /** How long after sending the message was edited, in ms. */
  editedAfterMs?: number;
}

/** A click on a button. `request` is absent if the click asks nothing known: it is only acknowledged. */
export interface AskedByClick {
  kind: 'click';
  callbackId: string;
  address: Address;
  request?: CommandRequest;
}

export type Asked = AskedByMessage | AskedByClick;

/** What an update asks of this bot; undefined if it is not for the bot. Pure. */
export function toAsked(update: Update, self: Self): Asked | undefined {
  const { update_id: id, message, edited_message: edited, callback_query: click } = update;
  if (message) return fromMessage(id, message, self);
  if (edited) {
    const asked = fromMessage(id, edited, self);
    const editedAfterMs = ((edited.edit_date ?? edited.date) - edited.date) * 1000;
    return asked && { ...asked, editedAfterMs };
  }
  return click ? fromClick(id, click, self) : undefined;
}

function fromMessage(updateId: number, message: Message, self: Self): AskedByMessage | undefined {
  const kind = toChatKind(message);
  const actorId = toActorId(message);
  if (!kind || !actorId) return undefined;
  const asked = readMessage(message, self);
  if (!asked) return undefined;
  // A group's link leads to its settings in the private chat, where button clicks are not rate-limited.
  const group = kind === 'private' && asked.command === 'open' ? parseSettingsPayload(asked.text) : undefined;
  const locale = message.sender_chat ? undefined : message.from?.language_code;
  const { reply_to_message: replied } = message;
  const isOurs = replied?.from?.id === self.id && replied.sender_chat === undefined;
  const chatId = message.chat.id;
  const topicId = message.is_topic_message ? message.message_thread_id : undefined;
  return {
    kind: 'message',
    request: {
      id: String(updateId),
      platform: PLATFORM,
      ...asked,
      actorId,
      chat: { id: String(chatId), kind, ...defined({ topicId: topicId?.toString() }) },
      ...(group && { command: 'settings', text: '', chat: { ...group, kind: 'group' } }),
      ...(locale && { locale }),
      ...(isOurs && { posting: { chatId: String(chatId), messageId: String(replied.message_id) } }),
    },
    address: { chatId, messageId: message.message_id, at: message.edit_date ?? message.date, ...defined({ topicId }) },
    anonymous: message.sender_chat?.id === chatId,
  };
}

/**
 * A channel's direct messages look like a group, although each writer is alone with the owners: one writer's question must not be shown to the next.
 * They have no kind here; nor has an ephemeral message for this bot alone, since an answer in the group would show it to everybody.
 */
function toChatKind({
  chat,
  ephemeral_message_id,
}: Partial<Pick<Message, 'ephemeral_message_id'>> & Pick<Message, 'chat'>): 'private' | 'group' | undefined {
  if (chat.is_direct_messages || ephemeral_message_id !== undefined) return undefined;
  if (chat.type === 'private') return 'private';
  return chat.type === 'group' || chat.type === 'supergroup' ? 'group' : undefined;
}

/**
 * Who wrote a message: a person, an anonymous administrator (who writes as the group itself), or somebody who writes as their channel. A linked
 * channel's posts arrive automatically and ask nothing. Messages of other bots, or sent through another bot, are not answered, so that no two bots
 * talk to each other.
 */
export function toActorId({ from, sender_chat, via_bot, is_automatic_forward }: Message): string | undefined {
  if (via_bot || is_automatic_forward) return undefined;
  if (sender_chat) return String(sender_chat.id);
  return from && !from.is_bot ? String(from.id) : undefined;
}

function fromClick(
  updateId: number,
  click: NonNullable<Update['callback_query']>,
  self: Self,
): AskedByClick | undefined {
  const { message } = click;
  if (!message) return undefined;
  const { id: chatId } = message.chat;
  const kind = toChatKind(message);
  const isWhole = isAccessible(message);
  const topicId = isWhole && message.is_topic_message ? message.message_thread_id : undefined;
  const address = {
    chatId,
    messageId: message.message_id,
    callbackId: click.id,
    ...defined({ topicId }),
  };
  const asked = { kind: 'click', callbackId: click.id, address } as const;
  const wanted = parseClickData(click.data);
  if (!wanted || !kind || !isWhole || !isOwnButton(message, click.data, self)) return asked;
  const target = wanted.target ?? message.message_id;
  const chat = { id: String(chatId), kind, ...defined({ topicId: topicId?.toString() }) };
  return {
    ...asked,
    request: {
      id: String(updateId),
      platform: PLATFORM,
      command: wanted.command,
      text: wanted.text,
      actorId: String(click.from.id),
      // A button in a private chat may be about a group, to post there.
      chat: wanted.group ? { ...wanted.group, kind: 'group' } : chat,
      ...(click.from.language_code && { locale: click.from.language_code }),
      ...(target === 'none' ? {} : { posting: { chatId: String(chatId), messageId: String(target) } }),
    },
  };
}

/** Telegram reduces a message that is too old to its chat and id. */
function isAccessible(message: NonNullable<NonNullable<Update['callback_query']>['message']>): message is Message {
  return message.date !== 0;
}

/**
 * A modified client can send any data with any of our messages: only data of a button that is really there counts. *Pin* and *Unpin* count as the same
 * button: whoever presses one while it becomes the other means the one they read.
 */
function isOwnButton(message: Message, data: string | undefined, self: Self): boolean {
  const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
  const toKey = (said = '') => said.replace(/^unpin:/, 'pin:');
  const isIt = (said: string) => toKey(said) === toKey(data);
  return message.from?.id === self.id && buttons.some((one) => 'callback_data' in one && isIt(one.callback_data));
}

/** Telegram's notice of this bot's pin, which the card makes redundant. Removing it needs the right to delete messages. */
export function toPinNotice(message: Update['message'], self: Self): Sent | undefined {
  if (!message?.pinned_message || message.from?.id !== self.id || message.chat.type === 'private') return undefined;
  return { chatId: message.chat.id, messageId: message.message_id };
}

/** A group that the bot has just joined. */
export interface Arrival {
  /** Asks what the bot is for, in the name of whoever added it. */
  request: CommandRequest;
  /** The bot receives every message there. */
  seesAll: boolean;
}

/** @returns undefined if the bot was there before, or is gone */
export function toArrival({ update_id: id, my_chat_member: change }: Update, self: Self): Arrival | undefined {
  if (!change || toChatKind(change) !== 'group') return undefined;
  const { from, chat, old_chat_member: before, new_chat_member: now } = change;
  if (isThere(before) || !isThere(now)) return undefined;
  const base = { id: String(id), platform: PLATFORM, command: 'start', text: '', actorId: String(from.id) };
  return {
    request: { ...base, chat: { id: String(chat.id), kind: 'group' }, ...defined({ locale: from.language_code }) },
    // Administrators receive everything, whatever the privacy mode.
    seesAll: self.seesAll || now.status === 'administrator',
  };
}

/** Telegram announces a group's move to a supergroup in both chats. */
export function toMove(message: Update['message']): { from: number; to: number } | undefined {
  if (message?.migrate_to_chat_id !== undefined) return { from: message.chat.id, to: message.migrate_to_chat_id };
  const from = message?.migrate_from_chat_id;
  return message && from !== undefined ? { from, to: message.chat.id } : undefined;
}
