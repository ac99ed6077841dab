import { isDeepStrictEqual } from 'node:util';
import type { Message } from 'grammy/types';
import { withAutoEntities } from './auto-entities.ts';
import { parseHtml } from './html.ts';
import type { Payload } from './payloads.ts';
import { linksOf } from './reading.ts';
import { badRequest, forbidden, Refusal, tooManyRequests } from './refusal.ts';
import type { UpdateQueue } from './update-queue.ts';
import { addMessage, mayDelete, mayPin, type PeerChat, toReplied, type World } from './world.ts';

/** Bot API, sendMessage: "1-4096 characters after entities parsing". */
const TEXT_LIMIT = 4096;
/** TDLib, clean_input_string: what goes beyond is cut by the server, in the middle of a tag if need be. */
const RAW_TEXT_BYTES = 35_000;
/** Bot API, InlineKeyboardButton: "callback_data … 1-64 bytes". */
const CALLBACK_DATA_BYTES = 64;
/** Telegram clients and servers: 8 buttons a row, 100 in all. */
const BUTTONS_A_ROW = 8;
const BUTTONS = 100;
/**
 * Bots FAQ, "My bot is hitting limits": 20 messages a minute to the same group. Edits share the limit: levlam in tdlib/td#2592
 * ("They share the limit") and tdlib/td#3034.
 */
const A_MINUTE = 20;
const MINUTE_MS = 60_000;

type Written = Pick<Payload<'editMessageText'>, 'text' | 'parse_mode' | 'link_preview_options' | 'reply_markup'>;

/** What stands in a message once Telegram has read it. @throws Refusal for what Telegram does not take */
export function readWritten({ text: given, parse_mode, link_preview_options, reply_markup }: Written) {
  if (Buffer.byteLength(given) > RAW_TEXT_BYTES) throw badRequest('message is too long');
  const { text, entities } = parse_mode ? parseHtml(given) : { text: given.trim(), entities: [] };
  if (text === '') throw badRequest('message text is empty');
  if (text.length > TEXT_LIMIT) throw badRequest('message is too long');
  checkKeyboard(reply_markup);
  const all = withAutoEntities(text, entities);
  return {
    text,
    ...(all.length > 0 && { entities: all }),
    ...(link_preview_options && { link_preview_options }),
    ...(reply_markup && { reply_markup }),
  };
}

function checkKeyboard(markup: Written['reply_markup']): void {
  const rows = markup?.inline_keyboard ?? [];
  if (rows.flat().length > BUTTONS) throw badRequest('BUTTON_COUNT_INVALID');
  for (const row of rows) {
    if (row.length > BUTTONS_A_ROW) throw badRequest('BUTTON_COUNT_INVALID');
    for (const { text, callback_data, url } of row) {
      if (text.trim() === '') throw badRequest("can't parse inline keyboard button: Text buttons are unallowed");
      if ((callback_data === undefined) === (url === undefined)) throw badRequest('BUTTON_TYPE_INVALID');
      const bytes = Buffer.byteLength(callback_data ?? '');
      if (callback_data !== undefined && (bytes < 1 || bytes > CALLBACK_DATA_BYTES))
        throw badRequest('BUTTON_DATA_INVALID');
      if (url !== undefined && !/^(?:https?|tg):\/\/\S+$/.test(url)) throw badRequest('BUTTON_URL_INVALID');
      const start = /^https:\/\/t\.me\/\w+\?start=(.*)$/.exec(url ?? '')?.[1];
      if (start !== undefined && !/^[\w-]{1,64}$/.test(start)) throw badRequest('START_PARAM_INVALID');
    }
  }
}

