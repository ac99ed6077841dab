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
  /** The message to reply to, if any. */
  messageId?: number;
  /** Another message to reply to instead, as long as it exists. */
  aboutId?: number;
  topicId?: number;
}

/** A message that the bot sent. */
export interface Sent {
  chatId: number;
  messageId: number;
}

/** Sends and edits messages. Rejects with the client's errors. */
export interface MessageSender {
  /** If the group has become a supergroup, the message goes there. */
  send(target: Target, message: RenderedMessage, signal: AbortSignal): Promise<Sent>;
  /** Sends a message to the group that only one person sees; everybody sees it if Telegram does not support that for this bot. */
  whisper(target: Target, personId: number, message: RenderedMessage, signal: AbortSignal): Promise<void>;
  /**
   * Sends a message that nobody else may see: only after an earlier whisper proved private, since a server before Bot API 10.2 shows it to everybody.
   * @returns whether it was sent
   */
  whisperAlone(target: Target, personId: number, message: RenderedMessage, signal: AbortSignal): Promise<boolean>;
  /** The bot's status in the chat changed: perhaps it may whisper there now. */
  noteStanding(chatId: number): void;
  /** @returns true if the message now has this content; false if it is gone */
  edit(sent: Sent, message: RenderedMessage, signal: AbortSignal): Promise<boolean>;
  remove(sent: Sent, signal: AbortSignal): Promise<void>;
}

/** How many chats are remembered in which the bot is no administrator: Telegram lets only administrators whisper (Bot API 10.2, ephemeral messages). */
const KNOWN_LOUD = 1000;

const SETTINGS = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const;

/** @param onMoved called when a group got a new id */
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
      // Message ids differ there: an old id would name somebody else's message.
      return send({ chatId: movedTo }, message, signal);
    }
  }

  const loud = createRecent(KNOWN_LOUD);
  /** Whether the server supports ephemeral messages: it returned an id for one. */
  let isKnown = false;

  /** @returns whether it was sent; a server without ephemeral messages shows it to everybody */
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

/** A fact-checking card links to bad pages by nature: a message refused for its content is sent once more without links. */
async function orUnlinked<T>(message: RenderedMessage, work: (message: RenderedMessage) => Promise<T>): Promise<T> {
  try {
    return await work(message);
  } catch (error) {
    const unlinked = toUnlinked(message);
    if (!isContentRefused(error) || unlinked.html === message.html) throw error;
    return work(unlinked);
  }
}

/** The signal type of grammY: that of the package abort-controller, older than Node's own. */
export type ApiSignal = NonNullable<Parameters<Api['getMe']>[0]>;

/** Node's signal for grammY. It only ever reads `aborted` and listens to `abort`, which both have. */
export function toApiSignal(signal: AbortSignal): ApiSignal {
  return signal as unknown as ApiSignal;
}
