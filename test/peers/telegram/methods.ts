import type { ServerResponse } from 'node:http';
import type { Message } from 'grammy/types';
import { z } from 'zod';
import { withAutoEntities } from './auto-entities.ts';
import { parseHtml } from './html.ts';
import { badRequest, conflict, forbidden, Refusal } from './refusal.ts';
import type { UpdateQueue } from './update-queue.ts';
import { addMessage, mayPin, type PeerChat, toChatMember, toReplied, type World } from './world.ts';

/** Bot API, sendMessage: "1-4096 characters after entities parsing". */
const TEXT_LIMIT = 4096;
/** TDLib, clean_input_string: what goes beyond is cut by the server, in the middle of a tag if need be. */
const RAW_TEXT_BYTES = 35_000;
/** Bot API, InlineKeyboardButton: "callback_data … 1-64 bytes". */
const CALLBACK_DATA_BYTES = 64;
/** Bot API, answerCallbackQuery: "0-200 characters". */
const CALLBACK_ANSWER_LIMIT = 200;
/** Bot API, setMyCommands: "At most 100 commands". */
const COMMANDS_LIMIT = 100;

const ChatId = z.coerce.number().int();
const Keyboard = z.object({
  inline_keyboard: z.array(
    z.array(z.object({ text: z.string().min(1), callback_data: z.string().optional() }).loose()),
  ),
});

const PAYLOADS = {
  getUpdates: z.object({
    offset: z.number().int().default(0),
    limit: z.number().int().min(1).max(100).default(100),
    timeout: z.number().min(0).default(0),
    allowed_updates: z.array(z.string()).optional(),
  }),
  setWebhook: z.object({ url: z.string() }),
  setMyCommands: z.object({
    commands: z.array(z.object({ command: z.string(), description: z.string() })),
    language_code: z.string().default(''),
  }),
  sendMessage: z.object({
    chat_id: ChatId,
    message_thread_id: z.number().int().optional(),
    text: z.string(),
    parse_mode: z.literal('HTML').optional(),
    link_preview_options: z.object({ is_disabled: z.boolean().optional() }).optional(),
    reply_parameters: z
      .object({ message_id: z.number(), allow_sending_without_reply: z.boolean().default(false) })
      .optional(),
    reply_markup: Keyboard.optional(),
  }),
  sendChatAction: z.object({
    chat_id: ChatId,
    message_thread_id: z.number().int().optional(),
    action: z.string().min(1),
  }),
  getChatMember: z.object({ chat_id: ChatId, user_id: z.number().int() }),
  pinChatMessage: z.object({
    chat_id: ChatId,
    message_id: z.number().int(),
    disable_notification: z.boolean().default(false),
  }),
  answerCallbackQuery: z.object({
    callback_query_id: z.string(),
    text: z.string().optional(),
    show_alert: z.boolean().default(false),
  }),
} as const;

type MethodName = keyof typeof PAYLOADS;
type Payload<M extends MethodName> = z.infer<(typeof PAYLOADS)[M]>;

/** Calls one method of the Bot API. @throws Refusal with Telegram's words */
export type CallMethod = (method: string, payload: unknown, response: ServerResponse) => Promise<unknown>;