/** What a bot does with messages. */
export function createMessageMethods(world: World, updates: Pick<UpdateQueue, 'push'>) {
  const counted = new Map<number, number[]>();

  function chatOf(id: number): PeerChat {
    const place = world.chats.get(id);
    if (!place) throw badRequest('chat not found');
    if (place.movedTo !== undefined) {
      const why = 'Bad Request: group chat was upgraded to a supergroup chat';
      throw new Refusal(400, why, { migrate_to_chat_id: place.movedTo });
    }
    const standing = place.standings.get(world.bot.id);
    const isPrivate = place.chat.type === 'private';
    if (isPrivate && standing === undefined) throw forbidden("bot can't initiate conversation with a user");
    if (standing === 'kicked') {
      throw forbidden(isPrivate ? 'bot was blocked by the user' : `bot was kicked from the ${place.chat.type} chat`);
    }
    if (standing === 'left') throw forbidden(`bot is not a member of the ${place.chat.type} chat`);
    return place;
  }

  /** Which links Telegram refuses, if any, it does not say; the word is what messages.sendMedia has for an address it does not take. */
  function read(given: Written) {
    const written = readWritten(given);
    const links = linksOf(written).filter((link) => URL.canParse(link));
    if (links.some((link) => world.harmful.has(new URL(link).host))) throw badRequest('WEBPAGE_URL_INVALID');
    return written;
  }

  /** A group to which the bot may write, and has not written too often. */
  function writableOf(id: number): PeerChat {
    const place = chatOf(id);
    if (place.muted) throw badRequest('not enough rights to send text messages to the chat');
    if (id > 0) return place;
    const now = performance.now();
    const recent = (counted.get(id) ?? []).filter((at) => at > now - MINUTE_MS);
    const first = recent.at(-A_MINUTE);
    if (first !== undefined) throw tooManyRequests(Math.ceil((first + MINUTE_MS - now) / 1000));
    counted.set(id, [...recent, now]);
    return place;
  }

  /** A message that one person sees. An administrator needs no click to answer for it. */
  function whisper(place: PeerChat, receiverId: number, written: ReturnType<typeof readWritten>): Message {
    if (typeof place.standings.get(world.bot.id) !== 'object') throw badRequest('BOT_NOT_ADMIN');
    if (!place.standings.has(receiverId)) throw badRequest('USER_NOT_PARTICIPANT');
    const whispered = { chatId: place.id, receiverId, text: written.text };
    world.whispers.push(whispered);
    world.events.emit('whisper', whispered);
    const receiver_user = world.users.get(receiverId);
    const shown: unknown = { message_id: 0, ephemeral_message_id: world.whispers.length, receiver_user, ...written };
    return { date: world.now(), chat: place.chat, from: world.bot, ...(shown as object) } as Message;
  }

  function messageOf(place: PeerChat, id: number, what: string): Message {
    const message = place.messages.get(id);
    if (!message) throw badRequest(`message to ${what} not found`);
    return message;
  }

  return {
    chatOf,
    sendMessage(payload: Payload<'sendMessage'>): Message {
      const { reply_markup: markup, ...words } = payload;
      // Bot API, Message, `reply_markup`: "Inline keyboard attached to the message"; whom a message asks for a reply it does not say.
      const keyboard = markup && 'inline_keyboard' in markup ? { reply_markup: markup } : {};
      const written = read({ ...words, ...keyboard });
      const place = writableOf(payload.chat_id);
      const thread = payload.message_thread_id;
      if (thread !== undefined && !place.topics.has(thread)) throw badRequest('message thread not found');
      const receiver = payload.ephemeral_message_parameters?.receiver_user_id;
      // A server from before does not know the field, and shows the message to all.
      const isWhisper = receiver !== undefined && world.ephemeral;
      const replied = payload.reply_parameters && place.messages.get(payload.reply_parameters.message_id);
      // ReplyParameters, allow_sending_without_reply: "Always False for … sent ephemeral messages" (Bot API 10.2).
      if (
        payload.reply_parameters &&
        !replied &&
        (isWhisper || !payload.reply_parameters.allow_sending_without_reply)
      ) {
        throw badRequest('message to be replied not found');
      }
      if (isWhisper) return whisper(place, receiver, written);
      return addMessage(world, place, {
        from: world.bot,
        ...written,
        ...(thread !== undefined && { message_thread_id: thread, is_topic_message: true }),
        ...(replied && { reply_to_message: toReplied(replied) }),
      });
    },
    editMessageText(payload: Payload<'editMessageText'>): Message {
      const written = read(payload);
      const place = writableOf(payload.chat_id);
      const message = messageOf(place, payload.message_id, 'edit');
      if (message.from?.id !== world.bot.id) throw badRequest("message can't be edited");
      const { text, entities, reply_markup } = message;
      const isSame = isDeepStrictEqual(
        [text, entities, reply_markup],
        [written.text, written.entities, written.reply_markup],
      );
      if (isSame) {
        throw badRequest(
          'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
        );
      }
      const { text: _text, entities: _entities, reply_markup: _markup, ...rest } = message;
      const edited: unknown = { ...rest, ...written, edit_date: world.now() };
      place.messages.set(message.message_id, edited as Message);
      world.events.emit('message', edited as Message, place);
      return edited as Message;
    },
    deleteMessage({ chat_id, message_id }: Payload<'deleteMessage'>): true {
      const place = chatOf(chat_id);
      const message = messageOf(place, message_id, 'delete');
      // Bot API, deleteMessage: its own words always; what others wrote, and service messages, with the right to.
      const isOwn = message.from?.id === world.bot.id && message.pinned_message === undefined;
      if (!isOwn && !mayDelete(place, world.bot.id)) {
        throw badRequest("message can't be deleted");
      }
      place.messages.delete(message_id);
      place.pins = place.pins.filter((pin) => pin.messageId !== message_id);
      return true;
    },
    setMessageReaction({ chat_id, message_id, reaction }: Payload<'setMessageReaction'>): true {
      const place = chatOf(chat_id);
      if (!place.messages.has(message_id)) throw badRequest('message to react not found');
      if (!reaction.every(({ emoji }) => ['👍', '👎', '❤', '🔥'].includes(emoji))) throw badRequest('REACTION_INVALID');
      place.reactions.set(
        message_id,
        reaction.map(({ emoji }) => emoji),
      );
      world.events.emit('reaction', message_id, place);
      return true;
    },
    pinChatMessage({ chat_id, message_id, disable_notification }: Payload<'pinChatMessage'>): true {
      const place = chatOf(chat_id);
      if (!mayPin(place, world.bot.id)) throw badRequest('not enough rights to manage pinned messages in the chat');
      const pinned = messageOf(place, message_id, 'pin');
      // messages.updatePinnedMessage, "Possible errors"; passed on unchanged (Client.cpp:71-205 of tdlib/telegram-bot-api).
      if (place.pins.some((pin) => pin.messageId === message_id)) throw badRequest('CHAT_NOT_MODIFIED');
      place.pins.push({ messageId: message_id, silent: disable_notification });
      // The chat is told, and so is the bot: Client.cpp:17418 does not skip its own pins; levlam in tdlib/telegram-bot-api#731.
      const notice = addMessage(world, place, { from: world.bot, pinned_message: toReplied(pinned) });
      if (place.chat.type !== 'private') updates.push({ message: notice as never });
      return true;
    },
    unpinChatMessage({ chat_id, message_id }: Payload<'unpinChatMessage'>): true {
      const place = chatOf(chat_id);
      if (!mayPin(place, world.bot.id)) throw badRequest('not enough rights to manage pinned messages in the chat');
      if (!place.pins.some((pin) => pin.messageId === message_id)) throw badRequest('message to unpin not found');
      place.pins = place.pins.filter((pin) => pin.messageId !== message_id);
      return true;
    },
  };
}
