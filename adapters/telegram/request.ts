import type { Message, Update } from 'grammy/types';
import type { CommandRequest } from '../../commands/request.ts';
import { defined } from '../../src/core/defined.ts';
import type { Address } from './address.ts';
import { parseClickData, parseSettingsPayload } from './click-data.ts';
import type { Sent } from './message-sender.ts';
import { readMessage, type Self } from './message-text.ts';
import { isThere } from './rights.ts';

export const PLATFORM = 'telegram';

/** Somebody who asks something in a message. The answer goes to where the message stands. */
export interface AskedByMessage {
  kind: 'message';
  request: CommandRequest;
  address: Address;
  /** An administrator who writes as the group: a person, but nobody knows which. */
  anonymous: boolean;
  /** The message was changed so long after it was sent, in ms. */
  editedAfterMs?: number;
}

/** Somebody who clicks a button. `request` is absent for a click that asks for nothing we know: it is only acknowledged. */
export interface AskedByClick {
  kind: 'click';
  callbackId: string;
  address: Address;
  request?: CommandRequest;
}

export type Asked = AskedByMessage | AskedByClick;

/** What an update asks of this bot; nothing for all that is not for it. Pure. */
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
  // A link of a group leads to its settings in the private chat, where buttons can be pressed as fast as one likes.
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
 * Where many people write to a channel, each of them alone with its owners, it looks like a group: what one of them asked there must
 * not be shown to the next. Neither a message that only this bot can see, which every answer in the group would show to all.
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
 * Who wrote a message: a person, an anonymous administrator (who writes as the group itself), or somebody who writes as a
 * channel of theirs. What a linked channel posts comes by itself, and asks nothing. Other bots, and what people send by
 * way of another bot, are not answered, so that no two bots talk to each other.
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
      // A button in a private chat can be about a group: to post there.
      chat: wanted.group ? { ...wanted.group, kind: 'group' } : chat,
      ...(click.from.language_code && { locale: click.from.language_code }),
      ...(target === 'none' ? {} : { posting: { chatId: String(chatId), messageId: String(target) } }),
    },
  };
}

/** Of a message that is too old Telegram shows only where it stood. */
function isAccessible(message: NonNullable<NonNullable<Update['callback_query']>['message']>): message is Message {
  return message.date !== 0;
}

/**
 * A changed client can send any data with any message of ours: only what a button there really says counts. *Pin* and *Unpin* stand for each other:
 * whoever presses one as it becomes the other means what they read.
 */
function isOwnButton(message: Message, data: string | undefined, self: Self): boolean {
  const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
  const toKey = (said = '') => said.replace(/^unpin:/, 'pin:');
  const isIt = (said: string) => toKey(said) === toKey(data);
  return message.from?.id === self.id && buttons.some((one) => 'callback_data' in one && isIt(one.callback_data));
}

/** What Telegram says of a pin of this bot's: the card says it all. It may be removed with the right to delete messages. */
export function toPinNotice(message: Update['message'], self: Self): Sent | undefined {
  if (!message?.pinned_message || message.from?.id !== self.id || message.chat.type === 'private') return undefined;
  return { chatId: message.chat.id, messageId: message.message_id };
}

/** A group that the bot is new in. */
export interface Arrival {
  /** Asks, as who added it, what the bot is for. */
  request: CommandRequest;
  /** All that is written there comes to the bot. */
  seesAll: boolean;
}

/** @returns nothing where the bot was there before, or is gone */
export function toArrival({ update_id: id, my_chat_member: change }: Update, self: Self): Arrival | undefined {
  if (!change || toChatKind(change) !== 'group') return undefined;
  const { from, chat, old_chat_member: before, new_chat_member: now } = change;
  if (isThere(before) || !isThere(now)) return undefined;
  const base = { id: String(id), platform: PLATFORM, command: 'start', text: '', actorId: String(from.id) };
  return {
    request: { ...base, chat: { id: String(chat.id), kind: 'group' }, ...defined({ locale: from.language_code }) },
    // Administrators are told everything, whatever the privacy mode.
    seesAll: self.seesAll || now.status === 'administrator',
  };
}

/** A group that becomes a supergroup is told of in both. */
export function toMove(message: Update['message']): { from: number; to: number } | undefined {
  if (message?.migrate_to_chat_id !== undefined) return { from: message.chat.id, to: message.migrate_to_chat_id };
  const from = message?.migrate_from_chat_id;
  return message && from !== undefined ? { from, to: message.chat.id } : undefined;
}
