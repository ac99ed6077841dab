import type { Api } from 'grammy';
import { createRecent } from '../../src/shared/bounded-map.ts';
import {
  isContentRefused,
  isGone,
  isMessageGone,
  isNoAdmin,
  isRefused,
  isReplyGone,
  isUnchanged,
  toMovedTo,
} from './outcomes.ts';
import { type RenderedMessage, toUnlinked } from './render.ts';

/** Where a message goes. */
export interface Target {
  chatId: number;
  /** The message it answers; without it, it stands alone. */
  messageId?: number;
  /** The message it hangs on instead, while that one stands. */
  aboutId?: number;
  topicId?: number;
}

/** A message of ours. */
export interface Sent {
  chatId: number;
  messageId: number;
}

/** Writes messages, and changes them. Rejects with the client's errors. */
export interface MessageSender {
  /** Where the group has become a supergroup, the message goes there. */
  send(target: Target, message: RenderedMessage, signal: AbortSignal): Promise<Sent>;
  /** Says it in the group so that only one person sees it; to all, where Telegram does not do that for this bot. */
  whisper(target: Target, personId: number, message: RenderedMessage, signal: AbortSignal): Promise<void>;
  /**
   * Says what nobody else may see: only where a whisper of this bot's was one before, since a server from before Bot API 10.2 shows it to all.
   * @returns whether it was said
   */
  whisperAlone(target: Target, personId: number, message: RenderedMessage, signal: AbortSignal): Promise<boolean>;
  /** The bot's standing in the chat is another one now: perhaps it may whisper there. */
  noteStanding(chatId: number): void;
  /** @returns whether it stands there now as wanted; false if it is gone */
  edit(sent: Sent, message: RenderedMessage, signal: AbortSignal): Promise<boolean>;
  remove(sent: Sent, signal: AbortSignal): Promise<void>;
}

/** Chats in which the bot is known to be no administrator: Telegram lets only these whisper (Bot API 10.2, ephemeral messages). */
const KNOWN_LOUD = 1000;

const SETTINGS = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const;

/** @param onMoved told of a group that has a new id */
export function createMessageSender(api: Api, onMoved: (from: number, to: number) => Promise<void>): MessageSender {
  function write(
    { chatId, messageId, aboutId, topicId }: Target,
    message: RenderedMessage,
    rest: object,
    signal: AbortSignal,
  ) {
    const options = {
      ...SETTINGS,
      // The message may have been deleted while the check ran; the others in the chat still want the answer.
      ...(messageId !== undefined && {
        reply_parameters: { message_id: aboutId ?? messageId, allow_sending_without_reply: aboutId === undefined },
      }),
      ...(topicId !== undefined && { message_thread_id: topicId }),
      ...(message.keyboard && { reply_markup: message.keyboard }),
      ...(message.replyHint && {
        reply_markup: { force_reply: true as const, selective: true, input_field_placeholder: message.replyHint },
      }),
      ...rest,
    };
    return orUnlinked(message, ({ html }) => api.sendMessage(chatId, html, options, toApiSignal(signal)));
  }

  async function send(target: Target, message: RenderedMessage, signal: AbortSignal): Promise<Sent> {
    const { aboutId, ...asking } = target;
    const { chatId } = asking;
    try {
      const sent = await write(target, message, {}, signal);
      return { chatId, messageId: sent.message_id };
    } catch (error) {
      if (isReplyGone(error) && aboutId !== undefined) return send(asking, message, signal);
      const movedTo = toMovedTo(error);
      if (movedTo === undefined || movedTo === chatId) throw error;
      await onMoved(chatId, movedTo);
      // Messages have other numbers there: an old one would name somebody else's.
      return send({ chatId: movedTo }, message, signal);
    }
  }

  const loud = createRecent(KNOWN_LOUD);
  /** The server knows messages for one person: it has said so of one. */
  let isKnown = false;

  /** A server that does not know this shows it to all. */
  async function whispered(
    target: Target,
    personId: number,
    message: RenderedMessage,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { messageId, ...alone } = target;
    if (target.chatId > 0 || personId <= 0 || loud.has(String(target.chatId))) return false;
    try {
      const sent = await write(
        target,
        message,
        { ephemeral_message_parameters: { receiver_user_id: personId } },
        signal,
      );
      isKnown = sent.ephemeral_message_id !== undefined;
      return true;
    } catch (error) {
      // ReplyParameters, allow_sending_without_reply: "Always False for … sent ephemeral messages".
      if (isReplyGone(error) && messageId !== undefined) return whispered(alone, personId, message, signal);
      if (isNoAdmin(error)) loud.add(String(target.chatId));
      if (isGone(error) || !isRefused(error)) throw error;
      return false;
    }
  }

  return {
    send,
    async whisper(target, personId, message, signal) {
      if (!(await whispered(target, personId, message, signal))) await send(target, message, signal);
    },
    whisperAlone: async (...said) => isKnown && whispered(...said),
    noteStanding: (chatId) => loud.remove(String(chatId)),
    async edit({ chatId, messageId }, message, signal) {
      const options = { ...SETTINGS, ...(message.keyboard && { reply_markup: message.keyboard }) };
      const until = toApiSignal(signal);
      try {
        await orUnlinked(message, ({ html }) => api.editMessageText(chatId, messageId, html, options, until));
        return true;
      } catch (error) {
        if (isUnchanged(error)) return true;
        if (toMovedTo(error) !== undefined || isMessageGone(error)) return false;
        throw error;
      }
    },
    async remove({ chatId, messageId }, signal) {
      await api.deleteMessage(chatId, messageId, toApiSignal(signal));
    },
  };
}

/** What is refused for what is in it is said once more without its links: cards of a claim checker lead to bad pages by trade. */
async function orUnlinked<T>(message: RenderedMessage, work: (message: RenderedMessage) => Promise<T>): Promise<T> {
  try {
    return await work(message);
  } catch (error) {
    const unlinked = toUnlinked(message);
    if (!isContentRefused(error) || unlinked.html === message.html) throw error;
    return work(unlinked);
  }
}

/** What grammY's types take for a signal: the one of the package abort-controller, older than Node's own. */
export type ApiSignal = NonNullable<Parameters<Api['getMe']>[0]>;

/** Node's signal for grammY. It only ever reads `aborted` and listens to `abort`, which both have. */
export function toApiSignal(signal: AbortSignal): ApiSignal {
  return signal as unknown as ApiSignal;
}
