import type { Chat, Message, MessageEntity, MessageOrigin, Update } from 'grammy/types';
import { isLabelled } from '../shapes.ts';
import { withAutoEntities } from './auto-entities.ts';
import type { UpdateQueue } from './update-queue.ts';
import {
  addMessage,
  type CallbackAnswer,
  type InlineAnswer,
  type PeerChat,
  type PeerUser,
  type Standing,
  toChatMember,
  toReplied,
  type World,
} from './world.ts';

/** How a message is said. */
interface SayOptions {
  replyTo?: Message;
  /** The part of the replied-to message that was marked. */
  quote?: string;
  forwardOrigin?: MessageOrigin;
  /** Say it as the caption of a picture. */
  photo?: boolean;
  /** The album the picture belongs to. */
  mediaGroupId?: string;
  /** A forum's topic. */
  threadId?: number;
  viaBot?: PeerUser;
  /** Say it as the group itself: an anonymous administrator. */
  anonymous?: boolean;
  /** Say it as a channel of one's own or, `automatic`, let the group's linked channel post it. */
  channel?: { chat: Chat.ChannelChat; automatic?: boolean };
  /** What the picture shows; `photo` gives one nobody looks into. */
  picture?: Uint8Array;
  /** Reply to a message of another chat. */
  externalReply?: object;
  /** A voice message, a place, blocks of text …: what there is besides words, or in their stead. */
  content?: Readonly<Record<string, unknown>>;
  /** What is marked in the text, as in one that was chosen from what a bot offered. */
  entities?: MessageEntity[];
}

/** What people do in their chats. */
export interface People {
  say(user: PeerUser, place: PeerChat, text: string, options?: SayOptions): Message;
  /** Says it so many times, and keeps nothing of it. */
  chatter(user: PeerUser, place: PeerChat, count: number, text: string): void;
  /** Changes a message; the bot hears of it as Telegram tells. */
  edit(message: Message, text: string): Message;
  /** Deletes a message; bots are not told. */
  remove(message: Message): void;
  /** Types after the bot's name, in any chat. @returns what is offered */
  typeInline(user: PeerUser, query: string): Promise<InlineAnswer>;
  /** Changes how the bot stands in a chat, and tells it. */
  setBot(place: PeerChat, standing: Standing, by: PeerUser): void;
  /** Makes a supergroup of a group; what is written to the old one is refused from then on. */
  migrate(place: PeerChat, to: PeerChat): void;
  /** Brings the last updates again, as if Telegram had not heard that they came. */
  repeatLast(): void;
  /** Clicks a button by its text. @returns what the bot answers the click with */
  click(user: PeerUser, message: Message, buttonText: string): Promise<CallbackAnswer>;
  /** Sends any callback data, as a changed client can. */
  forge(user: PeerUser, message: Message, data: string): Promise<CallbackAnswer>;
}

/** Telegram's own stand-in for an administrator who stays anonymous. */
const GROUP_ANONYMOUS_BOT: PeerUser = {
  id: 1_087_968_824,
  is_bot: true,
  first_name: 'Group',
  username: 'GroupAnonymousBot',
};

