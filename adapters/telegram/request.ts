import type { Message, Update } from 'grammy/types';
import type { CommandRequest } from '../../commands/command.ts';
import { parseClickData } from './click-data.ts';

export const PLATFORM = 'telegram';

/** Somebody who asks something in a message. The answer goes to where the message stands. */
export interface AskedByMessage {
  kind: 'message';
  request: CommandRequest;
  chatId: number;
  messageId: number;
  /** Only in a forum's topic: elsewhere Telegram refuses the number of a mere thread of replies. */
  topicId?: number;
}

/** Somebody who clicks a button. `request` is absent for a click that asks for nothing we know: it is only acknowledged. */
export interface AskedByClick {
  kind: 'click';
  callbackId: string;
  chatId: number;
  messageId: number;
  request?: CommandRequest;
}

export type Asked = AskedByMessage | AskedByClick;

/** What is needed to tell whether somebody means this bot. */
export interface Self {
  id: number;
  username: string;
  /** Names of the commands that a group need not address to this bot. */
  commands: readonly string[];
}

/** What an update asks of this bot; nothing for all that is not for it. Pure. */
export function toAsked(update: Update, self: Self): Asked | undefined {
  if (update.message) return fromMessage(update.update_id, update.message, self);
  if (update.callback_query) return fromClick(update, self);
  return undefined;
}

function fromMessage(updateId: number, message: Message, self: Self): AskedByMessage | undefined {
  const kind = toChatKind(message);
  const actorId = toActorId(message);
  if (!kind || !actorId) return undefined;
  const asked = kind === 'private' ? readPrivate(message, self) : readCommand(message, self);
  if (!asked) return undefined;
  const locale = message.sender_chat ? undefined : message.from?.language_code;
  return {
    kind: 'message',
    request: {
      id: String(updateId),
      platform: PLATFORM,
      ...asked,
      actorId,
      chat: { id: String(message.chat.id), kind },
      ...(locale && { locale }),
    },
    chatId: message.chat.id,
    messageId: message.message_id,
    ...(message.is_topic_message && message.message_thread_id !== undefined && { topicId: message.message_thread_id }),
  };
}

function toChatKind({ chat }: Message): 'private' | 'group' | undefined {
  if (chat.type === 'private') return 'private';
  return chat.type === 'group' || chat.type === 'supergroup' ? 'group' : undefined;
}

/**
 * The person who wrote a message. An anonymous administrator writes as the group itself, and is a person; channels, other
 * bots, and what people send by way of another bot are not answered, so that no two bots talk to each other.
 */
function toActorId({ from, sender_chat, chat, via_bot }: Message): string | undefined {
  if (via_bot) return undefined;
  if (sender_chat) return sender_chat.id === chat.id ? String(sender_chat.id) : undefined;
  return from && !from.is_bot ? String(from.id) : undefined;
}

type AskedText = Pick<CommandRequest, 'command' | 'text'>;

/** In private, what is no command is a claim. A forwarded message always is: its commands were said to somebody else. */
function readPrivate(message: Message, self: Self): AskedText | undefined {
  const text = message.text ?? message.caption;
  if (!message.forward_origin && text !== undefined && startsWithCommand(message)) return readCommand(message, self);
  if (text !== undefined) return { command: 'check', text };
  // Of an album only one picture has the text. A lone picture without any is asked back about, a service message is not.
  return isMedia(message) && message.media_group_id === undefined ? { command: 'check', text: '' } : undefined;
}

function isMedia(message: Message): boolean {
  const { photo, video, animation, document, audio, voice, video_note, sticker } = message;
  return Boolean(photo ?? video ?? animation ?? document ?? audio ?? voice ?? video_note ?? sticker);
}

function commandEntity(message: Message) {
  const entities = message.text === undefined ? message.caption_entities : message.entities;
  return entities?.find(({ type, offset }) => type === 'bot_command' && offset === 0);
}

const startsWithCommand = (message: Message): boolean => commandEntity(message) !== undefined;

function readCommand(message: Message, self: Self): AskedText | undefined {
  const entity = commandEntity(message);
  if (!entity || message.forward_origin) return undefined;
  const text = message.text ?? message.caption ?? '';
  const [typed = '', addressee] = text.slice(1, entity.length).split('@');
  const isMine = addressee?.toLowerCase() === self.username.toLowerCase();
  if (addressee !== undefined && !isMine) return undefined;
  const command = typed.toLowerCase();
  const isPrivate = message.chat.type === 'private';
  // Every bot is sent by Telegram's own button with /start, in a group with its name.
  if (command === 'start' && (isPrivate || isMine)) return { command: 'help', text: '' };
  // In a group other bots have commands too, and an unknown one without a name is theirs.
  if (!isPrivate && !isMine && !self.commands.includes(command)) return undefined;
  const argument = text.slice(entity.length).trim();
  return { command, text: argument === '' ? repliedText(message) : argument };
}

/** What a command without words is about: the marked part of the message replied to, or all of it. */
function repliedText({ quote, reply_to_message: replied }: Message): string {
  return quote?.text ?? replied?.text ?? replied?.caption ?? '';
}

function fromClick({ update_id, callback_query: click }: Update, self: Self): AskedByClick | undefined {
  const message = click?.message;
  if (!click || !message) return undefined;
  const place = {
    kind: 'click',
    callbackId: click.id,
    chatId: message.chat.id,
    messageId: message.message_id,
  } as const;
  const kind = toChatKind(message as Message);
  const wanted = parseClickData(click.data);
  if (!wanted || !kind || !isOwnButton(message as Message, click.data, self)) return place;
  return {
    ...place,
    request: {
      id: String(update_id),
      platform: PLATFORM,
      ...wanted,
      actorId: String(click.from.id),
      chat: { id: String(message.chat.id), kind },
      ...(click.from.language_code && { locale: click.from.language_code }),
    },
  };
}

/** A changed client can send any data with any message of ours: only what a button there really says counts. */
function isOwnButton(message: Message, data: string | undefined, self: Self): boolean {
  const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
  return (
    message.from?.id === self.id && buttons.some((button) => 'callback_data' in button && button.callback_data === data)
  );
}