/** The Bot API over a world, strict as the real one about what it knows. */
export function createMethods(world: World, updates: UpdateQueue): CallMethod {
  const chatOf = (id: number): PeerChat => {
    const place = world.chats.get(id);
    if (!place) throw badRequest('chat not found');
    const standing = place.standings.get(world.bot.id);
    if (standing === 'kicked') {
      throw forbidden(
        place.chat.type === 'private'
          ? 'bot was blocked by the user'
          : `bot was kicked from the ${place.chat.type} chat`,
      );
    }
    if (standing === 'left') throw forbidden(`bot is not a member of the ${place.chat.type} chat`);
    return place;
  };

  function sendMessage(payload: Payload<'sendMessage'>): Message {
    const place = chatOf(payload.chat_id);
    const thread = payload.message_thread_id;
    if (thread !== undefined && !place.topics.has(thread)) throw badRequest('message thread not found');
    if (Buffer.byteLength(payload.text) > RAW_TEXT_BYTES) throw badRequest('message is too long');
    const { text, entities } = payload.parse_mode
      ? parseHtml(payload.text)
      : { text: payload.text.trim(), entities: [] };
    if (text === '') throw badRequest('message text is empty');
    if (text.length > TEXT_LIMIT) throw badRequest('message is too long');
    for (const { callback_data } of payload.reply_markup?.inline_keyboard.flat() ?? []) {
      const bytes = Buffer.byteLength(callback_data ?? '');
      if (bytes < 1 || bytes > CALLBACK_DATA_BYTES) throw badRequest('BUTTON_DATA_INVALID');
    }
    const replied = payload.reply_parameters && place.messages.get(payload.reply_parameters.message_id);
    if (payload.reply_parameters && !replied && !payload.reply_parameters.allow_sending_without_reply) {
      throw badRequest('message to be replied not found');
    }
    const all = withAutoEntities(text, entities);
    return addMessage(world, place, {
      from: world.bot,
      text,
      ...(all.length > 0 && { entities: all }),
      ...(thread !== undefined && { message_thread_id: thread, is_topic_message: true }),
      ...(replied && { reply_to_message: toReplied(replied) }),
      ...(payload.link_preview_options && { link_preview_options: payload.link_preview_options }),
      ...(payload.reply_markup && { reply_markup: payload.reply_markup }),
    });
  }

  function pinChatMessage({ chat_id, message_id, disable_notification }: Payload<'pinChatMessage'>): true {
    const place = chatOf(chat_id);
    if (!mayPin(place, world.bot.id)) throw badRequest('not enough rights to manage pinned messages in the chat');
    if (!place.messages.has(message_id)) throw badRequest('message to pin not found');
    place.pins = place.pins.filter((pin) => pin.messageId !== message_id);
    place.pins.push({ messageId: message_id, silent: disable_notification });
    return true;
  }

  function answerCallbackQuery({ callback_query_id, text, show_alert }: Payload<'answerCallbackQuery'>): true {
    if (!world.openCallbacks.delete(callback_query_id)) {
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    }
    if ((text ?? '').length > CALLBACK_ANSWER_LIMIT) throw badRequest('MESSAGE_TOO_LONG');
    const answer = { callbackId: callback_query_id, showAlert: show_alert, ...(text !== undefined && { text }) };
    world.answers.push(answer);
    world.events.emit('answer', answer);
    return true;
  }

  function setMyCommands({ commands, language_code }: Payload<'setMyCommands'>): true {
    if (commands.length > COMMANDS_LIMIT) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    for (const { command, description } of commands) {
      if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
      if (description.length < 1 || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
    world.commands.set(language_code, commands);
    return true;
  }

  function getChatMember({ chat_id, user_id }: Payload<'getChatMember'>) {
    const place = chatOf(chat_id);
    const user = world.users.get(user_id);
    if (!user) throw badRequest('user not found');
    return toChatMember(user, place.standings.get(user_id) ?? 'left');
  }

  const getMe = () => ({
    ...world.bot,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  });

  const parse = <M extends MethodName>(method: M, payload: unknown): Payload<M> => {
    const parsed = PAYLOADS[method].safeParse(payload);
    if (parsed.success) return parsed.data as Payload<M>;
    throw badRequest(`can't parse ${method}: ${z.prettifyError(parsed.error)}`);
  };

  return async (method, payload, response) => {
    switch (method) {
      case 'getMe':
        return getMe();
      case 'getUpdates': {
        if (world.webhookUrl) {
          throw conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
          );
        }
        const { offset, limit, timeout, allowed_updates } = parse('getUpdates', payload);
        updates.allow(allowed_updates);
        return updates.poll({ offset, limit, timeoutMs: timeout * 1000 }, response);
      }
      case 'getWebhookInfo':
        return { url: world.webhookUrl, has_custom_certificate: false, pending_update_count: updates.size() };
      case 'setWebhook':
        world.webhookUrl = parse('setWebhook', payload).url;
        return true;
      case 'deleteWebhook':
        world.webhookUrl = '';
        return true;
      case 'setMyCommands':
        return setMyCommands(parse('setMyCommands', payload));
      case 'sendMessage':
        return sendMessage(parse('sendMessage', payload));
      case 'sendChatAction':
        chatOf(parse('sendChatAction', payload).chat_id);
        return true;
      case 'getChatMember':
        return getChatMember(parse('getChatMember', payload));
      case 'pinChatMessage':
        return pinChatMessage(parse('pinChatMessage', payload));
      case 'answerCallbackQuery':
        return answerCallbackQuery(parse('answerCallbackQuery', payload));
      default:
        throw new Refusal(404, 'Not Found: method not found');
    }
  };
}