/** Telegram's stand-in for who writes as a channel. */
const CHANNEL_BOT: PeerUser = { id: 136_817_688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' };

/** The people of a world. In privacy mode the bot hears in groups only what Telegram lets it hear by default. */
export function createPeople(world: World, updates: UpdateQueue): People {
  let last: Omit<Update, 'update_id'> | undefined;
  let lastId = 0;

  function push(update: Omit<Update, 'update_id'>): void {
    last = update;
    lastId = updates.push(update);
  }

  const placeOf = (message: Message): PeerChat => {
    const place = world.chats.get(message.chat.id);
    if (!place) throw new Error(`no chat ${message.chat.id} in this world`);
    return place;
  };

  /** Bot API FAQ, "What messages will my bot get?", privacy mode on. */
  function hears(place: PeerChat, message: Message): boolean {
    const standing = place.standings.get(world.bot.id);
    if (place.chat.type === 'private') return standing !== 'kicked';
    if (standing === 'kicked' || standing === 'left') return false;
    // Administrators hear everything.
    if (!world.privacy || typeof standing === 'object') return true;
    if (message.from?.is_bot && message.sender_chat === undefined) return false;
    if (message.reply_to_message?.from?.id === world.bot.id || message.via_bot?.id === world.bot.id) return true;
    const command = /^\/\w+(?:@(\w+))?/.exec(message.text ?? message.caption ?? '');
    if (!command) return false;
    if (command[1]) return command[1].toLowerCase() === world.bot.username.toLowerCase();
    // “General commands if the bot was the last bot to send a message to the group”; where none ever did, the real one is kind, too.
    return place.lastBotId === undefined || place.lastBotId === world.bot.id;
  }

  function say(user: PeerUser, place: PeerChat, text: string, options: SayOptions = {}): Message {
    const found = withAutoEntities(text, options.entities ?? []);
    const body =
      options.photo || options.picture
        ? {
            photo: addPhoto(options.picture ?? new Uint8Array([0xff, 0xd8])),
            ...(text !== '' && { caption: text, caption_entities: found }),
            ...(options.mediaGroupId && { media_group_id: options.mediaGroupId }),
          }
        : { ...(text !== '' && { text }), ...(found.length > 0 && { entities: found }), ...options.content };
    const message = addMessage(world, place, {
      from: options.anonymous ? GROUP_ANONYMOUS_BOT : options.channel ? CHANNEL_BOT : user,
      ...(options.anonymous && { sender_chat: place.chat }),
      ...(options.channel && { sender_chat: options.channel.chat }),
      ...(options.channel?.automatic && { is_automatic_forward: true }),
      ...(options.externalReply && { external_reply: options.externalReply }),
      ...body,
      ...(options.replyTo && { reply_to_message: toReplied(options.replyTo) }),
      ...(options.quote !== undefined && { quote: { text: options.quote, position: 0, is_manual: true } }),
      ...(options.forwardOrigin && { forward_origin: options.forwardOrigin }),
      ...(options.threadId !== undefined && { message_thread_id: options.threadId, is_topic_message: true }),
      ...(options.viaBot && { via_bot: options.viaBot }),
    });
    if (hears(place, message)) push({ message: message as never });
    return message;
  }

  /** A photo as Telegram gives it: in several sizes, of which the last is the whole. */
  function addPhoto(bytes: Uint8Array) {
    return [90, 1280].map((width) => {
      const file_id = `photo-${world.nextId()}`;
      world.files.set(file_id, { path: `photos/${file_id}.jpg`, size: bytes.byteLength, bytes });
      return { file_id, file_unique_id: file_id, width, height: width, file_size: bytes.byteLength };
    });
  }

  function sendClick(user: PeerUser, message: Message, data: string): Promise<CallbackAnswer> {
    const place = placeOf(message);
    const id = String(world.nextId());
    world.openCallbacks.set(id, { from: user, message });
    const shown = place.messages.get(message.message_id) ?? {
      chat: place.chat,
      message_id: message.message_id,
      date: 0,
    };
    return new Promise((resolve) => {
      const heard = (answer: CallbackAnswer) => {
        if (answer.callbackId !== id) return;
        world.events.off('answer', heard);
        resolve(answer);
      };
      world.events.on('answer', heard);
      push({ callback_query: { id, from: user, message: shown as Message, chat_instance: '1', data } });
    });
  }

  return {
    say,
    chatter(user, place, count, text) {
      for (let said = 0; said < count; said += 1) {
        const message = { message_id: place.nextMessageId++, date: world.now(), chat: place.chat, from: user, text };
        if (hears(place, message as Message)) push({ message: message as never });
      }
    },
    typeInline(user, query) {
      const id = String(world.nextId());
      world.openInlineQueries.add(id);
      return new Promise((resolve) => {
        const heard = (answer: InlineAnswer) => {
          if (answer.queryId !== id) return;
          world.events.off('inline', heard);
          resolve(answer);
        };
        world.events.on('inline', heard);
        push({ inline_query: { id, from: user, query, offset: '' } });
      });
    },
    setBot(place, standing, by) {
      const before = place.standings.get(world.bot.id) ?? 'left';
      place.standings.set(world.bot.id, standing);
      push({
        my_chat_member: {
          chat: place.chat,
          from: by,
          date: world.now(),
          old_chat_member: toChatMember(world.bot, before),
          new_chat_member: toChatMember(world.bot, standing),
        } as never,
      });
    },
    migrate(place, to) {
      const moved = addMessage(world, place, {
        from: GROUP_ANONYMOUS_BOT,
        sender_chat: place.chat,
        migrate_to_chat_id: to.id,
      });
      place.movedTo = to.id;
      push({ message: moved as never });
      const came = addMessage(world, to, {
        from: GROUP_ANONYMOUS_BOT,
        sender_chat: to.chat,
        migrate_from_chat_id: place.id,
      });
      push({ message: came as never });
    },
    repeatLast() {
      if (last) updates.repeat({ update_id: lastId, ...last });
    },
    edit(message, text) {
      const place = placeOf(message);
      const found = withAutoEntities(text, []);
      const words = message.photo ? { caption: text, caption_entities: found } : { text, entities: found };
      const edited = { ...message, ...words, edit_date: world.now() } as Message;
      place.messages.set(message.message_id, edited);
      if (hears(place, edited)) push({ edited_message: edited as never });
      return edited;
    },
    remove: (message) => void placeOf(message).messages.delete(message.message_id),
    click(user, message, buttonText) {
      const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
      const button = buttons.find(({ text }) => isLabelled(text, buttonText));
      if (!button || !('callback_data' in button))
        throw new Error(`there is no button “${buttonText}” under this message`);
      return sendClick(user, message, button.callback_data);
    },
    forge: sendClick,
  };
}
