import type { Message, MessageOrigin } from 'grammy/types';
import { withAutoEntities } from './auto-entities.ts';
import type { UpdateQueue } from './update-queue.ts';
import { addMessage, type CallbackAnswer, type PeerChat, type PeerUser, toReplied, type World } from './world.ts';

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
}

/** What people do in their chats. */
export interface People {
  say(user: PeerUser, place: PeerChat, text: string, options?: SayOptions): Message;
  /** Changes a message; the bot hears of it as Telegram tells. */
  edit(message: Message, text: string): Message;
  /** Deletes a message; bots are not told. */
  remove(message: Message): void;
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

/** The people of a world. With `privacy` on, the bot hears in groups only what Telegram lets it hear by default. */
export function createPeople(world: World, updates: UpdateQueue, privacy: boolean): People {
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
    if (!privacy || typeof standing === 'object') return true;
    if (message.from?.is_bot && message.from.id !== GROUP_ANONYMOUS_BOT.id) return false;
    const command = /^\/\w+(?:@(\w+))?/.exec(message.text ?? message.caption ?? '');
    if (command) return !command[1] || command[1].toLowerCase() === world.bot.username.toLowerCase();
    return message.reply_to_message?.from?.id === world.bot.id;
  }

  function say(user: PeerUser, place: PeerChat, text: string, options: SayOptions = {}): Message {
    const found = withAutoEntities(text, []);
    const body = options.photo
      ? {
          photo: [{ file_id: `photo-${world.nextId()}`, file_unique_id: 'p', width: 90, height: 90 }],
          ...(text !== '' && { caption: text, caption_entities: found }),
          ...(options.mediaGroupId && { media_group_id: options.mediaGroupId }),
        }
      : { text, ...(found.length > 0 && { entities: found }) };
    const message = addMessage(world, place, {
      from: options.anonymous ? GROUP_ANONYMOUS_BOT : user,
      ...(options.anonymous && { sender_chat: place.chat }),
      ...body,
      ...(options.replyTo && { reply_to_message: toReplied(options.replyTo) }),
      ...(options.quote !== undefined && { quote: { text: options.quote, position: 0, is_manual: true } }),
      ...(options.forwardOrigin && { forward_origin: options.forwardOrigin }),
      ...(options.threadId !== undefined && { message_thread_id: options.threadId, is_topic_message: true }),
      ...(options.viaBot && { via_bot: options.viaBot }),
    });
    if (hears(place, message)) updates.push({ message: message as never });
    return message;
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
      updates.push({ callback_query: { id, from: user, message: shown as Message, chat_instance: '1', data } });
    });
  }

  return {
    say,
    edit(message, text) {
      const place = placeOf(message);
      const found = withAutoEntities(text, []);
      const edited = { ...message, text, entities: found, edit_date: world.now() } as Message;
      place.messages.set(message.message_id, edited);
      if (hears(place, edited)) updates.push({ edited_message: edited as never });
      return edited;
    },
    remove: (message) => void placeOf(message).messages.delete(message.message_id),
    click(user, message, buttonText) {
      const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
      const button = buttons.find(({ text }) => text === buttonText);
      if (!button || !('callback_data' in button))
        throw new Error(`there is no button “${buttonText}” under this message`);
      return sendClick(user, message, button.callback_data);
    },
    forge: sendClick,
  };
}
